"""How long people take from step to step, those who still could counted as waiting (Kaplan-Meier)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dashboard.insight.funnel import DAY, Walks, required
from dashboard.insight.funnel_path import NEVER
from dashboard.metrics.metric import Array
from dashboard.metrics.survival import Curve, Estimate, kaplan_meier, quantile

SECOND = 1_000_000


@dataclass(frozen=True, slots=True)
class Times:
    """From required step `place` to `following`: `n` set out, `arrived` of them came. The curve's times are seconds."""

    place: int
    following: int
    curve: Curve
    n: int
    arrived: int
    median: Estimate


def times(walks: Walks) -> list[Times]:
    """Every pair of required steps, young entrants too: whoever could still arrive waits up to where data ends."""
    return [_between(walks, place, following) for place, following in pairwise(required(walks.steps))]


def _between(walks: Walks, place: int, following: int) -> Times:
    there = walks.reached[:, place] < NEVER
    start, end = walks.reached[there, place], walks.reached[there, following]
    seen = np.minimum(walks.entered[there] + walks.way.days * DAY, walks.until)
    observed = end < NEVER
    waited = np.where(observed, end, np.maximum(seen, start)) - start
    seconds, size = waited / SECOND, np.ones(waited.size)
    curve = kaplan_meier(seconds, observed, size)
    return Times(place, following, curve, int(waited.size), int(observed.sum()), quantile(curve, 0.5))


def by_then(curve: Curve, at: Array) -> tuple[Array, Array, Array]:
    """Percent that had arrived by these seconds, with the 95 % band."""
    place = np.searchsorted(curve.times, at, side="right")
    lines = (np.concatenate(([1.0], line))[place] for line in (curve.survival, curve.high, curve.low))
    share, low, high = (100 * (1 - line) for line in lines)
    return share, low, high
