"""The funnel of the page Journey: its choices, its cards, and what is missing when there is none."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.screens import address
from dashboard.screens.gather import fragment
from dashboard.screens.journey_funnel_cards import funnel_card
from dashboard.screens.journey_funnel_choice import NAME, Choice, Known, split_of
from dashboard.screens.journey_funnel_controls import controls, see, split_control
from dashboard.screens.journey_funnel_data import compared, side
from dashboard.screens.journey_funnel_moved import first_moved
from dashboard.screens.journey_funnel_rows import Side, possible_splits
from dashboard.screens.journey_funnel_split import split_card
from dashboard.screens.journey_funnel_times import times_card
from dashboard.screens.journey_funnel_usual import FOLLOWED
from dashboard.screens.options import chosen
from dashboard.screens.visit import Visit

MISSING = (
    "No journey can be followed yet. Bring events with a customer or session id (Google Analytics, PostHog) or orders "
    "with a customer id, with sightline import."
)
ONE_STEP = (
    "A funnel needs two steps. Only one kind of touch is in the data so far; add a second source, or name more "
    "touchpoints in the journey of company.toml."
)


@fragment
def funnels(choice: Choice, known: Known, visit: Visit) -> None:
    """Funnel, split and time to convert of one choice."""
    if address.clicked():
        st.rerun()
    with st.container(key="funnel_head", horizontal=True, vertical_alignment="center", gap="small"):
        st.header("How far they come", anchor=False, width="content")
        controls(choice, known, visit)
        see(first_moved(visit, choice), choice)
        place = st.container(key="funnel_split_place", width="content")
    if not known.touchpoints:
        st.info(MISSING)
        return
    if len(choice.steps) < 2:
        st.info(ONE_STEP)
        return
    sides = sides_of(choice, visit)
    possible = possible_splits(sides[0].tally)
    split = split_of(chosen(NAME), possible)
    if split is not None and len(possible) > 1:
        with place:
            split_control(possible, split)
    left, right = st.columns(2, gap="medium")
    with left:
        funnel_card(choice, sides, visit)
    with right:
        if split is None:
            times_card(choice, sides[0], visit)
        else:
            split_card(choice, _unfiltered(choice, split, visit) or sides, split, visit)
    if split is not None:
        times_card(choice, sides[0], visit)


def sides_of(choice: Choice, visit: Visit) -> list[Side]:
    """The funnel of the period and of its comparison."""
    return [side(visit, choice.steps, choice.way, choice.per, window) for window in compared(visit)]


def _unfiltered(choice: Choice, split: str, visit: Visit) -> list[Side]:
    """Without the filter on what it is split by, so that the others stay comparable; empty: no such filter."""
    if split not in FOLLOWED or not getattr(visit.scope, split):
        return []
    return sides_of(choice, replace(visit, scope=visit.whole(split)))
