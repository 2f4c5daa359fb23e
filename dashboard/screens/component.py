"""The app's own components: pieces of the page that the browser draws, from a script and a style beside the code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def component(name: str, html: str, *, apart: bool = True) -> Callable[..., object]:
    """Drawn by `<name>.js` and `<name>.css`. `apart`: in a tree of its own, where no other style reaches.

    What it is given as `data` comes to its script as the one item of a list: values of a mapping Streamlit looks
    through for data frames, and to do so imports pandas, which nothing else on the page needs.
    """
    mounted = st.components.v2.component(
        f"sightline_{name}",
        html=f"{html}\n",
        css=(_HERE / f"{name}.css").read_text("utf-8"),
        js=(_HERE / f"{name}.js").read_text("utf-8"),
        isolate_styles=apart,
    )

    def drawn(*, data: Mapping[str, Any], **how: Any) -> object:
        return mounted(data=[data], **how)

    return drawn
