"""The look of the page: the stylesheet, and the palette of the reader's theme for figures."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.figures.template import PALETTES, Palette

HERE = Path(__file__).parent
STYLE = HERE / "sightline.css"
ICON = HERE.parent / "static" / "sightline.png"
LOGO = HERE.parent / "static" / "sightline.svg"


def dress() -> None:
    """Put the stylesheet on the page. It is the app's own file and holds nothing of the data."""
    st.html(STYLE)


def palette() -> Palette:
    """The colours of figures in the theme the browser shows."""
    return PALETTES["dark" if st.context.theme.type == "dark" else "light"]


def brand() -> None:
    """The name at the top of every page, in the ink of the theme."""
    st.logo(LOGO.read_text("utf-8").replace("currentColor", palette().ink), size="medium")
