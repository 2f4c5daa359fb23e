"""Choosing a view, and making one: which tiles, in which order, under which name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens.text import markdown
from dashboard.screens.views import LONGEST_NAME, MOST_TILES, View, ViewError, write_view
from dashboard.screens.visit import Visit


def view_bar(views: Mapping[str, View], chosen: str, choose: Callable[[str], None], visit: Visit) -> None:
    """The views by name, and the door to a new one. `choose` is called from a callback."""
    with st.container(
        key="view_bar", horizontal=True, gap="xsmall", vertical_alignment="center", width="content"
    ):
        st.session_state["view"] = chosen

        def changed() -> None:
            choose(st.session_state["view"] or chosen)

        st.segmented_control(
            "View", list(views), key="view", format_func=lambda key: markdown(views[key].label), on_change=changed,
            label_visibility="collapsed", required=True,
        )  # fmt: skip
        if st.button(
            "", key="view_edit", type="tertiary", icon=":material/tune:", help="Choose the tiles of a view"
        ):
            _edit(views[chosen], choose, visit)


@st.dialog("Choose tiles")
def _edit(view: View, choose: Callable[[str], None], visit: Visit) -> None:
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
