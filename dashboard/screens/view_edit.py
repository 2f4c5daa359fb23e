"""Making a view: which tiles, in which order, under which name."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens.text import markdown
from dashboard.screens.views import LONGEST_NAME, MOST_TILES, View, ViewError, write_view
from dashboard.screens.visit import Visit


@st.dialog("Choose tiles")
def edit(view: View, choose: Callable[[str], None], visit: Visit) -> None:
    """The form. `choose` is called with the view that was kept."""
    st.caption(
        "Tiles stand in the order in which they are chosen. A view is a small file that others can use too."
    )
    tiles = st.multiselect(
        "Tiles", list(CATALOGUE), default=[key for key in view.tiles if key in CATALOGUE], key=f"edit_tiles_{view.key}",
        format_func=lambda key: CATALOGUE[key].label, max_selections=MOST_TILES,
    )  # fmt: skip
    name = st.text_input(
        "Name of the view", value="" if view.shipped else view.label, max_chars=LONGEST_NAME,
        key=f"edit_name_{view.key}", placeholder="For example: Monday meeting",
    )  # fmt: skip
    if not st.button("Save and show", key="edit_save"):
        return
    try:
        kept = write_view(visit.home, name, tiles)
    except ViewError as error:
        st.error(markdown(error))
        return
    choose(kept.key)
    st.rerun()
