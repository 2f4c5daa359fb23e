"""A deck as it is shown: full screen, one message a slide, turned with the arrow keys or by itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.reports.deck import Deck
from dashboard.screens.component import component
from dashboard.screens.options import put
from dashboard.screens.present_slide import drawn, explored, made, whole
from dashboard.screens.text import markdown
from dashboard.screens.versions import day_words
from dashboard.screens.visit import Visit

_HERE = Path(__file__).parent
_TURN = component("turn", '<div class="turn"></div>')
KEY = "turn"


def show(deck: Deck, place: int, seconds: int, visit: Visit) -> None:
    """The slide at `place`. `seconds`: the wall turns by itself so often, 0: the presenter does."""
    st.html(_HERE / "present.css")
    shown = made(deck.slides[place], visit)
    drawn(shown, visit)
    slide = deck.slides[place]
    with st.container(key="stage_foot", horizontal=True, vertical_alignment="center", gap="small"):
        _turn(deck, place, seconds)
        st.link_button("Explore", f"{explored(slide)}&snapshot={visit.db.name}", type="tertiary")
        as_of = day_words(visit.facts.vocabulary.as_of)
        st.caption(
            f"{markdown(visit.facts.company)} · data as of {as_of} · {whole(deck, place)}", width="content"
        )


def _turn(deck: Deck, place: int, seconds: int) -> None:
    last = len(deck.slides) - 1

    def turned() -> None:
        to = st.session_state[KEY].get("to")
        if to == "end":
            put("versions", snapshot=[])
            put("present", show=[], wall=[], slide=[str(place + 1)])
        elif isinstance(to, int | float):
            put("present", slide=[str(max(0, min(int(to), last)) + 1)])

    _TURN(key=KEY, data={"place": place, "last": last, "seconds": seconds}, on_to_change=turned)
