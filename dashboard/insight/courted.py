"""A measure against its own past: how far its last month lies from the months before, in their standard deviations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean, stdev

from scipy.special import stdtr

from dashboard.insight.change import stand_out
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Better

LEAST_MONTHS, MOST_MONTHS = 12, 24
"""Months before the last one: fewer are too little history, more are not looked at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`z`: (last month - mean of the months before) / their standard deviation, as the number itself goes.

    `good`: the same, turned so that more is better; None where neither way is. `chance`: how often a month like
    those before would lie as far off, by Student's t with their number. `why`: why there is no z, for people.
    """

    now: Answer
    months: int
    usual: float | None = None
    spread: float | None = None
    z: float | None = None
    good: float | None = None
    chance: float | None = None
    why: str = ""


def standing(now: Answer, before: Sequence[Answer], better: Better) -> Standing:
    """`before`: the months before, in any order; those without a number or under the minimum n are left out."""
    values = [each.value for each in before if each.value is not None and not each.small]
    months = len(values)
    if now.refused:
        return Standing(now, months, why=now.refused)
    if now.value is None:
        return Standing(now, months, why="Nothing was observed in this month.")
    if now.small:
        return Standing(now, months, why=f"Only {now.n} observations in this month.")
    if months < LEAST_MONTHS:
        return Standing(now, months, why=f"Only {months} months of history; {LEAST_MONTHS} are needed.")
    usual, spread = mean(values), stdev(values)
    if spread <= 1e-9 * max(abs(usual), 1.0):
        return Standing(now, months, usual, 0.0, why="It never moved in the months before.")
    z = (now.value - usual) / spread
    good = None if better == "neither" else z if better == "up" else -z
    return Standing(now, months, usual, spread, z, good, _chance(z, months))


def _chance(z: float, months: int) -> float:
    """A new month differs from the mean by its own spread and by that of the mean: sd x sqrt(1 + 1/m)."""
    return float(2 * stdtr(months - 1, -abs(z) / (1 + 1 / months) ** 0.5))


def unusual(standings: Sequence[Standing]) -> list[bool]:
    """Which of several stand out when all were looked at (see change.stand_out)."""
    return stand_out([each.chance for each in standings])
