"""Curves of who still waits, one per group, thinned to what a figure can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite

import numpy as np
import numpy.typing as npt

from dashboard.metrics.metric import NOT_STATED, Array
from dashboard.metrics.survival import Curve, Estimate, aalen_johansen, kaplan_meier, quantile

POINTS = 80


@dataclass(frozen=True, slots=True)
class Counted:
    """Waits that were counted: whose, how many seconds, and how many of them. As long as each other."""

    groups: Sequence[str | None]
    seconds: Array
    n: Array


@dataclass(frozen=True, slots=True)
class Ends:
    """Which end came by each time, as shares of all: the one that is waited for, or its customer gave up."""

    times: Array
    met: Array
    given_up: Array


@dataclass(frozen=True, slots=True)
class Wait:
    """One group: its curve, its median with interval, how many, and of how many no end was seen.

    `ends`: by Aalen-Johansen, where somebody gave up; the curve is of all, had nobody given up.
    """

    group: str
    curve: Curve
    median: Estimate
    n: int
    unseen: int
    ends: Ends | None = None


def waits(counted: Counted, observed: Array, given_up: Counted | None = None) -> list[Wait]:
    """One curve per group from counted waits, their end seen or not; the longest median first.

    `given_up`: those of the waits without an end whose customer gave up.
    """
    labels, seconds, n = _labels(counted), counted.seconds, counted.n
    left = _labels(given_up) if given_up else np.array([], dtype=object)
    found = []
    for group in dict.fromkeys(labels.tolist()):
        own = labels == group
        seen = observed[own].astype(bool)
        curve = kaplan_meier(seconds[own], seen, n[own])
        total, ended = float(n[own].sum()), float(n[own][seen].sum())
        gone = left == group
        ends = (
            _ends(seconds[own], seen, n[own], given_up.seconds[gone], given_up.n[gone])
            if given_up and gone.any()
            else None
        )
        found.append(Wait(group, curve, quantile(curve, 0.5), round(total), round(total - ended), ends))
    return sorted(found, key=lambda wait: -(wait.median[0] or np.inf))


def _labels(counted: Counted) -> npt.NDArray[np.object_]:
    return np.array([NOT_STATED if group is None else str(group) for group in counted.groups], dtype=object)


def _ends(seconds: Array, seen: npt.NDArray[np.bool_], n: Array, gave_up: Array, many: Array) -> Ends:
    """Who gave up is among the waits without an end: taken from them, and counted as an end of its own."""
    time = np.concatenate((seconds, gave_up, gave_up))
    cause = np.concatenate((seen.astype(np.int64), np.repeat((2, 0), gave_up.size)))
    weight = np.concatenate((n, many, -many))
    times, met = aalen_johansen(time, cause, weight, 1)
    return Ends(times, met, aalen_johansen(time, cause, weight, 2)[1])


def settled(wait: Wait) -> float:
    """The time after which less than half a percent point still moves; of no event, the longest time watched."""
    curve = wait.curve
    if not curve.times.size:
        return curve.last
    return float(curve.times[np.flatnonzero(curve.survival <= curve.survival[-1] + 0.005)[0]])


@dataclass(frozen=True, slots=True)
class Point:
    """Percent still waiting after so many seconds, with its band; percent that met their end, and that gave up."""

    seconds: float
    share: float
    low: float | None
    high: float | None
    at_risk: int
    met: float | None = None
    given_up: float | None = None


def thinned(wait: Wait, least: float, most: float) -> list[Point]:
    """The curve at times evenly spread on a logarithmic axis, up to the longest time watched."""
    curve = wait.curve
    times = np.geomspace(max(least, 1e-3), max(most, least * 2), POINTS)
    times = times[times <= max(curve.last, least)]
    places = np.searchsorted(curve.times, times, side="right") - 1
    points = [
        _at(curve, seconds, place, wait.n)
        for seconds, place in zip(times.tolist(), places.tolist(), strict=True)
    ]
    if wait.ends is None:
        return points
    places = np.searchsorted(wait.ends.times, times, side="right")
    met, gone = (100 * np.append(0.0, share)[places] for share in (wait.ends.met, wait.ends.given_up))
    return [
        replace(point, met=ended, given_up=left)
        for point, ended, left in zip(points, met.tolist(), gone.tolist(), strict=True)
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
