"""Groups set beside each other fairly: small ones pulled toward the middle, and ranks that say what they cannot tell.

Empirical Bayes with the spread between groups learned from the groups themselves (Efron & Morris 1975; Gelman et
al., Bayesian Data Analysis, chapter 5). The spread is not fixed at its best guess: every spread that fits is
followed as far as it fits, so that a handful of teams does not look surer than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, ndtr

from dashboard.insight.change import stand_out
from dashboard.metrics.intervals import Z
from dashboard.metrics.metric import Array

DRAWS, SPREADS, MIDDLES, SEED = 4000, 72, 25, 20260101


@dataclass(frozen=True, slots=True)
class Shrunk:
    """Estimates of groups with their 95 % intervals. `middle`: where small groups are pulled to. `draws`: values
    of every group (columns) that fit together with what was seen, and `middles` the middle of each row."""

    estimate: Array
    low: Array
    high: Array
    middle: float
    draws: Array
    middles: Array


def shrink_shares(hits: Array, n: Array, many: int = DRAWS) -> Shrunk:
    """Shares (0 to 1) of `hits` in `n` per group: beta-binomial, flat on the middle and on the spread.

    The spread is t in sd = t * sqrt(m (1 - m)), 0 < t < 0.9; its prior is flat. `many`: draws.
    """
    rng = np.random.default_rng(SEED)
    spread = np.geomspace(0.002, 0.9, SPREADS)
    middle, step = _middles(hits, n, spread)
    size = (1 / spread**2 - 1)[:, None]
    a, b = middle * size, (1 - middle) * size
    fit = (betaln(a[..., None] + hits, b[..., None] + n - hits) - betaln(a, b)[..., None]).sum(axis=2)
    weight = np.exp(fit - fit.max()) * step[:, None] * spread[:, None]
    chosen = rng.choice(weight.size, many, p=(weight / weight.sum()).ravel())
    ahead, behind = a.ravel()[chosen][:, None] + hits, b.ravel()[chosen][:, None] + n - hits
    draws = rng.beta(ahead, behind)
    return _shrunk(draws, ahead / (ahead + behind), middle.ravel()[chosen])


def _middles(hits: Array, n: Array, spread: Array) -> tuple[Array, Array]:
    """Middles worth trying for each spread, and how far apart they lie."""
    share = (hits.sum() + 0.5) / (n.sum() + 1)
    weights = 1 / (spread[:, None] ** 2 + (1 - spread[:, None] ** 2) / n)
    centre = (weights * (hits + share) / (n + 1)).sum(axis=1) / weights.sum(axis=1)
    step = np.sqrt(share * (1 - share) / weights.sum(axis=1))
    return np.clip(centre[:, None] + np.linspace(-4, 4, MIDDLES) * step[:, None], 1e-4, 1 - 1e-4), step


def shrink_values(value: Array, error: Array, largest_spread: float = 1.0, many: int = DRAWS) -> Shrunk:
    """Values with their standard errors: normal around normal, flat on the middle.

    The prior of the spread is half a bell of this width: on logarithms 1 is a factor of e between groups.
    """
    rng = np.random.default_rng(SEED)
    error = np.maximum(error, 1e-9)
    least, most = 0.01 * error.min(), 4 * min(largest_spread, np.ptp(value) + error.max())
    spread = np.geomspace(min(least, most / 2), most, 3 * SPREADS)
    inverse = 1 / (error**2 + spread[:, None] ** 2)
    known = inverse.sum(axis=1)
    centre = (inverse * value).sum(axis=1) / known
    fit = 0.5 * (
        np.log(inverse).sum(axis=1) - np.log(known) - (inverse * (value - centre[:, None]) ** 2).sum(axis=1)
    )
    weight = np.exp(fit - fit.max() - 0.5 * (spread / largest_spread) ** 2) * spread
    chosen = rng.choice(spread.size, many, p=weight / weight.sum())
    middles = rng.normal(centre[chosen], 1 / np.sqrt(known[chosen]))
    own, common = 1 / error**2, 1 / spread[chosen][:, None] ** 2
    mean = (own * value + common * middles[:, None]) / (own + common)
    return _shrunk(rng.normal(mean, 1 / np.sqrt(own + common)), mean, middles)


def _shrunk(draws: Array, means: Array, middles: Array) -> Shrunk:
    low, high = np.quantile(draws, (0.025, 0.975), axis=0)
    return Shrunk(means.mean(axis=0), low, high, float(middles.mean()), draws, middles)


def log_error(value: float, low: float | None, high: float | None) -> float | None:
    """The standard error of the logarithm of a median wait, from its interval; None when neither side is known.

    A side the curve does not reach is taken to be as wide as the other.
    """
    below = log(value / low) if low is not None and 0 < low < value else None
    above = log(high / value) if high is not None and high > value else None
    sides = [side for side in (below, above) if side is not None]
    return max(sides) / Z if sides else None


@dataclass(frozen=True, slots=True)
class Ranks:
    """The ranks a group can hold, the best first: `first` to `last` of all. Equal for all: not told apart."""

    first: list[int]
    last: list[int]

    def leaders(self) -> list[int]:
        """Places of the groups that none is surely better than."""
        return [place for place, rank in enumerate(self.first) if rank == 1]


def ranks(shrunk: Shrunk, better: str, level: float = 0.05) -> Ranks:
    """Ranks from every pair: a group ranks behind those that are surely better and before those surely worse.

    Sure is what stands out when all pairs were looked at (Benjamini & Hochberg, see change.py); after Mogstad et
    al. 2024, who read ranks off pairs the same way.
    """
    ahead = _surely_ahead(shrunk.draws if better == "up" else -shrunk.draws, level)
    size = ahead.shape[0]
    return Ranks([1 + int(k) for k in ahead.sum(axis=0)], [size - int(k) for k in ahead.sum(axis=1)])


def _surely_ahead(draws: Array, level: float) -> npt.NDArray[np.bool_]:
    """Whether the group of the row is surely better than that of the column."""
    size = draws.shape[1]
    mean, shared = draws.mean(axis=0), np.atleast_2d(np.cov(draws, rowvar=False))
    spread = np.sqrt(np.maximum(np.diag(shared)[:, None] + np.diag(shared) - 2 * shared, 1e-300))
    one, other = np.triu_indices(size, 1)
    gap = mean[one] - mean[other]
    sure = np.array(stand_out(list(2 * ndtr(-np.abs(gap) / spread[one, other])), level), dtype=bool)
    ahead = np.zeros((size, size), dtype=bool)
    ahead[one, other], ahead[other, one] = sure & (gap > 0), sure & (gap < 0)
    return ahead


def chances_from_middle(shrunk: Shrunk) -> Array:
    """How often chance alone would put each group as far from the middle: two-sided, for each group by itself."""
    apart = shrunk.draws - shrunk.middles[:, None]
    spread = np.maximum(apart.std(axis=0), 1e-300)
    chance: Array = 2 * ndtr(-np.abs(apart.mean(axis=0)) / spread)
    return chance
