"""Reasons given, now and before: shares with intervals, and which of them moved by more than chance would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from dashboard.insight.change import stand_out
from dashboard.insight.cohorts import difference_z
from dashboard.metrics.intervals import wilson


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason's share of those who gave one, in percent. `before` None: nobody gave a reason then. `moved`: 1 more
    often than before, -1 less often, 0 within chance (all reasons corrected together, Benjamini-Hochberg)."""

    name: str
    customers: int
    share: float
    low: float
    high: float
    before: float | None
    moved: int


def reasons(now: Mapping[str, int], before: Mapping[str, int], most: int = 10) -> list[Reason]:
    """Counts by reason in two windows to reasons, the most often given first; empty when none was given now."""
    names = sorted(now, key=lambda name: (-now[name], name))
    given, given_before = sum(now.values()), sum(before.values())
    if not given:
        return []
    hits = np.array([now[name] for name in names], dtype=np.float64)
    was = np.array([before.get(name, 0) for name in names], dtype=np.float64)
    n, n_was = np.full(hits.size, float(given)), np.full(hits.size, float(given_before))
    low, high = wilson(hits, n)
    z = difference_z(hits, n, was, n_was)
    told = stand_out([None if np.isnan(x) else float(2 * ndtr(-abs(x))) for x in z])
    return [
        Reason(
            name, now[name], float(100 * hits[at] / given), float(low[at]), float(high[at]),
            100 * was[at] / given_before if given_before else None, int(np.sign(z[at])) if told[at] else 0,
        )
        for at, name in enumerate(names[:most])
    ]  # fmt: skip
