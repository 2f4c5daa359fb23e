"""What a funnel counts: how many reached each step, as shares of the first and of the step before, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.insight.funnel import Walks, required
from dashboard.insight.funnel_path import NEVER, Flags, Whole
from dashboard.insight.funnel_tally import Tally
from dashboard.metrics.intervals import wilson
from dashboard.metrics.metric import Array


@dataclass(frozen=True, slots=True)
class Share:
    """Percent of `n`, with its 95 % interval (Wilson); None when nobody could."""

    value: float | None
    low: float | None
    high: float | None
    hits: int
    n: int


@dataclass(frozen=True, slots=True)
class Level:
    """One step. `previous`: the place of the required step before it, None for the first."""

    place: int
    previous: int | None
    of_first: Share
    of_previous: Share


@dataclass(frozen=True, slots=True)
class Counted:
    """A funnel of those whose window was seen. `young`: entrants apart, whose window is not over yet."""

    levels: tuple[Level, ...]
    entrants: int
    young: int


def counted(walks: Walks | Tally, among: Flags | None = None) -> Counted:
    """Count the entrants, or some of them."""
    size = walks.size if among is None else np.where(among, walks.size, 0)
    judged = np.where(walks.mature, size, 0)
    reached: Whole = judged @ walks.came
    entrants = int(judged.sum())
    befores = [_before(walks, place) for place in range(len(walks.steps))]
    hits = reached.astype(np.float64)
    n = [entrants if before is None else reached[before] for before in befores]
    both = shares(np.tile(hits, 2), np.array([*[entrants] * hits.size, *n], dtype=np.float64))
    levels = zip(range(hits.size), befores, both[: hits.size], both[hits.size :], strict=True)
    return Counted(tuple(Level(*level) for level in levels), entrants, int(size.sum()) - entrants)


def _before(walks: Walks | Tally, place: int) -> int | None:
    return max((step for step in required(walks.steps) if step < place), default=None)


def shares(hits: Array, n: Array) -> list[Share]:
    """A share of each pair of counts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value, (low, high) = 100 * hits / n, wilson(hits, n)
    return [
        Share(float(v), float(lo), float(hi), int(h), int(m)) if m else Share(None, None, None, int(h), 0)
        for v, lo, hi, h, m in zip(value, low, high, hits, n, strict=True)
    ]


def groups(walks: Walks | Tally, by: str) -> list[tuple[str | None, Flags]]:
    """The values of a dimension at the entry and who has them, the largest first; None is not stated."""
    codes, names = walks.groups[by]
    sizes = np.bincount(codes + 1, weights=walks.size)
    ranked: Sequence[int] = (np.argsort(-sizes, kind="stable")[: np.count_nonzero(sizes)] - 1).tolist()
    return [(names[code] if code >= 0 else None, codes == code) for code in ranked]


def stopped(walks: Walks) -> Flags:
    """Who was judged and did not come to the last required step."""
    never: Flags = walks.reached[:, required(walks.steps)[-1]] == NEVER
    return walks.mature & never
