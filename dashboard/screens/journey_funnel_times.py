"""The card that says how long people take from step to step, those who may still come counted as waiting."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from dashboard.figures.axis import DAY, HOUR, MINUTE
from dashboard.figures.funnel_times import Arrivals, funnel_times
from dashboard.insight.funnel_times import Times, by_then, times
from dashboard.metrics.format import duration, interval
from dashboard.metrics.journey_shapes import TIME_TO_CONVERT
from dashboard.metrics.metric import Array
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import whom
from dashboard.screens.journey_funnel_choice import Choice
from dashboard.screens.journey_funnel_data import questions
from dashboard.screens.journey_funnel_rows import Side, names_of, pair, units
from dashboard.screens.journey_funnel_words import not_followed, percent
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

POINTS, FIRST, LONGEST = 72, 5.0, 11
"""Points of each curve, the first of them in seconds, and the letters of a name beside it."""


UNITS = {"minutes": MINUTE, "hours": HOUR, "days": DAY}


def times_card(choice: Choice, side: Side, visit: Visit) -> None:
    """One curve for each pair of required steps."""
    called = names_of(side)
    asked = repr(("times", visit.db.name, visit.scope, choice, side.window))
    found, rows = kept(asked, lambda: _curves(side, called))
    made = Card(
        "time_to_convert", _title(found, called),
        f"Share of the {units(choice)} at each step that had come to the next by then, {whom(visit.scope)}. "
        f"Equal distances multiply the time. Band: 95 % interval; who may still come counts as waiting."
        f"{not_followed(visit.scope)}",
        TIME_TO_CONVERT, visit.scope, (side.window,), lambda: [row for curve in rows for row in curve],
        more=choice.carried(), questions=questions(visit, choice, [side.window]),
        plot=Plot("line", "within", "came", "pair", "came_low", "came_high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not found:
            st.info("Nobody has set out from a step yet, so there is no time to show.")
            return
        curves = [_curve(curve, visit) for curve in rows]
        figure = funnel_times(
            curves, visit.palette, percent(visit), duration, FIRST, _of(rows[0][-1], "seconds")
        )
        chart(made, figure, "figure_times")


def _curves(side: Side, called: Sequence[str]) -> tuple[list[Times], list[list[Row]]]:
    """The times of each pair, and the points of its curve."""
    found = [one for one in times(side.walks()) if one.n]
    grid = np.geomspace(FIRST, _last(found), POINTS)
    unit = "minutes" if grid[-1] < 6 * HOUR else "hours" if grid[-1] < 4 * DAY else "days"
    return found, [_rows(one, called, grid, unit) for one in found]


def _last(found: Sequence[Times]) -> float:
    """Where the curves end: the longest time at which somebody came, and a little more."""
    longest = max((float(one.curve.times[-1]) for one in found if one.curve.times.size), default=60.0)
    return max(longest * 1.2, 60.0)


def _rows(one: Times, called: Sequence[str], grid: Array, unit: str) -> list[Row]:
    """The points of one curve; `unit`: minutes, hours or days, in which the times can be read."""
    share, low, high = by_then(one.curve, grid)
    median, median_low, median_high = one.median
    return [
        {
            "step_before": called[one.place], "step": called[one.following],
            "pair": pair(called, one.place, one.following), "within": duration(float(seconds)),
            "seconds": float(seconds), unit: float(seconds) / UNITS[unit], "came": float(s), "came_low": _number(lo),
            "came_high": _number(hi), "set_out": one.n, "arrived": one.arrived, "median_seconds": median,
            "median_low": median_low, "median_high": median_high,
        }
        for seconds, s, lo, hi in zip(grid, share, low, high, strict=True)
    ]  # fmt: skip


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _curve(rows: Sequence[Row], visit: Visit) -> Arrivals:
    last = rows[-1]
    known = [row for row in rows if row["came_low"] is not None and row["came_high"] is not None]
    start, written = f"<b>{plotly(last['pair'])}</b><br>", percent(visit)
    end = f"<br>{_middle(last)}<br>{count(int(_of(last, 'arrived')))} of {count(int(_of(last, 'set_out')))} have come"
    hover = [f"{start}{written(_of(row, 'came'))} within {row['within']}{end}" for row in rows]
    name = f"{plotly(_clipped(str(last['step'])))} {written(_of(last, 'came'))}"
    return Arrivals(
        name, [_of(row, "seconds") for row in rows], [_of(row, "came") for row in rows],
        [_of(row, "seconds") for row in known], [_of(row, "came_low") for row in known],
        [_of(row, "came_high") for row in known], hover,
    )  # fmt: skip


def _of(row: Row, name: str) -> float:
    value = row[name]
    return float(value) if isinstance(value, int | float) else 0.0


def _middle(row: Row) -> str:
    if row["median_seconds"] is None:
        return "median not reached"
    between = interval(_maybe(row, "median_low"), _maybe(row, "median_high"), "seconds")
    return f"median {duration(_of(row, 'median_seconds'))}, 95 % {between}"


def _maybe(row: Row, name: str) -> float | None:
    return None if row[name] is None else _of(row, name)


def _title(found: Sequence[Times], called: Sequence[str]) -> str:
    """The pair that takes longest of those that half come through."""
    reached = [(one.median[0], one) for one in found if one.median[0] is not None]
    if not reached:
        return "Fewer than half come to the next step" if found else "Time to convert"
    longest, slowest = max(reached, key=lambda one: one[0] or 0.0)
    start, end = called[slowest.place], called[slowest.following]
    return f"Half have come from {start} to {end} after {duration(longest or 0.0)}"


def _clipped(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"
