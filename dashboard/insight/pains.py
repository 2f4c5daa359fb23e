"""Pain points: how many customers met something, and how much less content those who met it were.

Damage is the score of the customers who met it minus the score of all others who answered in the same period, in
points. It is a difference between groups, not an effect: who meets a pain can differ from others in more than that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtr

from dashboard.insight.change import stand_out
from dashboard.metrics.intervals import Z, adjusted_wald, wilson
from dashboard.metrics.metric import Array, Bounds

Measure = Literal["nps", "csat", "ces"]


@dataclass(frozen=True, slots=True)
class Met:
    """One pain: the customers who met it, and of those who answered how many were content and how many not.

    `all_*`: every customer who answered, those who met it included.
    """

    customers: int
    n: int
    good: int
    bad: int
    all_n: int
    all_good: int
    all_bad: int


@dataclass(frozen=True, slots=True)
class Damage:
    """`delta`: the score of who met it minus that of the others, with its 95 % interval; None: one side is missing.

    `proven`: lower by more than chance would give, corrected for all the pains looked at. `weight`: customers times
    points lower, over a hundred, with the limits of the damage; 0 when it is not lower.
    """

    score: float | None
    others: float | None
    delta: float | None
    low: float | None
    high: float | None
    chance: float | None
    proven: bool
    weight: float
    weight_low: float
    weight_high: float


def damages(met: Sequence[Met], measure: Measure, minimum_n: int) -> list[Damage]:
    """In the order given. Pains with fewer than `minimum_n` answers on either side are not looked at for proof."""
    if not met:
        return []
    n, good, bad, all_n, all_good, all_bad, customers = (
        np.array([getattr(one, name) for one in met], dtype=float)
        for name in ("n", "good", "bad", "all_n", "all_good", "all_bad", "customers")
    )
    score, low, high = _scored(good, bad, n, measure)
    others, others_low, others_high = _scored(all_good - good, all_bad - bad, all_n - n, measure)
    delta = score - others
    down, up = np.hypot(score - low, others_high - others), np.hypot(high - score, others - others_low)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance = 2 * ndtr(-Z * np.abs(delta) / np.where(delta > 0, down, up))
    enough = (n >= minimum_n) & (all_n - n >= minimum_n)
    tested = [float(p) if ok and np.isfinite(p) else None for p, ok in zip(chance, enough, strict=True)]
    stands = stand_out(tested)
    return [
        _damage(
            score[at], others[at], delta[at], delta[at] - down[at], delta[at] + up[at], tested[at],
            stands[at] and bool(delta[at] < 0), customers[at],
        )
        for at in range(len(met))
    ]  # fmt: skip


def _scored(good: Array, bad: Array, n: Array, measure: Measure) -> tuple[Array, Array, Array]:
    """The score in points or percent and its interval; nan where nobody answered."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 100 * (good - bad) / n if measure == "nps" else 100 * good / n
        bounds: Bounds = adjusted_wald(good, bad, n) if measure == "nps" else wilson(good, n)
    none = n <= 0
    low, high = (np.where(none, np.nan, side) for side in bounds)
    return np.where(none, np.nan, value), np.minimum(low, value), np.maximum(high, value)


def _damage(
    score: float, others: float, delta: float, low: float, high: float, chance: float | None, proven: bool,
    customers: float,
) -> Damage:  # fmt: skip
    lost, least, worst = (
        customers * max(-side, 0.0) / 100 if np.isfinite(side) else 0.0 for side in (delta, high, low)
    )
    return Damage(
        _known(score), _known(others), _known(delta), _known(low), _known(high), chance, proven, lost, least, worst
    )  # fmt: skip


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


def ranked(found: Sequence[Damage]) -> list[int]:
    """Places in `found`: what is proven first, by customers times points; then what is not, in the same order."""
    return sorted(
        range(len(found)),
        key=lambda at: (not found[at].proven, found[at].chance is None, -found[at].weight, at),
    )
