"""Whether people fare alike on every device: the spread between the best and the worst, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc, fdtrc, ndtri, stdtrit

from dashboard.metrics.metric import Array

LEAST_EXPECTED = 5.0
"""A table with less expected in a cell is too small for the chi-square test (Cochran 1954)."""
TOO_FEW = "too few to tell"


@dataclass(frozen=True, slots=True)
class Spread:
    """`gap`: between the highest and the lowest group, with its 95 % interval, wide enough for having picked the two.

    Shares: in points. Times: the slower as a multiple of the faster. `chance`: how often groups that are all
    alike would differ as much or more; None when there is too little to tell. `high`, `low`: places of the groups.
    """

    gap: float | None
    low: float | None
    high: float | None
    chance: float | None
    highest: int | None = None
    lowest: int | None = None


NO_SPREAD = Spread(None, None, None, None)


def of_shares(hits: Sequence[float], n: Sequence[float]) -> Spread:
    """Shares of independent groups: Pearson's chi-square for all of them at once, without correction.

    The interval is Newcombe's (1998, method 10) at the level that holds for every pair (Bonferroni). Groups
    without anyone are left out; fewer than two leave nothing to compare.
    """
    places = np.flatnonzero(np.asarray(n, dtype=float) > 0)
    if places.size < 2:
        return NO_SPREAD
    hit, of = np.asarray(hits, dtype=float)[places], np.asarray(n, dtype=float)[places]
    share = hit / of
    top, bottom = int(share.argmax()), int(share.argmin())
    z = float(ndtri(1 - 0.025 / _pairs(places.size)))
    (top_low, top_high), (bottom_low, bottom_high) = (_wilson(share[i], of[i], z) for i in (top, bottom))
    gap = share[top] - share[bottom]
    low = gap - np.hypot(share[top] - top_low, bottom_high - share[bottom])
    high = gap + np.hypot(top_high - share[top], share[bottom] - bottom_low)
    return Spread(
        100 * float(gap), 100 * max(float(low), 0.0), 100 * min(float(high), 1.0), _chi_square(hit, of),
        int(places[top]), int(places[bottom]),
    )  # fmt: skip


def _pairs(groups: int) -> int:
    return groups * (groups - 1) // 2


def _wilson(share: float, n: float, z: float) -> tuple[float, float]:
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * float(np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))
    return middle - half, middle + half


def _chi_square(hits: Array, n: Array) -> float | None:
    """The p-value of one share for all; 1 when nobody or everybody has it, None when cells are too small."""
    whole = hits.sum() / n.sum()
    if whole in (0.0, 1.0):
        return 1.0
    expected = np.minimum(n * whole, n * (1 - whole))
    if expected.min() < LEAST_EXPECTED:
        return None
    statistic = float((((hits - n * whole) ** 2) / (n * whole * (1 - whole))).sum())
    return float(chdtrc(n.size - 1, statistic))


def of_times(log_sums: Sequence[float], log_squares: Sequence[float], n: Sequence[float]) -> Spread:
    """Times of independent groups on logarithms, from their sums: Welch's test for unequal spread (1951).

    The gap is the ratio of the two geometric means, its interval Welch's t at the level that holds for every
    pair. Groups with fewer than two times, or whose times are all the same, are left out.
    """
    total, squares, of = (np.asarray(column, dtype=float) for column in (log_sums, log_squares, n))
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = (squares - total**2 / of) / (of - 1)
    places = np.flatnonzero((of > 1) & (variance > 0))
    if places.size < 2:
        return NO_SPREAD
    mean, error, of = total[places] / of[places], variance[places] / of[places], of[places]
    top, bottom = int(mean.argmax()), int(mean.argmin())
    between = error[top] + error[bottom]
    freedom = between**2 / (error[top] ** 2 / (of[top] - 1) + error[bottom] ** 2 / (of[bottom] - 1))
    half = stdtrit(freedom, 1 - 0.025 / _pairs(places.size)) * np.sqrt(between)
    gap = mean[top] - mean[bottom]
    return Spread(
        float(np.exp(gap)), max(float(np.exp(gap - half)), 1.0), float(np.exp(gap + half)), _welch(mean, error, of),
        int(places[top]), int(places[bottom]),
    )  # fmt: skip


def _welch(mean: Array, error: Array, n: Array) -> float:
    """The p-value of one mean for all. `error`: variance of each mean."""
    groups, weight = mean.size, 1 / error
    whole = (weight * mean).sum() / weight.sum()
    loose = ((1 - weight / weight.sum()) ** 2 / (n - 1)).sum()
    statistic = (weight * (mean - whole) ** 2).sum() / (groups - 1)
    statistic /= 1 + 2 * (groups - 2) * loose / (groups**2 - 1)
    return float(fdtrc(groups - 1, (groups**2 - 1) / (3 * loose), statistic))
