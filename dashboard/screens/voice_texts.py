"""The texts themselves: searched, narrowed, the hits marked, a sheet at a time."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.metrics.shape import ask
from dashboard.metrics.voice_shapes import TEXTS
from dashboard.screens import address
from dashboard.screens.card import Card, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.text import plain
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import FEELING, Choice, choice, here
from dashboard.screens.voice_net import language_words
from dashboard.screens.voice_rows import chosen_counts, sheet_of
from dashboard.screens.voice_told import text_rows, told
from dashboard.screens.voice_words import LONGEST, needles

SHEET = 12
EVERY = ""


@fragment
def texts(labels: Mapping[str, str], visit: Visit) -> None:
    """The section: the search, what narrows it, and a sheet of texts."""
    if address.clicked():
        st.rerun()
    chosen = choice()
    heading("voice_texts_head", "In their own words", 2)
    _search(chosen, labels, visit)
    question = chosen_counts(chosen, visit)
    days = [(row["day"], row["texts"]) for row in visit.table(question).to_pylist()]
    many = sum(texts for _, texts in days)
    sheets = max((many + SHEET - 1) // SHEET, 1)
    sheet = min(chosen.sheet, sheets)
    page = sheet_of(chosen, visit, days, SHEET, (sheet - 1) * SHEET)
    said = f"{_narrowed(chosen)}{whom(visit.scope)}, the newest first."
    made = Card(
        "voice_texts", _title(chosen, many, labels), f"{said[:1].upper()}{said[1:]}", TEXTS, visit.scope,
        (visit.scope.now(),), lambda: text_rows(visit.table(page).to_pylist()),
        more=chosen.carried() | ({"sheet": str(sheet)} if sheet > 1 else {}), questions=(question, page),
        behind=lambda most: sheet_of(chosen, visit, days, most, 0),
    )  # fmt: skip
    with card(made, visit):
        if not many:
            st.info(_nothing(chosen))
            return
        st.html(told(visit.table(page).to_pylist(), needles(chosen.find), made.title))
        if sheets > 1:
            _turn(sheet, sheets)


def _search(chosen: Choice, labels: Mapping[str, str], visit: Visit) -> None:
    scope = {"classes": list(visit.scope.source_class)}
    there = visit.table(ask("voice_choices", visit.scope, scope)).to_pylist()
    sources = list(dict.fromkeys(str(row["source"]) for row in there if row["source"]))
    languages = list(dict.fromkeys(str(row["language"]) for row in there if row["language"]))
    with st.container(key="voice_search", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state["voice_find"] = chosen.find
        st.text_input(
            "Search", key="voice_find", max_chars=LONGEST, placeholder='late "never again"', on_change=_found,
            help="All words must be there, each as the beginning of a word; words in quotes stand in a row. "
            "Capitals and accents do not matter.",
        )  # fmt: skip
        _one("topic", "Topic", {key: plain(label) for key, label in labels.items()}, chosen.topic)
        _one("feeling", "Feeling", FEELING, chosen.feeling)
        _one("source", "Source", {name: spoken(name) for name in sources}, chosen.source)
        _one(
            "language", "Language", {code: plain(language_words(code)) for code in languages}, chosen.language
        )


def _found() -> None:
    here(find=plain(st.session_state["voice_find"]) or None, sheet=None)


def _one(key: str, label: str, choices: Mapping[str, str], now: str | None) -> None:
    """A choice of one value or all; a value that the data does not have stays choosable, so that it can be undone."""
    held = f"voice_one_{key}"
    there = [EVERY, *choices, *([now] if now and now not in choices else [])]
    st.session_state[held] = now or EVERY
    st.selectbox(
        label, there, key=held, format_func=lambda value: choices.get(value, spoken(value)) if value else "All",
        on_change=lambda: here(**{key: st.session_state[held] or None, "sheet": None}),
    )  # fmt: skip


def _turn(sheet: int, sheets: int) -> None:
    with st.container(key="voice_sheets", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Newer", key="voice_newer", type="tertiary", icon=":material/chevron_left:", disabled=sheet <= 1,
            on_click=lambda: here(sheet=str(sheet - 1) if sheet > 2 else None),
        )  # fmt: skip
        st.caption(f"Sheet {count(sheet)} of {count(sheets)}", width="content")
        st.button(
            "Older", key="voice_older", type="tertiary", icon=":material/chevron_right:", icon_position="right",
            disabled=sheet >= sheets, on_click=lambda: here(sheet=str(sheet + 1)),
        )  # fmt: skip


def _title(chosen: Choice, many: int, labels: Mapping[str, str]) -> str:
    one = "text" if many == 1 else "texts"
    about = f" about {_small(plain(labels.get(chosen.topic, chosen.topic)))}" if chosen.topic else ""
    said = f" with {plain(chosen.find)}" if chosen.find else ""
    return f"{count(many)} {one}{about}{said}"


def _narrowed(chosen: Choice) -> str:
    words = [FEELING[chosen.feeling]] if chosen.feeling else []
    words += [spoken(chosen.source)] if chosen.source else []
    words += [language_words(chosen.language)] if chosen.language else []
    return f"{', '.join(words)}; " if words else ""


def _nothing(chosen: Choice) -> str:
    if chosen.find and not needles(chosen.find):
        return "The search has no word in it."
    return "No text of this period fits. Take a word or a filter away, or choose a longer period."


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
