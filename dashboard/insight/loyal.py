"""What sets loyal customers apart from everyone else: shares and means of both, and which differ more than chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.special import stdtr, stdtrit

from dashboard.insight.change import difference, stand_out
from dashboard.metrics.answer import Answer
from dashboard.metrics.intervals import student, wilson
from dashboard.scope import Window

MEANS = ("amount", "contacts", "channels", "monthly")
OWN_N = ("contact", "still_open", "discounted", "content", "failed")
"""Traits asked of some customers only; every other share is of all customers."""


@dataclass(frozen=True, slots=True)
class Side:
    """A share in percent, or a mean, with its 95 % interval and how many customers it is of."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Trait:
    """One trait of both. `delta`: loyal minus everyone else, with its interval; `chance`: its p-value.

    `stands`: it differs more than chance would give, corrected for all traits looked at. `small`: too few to judge.
    """

    kind: str
    name: str
    mean: bool
    loyal: Side
    rest: Side
    delta: float
    low: float
    high: float
    chance: float | None
    small: bool
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """`loyal` and `rest`: how many customers; `traits`: those that stand out first, the surest of them first."""

    loyal: int
    rest: int
    traits: tuple[Trait, ...]


Sums = tuple[float, float, float]


def profile(rows: Sequence[Mapping[str, Any]], window: Window, least_n: int, least_people: int) -> Profile:
    """The traits from rows of `loyal_profile.sql`; none when one of the two sides is under `least_people`.

    A trait that fewer than `least_people` customers have at all is left out.
    """
    cells = {
        (bool(row["loyal"]), row["kind"], row["name"]): (row["n"], row["total"], row["squares"])
        for row in rows
    }
    sizes = {loyal: round(cells.get((loyal, "all", ""), (0.0, 0.0, 0.0))[0]) for loyal in (True, False)}
    if min(sizes.values()) < max(least_people, 1):
        return Profile(sizes[True], sizes[False], ())
    names = dict.fromkeys((kind, name) for _, kind, name in cells if kind != "all")
    found = [_trait(kind, name, cells, sizes, window, least_n, least_people) for kind, name in names]
    traits = [trait for trait in found if trait is not None]
    stands = stand_out([None if trait.small else trait.chance for trait in traits])
    told = [replace(trait, stands=stand) for trait, stand in zip(traits, stands, strict=True)]
    return Profile(sizes[True], sizes[False], tuple(sorted(told, key=_surest)))


def _surest(trait: Trait) -> tuple[bool, float, float]:
    """By how many of its half-intervals the difference is from none; of two sides of a coin what they have more of."""
    reach = max((trait.high - trait.low) / 2, 1e-12)
    return not trait.stands, -round(abs(trait.delta) / reach, 6), -trait.delta


def _trait(
    kind: str, name: str, cells: Mapping[tuple[bool, str, str], Sums], sizes: Mapping[bool, int], window: Window,
    least_n: int, least_people: int,
) -> Trait | None:  # fmt: skip
    nothing = (0.0, 0.0, 0.0)
    one, other = cells.get((True, kind, name), nothing), cells.get((False, kind, name), nothing)
    if kind in MEANS:
        return _means(kind, name, one, other, least_n, least_people)
    if kind not in OWN_N:
        one, other = ((float(sizes[side]), cell[1], cell[2]) for side, cell in ((True, one), (False, other)))
    told = one[1] + other[1]
    if min(one[0], other[0]) < least_people or told < least_people or told == one[0] + other[0]:
        return None
    return _shares(kind, name, one, other, window, least_n)


def _shares(kind: str, name: str, one: Sums, other: Sums, window: Window, least_n: int) -> Trait:
    """Newcombe's interval of the difference, from the two Wilson intervals."""
    now, before = (_answer(cell, window) for cell in (one, other))
    apart = difference(now, before)
    loyal, rest = (Side(a.value or 0.0, a.low or 0.0, a.high or 0.0, a.n) for a in (now, before))
    delta = loyal.value - rest.value
    low, high = (delta if side is None else side for side in (apart.low, apart.high))
    return Trait(
        kind, name, False, loyal, rest, delta, low, high, apart.chance, min(now.n, before.n) < least_n
    )


def _answer(cell: Sums, window: Window) -> Answer:
    n, hits, _ = cell
    low, high = (float(x[0]) for x in wilson(np.array([hits]), np.array([n])))
    return Answer("loyal_profile", None, window, None, 100 * hits / n, low, high, round(n), {})


def _means(kind: str, name: str, one: Sums, other: Sums, least_n: int, least_people: int) -> Trait | None:
    """Welch's t for the difference of two means."""
    if min(one[0], other[0]) < max(least_people, 2):
        return None
    (loyal, loyal_error), (rest, rest_error) = _mean(one), _mean(other)
    error, delta = loyal_error + rest_error, loyal.value - rest.value
    small = min(one[0], other[0]) < least_n
    if error <= 0:
        return Trait(kind, name, True, loyal, rest, delta, delta, delta, None, small)
    freedom = error**2 / (loyal_error**2 / (one[0] - 1) + rest_error**2 / (other[0] - 1))
    reach = float(stdtrit(freedom, 0.975) * np.sqrt(error))
    chance = float(2 * stdtr(freedom, -abs(delta) / np.sqrt(error)))
    return Trait(kind, name, True, loyal, rest, delta, delta - reach, delta + reach, chance, small)


def _mean(cell: Sums) -> tuple[Side, float]:
    """The mean and its squared error."""
    n, total, squares = cell
    low, high = (float(x[0]) for x in student(*(np.array([x]) for x in (total, squares, n))))
    return Side(total / n, low, high, round(n)), max(squares - total**2 / n, 0.0) / (n - 1) / n
