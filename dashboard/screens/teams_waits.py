"""How long customers wait for each team: a first reply, and the end of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log10

import numpy as np
import pyarrow as pa
import streamlit as st

from dashboard.figures.named_lines import Line, named_lines
from dashboard.figures.template import colours
from dashboard.insight.waiting import Counted, Point, Wait, settled, thinned, waits
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import Question, compile_query
from dashboard.metrics.format import duration
from dashboard.metrics.metric import NOT_STATED, Array, Metric
from dashboard.metrics.query import rows_query
from dashboard.metrics.shape import ask
from dashboard.metrics.teams_shapes import WAITING
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken, whom
from dashboard.screens.marks import group_label
from dashboard.screens.teams_choices import Choices
from dashboard.screens.text import markdown
from dashboard.screens.tile import count, named
from dashboard.screens.visit import Visit

ENDS = {"first_response_time": "a first reply", "resolution_time": "an end"}
MARKS = (1, 10, 60, 600, 3600, 21600, 86400, 604800, 2592000, 31536000)
NAMED = (1, 60, 3600, 86400, 2592000, 31536000)
MOST = 8
GAVE_UP = " and who gave up"


def waiting(made: Choices, visit: Visit) -> None:
    """Both curves, side by side."""
    for column, key in zip(st.columns(2, gap="medium"), ENDS, strict=True):
        metric = CATALOGUE[key].as_variant("business" if made.business else None)
        with column:
            _curves(metric, made, visit)


def _curves(metric: Metric, made: Choices, visit: Visit) -> None:
    scope = visit.whole("team")
    reason = visit.facts.reasons.get(metric.key)
    questions = [compile_query([metric], scope, [scope.now()], "team")]
    if metric.key == "resolution_time" and visit.facts.coverage.get(("contact", "abandoned"), 0):
        questions.append(ask("teams_given_up", scope, {"business": made.business}))
    found, (left, right), points = (
        ([], (1.0, 10.0), {}) if reason
        else kept(repr(("waits", visit.db.name, questions)), lambda: _found(questions, visit))
    )  # fmt: skip
    gave_up = GAVE_UP if any(wait.ends for wait in found) else ""
    by = " by team" if found and found[0].group != NOT_STATED else ""
    more = f" {len(found) - MOST} teams more." if len(found) > MOST else ""
    drawn = Card(
        f"waits_{metric.key}", _title(found, metric),
        f"{named(metric)}{by}: percent still waiting for {ENDS[metric.key]} after each time, {whom(scope)}. At the end "
        f"of a line: its median; those still waiting are counted, intervals{gave_up} are in the data.{more}",
        WAITING, scope, (scope.now(),), lambda: _rows(metric, found, points), "team", made.link(), tuple(questions),
        lambda most: rows_query(metric, scope, most),
        Plot("line", "after", "percent waiting", "team", "low", "high", "percent"),
    )  # fmt: skip
    with card(drawn, visit):
        if reason or not found:
            st.info(markdown(reason or "No contact was opened in this period with these filters."))
            return
        lines = [_line(wait, points[wait.group], visit) for wait in found[:MOST]]
        figure = named_lines(
            lines, _across(left, right), visit.palette, lambda y: f"{y:g}%", top=100.0, stepped=True
        )
        chart(drawn, figure, f"figure_waits_{metric.key}")


Found = tuple[list[Wait], tuple[float, float], dict[str, list[Point]]]
"""Curves, the first and last time that is drawn, and the points of those that are."""


def _found(questions: Sequence[Question], visit: Visit) -> Found:
    table, *others = (visit.table(question) for question in questions)
    every = waits(_counted(table), _column(table, "observed"), *map(_counted, others))
    found = [wait for wait in every if wait.group != NOT_STATED] or every
    ends = _range(found)
    return found, ends, {wait.group: thinned(wait, *ends) for wait in found[:MOST]}


def _counted(table: pa.Table) -> Counted:
    return Counted(table.column("team").to_pylist(), _column(table, "seconds"), _column(table, "n"))


def _column(table: pa.Table, name: str) -> Array:
    return np.asarray(table.column(name).to_numpy(zero_copy_only=False))


def _range(found: Sequence[Wait]) -> tuple[float, float]:
    """From the least to the greatest time any curve moves at, within round marks."""
    times = [t for wait in found for t in (*wait.curve.times[:1].tolist(), settled(wait))]
    least, most = max(min(times, default=1.0), 1.0), max([*times, 10.0])
    return (
        float(max([mark for mark in MARKS if mark <= least], default=1)),
        float(min([mark for mark in MARKS if mark >= most], default=most)),
    )


def _across(left: float, right: float) -> Mapping[str, object]:
    inside = [mark for mark in NAMED if left <= mark <= right]
    marks = inside if len(inside) > 2 else [mark for mark in MARKS if left <= mark <= right]
    return {
        "type": "log", "range": [log10(left), log10(right)], "tickmode": "array", "tickvals": marks,
        "ticktext": [duration(float(mark)) for mark in marks], "showgrid": True,
    }  # fmt: skip


def _line(wait: Wait, points: Sequence[Point], visit: Visit) -> Line:
    teams = visit.facts.vocabulary.values.get("team", ())
    label = group_label(wait.group) if wait.group != NOT_STATED else "All contacts"
    chosen = visit.scope.team
    hover = [
        f"<b>{label}</b><br>{p.share:.3g}% still waiting after {duration(p.seconds)}"
        f"{', had nobody given up' if p.met is not None else ''}"
        f"{f', 95 % {p.low:.3g}% to {p.high:.3g}%' if p.low is not None else ''}"
        f"{_ended(p)}<br>n {count(wait.n)}"
        for p in points
    ]
    median = wait.median[0]
    return Line(
        label, [p.seconds for p in points], [p.share for p in points], hover,
        colours(teams, visit.palette).get(wait.group, visit.palette.accent),
        [p.low for p in points], [p.high for p in points],
        duration(median) if median is not None else "half still wait",
        bool(chosen) and wait.group not in chosen,
    )  # fmt: skip


def _title(found: Sequence[Wait], metric: Metric) -> str:
    known = [w for w in found if w.n >= metric.minimum_n]
    if len(known) < 2:
        return f"{metric.label}: who still waits after how long"
    first, rest = known[0], known[1:]
    if first.median[0] is None:
        return f"Half of {spoken(first.group)}'s contacts still wait for {ENDS[metric.key]}"
    high = max((w.median[2] or w.median[0] or 0.0) for w in rest)
    if first.median[1] is not None and first.median[1] > high:
        long = duration(first.median[0])
        return f"{spoken(first.group)} takes longest: half wait {long} or more for {ENDS[metric.key]}"
    return f"No team is surely slowest: half wait up to {duration(first.median[0])} for {ENDS[metric.key]}"


def _rows(metric: Metric, found: Sequence[Wait], points: Mapping[str, Sequence[Point]]) -> list[Row]:
    return [
        {
            "metric": metric.key, "variant": metric.variant or "", "team": wait.group, "n": wait.n,
            "no end seen n": wait.unseen, "median": wait.median[0], "median low": wait.median[1],
            "median high": wait.median[2], "after": duration(p.seconds),
            "after seconds": p.seconds, "percent waiting": p.share, "low": p.low,
            "high": p.high, "watched longer": p.at_risk,
            **_ends(p),
        }
        for wait in found for p in points.get(wait.group, [])
    ]  # fmt: skip


def _ends(point: Point) -> dict[str, float]:
    """Which end came, in percent of all, where somebody gave up."""
    if point.met is None or point.given_up is None:
        return {}
    still = max(100 - point.met - point.given_up, 0.0)
    return {"percent resolved": point.met, "percent given up": point.given_up, "percent still open": still}


def _ended(point: Point) -> str:
    ends = _ends(point).items()
    return (
        "<br>" + ", ".join(f"{share:.3g}% {name.removeprefix('percent ')}" for name, share in ends)
        if ends
        else ""
    )
