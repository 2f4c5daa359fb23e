"""The scope bar: what is asked, in words; every filter one click to choose and one to clear.

One component draws it in the browser, because it stands on every page and takes part in every run. What is chosen
there comes back as a change of the address, and is read with the address's own care.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dashboard.saying import in_words, range_words
from dashboard.scope import FILTERS, PERIODS, Scope, Vocabulary, Window, from_query, to_query
from dashboard.screens import address
from dashboard.screens.component import component
from dashboard.screens.data import Facts
from dashboard.screens.filters import EVERYTHING, ORDER, cleared, how_many, listed, only, spoken, word
from dashboard.screens.text import markdown, plain

KEYS = ("period", "from", "to", "compare", "compare_from", "compare_to", *FILTERS)
COMPARISONS = {
    "previous": "The period before", "year": "The same days last year", "none": "No comparison",
}  # fmt: skip
WIDTHS = {
    "period": 138, "compare": 176, "channel": 122, "stage": 110, "source_class": 116, "segment": 128, "persona": 126,
    "region": 116, "team": 106,
}  # fmt: skip
"""Pixels of each button, wide enough for its usual words, so that choosing moves nothing."""
MOST_OUT = 6
_SCOPE, _KEY = "_scope", "scope"
_BAR = component(
    "scope_bar",
    '<div class="scope" role="search" aria-label="What is shown"></div>',
    apart=False,
    also="drawing",
)
Asks = Mapping[str, Sequence[str]]
Control = dict[str, Any]


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

    def asked() -> None:
        changed = changed_by(st.session_state[_KEY].get("asked"), scope, facts.vocabulary)
        if changed is not None:
            choose(changed)

    _BAR(key=_KEY, data=shown(scope, facts), on_asked_change=asked)
    for notice in notices:
        st.warning(markdown(notice))


def changed_by(asks: object, scope: Scope, vocabulary: Vocabulary) -> Scope | None:
    """The scope with what the bar asks for, which comes from a browser and can be anything; None when it is nothing
    that can be asked."""
    if not isinstance(asks, Mapping) or not all(_is_asked(name, values) for name, values in asks.items()):
        return None
    return from_query({**to_query(scope), **asks}, vocabulary)[0]


def _is_asked(name: object, values: object) -> bool:
    return name in KEYS and isinstance(values, list) and all(isinstance(value, str) for value in values)


def shown(scope: Scope, facts: Facts) -> dict[str, Any]:
    """For the browser: every button with its choices, each with the change of the address it asks for; plain words."""
    vocabulary, chosen = facts.vocabulary, how_many(scope)
    return {
        "fold": f"Filters ({chosen})" if chosen else "Filters",
        "controls": [
            _period(scope, vocabulary),
            _comparison(scope, vocabulary),
            *(_filter(name, scope, vocabulary) for name in ORDER),
        ],
        "clear": {"asks": {name: [] for name in FILTERS}, "off": not chosen},
        "said": _said(scope, facts),
        "out": [_out(name, value, scope) for name in ORDER for value in getattr(scope, name)[:MOST_OUT]],
    }


def _period(scope: Scope, vocabulary: Vocabulary) -> Control:
    options = [
        {"label": label, "on": scope.period == name, "asks": {"period": [name], "from": [], "to": []}}
        for name, label in PERIODS.items()
    ]
    days = _days("From", scope.now(), vocabulary, ("from", "to"), {"period": []})
    return _control(
        "period", PERIODS.get(scope.period) or range_words(scope.start, scope.end), "Period", options, days
    )


def _comparison(scope: Scope, vocabulary: Vocabulary) -> Control:
    said = in_words(cleared(scope)).partition(" vs ")[2]
    options = [
        {
            "label": label,
            "on": scope.comparison == name,
            "asks": {"compare": [name], "compare_from": [], "compare_to": []},
        }
        for name, label in COMPARISONS.items()
    ]
    names = ("compare_from", "compare_to")
    days = _days(
        "Other days, from", scope.before() or scope.now(), vocabulary, names, {"compare": ["custom"]}
    )
    return _control("compare", f"vs {said}" if said else "No comparison", "Compare with", options, days)


def _days(says: str, window: Window, vocabulary: Vocabulary, names: tuple[str, str], asks: Asks) -> Control:
    """A range of days, asked for when both are chosen. The last day is shown; the address says the day after."""
    last = window.end - timedelta(days=1)
    return {
        "says": says, "first": window.start.isoformat(), "last": last.isoformat(), "names": names, "asks": asks,
        "earliest": min(vocabulary.first_day, window.start).isoformat(),
        "latest": max(vocabulary.as_of, last).isoformat(),
    }  # fmt: skip


def _filter(name: str, scope: Scope, vocabulary: Vocabulary) -> Control:
    chosen: tuple[str, ...] = getattr(scope, name)
    options = [
        {"label": spoken(value), "on": value in chosen, "value": value}
        for value in vocabulary.values.get(name, ())
    ]
    label = listed(chosen) if chosen else EVERYTHING[name]
    made = _control(name, label, word(name).capitalize(), options, None)
    missing = "" if options else f"No {word(name)} is stated in the data."
    return {**made, "name": name, "on": bool(chosen), "help": missing}


def _control(
    key: str, label: str, says: str, options: Sequence[Mapping[str, Any]], days: Control | None
) -> Control:
    return {
        "key": key, "label": label, "says": says, "options": list(options), "days": days, "width": WIDTHS[key],
        "name": "", "on": False, "help": "",
    }  # fmt: skip


def _said(scope: Scope, facts: Facts) -> list[str]:
    """Both ranges in days, and how old the data is."""
    before = scope.before()
    against = f", compared with {range_words(before.start, before.end)}" if before else ""
    made_up = " · made up for demonstration" if facts.demo else ""
    company = f"{plain(facts.company)} · data as of {_day(facts.vocabulary.as_of)}{made_up}"
    return [f"{range_words(scope.start, scope.end)}{against}", company]


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _out(name: str, value: str, scope: Scope) -> Control:
    """A filter in force, with its own way out."""
    rest = [other for other in getattr(scope, name) if other != value]
    return {"label": spoken(value), "help": f"Clear this {word(name)}", "asks": {name: rest}}
