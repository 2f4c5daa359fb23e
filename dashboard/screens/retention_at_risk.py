"""Customers at risk: who is expected to take most with them, by id only, and how much that is together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.bars import bars as figure
from dashboard.figures.listing import Column, Item, listing
from dashboard.figures.mark import Mark
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.format import interval
from dashboard.metrics.intervals import normal
from dashboard.metrics.retention_shapes import CUSTOMERS_AT_RISK
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import spoken
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_words import as_of_words, no_value, there
from dashboard.screens.text import html, markdown, plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

PLACES, TOP = {"people": PEOPLE}, 10
METRIC = CATALOGUE["revenue_at_risk"]
NAMES = (
    "Most at risk",
    *(f"{place} tenth" for place in ("2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th")),
    "Least at risk",
)


@dataclass(frozen=True, slots=True)
class Loss:
    """Revenue of the coming year expected to leave, with its 95 % interval by who leaves; `first`: the share of the
    tenth of customers that holds most, in percent. `leaving`: how many are expected to leave within a year."""

    customers: int
    total: float
    low: float
    high: float
    first: float | None
    leaving: float


def at_risk(visit: Visit) -> None:
    """The section, or what is missing for it."""
    _section(visit)


@fragment
def _section(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    heading("at_risk_head", "Customers at risk", 2)
    reason = no_value("revenue_at_risk", visit)
    if reason or not there("outlook_tenth", visit):
        st.info(
            markdown(
                reason or "This snapshot holds no outlook of single customers. Build it again to see them."
            )
        )
        return
    asked = ask("at_risk_whole", visit.scope, {}, PLACES)
    tenths, least = visit.table(asked).to_pylist(), max(visit.company.thresholds.anonymity, 1)
    found = loss(tenths)
    hidden = found.customers < least
    listed = ask("at_risk_rows", visit.scope, {"most": TOP}, PLACES)
    made = Card(
        "customers_at_risk", title(found, hidden, visit), _subtitle(found, hidden, visit), CUSTOMERS_AT_RISK,
        visit.scope, (visit.scope.now(),), lambda: [] if hidden else rows(tenths, found), questions=(asked, listed),
        plot=Plot("bar", "group", "percent of loss", unit="percent"),
        behind=None if hidden else lambda most: ask("at_risk_rows", visit.scope, {"most": most}, PLACES),
    )  # fmt: skip
    with card(made, visit):
        if hidden:
            st.info(
                f"Withheld: fewer than {least} customers."
                if found.customers
                else "No customer with these filters."
            )
            return
        left, right = st.columns([2, 3], gap="medium")
        with left:
            drawn = figure(_marks(tenths, found, visit), [None] * len(tenths), lambda x: f"{x:.3g}%")
            bars(drawn, "figure_at_risk", f"{made.title}. {made.subtitle}")
        with right:
            st.html(_list(visit.table(listed).to_pylist(), visit))


def loss(tenths: Sequence[Mapping[str, Any]]) -> Loss:
    """All tenths together. Customers leave on their own, so their variances add up."""
    total, variance, leaving = (sum(row[name] for row in tenths) for name in ("loss", "variance", "leaving"))
    low, high = (float(side[0]) for side in normal(np.array([float(total)]), np.array([float(variance)])))
    first = 100 * tenths[0]["loss"] / total if total > 0 else None
    return Loss(sum(row["customers"] for row in tenths), total, max(low, 0.0), high, first, leaving)


def title(found: Loss, hidden: bool, visit: Visit) -> str:
    """How much, and how few hold it."""
    if hidden or found.first is None:
        return "Who may leave, and what would leave with them"
    return f"{_money(found.total, visit)} may leave within a year; a tenth of customers holds {found.first:.0f}% of it"


def _money(value: float, visit: Visit) -> str:
    return visit.shown(METRIC)(value)


def _subtitle(found: Loss, hidden: bool, visit: Visit) -> str:
    between = interval(found.low, found.high, "money", locale=visit.locale, currency=visit.facts.currency)
    sized = (
        ""
        if hidden
        else f" 95 % {between}, of {count(found.customers)} customers. Bars: share of the loss by tenth of customers."
    )
    return (
        f"Expected loss: chance to leave within a year × what then leaves of its revenue; {of_whom(visit.scope)}, "
        f"{as_of_words(visit)}, whatever the period.{sized} A forecast, not a cause.{not_followed(visit.scope)}"
    )


def _marks(tenths: Sequence[Mapping[str, Any]], found: Loss, visit: Visit) -> list[Mark]:
    marks = []
    for row in tenths:
        name = NAMES[row["tenth"] - 1]
        share = 100 * row["loss"] / found.total if found.total > 0 else None
        lost = f"{plotly(_money(row['loss'], visit))}, {share or 0:.3g}% of the loss"
        leave = f"{row['leaving'] / row['customers']:.0%} expected to leave within a year"
        hover = f"<b>{name}</b><br>{lost}<br>n {count(row['customers'])}<br>{leave}"
        marks.append(Mark(name, share, n=row["customers"], hover=hover))
    return marks


def _list(people: Sequence[Mapping[str, Any]], visit: Visit) -> str:
    """The first few by id; what is not known of anybody takes no column."""
    known = [name for name in PEOPLE if any(row[name] is not None for row in people)]
    columns = [
        Column("Customer"), *(Column(html(name.capitalize()), "more") for name in known),
        Column("Leaves within a year", "n"), Column("Last year", "n"), Column("Expected loss", "n"),
    ]  # fmt: skip
    items = [
        Item([
            html(row["customer_id"]), *(html(spoken(str(row[name] or "–"))) for name in known), f"{row['p_leave']:.0%}",
            html(_money(row["revenue_365"], visit)), html(_money(row["at_risk"], visit)),
        ])
        for row in people
    ]  # fmt: skip
    return listing("Customers with the largest expected loss", columns, items)


def rows(tenths: Sequence[Mapping[str, Any]], found: Loss) -> list[Row]:
    """Each tenth, with the expected loss of all and its interval. Single customers are the rows behind the card."""
    return [
        {
            "group": NAMES[row["tenth"] - 1],
            "percent of loss": 100 * row["loss"] / found.total if found.total > 0 else None,
            "expected loss": row["loss"], "customers": row["customers"], "expected to leave": row["leaving"],
            "loss of all": found.total, "low of all": found.low, "high of all": found.high,
        }
        for row in tenths
    ]  # fmt: skip
