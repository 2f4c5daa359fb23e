"""Cohorts: of those who began together, how many were back in each step after. Counts in, shares with intervals out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.special import ndtr

from dashboard.insight.change import stand_out
from dashboard.metrics.intervals import wilson
from dashboard.metrics.metric import Array
from dashboard.scope import Grain

Way = Literal["on", "after", "bracket"]
Flags = npt.NDArray[np.bool_]

BRACKETS: Mapping[Grain, tuple[tuple[int, int], ...]] = {
    "day": ((1, 1), (2, 3), (4, 7), (8, 14), (15, 30)),
    "week": ((1, 2), (3, 4), (5, 8), (9, 13), (14, 26)),
    "month": ((1, 3), (4, 6), (7, 12), (13, 24), (25, 36)),
}
"""First and last step of each bracket, as the mart `cohort` counts them."""
LAST: Mapping[Grain, int] = {"day": 30, "week": 26, "month": 36}
"""The last step that the mart counts."""
LEAST_EXPECTED = 5.0


@dataclass(frozen=True, slots=True)
class Cohorts:
    """Cohorts (rows) over steps (columns).

    `first`, `last`: the steps a column stands for, the same but in brackets. `size`: who began, one a row.
    `back`: how many of them were back; `revenue`: what they brought, in all. `begun`: the time of the cell has
    begun; `mature`: it is over, so that the number will not grow.
    """

    cohorts: tuple[date, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]
    size: Array
    back: Array
    revenue: Array
    begun: Flags
    mature: Flags

    def share(self) -> Array:
        """Percent back, one a cell; nan before its time."""
        with np.errstate(divide="ignore", invalid="ignore"):
            share: Array = np.where(self.begun, 100 * self.back / self.size[:, None], np.nan)
        return share

    def interval(self) -> tuple[Array, Array]:
        """Wilson, in percent, one a cell."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return wilson(self.back, np.broadcast_to(self.size[:, None], self.back.shape))

    def only(self, row: int) -> Cohorts:
        """One cohort by itself."""
        one = slice(row, row + 1)
        return Cohorts(
            self.cohorts[one], self.first, self.last, self.size[one], self.back[one], self.revenue[one],
            self.begun[one], self.mature[one],
        )  # fmt: skip

    def mean(self) -> Mean:
        """Every column over the cohorts whose time is over, weighted by their size."""
        n = (self.mature * self.size[:, None]).sum(axis=0)
        back, revenue = ((self.mature * part).sum(axis=0) for part in (self.back, self.revenue))
        with np.errstate(divide="ignore", invalid="ignore"):
            return Mean(n, back, 100 * back / n, *wilson(back, n), revenue / n)


@dataclass(frozen=True, slots=True)
class Mean:
    """The weighted mean of the mature cells of each column; nan where there is none. `each`: revenue a customer."""

    n: Array
    back: Array
    share: Array
    low: Array
    high: Array
    each: Array


def cohorts(table: pa.Table, grain: Grain, way: Way, until: date) -> Cohorts:
    """Cohorts from rows of `cohort.sql`: cohort, way (size, on, last, bracket), period, customers, revenue.

    `until`: the last day that was watched. The first column is step 0, the beginning itself, where everyone is.
    """
    rows = table.select(["cohort", "way", "period", "customers", "revenue"]).to_pydict()
    days = sorted({day for day, told in zip(rows["cohort"], rows["way"], strict=True) if told == "size"})
    place = {day: at for at, day in enumerate(days)}
    first, last = _columns(grain, way)
    counts = {name: np.zeros((2, len(days), LAST[grain] + 1)) for name in ("size", "on", "last", "bracket")}
    for day, told, period, *sums in zip(*rows.values(), strict=True):
        if day in place:
            counts[told][:, place[day], period] += [amount or 0.0 for amount in sums]
    size = counts["size"][0, :, 0]
    back, revenue = _ways(counts, way, first)
    back[:, 0], revenue[:, 0] = size, counts["size"][1, :, 0]
    over = until + timedelta(days=1)
    begun = np.array([[step_start(day, k, grain) < over for k in first] for day in days], dtype=bool)
    mature = np.array([[step_start(day, k + 1, grain) <= over for k in last] for day in days], dtype=bool)
    shape = (len(days), len(first))
    begun, mature = begun.reshape(shape), mature.reshape(shape)
    begun[:, 0] = True
    kept = np.flatnonzero(begun.any(axis=0))
    return Cohorts(
        tuple(days), tuple(first[k] for k in kept), tuple(last[k] for k in kept), size, back[:, kept],
        revenue[:, kept], begun[:, kept], mature[:, kept],
    )  # fmt: skip


def _columns(grain: Grain, way: Way) -> tuple[list[int], list[int]]:
    if way == "bracket":
        return [0, *(a for a, _ in BRACKETS[grain])], [0, *(b for _, b in BRACKETS[grain])]
    steps = list(range(LAST[grain] + 1))
    return steps, steps


def _ways(counts: Mapping[str, Array], way: Way, first: Sequence[int]) -> tuple[Array, Array]:
    """Customers and revenue by cohort and column; on or after a step are all whose last is not before it."""
    if way == "after":
        back, revenue = counts["last"][:, :, ::-1].cumsum(axis=2)[:, :, ::-1]
        return back, revenue
    back, revenue = counts[way][:, :, list(first)]
    return back, revenue


def step_start(cohort: date, step: int, grain: Grain) -> date:
    """The first day of the step that comes `step` steps after the cohort's own."""
    if grain == "month":
        months = cohort.year * 12 + cohort.month - 1 + step
        return date(months // 12, months % 12 + 1, 1)
    return cohort + timedelta(days=step * (7 if grain == "week" else 1))


def apart(found: Cohorts) -> npt.NDArray[np.int64]:
    """Which cells differ from the other cohorts of their column by more than chance would give: 1 more, -1 less.

    Two shares compared by their pooled z, all mature cells corrected together (Benjamini-Hochberg); cells whose
    column expects fewer than five either way are not judged.
    """
    n = found.mature * found.size[:, None]
    hits = found.mature * found.back
    rest_n, rest = n.sum(axis=0) - n, hits.sum(axis=0) - hits
    z = difference_z(hits, n, rest, rest_n)
    z[:, :1] = np.nan
    chances = [None if np.isnan(x) else float(2 * ndtr(-abs(x))) for x in z.ravel()]
    told = np.array(stand_out(chances), dtype=bool).reshape(z.shape)
    return np.where(told, np.sign(np.nan_to_num(z)), 0).astype(np.int64)


def difference_z(hits: Array, n: Array, rest: Array, rest_n: Array) -> Array:
    """z of two independent shares, pooled; nan where one is empty or too little is expected for a normal."""
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (hits + rest) / (n + rest_n)
        spread = np.sqrt(pooled * (1 - pooled) * (1 / n + 1 / rest_n))
        z = (hits / n - rest / rest_n) / spread
        expected = np.minimum(n, rest_n) * np.minimum(pooled, 1 - pooled)
    return np.where(np.isfinite(z) & (expected >= LEAST_EXPECTED), z, np.nan)
