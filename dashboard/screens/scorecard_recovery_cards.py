"""The cards of service recovery: buying again and satisfaction."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.figures.mark import Mark
from dashboard.insight.recovery import LEAST
from dashboard.metrics.format import interval
from dashboard.reports.exhibit import Plot
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import filters_in_words
from dashboard.screens.heading import heading
from dashboard.screens.scorecard_balance import balance
from dashboard.screens.scorecard_recovery import (
    Recovered,
    Result,
    behind,
    not_by_source,
    rule_question,
)
from dashboard.screens.scorecard_recovery_rows import COMPARED, CRUDE, difference_words, rows, title
from dashboard.screens.scorecard_recovery_words import rule_words
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

OBSERVED = (
    "Observed, not an experiment: nobody drew by lot who was recovered. The groups are made alike in what was known "
    "before; what was not measured can still differ."
)
NOBODY = (
    "No failure of these days was recovered, so there is nothing to compare. Say under [recovery] in the company file "
    "what a failure is and which contacts make it good, then run `sightline build`; or choose a longer period."
)


def recovery(found: Recovered, visit: Visit) -> None:
    """The section."""
    heading("recovery_head", "Service recovery", 2, said=f"{OBSERVED}{not_by_source(visit)}")
    few = visit.company.thresholds.anonymity
    if not found.results or found.groups.recovered < few:
        st.info(NOBODY if not found.results else f"Withheld: fewer than {few} customers.")
        _rule(found, visit)
        return
    for place, result in zip(st.columns(2, gap="medium"), found.results, strict=True):
        with place:
            _outcome(result, found, visit)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        balance(found.results[0], found, visit)
    with right:
        _rule(found, visit)


def _rule(found: Recovered, visit: Visit) -> None:
    """What counts as what, beside the numbers it decides."""
    with st.container(key="recovery_rule", gap="xsmall"):
        st.subheader("What counts", anchor=False)
        st.markdown(
            "\n\n".join(f"**{name}** · {markdown(words)}" for name, words in rule_words(found, visit))
        )


def _outcome(result: Result, found: Recovered, visit: Visit) -> None:
    days = found.rule.bought if result.outcome == "bought_again" else found.rule.answered
    what = "An order" if result.outcome == "bought_again" else f"{result.metric.label} of the answers given"
    own = rows(result, visit)
    made = Card(
        f"recovery_{result.outcome}", title(result, visit),
        f"{what} in the {days} days after, {_whom(visit)}. The others are weighted to be like the recovered before it "
        f"happened. Whisker: 95 % interval; grey tick: before weighting.{not_by_source(visit)}",
        result.shape, visit.scope, (found.span,), lambda: own,
        questions=(*found.questions, rule_question(visit)), behind=lambda most: behind(found, visit, most),
        plot=Plot("bar", "group", "value", "series", "low", "high", result.metric.unit),
    )  # fmt: skip
    with card(made, visit):
        if all(each.contrast is None for each in result.against):
            st.info(_too_few(result, visit))
            return
        marks, crude = drawn(own, result, visit)
        bars(
            figure(marks, crude, visit.shown(result.metric)), f"figure_recovery_{result.outcome}",
            f"{made.title}. {made.subtitle}",
        )  # fmt: skip
        said = (difference_words(*pair) for pair in zip(result.against, result.signals, strict=True))
        with st.container(key=f"recovery_differences_{result.outcome}", gap=None):
            st.caption("\n\n".join(map(markdown, said)))


def _whom(visit: Visit) -> str:
    words = filters_in_words(visit.scope)
    return "; ".join(value for name, value in words.items() if name != "source_class") or "all customers"


def _too_few(result: Result, visit: Visit) -> str:
    needed = max(LEAST, visit.company.thresholds.anonymity)
    of = "are old enough" if result.outcome == "bought_again" else "answered afterwards"
    return (
        f"Too few customers of a group {of}: fewer than the {needed} that are needed. Choose a longer period."
    )


def drawn(own: Sequence[Row], result: Result, visit: Visit) -> tuple[list[Mark], list[float | None]]:
    """A bar for each group, and where the others stood before they were weighted."""
    crude = {row["group"]: _number(row["value"]) for row in own if row["series"] == CRUDE}
    there = [row for row in own if row["series"] == COMPARED]
    return [_mark(row, result, visit) for row in there], [crude.get(row["group"]) for row in there]


def _mark(row: Row, result: Result, visit: Visit) -> Mark:
    label, value, n = str(row["group"]), _number(row["value"]), int(_number(row["n"]) or 0)
    if value is None:
        return Mark(label, None, n=n, instead="too few")
    sides = _number(row["low"]), _number(row["high"])
    words = [
        f"<b>{label}</b>",
        f"{visit.shown(result.metric)(value)}, 95 % {interval(*sides, result.metric.unit, locale=visit.locale)}",
        f"n {n:,}",
    ]
    effective = _number(row["effective n"])
    words += [] if effective is None else [f"worth {effective:,.0f} equal ones after weighting"]
    faint = row["fair"] is False or n < visit.company.thresholds.minimum_n
    return Mark(label, value, *sides, n, "<br>".join(words), faint=faint)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
