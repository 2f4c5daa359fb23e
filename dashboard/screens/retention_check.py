"""Whether the model behind customers' value can be trusted: what it expected beside what came, and its parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from dashboard.figures.dots import Dots, dots
from dashboard.figures.listing import Column, Item, listing
from dashboard.figures.mark import Mark
from dashboard.insight.purchases import NOTABLE
from dashboard.insight.value_check import BUYING
from dashboard.metrics.compile import Question
from dashboard.metrics.retention_shapes import VALUE_CHECK
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.retention_words import there
from dashboard.screens.text import html, plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

SERIES = ("What came", "Expected")
Found = Mapping[str, Any]
PARTS = {"frequency": "How often (BG/NBD)", "spend": "How much (Gamma-Gamma)", "dependence": "Spend with frequency",
         "length": "Length", "data": "Fitted on"}  # fmt: skip


def check(visit: Visit) -> None:
    """The card of the check; nothing when the build wrote none."""
    if not there("value_check", visit):
        return
    asked = (ask("value_check", visit.scope, {}, {}), ask("value_model", visit.scope, {}, {}))
    groups, told = (visit.table(question).to_pylist() for question in asked)
    if not told:
        return
    least = visit.company.thresholds.anonymity
    shown = [row for row in groups if row["customers"] >= least]
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _checked(groups, shown, told, asked, visit)
    with right:
        _fitted(told, asked[1], visit)


def _checked(
    groups: Sequence[Found],
    shown: Sequence[Found],
    told: Sequence[Found],
    asked: tuple[Question, ...],
    visit: Visit,
) -> None:
    """What came beside what was expected of it."""
    made = Card(
        "value_check", title(groups), _subtitle(groups, told, visit), VALUE_CHECK, visit.scope, (visit.scope.now(),),
        lambda: rows(shown), questions=asked,
        plot=Plot("column", "group", "value", "series", "low", "high", "percent" if _percent(groups) else "ratio"),
    )  # fmt: skip
    with card(made, visit):
        if shown:
            _figure(made, shown, visit)
        else:
            st.info("The data is too young to hold the model against what came after it.")


def _percent(groups: Sequence[Found]) -> bool:
    return bool(groups) and groups[0]["model"] != BUYING


def _fitted(told: Sequence[Found], asked: Question, visit: Visit) -> None:
    """The model's parameters, and the warning that one of them calls for."""
    made = Card(
        "value_model", model_title(told), f"{told[0]['model']}, fitted on all customers; it follows no filter.",
        VALUE_CHECK, visit.scope, (visit.scope.now(),), lambda: parameter_rows(told), questions=(asked,),
    )  # fmt: skip
    with card(made, visit):
        st.html(_parameters(told))


def model_title(told: Sequence[Found]) -> str:
    """Whether what the model takes for granted holds."""
    found = dependence(told)
    if found is None:
        return "What the model is made of"
    return f"Read with care: who buys more often spends {'more' if found > 0 else 'less'} an order"


def total(groups: Sequence[Found]) -> tuple[float, float]:
    """What came and what was expected, of all groups together: purchases, or customers who left."""
    scale = 1.0 if groups and groups[0]["model"] == BUYING else 0.01
    came, expected = (
        sum(row[name] * row["customers"] for row in groups) * scale for name in ("actual", "expected")
    )
    return came, expected


def title(groups: Sequence[Found]) -> str:
    """How far the model was off."""
    came, expected = total(groups)
    if not groups or not came:
        return "The model cannot be checked yet"
    what = "purchases" if groups[0]["model"] == BUYING else "of those who left"
    off = 100 * (expected - came) / came
    verb = "as many" if abs(off) < 1 else f"{abs(off):.0f}% {'more' if off > 0 else 'fewer'}"
    if groups[0]["model"] == BUYING:
        return (
            f"The model expected {verb} {what} than came"
            if abs(off) >= 1
            else f"The model expected as many {what} as came"
        )
    return (
        f"The model expected {verb} to leave than did"
        if abs(off) >= 1
        else "As many left as the model expected"
    )


