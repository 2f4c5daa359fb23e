"""The month a share turned: where before and after differ most, corrected for every month that could have been it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, xlogy

from dashboard.metrics.metric import Array


@dataclass(frozen=True, slots=True)
class Turn:
    """`at`: the place of the first step after it. `before` and `after`: percent. `chance`: Bonferroni-corrected."""

    at: int
    before: float
    after: float
    chance: float


def turn(hits: Sequence[int], n: Sequence[int], minimum_n: int = 30, level: float = 0.05) -> Turn | None:
    """The split with the greatest likelihood ratio of two shares against one; None when none stands out.

    Both sides need `minimum_n`. One turn at most is looked for; a slow drift shows as a turn in its middle.
    """
    x, of = np.cumsum(np.array(hits, dtype=float)), np.cumsum(np.array(n, dtype=float))
    if x.size < 2 or not of[-1]:
        return None
    left, right = of[:-1], of[-1] - of[:-1]
    able = np.flatnonzero((left >= minimum_n) & (right >= minimum_n))
    if not able.size:
        return None
    ratio = 2 * (_fit(x[:-1], left) + _fit(x[-1] - x[:-1], right) - _fit(x[-1:], of[-1:]))
    at = int(able[np.argmax(ratio[able])])
    chance = min(1.0, float(chdtrc(1, max(ratio[at], 0.0))) * able.size)
    if chance >= level:
        return None
    after = (x[-1] - x[at]) / right[at]
    return Turn(at + 1, float(100 * x[at] / left[at]), float(100 * after), chance)


def _fit(hits: Array, n: Array) -> Array:
    """The greatest log-likelihood of a share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(n > 0, hits / n, 0.0)
    fit: Array = xlogy(hits, share) + xlogy(n - hits, 1 - share)
    return fit
