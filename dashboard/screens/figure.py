"""A figure on the page: one component that draws with plotly.js, in the same element each time.

Streamlit's own element for figures makes the chart anew at every change and then draws it twice; this one draws once,
over what is there. plotly.js is the file of the plotly package (see `dashboard.plotly_js`).
"""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go
import plotly.io
import streamlit as st

from dashboard.metrics.metric import NOT_STATED
from dashboard.plotly_js import ADDRESS
from dashboard.screens.component import component

_FIGURE = component("figure", '<div class="figure" role="figure"></div>', apart=False)


def figure(
    drawn: go.Figure,
    key: str,
    alt: str,
    on_press: Callable[[str], None] | None = None,
    *,
    still: bool = False,
) -> None:
    """Draw it. `alt` says it aloud. `on_press` gets the key that the pressed mark carries (its `customdata`), before
    the page runs again; marks without a key, and of what is not stated, are read and not pressed. `still`: it does not
    answer the pointer, which draws faster."""

    def pressed() -> None:
        value = meant(st.session_state[key].get("pressed"))
        if value is not None and on_press is not None:
            on_press(value)

    _FIGURE(
        key=key,
        data={
            "figure": plotly.io.to_json(drawn, validate=False), "alt": alt, "still": still,
            "pressable": on_press is not None, "library": ADDRESS,
        },
        on_pressed_change=pressed,
    )  # fmt: skip


def meant(value: object) -> str | None:
    """The key of the mark that was pressed; None when it has none or stands for what is not stated."""
    return value if isinstance(value, str) and value and value != NOT_STATED else None
