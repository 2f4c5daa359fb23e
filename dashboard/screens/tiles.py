"""The strip of tiles: one component for all of them, drawn in the browser from words and marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from dashboard.screens.theme import palette
from dashboard.screens.tile import Tile

_HERE = Path(__file__).parent
_STRIP = st.components.v2.component(
    "sightline_tiles",
    html='<div class="strip" role="group" aria-label="Key numbers"></div>\n',
    css=(_HERE / "tiles.css").read_text("utf-8"),
    js=(_HERE / "tiles.js").read_text("utf-8"),
)
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