def _subtitle(groups: Sequence[Found], told: Sequence[Found], visit: Visit) -> str:
    model = told[0]["model"]
    if not groups:
        return f"{model}. It is fitted on all customers and follows no filter."
    cut, until = groups[0]["cut_on"], groups[0]["until"]
    since = range_words(cut + timedelta(days=1), until + timedelta(days=1))
    what = (
        f"Purchases per customer, {since}, by repeat purchases before" if model == BUYING
        else f"Percent of contracts that ended, {since}, by age of the contract before"
    )  # fmt: skip
    return f"{what}; expected by {model} as fitted before. Whisker: 95 % interval. All customers: it follows no filter."


def _figure(made: Card, groups: Sequence[Found], visit: Visit) -> None:
    buying = groups[0]["model"] == BUYING
    lines = [_line(row, buying) for row in groups]
    names = list(zip(SERIES, (visit.palette.accent, visit.palette.grey), strict=True))
    drawn = dots(lines, names, visit.palette, lambda x: f"{x:g}" if buying else f"{x:g}%")
    chart(made, drawn, "figure_value_check")


def _line(row: Found, buying: bool) -> Dots:
    label = plotly(_name(row))
    unit = "" if buying else "%"
    hover = (
        f"<b>{label}</b><br>came {row['actual']:.3g}{unit}, 95 % {row['low']:.3g} to {row['high']:.3g}"
        f"<br>expected {row['expected']:.3g}{unit}<br>n {count(row['customers'])}"
    )
    came = Mark(
        label, row["actual"], row["low"], row["high"], row["customers"], hover, faint=row["customers"] < 30
    )
    expected = Mark(label, row["expected"], hover=hover)
    return Dots(label, [came, expected], [None, None], f"n {count(row['customers'])}")


def _name(row: Found) -> str:
    """'no repeats', or the age of a contract."""
    return _repeats(row["name"]) if row["model"] == BUYING else str(row["name"])


def _repeats(name: str) -> str:
    return {"0": "no repeats", "1": "1 repeat"}.get(name, f"{name} repeats" if name.isdigit() else name)


def _parameters(told: Sequence[Found]) -> str:
    """The model's numbers, and the warning that one of them calls for."""
    columns = [Column("Parameter"), Column("Of"), Column("Value", "n"), Column("95 %", "n")]
    items = []
    for row in told:
        known = row["low"] is not None and row["high"] is not None
        between = f"{row['low']:.3g} to {row['high']:.3g}" if known else ""
        cells = [html(row["name"]), html(PARTS.get(row["part"], row["part"])), _number(row["value"]), between]
        items.append(Item(cells))
    return listing("The parameters of the model", columns, items) + _warning(told)


def _number(value: float) -> str:
    return count(round(value)) if value >= 1000 else f"{value:.4g}"


def dependence(told: Sequence[Found]) -> float | None:
    """The rank correlation of spend and frequency when it is more than the model can overlook."""
    found = next((row for row in told if row["part"] == "dependence"), None)
    if found is None or abs(found["value"]) < NOTABLE or not (found["low"] > 0 or found["high"] < 0):
        return None
    return float(found["value"])


def _warning(told: Sequence[Found]) -> str:
    found = dependence(told)
    if found is None:
        return ""
    way = "more" if found > 0 else "less"
    return (
        f"<p class='careful'>Read with care: who buys more often spends {way} an order (rank correlation {found:.2f}). "
        f"The model takes the two as unrelated, so the most frequent buyers may be worth {way} than it says.</p>"
    )


def rows(groups: Sequence[Found]) -> list[Row]:
    """A row for each dot: what came of every group, then what was expected."""
    came, expected = SERIES
    return [
        *(_row(group, came, group["actual"], group["low"], group["high"]) for group in groups),
        *(_row(group, expected, group["expected"], None, None) for group in groups),
    ]


def _row(group: Found, series: str, value: float, low: float | None, high: float | None) -> Row:
    return {
        "group": _name(group), "series": series, "value": value, "low": low, "high": high, "n": group["customers"],
        "model": group["model"], "since": group["cut_on"], "until": group["until"],
    }  # fmt: skip


def parameter_rows(told: Sequence[Found]) -> list[Row]:
    """One row a parameter."""
    return [
        {
            "parameter": row["name"], "of": PARTS.get(row["part"], row["part"]), "value": row["value"],
            "low": row["low"], "high": row["high"], "model": row["model"],
        }
        for row in told
    ]  # fmt: skip
