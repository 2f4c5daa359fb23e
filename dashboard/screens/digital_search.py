"""What people looked for and did not find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.figures.mark import Mark
from dashboard.metrics.compile import Question
from dashboard.metrics.digital_shapes import NO_RESULT_TERMS
from dashboard.metrics.format import interval, shown
from dashboard.metrics.intervals import poisson, wilson
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.scope import DIMENSIONS
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.digital_choice import choice
from dashboard.screens.filters import whom
from dashboard.screens.marks import MOST
from dashboard.screens.numbers import periods_of
from dashboard.screens.text import markdown, plotly
from dashboard.screens.visit import Visit

BRING = (
    "Search events need what was looked for and how many results came back (in Google Analytics the event parameters "
    "search_term and results)."
)
OWN = ("segment", "persona")
"""Filters that go with a person through all their searches: of any other the cube cannot tell who searched before."""
Term = dict[str, Any]


def search(visit: Visit) -> None:
    """The card, or what is missing for it."""
    reason = visit.facts.reasons["search_no_result"]
    if reason:
        st.info(markdown(f"{reason} {BRING}"), title="No searches to show")
        return
    question = terms_question(visit)
    every = visit.table(question).to_pylist()
    least = visit.company.thresholds.anonymity
    told = [term for term in every if term["people"] >= least]
    lost = [term for term in told if term["found_nothing"]]
    made = Card(
        "digital_search", title(lost), _subtitle(len(every) - len(told), len(lost), visit), NO_RESULT_TERMS,
        visit.scope, tuple(periods_of(visit).pair()), lambda: series(lost, visit), more=choice().carried(),
        questions=(question,),
        behind=lambda most: ask("digital_term_rows", visit.scope, {"least": least, "most": most}),
        plot=Plot("bar", "term", "found nothing", "series", "low", "high"),
    )  # fmt: skip
    with card(made, visit):
        if not lost:
            st.info("No search of this period came back empty." if every else "No searches in this period.")
            return
        drawn = figure(
            [_mark(term) for term in rows(lost[:MOST])], _before(lost[:MOST], visit),
            lambda value: shown(value, "count", locale=visit.locale),
        )  # fmt: skip
        bars(drawn, "figure_digital_search", f"{made.title}. {made.subtitle}")


def terms_question(visit: Visit) -> Question:
    """Every term of the period, with the comparison's counts beside it."""
    before = periods_of(visit).before
    start, end = (before.start, before.end) if before else (visit.scope.start, visit.scope.start)
    return ask("digital_terms", visit.scope, {"before_start": start, "before_end": end}, {
        "scope": DIMENSIONS, "people": OWN,
    })  # fmt: skip


def title(lost: Sequence[Term]) -> str:
    """How many terms never find anything, and which is asked most."""
    if not lost:
        return "Search terms without a result"
    never = [term for term in lost if term["found_nothing"] == term["searches"]]
    first = lost[0]["term"]
    if not never:
        return f"“{first}” comes back empty most often"
    if len(never) == 1:
        return f"“{never[0]['term']}” never finds anything"
    return f"{len(never)} search terms never find anything; “{never[0]['term']}” is asked most"


def _subtitle(hidden: int, lost: int, visit: Visit) -> str:
    least = visit.company.thresholds.anonymity
    more = f" {lost - MOST} more in the data." if lost > MOST else ""
    kept = f" {hidden} terms asked by fewer than {least} people are not shown." if hidden else ""
    tick = "; grey tick: before" if _comparable(visit) else ""
    return (
        f"Searches that found nothing, by term, {whom(visit.scope)}; n: all searches for it. Whisker: 95 % interval "
        f"(Poisson){tick}.{more}{kept}"
    )


def _comparable(visit: Visit) -> bool:
    """Counts are set against a comparison of the same length only."""
    spans = periods_of(visit)
    return spans.before is not None and spans.before.days == spans.now.days


def _before(terms: Sequence[Term], visit: Visit) -> list[float | None]:
    known = _comparable(visit)
    return [term["found_nothing_before"] if known else None for term in terms]


def _mark(row: Term) -> Mark:
    name = plotly(row["term"])
    hover = (
        f"<b>{name}</b><br>{row['found nothing']:,} of {row['searches']:,} searches found nothing<br>"
        f"{shown(row['share'], 'percent')}, 95 % {interval(row['share low'], row['share high'], 'percent')}<br>"
        f"{row['people']:,} people"
    )
    return Mark(name, row["found nothing"], row["low"], row["high"], row["searches"], hover, str(row["term"]))


def rows(terms: Sequence[Term]) -> list[Term]:
    """One row a term: how often it found nothing, and the share of all searches for it."""
    hits, n = (np.array([float(term[name]) for term in terms]) for name in ("found_nothing", "searches"))
    (least, most), (low, high) = poisson(hits, np.ones(len(terms))), wilson(hits, n)
    return [
        {
            "series": "now", "term": term["term"], "found nothing": term["found_nothing"], "low": float(least[place]),
            "high": float(most[place]), "searches": term["searches"],
            "share": 100 * term["found_nothing"] / term["searches"], "share low": float(low[place]),
            "share high": float(high[place]), "people": term["people"],
        }
        for place, term in enumerate(terms)
    ]  # fmt: skip


def series(terms: Sequence[Term], visit: Visit) -> list[Row]:
    """The rows of the period, then those of a comparison of the same length."""
    before = [
        {
            "series": "before", "term": term["term"], "found nothing": term["found_nothing_before"],
            "searches": term["searches_before"],
        }
        for term in terms
    ] if _comparable(visit) else []  # fmt: skip
    return [*rows(terms), *before]
