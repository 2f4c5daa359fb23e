"""A deck as it is made: its slides in order, and the words of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.reports.deck import LONGEST_HEADLINE, LONGEST_NOTE, Deck, DeckError, Slide, write_deck
from dashboard.screens.options import put
from dashboard.screens.present_slide import drawn, explored, made
from dashboard.screens.text import markdown, plain
from dashboard.screens.visit import Visit

_FAILED = "_deck_failed"


def edit(deck: Deck, place: int, visit: Visit) -> None:
    """The list on the left, the slide on the right."""
    if failed := st.session_state.pop(_FAILED, None):
        st.error(markdown(failed))
    if not deck.slides:
        st.info("This deck has no slides yet. Open the menu of any card (⋯) and choose Add to deck.")
        return
    left, right = st.columns([1, 2], gap="large")
    with left, st.container(key="deck_slides", gap="xsmall"):
        for number, slide in enumerate(deck.slides):
            st.button(
                markdown(f"{number + 1}  {slide.headline or slide.finding or slide.page.capitalize()}"),
                key=f"deck_slide_{number}", type="secondary" if number == place else "tertiary", width="stretch",
                on_click=put, args=("present",), kwargs={"deck": [deck.key], "slide": [str(number + 1)]},
            )  # fmt: skip
    with right:
        _slide(deck, place, visit)


def _slide(deck: Deck, place: int, visit: Visit) -> None:
    slide = deck.slides[place]
    shown = made(slide, visit)
    drawn(shown, visit)
    with st.container(horizontal=True, gap="small", key="deck_moves"):
        _move("Earlier", ":material/arrow_upward:", deck.moved(place, -1), place - 1, place == 0, visit)
        _move(
            "Later",
            ":material/arrow_downward:",
            deck.moved(place, 1),
            place + 1,
            place == len(deck.slides) - 1,
            visit,
        )
        _move("Take out", ":material/close:", deck.without(place), max(place - 1, 0), False, visit)
        st.link_button("Explore", explored(slide), icon=":material/open_in_new:", type="tertiary")
    _words(deck, place, slide, plain(shown.exhibit.finding or shown.exhibit.headline), visit)


def _move(name: str, icon: str, after: Deck, place: int, disabled: bool, visit: Visit) -> None:
    st.button(
        name, key=f"deck_{name}", icon=icon, type="tertiary", disabled=disabled, on_click=_keep,
        args=(lambda: after, place, visit),
    )  # fmt: skip


def _words(deck: Deck, place: int, slide: Slide, finding: str, visit: Visit) -> None:
    keys = f"deck_headline_{deck.key}_{place}", f"deck_note_{deck.key}_{place}"
    st.text_input(
        "Headline", value=slide.headline, placeholder=finding, max_chars=LONGEST_HEADLINE, key=keys[0],
        help="Left empty, it is what the card shows, found anew on every snapshot.",
    )  # fmt: skip
    st.text_area("Note", value=slide.note, max_chars=LONGEST_NOTE, key=keys[1], height=100)

    def changed() -> Deck:
        return deck.reworded(place, st.session_state[keys[0]], st.session_state[keys[1]])

    st.button("Keep the words", key="deck_words", on_click=_keep, args=(changed, place, visit))


def _keep(after: Callable[[], Deck], place: int, visit: Visit) -> None:
    """Write the deck, from a callback, and stay at this slide."""
    try:
        write_deck(visit.home, after())
    except DeckError as error:
        st.session_state[_FAILED] = str(error)
    put("present", slide=[str(place + 1)])
