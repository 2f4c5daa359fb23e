"""Curves of who still waits, one per group, thinned to what a figure can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from dashboard.metrics.metric import NOT_STATED, Array
from dashboard.metrics.survival import Curve, Estimate, kaplan_meier, quantile

POINTS = 80


@dataclass(frozen=True, slots=True)
class Wait:
    """One group: its curve, its median with interval, how many, and how many of them still wait."""

    group: str
    curve: Curve
    median: Estimate
    n: int
    waiting: int


def waits(groups: Sequence[str | None], seconds: Array, observed: Array, n: Array) -> list[Wait]:
    """One curve per group from counted waits (seconds, end seen, how many); the longest median first."""
    labels = np.array([NOT_STATED if group is None else str(group) for group in groups], dtype=object)
    found = []
    for group in dict.fromkeys(labels.tolist()):
        own = labels == group
        seen = observed[own].astype(bool)
        curve = kaplan_meier(seconds[own], seen, n[own])
        total, ended = float(n[own].sum()), float(n[own][seen].sum())
        found.append(Wait(group, curve, quantile(curve, 0.5), round(total), round(total - ended)))
    return sorted(found, key=lambda wait: -(wait.median[0] or np.inf))


def settled(wait: Wait) -> float:
    """The time after which less than half a percent point still moves; of no event, the longest time watched."""
    curve = wait.curve
    if not curve.times.size:
        return curve.last
    return float(curve.times[np.flatnonzero(curve.survival <= curve.survival[-1] + 0.005)[0]])


@dataclass(frozen=True, slots=True)
class Point:
    """Percent still waiting after so many seconds, with its band."""

    seconds: float
    share: float
    low: float | None
    high: float | None
    at_risk: int


def thinned(wait: Wait, least: float, most: float) -> list[Point]:
    """The curve at times evenly spread on a logarithmic axis, up to the longest time watched."""
    curve = wait.curve
    times = np.geomspace(max(least, 1e-3), max(most, least * 2), POINTS)
    times = times[times <= max(curve.last, least)]
    places = np.searchsorted(curve.times, times, side="right") - 1
    return [
        _at(curve, seconds, place, wait.n)
        for seconds, place in zip(times.tolist(), places.tolist(), strict=True)
    ]


def _at(curve: Curve, seconds: float, place: int, n: int) -> Point:
    """The curve after its event at `place`; before the first, nobody has left."""
    if place < 0:
        return Point(seconds, 100.0, None, None, n)
    low, high = 100 * float(curve.low[place]), 100 * float(curve.high[place])
    left = int(curve.at_risk[place] - curve.events[place])
    known = isfinite(low) and isfinite(high)
    return Point(
        seconds, 100 * float(curve.survival[place]), low if known else None, high if known else None, left
    )
