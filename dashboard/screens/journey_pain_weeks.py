"""The evidence of one pain point: its course over the period, and the rows behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from dashboard.figures.mark import Mark
from dashboard.figures.trend import trend
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.format import interval, shown
from dashboard.metrics.intervals import adjusted_wald, poisson, wilson
from dashboard.metrics.journey_shapes import PAIN_POINTS
from dashboard.metrics.metric import Unit
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Grain, Window, buckets
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.heading import OneOf
from dashboard.screens.journey_choice import carried
from dashboard.screens.journey_pain_data import Found, Pains, behind
from dashboard.screens.numbers import periods_of
from dashboard.screens.periods import step_words
from dashboard.screens.text import plotly
from dashboard.screens.visit import Visit


def weeks(one: Found, found: Pains, visit: Visit, which: OneOf, pick: Callable[[str, str], None]) -> None:
    """A place shows the score of the answers about it; what was met shows the customers who met it. `which`, `pick`:
    the keyboard's way to what a click on a bar does."""
    grain, steps = course(visit)
    asked = question(one, found, steps, visit)
    told = {row["label"]: row for row in visit.table(asked).to_pylist()}
    marks = [_mark(step, told.get(step.label, {}), one, found, grain, visit) for step in steps]
    unit: Unit = found.metric.unit if one.kind == "place" else "count"
    made = Card(
        "pain_weeks", title(marks, one, found, grain, visit), _subtitle(one, found, grain, visit), PAIN_POINTS,
        visit.scope, steps, lambda: rows(marks, steps), more=carried("damage") | {"pain": one.key}, questions=(asked,),
        behind=lambda most: behind(one, visit.scope, most),
        plot=Plot("line", "from", "value", "", "low", "high", unit),
    )  # fmt: skip
    with card(made, visit, [which], pick):
        drawn = trend(
            marks, [], visit.palette, lambda value: shown(value, unit, locale=visit.locale), height=230
        )
        chart(made, drawn, "figure_pain_weeks")


def course(visit: Visit) -> tuple[Grain, tuple[Window, ...]]:
    """The steps of the page's trends; weeks where those are many days, on which few answer."""
    spans = periods_of(visit)
    if spans.grain != "day" or spans.now.days < 3 * 7:
        return spans.grain, spans.steps
    over = visit.facts.vocabulary.as_of + timedelta(days=1)
    steps = buckets(spans.now.start, spans.now.end, "week", visit.facts.vocabulary.week_start)
    return "week", tuple(replace(step, partial=step.partial or step.end > over) for step in steps)


def question(one: Found, found: Pains, steps: tuple[Window, ...], visit: Visit) -> Question:
    """The course of a pain in these steps."""
    if one.kind == "place":
        return ask("pain_place_weeks", visit.scope, {
            **bounds(steps), "measure": found.measure, "what": one.what, "in_channel": one.channel,
        })  # fmt: skip
    return ask(
        "pain_weeks",
        visit.scope,
        {**bounds(steps), "kind": one.kind, "what": one.what, "in_channel": one.channel},
    )


def _mark(step: Window, row: Mapping[str, Any], one: Found, found: Pains, grain: Grain, visit: Visit) -> Mark:
    label = step_words(step, grain)
    value, low, high, n = _scored(row, found) if one.kind == "place" else _counted(row)
    unit: Unit = found.metric.unit if one.kind == "place" else "count"
    between = interval(low, high, unit, locale=visit.locale)
    said = "Nothing was observed."
    if value is not None:
        said = f"{shown(value, unit, locale=visit.locale)}, 95 % {between}"
    hover = f"<b>{plotly(range_words(step.start, step.end))}</b><br>{said}<br>n {n:,}"
    small = one.kind == "place" and n < visit.company.thresholds.minimum_n
    return Mark(label, value, low, high, n, hover, step.label, small, step.partial)


def _scored(row: Mapping[str, Any], found: Pains) -> tuple[float | None, float | None, float | None, int]:
    n, good, bad = (row.get(name) or 0.0 for name in ("n", "good", "bad"))
    if not n:
        return None, None, None, 0
    one, well, badly = np.array([n]), np.array([good]), np.array([bad])
    nps = found.measure == "nps"
    low, high = adjusted_wald(well, badly, one) if nps else wilson(well, one)
    value = 100 * (good - bad) / n if nps else 100 * good / n
    return value, min(float(low[0]), value), max(float(high[0]), value), round(n)


def _counted(row: Mapping[str, Any]) -> tuple[float | None, float | None, float | None, int]:
    """How many customers met it, with the interval of a count (Poisson)."""
    n = row.get("customers") or 0.0
    low, high = poisson(np.array([n]), np.ones(1))
    return n, float(low[0]), float(high[0]), round(n)


def title(marks: list[Mark], one: Found, found: Pains, grain: Grain, visit: Visit) -> str:
    """When it was worst, of whole steps with enough answers."""
    known = [mark for mark in marks if mark.value is not None and not mark.partial and not mark.faint]
    if len(known) < 2:
        return one.name
    worst = (min if one.kind == "place" else max)(known, key=lambda mark: mark.value or 0.0)
    when = {"day": "on", "week": "in the week of", "month": "in"}[grain]
    unit: Unit = found.metric.unit if one.kind == "place" else "count"
    value = shown(worst.value, unit, locale=visit.locale)
    what = (
        f"{found.metric.label} was lowest, {value},"
        if one.kind == "place"
        else f"most customers, {value}, met it"
    )
    return f"{one.name}: {what} {when} {worst.label}"


def _subtitle(one: Found, found: Pains, grain: Grain, visit: Visit) -> str:
    what = f"{found.metric.label} of the answers about it" if one.kind == "place" else "Customers who met it"
    return f"{what} by {grain}, {whom(visit.scope)}. Band: 95 % interval. Its rows are in the menu."


def rows(marks: list[Mark], steps: tuple[Window, ...]) -> list[Row]:
    """One row for each step."""
    return [
        {
            "from": step.start, "to": step.end - timedelta(days=1), "partial": step.partial,
            "value": mark.value, "low": mark.low, "high": mark.high, "n": mark.n,
        }
        for step, mark in zip(steps, marks, strict=True)
    ]  # fmt: skip
