"""The app's own components: pieces of the page that the browser draws, from a script and a style beside the code."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

_HERE = Path(__file__).parent


def component(name: str, html: str, *, apart: bool = True) -> ComponentRenderer:
    """Drawn by `<name>.js` and `<name>.css`. `apart`: in a tree of its own, where no other style reaches."""
    return st.components.v2.component(
        f"sightline_{name}",
        html=f"{html}\n",
        css=(_HERE / f"{name}.css").read_text("utf-8"),
        js=(_HERE / f"{name}.js").read_text("utf-8"),
        isolate_styles=apart,
    )
