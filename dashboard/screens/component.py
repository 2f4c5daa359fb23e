"""The app's own components: pieces of the page that the browser draws, from a script and a style beside the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def component(name: str, html: str, *, apart: bool = True, also: str = "") -> Callable[..., object]:
    """Drawn by `<name>.js` and `<name>.css`. `apart`: in a tree of its own, where no other style reaches; the styles of
    the others are the page's (see `theme.STYLE`), for each would bring its own. `also`: a script whose functions it
    uses.

    What it is given as `data` comes to its script as the first item of a list: values of a mapping Streamlit looks
    through for data frames, and to do so imports pandas, which nothing else on the page needs. The second is how often
    its reader was heard, so that it is drawn again when what was asked of it changes nothing.
    """
    mounted = st.components.v2.component(
        f"sightline_{name}",
        html=f"{html}\n",
        css=(_HERE / f"{name}.css").read_text("utf-8") if apart else None,
        js="\n".join((_HERE / f"{part}.js").read_text("utf-8") for part in (also, name) if part),
        isolate_styles=apart,
    )

    def drawn(*, key: str, data: Mapping[str, Any], **follow: Callable[[], None]) -> object:
        heard = f"_{key}_heard"

        def counted(then: Callable[[], None]) -> Callable[[], None]:
            def called() -> None:
                st.session_state[heard] = st.session_state.get(heard, 0) + 1
                then()

            return called

        calls: dict[str, Any] = {name: counted(then) for name, then in follow.items()}
        return mounted(key=key, data=[data, st.session_state.get(heard, 0)], **calls)

    return drawn
