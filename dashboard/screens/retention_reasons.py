"""The reasons that customers gave when their contract ended, beside those of the period before."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.bars import bars as figure
from dashboard.figures.mark import Mark, Shown
from dashboard.insight.reasons import Reason, reasons
from dashboard.metrics.compile import bounds
from dashboard.metrics.format import interval, shown
from dashboard.metrics.retention_shapes import CHURN_REASONS
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import spoken
from dashboard.screens.heading import heading
from dashboard.screens.numbers import periods_of
from dashboard.screens.retention_choice import PLACES, not_followed, of_whom
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

REASON = ("subscription", "reason")
WITHHELD = "Reasons of few"


def reasons_card(visit: Visit) -> None:
    """Contracts that ended in the period by the reason they carry; who gave none is in the subtitle."""
    if not visit.facts.coverage.get(REASON):
        _none(visit)
        return
    windows = periods_of(visit).pair()
    question = ask("churn_reasons", visit.scope, bounds(windows), PLACES)
    table = visit.table(question)
    now, before = (_counts(table, label, visit.company.thresholds.anonymity) for label in ("now", "before"))
    silent = _silent(table)
    found = reasons(now, before)
    rows = reason_rows(found)
    made = Card(
        "churn_reasons", _title(found, visit), _subtitle(now, silent, visit), CHURN_REASONS, visit.scope,
        tuple(windows), lambda: rows, questions=(question,),
        behind=lambda most: ask("churn_reason_rows", visit.scope, {"most": most}, {"people": PEOPLE}),
        plot=Plot("bar", "reason", "percent", "series", "low", "high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not found:
            st.info("No contract ended with a reason in this period.")
            return
        marks = [_mark(reason, sum(now.values()), visit) for reason in found]
        drawn = figure(marks, [reason.before for reason in found], _percent(visit))
        bars(drawn, "figure_churn_reasons", f"{made.title}. {made.subtitle}")


def _none(visit: Visit) -> None:
    heading("reasons_head", "Reasons given", 3)
    st.info(
        "No contract in the data carries a reason. Exports of cancellations often have one: map that column to "
        "reason of the contracts on the page Data."
        if visit.facts.churn_rule == "contract"
        else "Customers who fall silent say no reason. What went before is further down."
    )


def _counts(table: pa.Table, label: str, anonymity: int) -> dict[str, int]:
    """Customers by reason; reasons of fewer than the company's threshold are one."""
    told: dict[str, int] = {}
    for row in table.to_pylist():
        if row["label"] == label and row["reason"] is not None:
            name = row["reason"] if row["customers"] >= anonymity else WITHHELD
            told[name] = told.get(name, 0) + row["customers"]
    return told


def _silent(table: pa.Table) -> int:
    return sum(
        row["customers"] for row in table.to_pylist() if row["label"] == "now" and row["reason"] is None
    )


def _percent(visit: Visit) -> Shown:
    return lambda value: shown(value, "percent", locale=visit.locale)


def _title(found: Sequence[Reason], visit: Visit) -> str:
    if not found:
        return "Reasons given"
    percent = _percent(visit)
    moved = max((r for r in found if r.moved), key=lambda r: abs(r.share - (r.before or 0.0)), default=None)
    if moved is not None:
        way = "rose" if moved.moved > 0 else "fell"
        from_to = f"from {percent(moved.before or 0.0)} to {percent(moved.share)}"
        return f"{spoken(moved.name)} {way} {from_to} of the reasons given"
    return f"{spoken(found[0].name)} is the reason most often given: {percent(found[0].share)}"


def _subtitle(now: dict[str, int], silent: int, visit: Visit) -> str:
    scope = visit.scope
    none = f", {count(silent)} without" if silent else ""
    return (
        f"{count(sum(now.values()))} contracts that ended with a reason{none}: {of_whom(scope)}, "
        f"{range_words(scope.start, scope.end)}. Whisker: 95 % interval; grey tick: before.{not_followed(scope)}"
    )


def _mark(reason: Reason, given: int, visit: Visit) -> Mark:
    label = plotly(spoken(reason.name))
    between = interval(reason.low, reason.high, "percent", locale=visit.locale)
    share, of = _percent(visit)(reason.share), f"{count(reason.customers)} of {count(given)}"
    hover = f"<b>{label}</b><br>{share}, 95 % {between}<br>{of}"
    small = given < visit.company.thresholds.minimum_n
    return Mark(label, reason.share, reason.low, reason.high, reason.customers, hover, faint=small)


def reason_rows(found: Sequence[Reason]) -> list[Row]:
    """A row for each bar, then one for each tick of the period before."""
    now: list[Row] = [
        {
            "reason": one.name, "series": "now", "percent": one.share, "low": one.low, "high": one.high,
            "customers": one.customers, "moved": one.moved,
        }
        for one in found
    ]  # fmt: skip
    before: list[Row] = [
        {**dict.fromkeys(row), "reason": one.name, "series": "before", "percent": one.before}
        for row, one in zip(now, found, strict=True)
        if one.before is not None
    ]
    return [*now, *before]
