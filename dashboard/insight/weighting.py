"""Two groups that were not drawn by lot, made alike in what was known before: weights from the odds of membership.

The one group stays as it is and the other is weighted to look like it (standardisation to the treated; Robins,
Hernán & Brumback 2000; Austin 2011). It removes differences in what was measured, and in nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit, ndtr

from dashboard.metrics.intervals import Z
from dashboard.metrics.metric import Array

Flags = npt.NDArray[np.bool_]
STEPS, CLOSE = 40, 1e-10
RIDGE = 1e-3
"""A pull toward no difference, in standard deviations: nothing for a group of any size, an end for perfect splits."""


@dataclass(frozen=True, slots=True)
class Weights:
    """`weight`: 1 for every member of the group, the odds for the others. `design`: a leading one, then each covariate
    in standard deviations. `spread`: the covariance of the coefficients."""

    member: Flags
    weight: Array
    chance: Array
    design: Array
    spread: Array

    def effective(self) -> float:
        """How many equal others the weighted others are worth (Kish 1965)."""
        others = self.weight[~self.member]
        return float(others.sum() ** 2 / (others**2).sum()) if others.size else 0.0

    def overlap(self) -> float:
        """The share of the group for whom others with as high and as low a chance were found, 0 to 1."""
        inside, outside = self.chance[self.member], self.chance[~self.member]
        if not inside.size or not outside.size:
            return 0.0
        return float(((inside >= outside.min()) & (inside <= outside.max())).mean())


def weigh(member: Flags, covariates: Array, ridge: float = RIDGE) -> Weights:
    """`covariates`: one row a customer. By logistic regression (Newton), which is as maximum likelihood has it up to
    `ridge`. Raises ValueError when either group is empty."""
    if not member.any() or member.all():
        raise ValueError("both groups need someone")
    design = _design(covariates)
    pull = np.full(design.shape[1], ridge)
    pull[0] = 0.0
    beta = np.zeros(design.shape[1])
    beta[0] = np.log(member.mean() / (1 - member.mean()))
    for _ in range(STEPS):
        chance = expit(design @ beta)
        slope = design.T @ (member - chance) - pull * beta
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(pull)
        step = np.linalg.lstsq(curve, slope, rcond=None)[0]
        beta += step * min(1.0, 5.0 / max(float(np.abs(step).max()), 1e-300))
        if np.abs(step).max() < CLOSE:
            break
    chance = expit(design @ beta)
    curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(pull)
    odds = np.exp(np.clip(design @ beta, -30, 30))
    return Weights(member, np.where(member, 1.0, odds), chance, design, np.linalg.pinv(curve))


def _design(covariates: Array) -> Array:
    spread = covariates.std(axis=0)
    moving = spread > 1e-12
    scaled = (covariates[:, moving] - covariates[:, moving].mean(axis=0)) / spread[moving]
    return np.column_stack([np.ones(len(covariates)), scaled])


@dataclass(frozen=True, slots=True)
class Contrast:
    """Means of the group and of the weighted others, and their difference, each with a 95 % interval.

    `crude`: the others' mean without weights. `chance`: how often chance alone would differ as much, two-sided.
    """

    value: float
    other: float
    crude: float
    value_low: float
    value_high: float
    other_low: float
    other_high: float
    difference: float
    low: float
    high: float
    chance: float

    @property
    def signal(self) -> bool:
        """The interval leaves out no difference."""
        return self.low > 0 or self.high < 0


def contrast(outcome: Array, weights: Weights) -> Contrast:
    """The outcome of everyone in `weights`, none missing. Its spread holds that the weights were estimated too
    (M-estimation; Lunceford & Davidian 2004)."""
    member, weight = weights.member, weights.weight
    own = np.where(member, 1.0, 0.0) / member.sum()
    theirs = np.where(member, 0.0, weight)
    theirs = theirs / theirs.sum()
    value, other = float(own @ outcome), float(theirs @ outcome)
    felt_own = own * (outcome - value)
    bend = weights.design.T @ (theirs * (outcome - other))
    score = weights.design * (member - weights.chance)[:, None]
    felt_other = theirs * (outcome - other) + score @ (weights.spread @ bend)
    sides = [_error(felt_own, member.sum()), _error(felt_other, (~member).sum())]
    error = _error(felt_own - felt_other, member.size)
    difference = value - other
    chance = float(2 * ndtr(-abs(difference) / error)) if error else float(difference == 0)
    return Contrast(
        value, other, float(outcome[~member].mean()),
        value - Z * sides[0], value + Z * sides[0], other - Z * sides[1], other + Z * sides[1],
        difference, difference - Z * error, difference + Z * error, chance,
    )  # fmt: skip


def _error(influence: Array, n: int) -> float:
    return float(np.sqrt((influence**2).sum() * n / max(n - 1, 1)))


def imbalance(covariates: Array, weights: Weights) -> tuple[Array, Array]:
    """Standardised mean differences, group minus others, before and after weighting, one a covariate.

    Both are in the standard deviation before weighting (the root of the mean of both variances); 0 where nobody
    differs.
    """
    inside, outside = covariates[weights.member], covariates[~weights.member]
    spread = np.sqrt((inside.var(axis=0) + outside.var(axis=0)) / 2)
    after = np.average(outside, axis=0, weights=weights.weight[~weights.member])
    gaps = (inside.mean(axis=0) - outside.mean(axis=0), inside.mean(axis=0) - after)
    scaled = [np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 1e-12) for gap in gaps]
    return scaled[0], scaled[1]
