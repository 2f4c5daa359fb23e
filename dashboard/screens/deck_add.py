"""Adding a card to a deck, from its menu: which deck, under whose headline, with which note."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from dashboard.reports.deck import (
    LONGEST_HEADLINE,
    LONGEST_NAME,
    LONGEST_NOTE,
    DeckError,
    Slide,
    new_deck,
    read_decks,
    write_deck,
)
from dashboard.screens.text import markdown, plain
from dashboard.screens.visit import Visit

NEW = ""
"""The choice of a deck that is not there yet."""


def add_slide(slide: Slide, visit: Visit) -> None:
    """The form, and the slide kept when it is sent. `slide`: where the card stands and what it shows now."""
    decks, notices = read_decks(visit.home)
    for notice in notices:
        st.warning(markdown(notice))
    chosen = st.selectbox(
        "Deck", [*decks, NEW], key="deck_add_deck",
        format_func=lambda key: plain(decks[key].title) if key else "A new deck",
    )  # fmt: skip
    name = "" if chosen else st.text_input("Its name", max_chars=LONGEST_NAME, key="deck_add_name")
    headline = st.text_input(
        "Headline", placeholder=plain(slide.finding), max_chars=LONGEST_HEADLINE, key="deck_add_headline",
        help="Left empty, it is what the card shows, found anew on every snapshot.",
    )  # fmt: skip
    note = st.text_area("Note", max_chars=LONGEST_NOTE, key="deck_add_note", height=80)
    if not st.button("Add to the deck", key="deck_add_send", type="primary"):
        return
    try:
        deck = decks[chosen] if chosen else new_deck(visit.home, name)
        worded = deck.with_slide(slide).reworded(len(deck.slides), headline, note)
        write_deck(visit.home, worded)
    except DeckError as error:
        st.error(markdown(error))
        return
    st.success(f"It is slide {len(worded.slides)} of {markdown(worded.title)}, on the page Present.")


def slide_of(visit: Visit, card: str, finding: str, query: dict[str, list[str]]) -> Slide:
    """Where a card stands on the page that is shown, and what it shows now."""
    return Slide(
        visit.page, card, urlencode(query, doseq=True), "card" if card else "numbers", finding=finding[:400],
        snapshot=visit.db.name, as_of=visit.facts.vocabulary.as_of.isoformat(),
    )  # fmt: skip
