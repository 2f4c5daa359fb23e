"""The page Present: walk the meeting through it. Decks of cards, shown one at a time, and written to files."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.reports.deck import (
    LONGEST_NAME,
    REPORTED,
    Deck,
    DeckError,
    delete_deck,
    new_deck,
    read_decks,
    write_deck,
)
from dashboard.scope import to_query
from dashboard.screens import head
from dashboard.screens.deck_add import slide_of
from dashboard.screens.exhibits import page
from dashboard.screens.options import options, put
from dashboard.screens.present_edit import edit
from dashboard.screens.present_files import offer
from dashboard.screens.present_show import show
from dashboard.screens.text import markdown, plain
from dashboard.screens.visit import Visit

KEYS = ("deck", "slide", "show", "wall")
NAME = "present"


def render(visit: Visit) -> None:
    """The page: the deck that is chosen, to be edited or shown."""
    decks, notices = read_decks(visit.home)
    said = options(NAME, KEYS)
    wanted = said.get("deck", [""])[-1]
    deck = decks.get(wanted) or next(iter(decks.values()), None)
    place = _place(said.get("slide", [""])[-1], deck)
    if deck is not None and deck.slides and said.get("show") == ["1"]:
        show(deck, place, _seconds(said.get("wall", [""])[-1]), visit)
        return
    head.sentence("Walk the meeting through it", head.place())
    for notice in notices:
        st.warning(markdown(notice))
    if wanted and wanted not in decks:
        st.info("The deck this address names is not here.")
    _bar(decks, deck, visit)
    if deck is None:
        st.info(
            "A deck is made of cards. Open the menu of any card (⋯) and choose Add to deck, or begin an empty one here."
        )
        return
    edit(deck, place, visit)


def _place(said: str, deck: Deck | None) -> int:
    """The slide the address asks for, from 0; the nearest there is."""
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1
    return max(0, min(number, len(deck.slides) if deck else 1) - 1)


def _seconds(said: str) -> int:
    """How long the wall shows each slide; 0 when a presenter turns them."""
    return max(5, min(int(said), 600)) if said.isascii() and said.isdigit() and len(said) < 5 else 0


def _bar(decks: dict[str, Deck], deck: Deck | None, visit: Visit) -> None:
    """Which deck, and what can be done with it."""
    with st.container(key="deck_bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        if deck is not None:
            st.session_state["deck_chosen"] = deck.key
            st.selectbox(
                "Deck", list(decks), key="deck_chosen", format_func=lambda key: plain(decks[key].title), width=300,
                on_change=lambda: put(NAME, deck=[st.session_state["deck_chosen"]], slide=[]),
            )  # fmt: skip
            ready = bool(deck.slides)
            st.button(
                "Present", key="deck_present", type="primary", icon=":material/slideshow:", disabled=not ready,
                on_click=_present, args=(deck, visit, []), help="Full screen, frozen to the data of this moment",
            )  # fmt: skip
            st.button(
                "Wall", key="deck_wall", icon=":material/tv:", disabled=not ready, on_click=_wall, args=(deck,),
                help="Turns the slides by itself and takes up new data",
            )  # fmt: skip
            if st.button("Files", key="deck_files", icon=":material/download:", disabled=not ready):
                _files(deck, visit)
            if st.button("Add a page's numbers", key="deck_numbers", icon=":material/grid_view:"):
                _numbers(deck, visit)
        if st.button("New deck", key="deck_new", icon=":material/add:"):
            _new(visit)
        if deck is not None and st.button("Delete", key="deck_delete", type="tertiary"):
            _delete(deck, visit)


def _present(deck: Deck, visit: Visit, wall: list[str]) -> None:
    put("versions", snapshot=[visit.db.name], was=[])
    put(NAME, deck=[deck.key], show=["1"], wall=wall)


def _wall(deck: Deck) -> None:
    put("versions", snapshot=[], was=[])
    put(NAME, deck=[deck.key], show=["1"], wall=["20"])


@st.dialog("Files", width="large")
def _files(deck: Deck, visit: Visit) -> None:
    offer(deck, visit)


@st.dialog("Add a page's numbers")
def _numbers(deck: Deck, visit: Visit) -> None:
    st.caption(
        "A slide with the sentence and the numbers of a page, for the period and filters chosen above."
    )
    name = st.selectbox("Page", REPORTED, format_func=str.capitalize, key="deck_numbers_page")
    if not st.button("Add it", key="deck_numbers_send", type="primary"):
        return
    query = to_query(visit.scope)
    found = page(name, visit, query)
    slide = slide_of(replace(visit, page=name), "", found.sentence, query)
    try:
        write_deck(visit.home, deck.with_slide(slide))
    except DeckError as error:
        st.error(markdown(error))
        return
    put(NAME, deck=[deck.key], slide=[str(len(deck.slides) + 1)])
    st.rerun()


@st.dialog("New deck")
def _new(visit: Visit) -> None:
    title = st.text_input(
        "Its name", max_chars=LONGEST_NAME, key="deck_new_name", placeholder="For example: Board, November"
    )
    if not st.button("Begin", key="deck_new_send", type="primary"):
        return
    try:
        deck = new_deck(visit.home, title)
    except DeckError as error:
        st.error(markdown(error))
        return
    put(NAME, deck=[deck.key], slide=[])
    st.rerun()


@st.dialog("Delete the deck")
def _delete(deck: Deck, visit: Visit) -> None:
    st.write(f"{markdown(deck.title)} and its {len(deck.slides)} slides are taken away. The data stays.")
    if st.button("Delete it", key="deck_delete_send", type="primary"):
        delete_deck(visit.home, deck.key)
        put(NAME, deck=[], slide=[])
        st.rerun()
