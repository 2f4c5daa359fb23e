"""The strip of tiles: one component for all of them, drawn in the browser from words and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.screens.component import component
from dashboard.screens.theme import palette
from dashboard.screens.tile import Tile

_STRIP = component("tiles", '<div class="strip" role="group" aria-label="Key numbers"></div>')
KEY = "tiles"


def strip(tiles: Sequence[Tile], opened: str, on_open: Callable[[str], None]) -> None:
    """Draw the tiles. `on_open` gets the key of the one that was pressed, before the page runs again.

    When the reader turns the page dark or light the strip notices, and the page runs again for its figures.
    """

    def pressed() -> None:
        key = st.session_state[KEY].get("opened")
        if isinstance(key, str):
            on_open(key)

    _STRIP(
        key=KEY,
        data={"tiles": [tile.plainly() for tile in tiles], "opened": opened, "paper": palette().paper},
        on_opened_change=pressed,
        on_paper_change=lambda: None,
    )
