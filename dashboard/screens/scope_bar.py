"""The scope bar: what is asked, in words; every filter one click to choose and one to clear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import streamlit as st

from dashboard.saying import in_words, range_words
from dashboard.scope import FILTERS, PERIODS, Scope, Vocabulary, from_query, period_range, to_query
from dashboard.screens import address
from dashboard.screens.data import Facts
from dashboard.screens.filters import (
    EVERYTHING,
    ORDER,
    cleared,
    how_many,
    listed,
    only,
    spoken,
    value_label,
    word,
)
from dashboard.screens.text import markdown

KEYS = ("period", "from", "to", "compare", "compare_from", "compare_to", *FILTERS)
COMPARISONS = {
    "previous": "The period before", "year": "The same days last year", "none": "No comparison",
}  # fmt: skip
FEW = 14
WIDTHS = {
    "period": 138, "compare": 176, "channel": 122, "stage": 110, "source_class": 116, "segment": 128, "persona": 126,
    "region": 116, "team": 106,
}  # fmt: skip
"""Pixels of each button, wide enough for its usual words, so that choosing moves nothing."""
_SCOPE = "_scope"


def current_scope(vocabulary: Vocabulary) -> tuple[Scope, list[str]]:
    """The scope in force: the address's after a link, reload, Back or Forward, else the session's."""
    query = address.asked(KEYS)
    notices: list[str] = []
    if query is not None or _SCOPE not in st.session_state:
        st.session_state[_SCOPE], notices = from_query(query or {}, vocabulary)
    scope: Scope = st.session_state[_SCOPE]
    address.follow(KEYS, to_query(scope))
    return scope, notices


def choose(scope: Scope) -> None:
    """Put a scope in force from a callback."""
    st.session_state[_SCOPE] = scope
    address.chose()


def toggle(scope: Scope, dimension: str, value: str) -> None:
    """What a click on a mark does: narrow to it, or clear it when it is all that is chosen."""
    chosen = getattr(scope, dimension) == (value,)
    choose(only(scope, dimension) if chosen else scope.narrowed(dimension, value))


def scope_bar(scope: Scope, facts: Facts, notices: list[str]) -> None:
    """The bar, the line under it, and what of the address could not be followed."""
    with st.container(key="scope"):
        st.toggle(
            f"Filters ({how_many(scope)})" if how_many(scope) else "Filters",
            key="scope_fold",
            on_change="ignore",
        )
        with st.container(key="scope_bar", horizontal=True, gap="xsmall", vertical_alignment="center"):
            _period(scope, facts.vocabulary)
            _comparison(scope, facts.vocabulary)
            for name in ORDER:
                _filter(name, scope, facts.vocabulary)
            st.button(
                "Clear", key="scope_clear", type="tertiary", icon=":material/close:", help="Clear every filter",
                disabled=not how_many(scope), on_click=choose, args=(cleared(scope),),
            )  # fmt: skip
        _line(scope, facts)
        for notice in notices:
            st.warning(markdown(notice))


def _period(scope: Scope, vocabulary: Vocabulary) -> None:
    named = PERIODS.get(scope.period) or range_words(scope.start, scope.end)
    with st.popover(named, type="tertiary", key="scope_period", width=WIDTHS["period"]):
        st.session_state["scope_period_named"] = scope.period if scope.period in PERIODS else None
        st.pills(
            "Period", list(PERIODS), key="scope_period_named", format_func=PERIODS.__getitem__,
            on_change=_named_period, args=(scope, vocabulary),
        )  # fmt: skip
        _dates("scope_range", "From and to", scope.start, scope.end, vocabulary, lambda start, end: choose(
            replace(scope, start=start, end=end, period="custom")
        ))  # fmt: skip


def _named_period(scope: Scope, vocabulary: Vocabulary) -> None:
    period = st.session_state["scope_period_named"] or scope.period
    if period in PERIODS:
        start, end = period_range(period, vocabulary.as_of)
        choose(replace(scope, start=start, end=end, period=period))


def _dates(
    key: str, label: str, start: date, end: date, vocabulary: Vocabulary, take: Callable[[date, date], None]
) -> None:
    """A range of days; nothing happens until both are chosen."""
    first, last = min(vocabulary.first_day, start), max(vocabulary.as_of, end - timedelta(days=1))
    st.session_state[key] = (start, end - timedelta(days=1))

    def changed() -> None:
        chosen = st.session_state[key]
        if len(chosen) == 2:
            take(chosen[0], chosen[1] + timedelta(days=1))

    st.date_input(label, key=key, min_value=first, max_value=last, format="DD/MM/YYYY", on_change=changed)


def _comparison(scope: Scope, vocabulary: Vocabulary) -> None:
    words = in_words(cleared(scope))
    said = words.partition(" vs ")[2]
    with st.popover(
        f"vs {said}" if said else "No comparison",
        type="tertiary",
        key="scope_compare",
        width=WIDTHS["compare"],
    ):
        st.session_state["scope_compare_named"] = (
            scope.comparison if scope.comparison in COMPARISONS else None
        )
        st.pills(
            "Compare with", list(COMPARISONS), key="scope_compare_named", format_func=COMPARISONS.__getitem__,
            on_change=_named_comparison, args=(scope,),
        )  # fmt: skip
        before = scope.before() or scope.now()
        _dates("scope_against", "Other days", before.start, before.end, vocabulary, lambda start, end: choose(
            replace(scope, comparison="custom", compare_start=start, compare_end=end)
        ))  # fmt: skip


def _named_comparison(scope: Scope) -> None:
    named = st.session_state["scope_compare_named"]
    if named in COMPARISONS:
        choose(replace(scope, comparison=named, compare_start=None, compare_end=None))


def _filter(name: str, scope: Scope, vocabulary: Vocabulary) -> None:
    chosen: tuple[str, ...] = getattr(scope, name)
    options = list(vocabulary.values.get(name, ()))
    label = listed(chosen) if chosen else EVERYTHING[name]
    key = f"scope_{name}"
    with st.popover(
        f"**{label}**" if chosen else label, type="tertiary", key=f"{key}_open", disabled=not options,
        width=WIDTHS[name], help=None if options else f"No {word(name)} is stated in the data.",
    ):  # fmt: skip
        st.session_state[key] = list(chosen)
        if len(options) <= FEW:
            st.pills(
                word(name).capitalize(), options, selection_mode="multi", key=key, on_change=_chosen,
                args=(name, scope), format_func=value_label,
            )  # fmt: skip
        else:
            st.multiselect(
                word(name).capitalize(),
                options,
                key=key,
                on_change=_chosen,
                args=(name, scope),
                format_func=spoken,
            )


def _chosen(name: str, scope: Scope) -> None:
    choose(only(scope, name, tuple(st.session_state[f"scope_{name}"])))


def _line(scope: Scope, facts: Facts) -> None:
    """Both ranges in days, each filter in force with its own way out, and how old the data is."""
    with st.container(key="scope_line", horizontal=True, gap="small", vertical_alignment="center"):
        before = scope.before()
        against = f", compared with {range_words(before.start, before.end)}" if before else ""
        st.caption(f"{range_words(scope.start, scope.end)}{against}", width="content")
        as_of = facts.vocabulary.as_of
        made_up = " · made up for demonstration" if facts.demo else ""
        st.caption(
            f"{markdown(facts.company)} · data as of {as_of.day} {as_of:%b %Y}{made_up}", width="content"
        )
        for name in ORDER:
            for value in getattr(scope, name)[:6]:
                _way_out(name, value, scope)


def _way_out(name: str, value: str, scope: Scope) -> None:
    rest = tuple(other for other in getattr(scope, name) if other != value)
    st.button(
        value_label(value), key=f"scope_out_{name}_{value}", type="tertiary", icon=":material/close:",
        icon_position="right", help=f"Clear this {word(name)}", on_click=choose,
        args=(only(scope, name, rest),),
    )  # fmt: skip
