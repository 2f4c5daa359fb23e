"""How long customers last, group by group: curves, medians, and which groups differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import ceil, isfinite
from typing import Any

import numpy as np

from dashboard.insight.change import stand_out
from dashboard.metrics.metric import NOT_STATED, Array
from dashboard.metrics.survival import Curve, Estimate, LogRank, kaplan_meier, log_rank, quantile

MONTH = 30.4375
"""Days of a month, as the record counts the tenure of contracts without days."""
POINTS = 120
MOST_COMPARED = 12


@dataclass(frozen=True, slots=True)
class Lasting:
    """One group. Times are months. `watched`: how long each row was watched, `size`: how many those are.

    `median`: with its interval, None where the curve does not get there. `withheld`: too few people to be shown.
    `apart`: the groups it differs from, corrected for all pairs.
    """

    name: str
    curve: Curve
    median: Estimate
    n: int
    left: int
    people: int
    watched: Array
    size: Array
    small: bool = False
    withheld: bool = False
    apart: tuple[str, ...] = ()

    def at(self, months: float) -> float:
        """Percent still there after so many months."""
        place = int(np.searchsorted(self.curve.times, months, side="right"))
        return float(100 * self.curve.survival[place - 1]) if place else 100.0

    def at_risk(self, months: float) -> int:
        """How many were there and watched at that time."""
        return round(float(self.size[self.watched >= months].sum()))

    def told_until(self, least: int) -> float:
        """The longest time at which at least so many were still watched."""
        order = np.argsort(-self.watched)
        reached = np.flatnonzero(np.cumsum(self.size[order]) >= least)
        return float(self.watched[order][reached[0]]) if reached.size else 0.0


@dataclass(frozen=True, slots=True)
class Compared:
    """Groups, the largest first, and the log-rank test of all that are shown; None with fewer than two."""

    groups: tuple[Lasting, ...]
    test: LogRank | None

    @property
    def shown(self) -> tuple[Lasting, ...]:
        return tuple(group for group in self.groups if not group.withheld)

    @property
    def signal(self) -> bool:
        return self.test is not None and self.test.chance is not None and self.test.chance < 0.05


def lasting(columns: Mapping[str, Sequence[Any]], least_n: int, least_people: int) -> Compared:
    """Groups from the columns of `survival.sql`. Who is not stated is shown only when nobody is stated."""
    names = np.array(columns["name"], dtype=object)
    months = np.asarray(columns["days"], dtype=float) / MONTH
    left, n = np.asarray(columns["has_left"], dtype=bool), np.asarray(columns["n"], dtype=float)
    people = dict(zip(columns["name"], columns["people"], strict=True))
    stated = [name for name in people if name != NOT_STATED] or list(people)
    groups = [_group(name, people[name], *(x[names == name] for x in (months, left, n))) for name in stated]
    groups = [
        replace(group, small=group.n < least_n, withheld=group.people < least_people)
        for group in sorted(groups, key=lambda group: -group.n)
    ]
    kept = [group.name for group in groups if not group.withheld]
    apart = _apart(kept[:MOST_COMPARED], names, months, left, n)
    return Compared(
        tuple(replace(group, apart=apart.get(group.name, ())) for group in groups),
        _test(kept, names, months, left, n) if len(kept) > 1 else None,
    )


def _group(name: str, people: int, months: Array, left: Array, n: Array) -> Lasting:
    curve = kaplan_meier(months, left.astype(bool), n)
    return Lasting(
        name, curve, quantile(curve, 0.5), round(float(n.sum())), round(float(n[left.astype(bool)].sum())), people,
        months, n,
    )  # fmt: skip


def _test(kept: Sequence[str], names: Array, months: Array, left: Array, n: Array) -> LogRank:
    place = {name: at for at, name in enumerate(kept)}
    group = np.array([place.get(name, -1) for name in names], dtype=np.int64)
    known = group >= 0
    return log_rank(months[known], left[known].astype(bool), n[known], group[known])


def _apart(kept: Sequence[str], *columns: Array) -> dict[str, tuple[str, ...]]:
    """Every pair tested, and the false discoveries among all pairs held to one in twenty."""
    pairs = list(combinations(kept, 2))
    stands = stand_out([_test(pair, *columns).chance for pair in pairs])
    found: dict[str, tuple[str, ...]] = {}
    for (one, other), stand in zip(pairs, stands, strict=True):
        if stand:
            found[one] = (*found.get(one, ()), other)
            found[other] = (*found.get(other, ()), one)
    return found


@dataclass(frozen=True, slots=True)
class Point:
    """Percent still there after so many months, its band, and how many were watched then."""

    months: float
    share: float
    low: float | None
    high: float | None
    at_risk: int


def points(group: Lasting, marks: Sequence[float], least: int) -> list[Point]:
    """The curve where it steps (thinned to what a figure can show) and at the `marks` of the axis.

    It ends where fewer than `least` are watched: the rest would tell of single people.
    """
    until = group.told_until(max(least, 1))
    steps = group.curve.times
    if steps.size > POINTS:  # the first step on each level, so that a fall stays where it is
        steps = steps[np.diff(np.floor((1 - group.curve.survival) * POINTS), prepend=0.0) > 0]
    times = np.unique(
        np.concatenate(([0.0], steps[steps <= until], [m for m in marks if m <= until], [until]))
    )
    return [_point(group, float(time)) for time in times]


def _point(group: Lasting, months: float) -> Point:
    place = int(np.searchsorted(group.curve.times, months, side="right")) - 1
    curve = group.curve
    low, high = (100.0, 100.0) if place < 0 else (float(100 * x[place]) for x in (curve.low, curve.high))
    known = isfinite(low) and isfinite(high)
    return Point(
        months, group.at(months), low if known else None, high if known else None, group.at_risk(months)
    )


STEEP = 10.0
"""Points a group must fall by around one month for that month to be told."""


@dataclass(frozen=True, slots=True)
class Cliff:
    """Where one group falls most beside the others: points from half a month before to half a month after."""

    name: str
    months: float
    fall: float
    others: float


def cliff(found: Compared, least: int) -> Cliff | None:
    """The steepest fall of a group that the others do not share; None when there is none to tell."""
    told = [group for group in found.shown if not group.small]
    if len(told) < 2 or not found.signal:
        return None
    falls = [
        Cliff(group.name, float(month), _fall(group, month), _falls([g for g in told if g is not group], month))
        for group in told for month in range(1, ceil(group.told_until(least)) + 1)
    ]  # fmt: skip
    most = max(falls, key=lambda each: each.fall - each.others, default=None)
    return most if most is not None and most.fall >= STEEP and most.fall >= 2 * most.others else None


def _fall(group: Lasting, month: int) -> float:
    return group.at(month - 0.5) - group.at(month + 0.5)


def _falls(groups: Sequence[Lasting], month: int) -> float:
    return sum(_fall(group, month) * group.n for group in groups) / sum(group.n for group in groups)


def axis_marks(longest: float, most: int = 8) -> list[float]:
    """Whole months, in steps people count in, up to the longest time."""
    step = next((s for s in (1, 2, 3, 6, 12, 24, 36, 60, 120) if longest / s <= most), 120)
    return [float(mark) for mark in range(0, int(longest) + 1, step)]
