"""Churn on the page Retention: month by month, by customers and, of contracts, by their monthly value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import streamlit as st

from dashboard.figures.curves import Curve, curves
from dashboard.figures.mark import Mark
from dashboard.insight.cohorts import step_start
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE, in_force
from dashboard.metrics.compile import compile_query
from dashboard.metrics.metric import Metric
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Window
from dashboard.screens import address
from dashboard.screens.card import Card, Row, answer_rows, card, chart
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.marks import steps as marks_of
from dashboard.screens.periods import Periods
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_reasons import reasons_card
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

MONTHS = 24
VALUE = "revenue"
MEASURES = ("Customers", "Value")


@fragment
def churn(visit: Visit) -> None:
    """How many leave a month, and what they say."""
    if address.clicked():
        st.rerun()
    heading("churn_head", "Who leaves, and what they say", 2)
    counted = in_force(CATALOGUE["churn_rate"], visit.facts.churn_rule)
    reason = visit.facts.reasons.get(counted.key)
    if reason:
        st.info(
            markdown(
                f"{reason} Bring contracts with the days they started and ended, or orders with their days."
            )
        )
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _months_card(counted, visit)
    with right:
        reasons_card(visit)


def _months_card(counted: Metric, visit: Visit) -> None:
    months = whole_months(visit)
    if not months:
        st.info("No whole month to count churn in yet.")
        return
    metrics = [counted, *([counted.as_variant(VALUE)] if visit.facts.churn_rule == "contract" else [])]
    asked, each = visit.ask(metrics, months), len(months)
    told = [asked[at * each : (at + 1) * each] for at in range(len(metrics))]
    told = [answers for answers in told if not any(answer.refused for answer in answers)]
    made = Card(
        "churn_months", _title(told, counted, visit),
        f"{counted.label} by month, {counted.variant_label}: {of_whom(visit.scope)}, "
        f"{range_words(months[0].start, months[-1].end)}, whole months. Band: 95 % interval."
        f"{_value_words(told)}{not_followed(visit.scope)}",
        counted, visit.scope, tuple(months), lambda: churn_rows(told),
        questions=tuple(compile_query([metric], visit.scope, months) for metric in metrics),
        plot=Plot("line", "from", "value", "measure", "low", "high", counted.unit),
    )  # fmt: skip
    with card(made, visit):
        lines = [
            Curve(label, _marks(answers, metric, months, visit), strong=at == 0)
            for at, (label, metric, answers) in enumerate(zip(MEASURES, metrics, told, strict=False))
        ]
        if not any(mark.value is not None for line in lines for mark in line.marks):
            st.info("No customer was there at the start of any of these months.")
            return
        named = lines if len(told) > 1 else [replace(lines[0], label="")]
        steps = [mark.label for mark in lines[0].marks]
        drawn = curves(named, steps, visit.palette, visit.shown(counted), ticks_at_most=4)
        chart(made, drawn, "figure_churn_months")


def churn_rows(told: Sequence[Sequence[Answer]]) -> list[Row]:
    """A row a month, of customers first and then of their monthly value."""
    return [
        {**row, "measure": measure}
        for measure, answers in zip(MEASURES, told, strict=False)
        for row in answer_rows(answers)
    ]


def whole_months(visit: Visit) -> list[Window]:
    """Up to 24 whole months before the period's end, of days that the data covers.

    Silence is churn only after the company's inactive days, so by that rule the first months cannot tell.
    """
    known = visit.facts.vocabulary
    silent = visit.company.churn.inactive_days if visit.facts.churn_rule == "inactivity" else 0
    first = known.first_day + timedelta(days=silent)
    over = min(visit.scope.end, known.as_of + timedelta(days=1))
    starts = [step_start(over.replace(day=1), -back, "month") for back in range(MONTHS, -1, -1)]
    ends = [step_start(start, 1, "month") for start in starts]
    return [
        Window(start.isoformat(), start, end)
        for start, end in zip(starts, ends, strict=True)
        if end <= over and start >= first
    ][-MONTHS:]


def _marks(answers: Sequence[Answer], metric: Metric, months: Sequence[Window], visit: Visit) -> list[Mark]:
    return marks_of(answers, metric, Periods(months[-1], None, tuple(months), (), "month"), visit)


def _title(told: Sequence[Sequence[Answer]], counted: Metric, visit: Visit) -> str:
    shown = visit.shown(counted)
    last = [answers[-1] for answers in told if answers and answers[-1].value is not None]
    if not last:
        return f"{counted.label} by month"
    words = f"{shown(last[0].value or 0.0)} of customers left in {last[0].window.start:%B %Y}"
    return words if len(last) < 2 else f"{words}, and {shown(last[1].value or 0.0)} of the monthly value"


def _value_words(told: Sequence[object]) -> str:
    return " Grey: the monthly value that left." if len(told) > 1 else ""
