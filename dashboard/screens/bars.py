"""A list of bars that can be pressed: one component, drawn in the browser from places and words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dashboard.figures.bars import Bars
from dashboard.screens.gather import gathering

_HERE = Path(__file__).parent
_BARS = st.components.v2.component(
    "sightline_bars",
    html='<div class="bars" role="group"></div>\n',
    css=(_HERE / "bars.css").read_text("utf-8"),
    js=(_HERE / "bars.js").read_text("utf-8"),
)


def bars(drawn: Bars, key: str, alt: str, on_press: Callable[[str], None] | None = None) -> None:
    """Draw the bars. `alt` names the list aloud. `on_press` gets the key of the row that was pressed, before the
    page runs again; without it rows are read and not pressed."""

    if gathering() is not None:
        return

    def pressed() -> None:
        row = st.session_state[key].get("pressed")
        if isinstance(row, str) and on_press is not None:
            on_press(row)

    _BARS(
        key=key, data={**drawn.plainly(), "alt": alt, "pressable": on_press is not None}, on_pressed_change=pressed
    )  # fmt: skip
