"""A list of bars that can be pressed: one component, drawn in the browser from places and words."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.figures.bars import Bars
from dashboard.screens.component import component
from dashboard.screens.gather import gathering

_BARS = component("bars", '<div class="bars" role="group"></div>')


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
