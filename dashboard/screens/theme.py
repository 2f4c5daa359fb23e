"""The look of the page: the stylesheet, and the palette of the reader's theme for figures."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.figures.template import PALETTES, Palette

HERE = Path(__file__).parent
SHEETS = ("sightline", "scope_bar", "heading", "figure", "turn")
STYLE = "<style>{}</style>".format("".join((HERE / f"{name}.css").read_text("utf-8") for name in SHEETS))
STATIC = HERE.parent / "static"


def _address(kind: str, content: bytes) -> str:
    """A picture as an address of its own, which Streamlit need not read and hash at every run."""
    return f"data:image/{kind};base64,{b64encode(content).decode()}"


ICON = _address("png", (STATIC / "sightline.png").read_bytes())


def dress() -> None:
    """Put the stylesheet on the page. It is the app's own file and holds nothing of the data."""
    st.html(STYLE)


def palette() -> Palette:
    """The colours of figures in the theme the browser shows."""
    return PALETTES["dark" if st.context.theme.type == "dark" else "light"]


def brand() -> None:
    """The name at the top of every page, in the ink of the theme."""
    st.logo(_logo(palette().ink), size="medium")


@cache
def _logo(ink: str) -> str:
    drawn = (STATIC / "sightline.svg").read_text("utf-8").replace("currentColor", ink)
    return _address("svg+xml", drawn.encode())
