"""What a funnel counts: how many reached each step, as shares of the first and of the step before, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.insight.funnel import Walks
from dashboard.insight.funnel_path import NEVER, Flags
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


def counted(walks: Walks, among: Flags | None = None) -> Counted:
    """Count the entrants, or some of them."""
    rows = np.ones(walks.who.size, dtype=np.bool_) if among is None else among
    reached = (walks.reached[walks.mature & rows] < NEVER).sum(axis=0)
    entrants = int(np.count_nonzero(walks.mature & rows))
    befores = [_before(walks, place) for place in range(len(walks.steps))]
    hits = reached.astype(np.float64)
    firsts = shares(hits, np.full(hits.size, float(entrants)))
    pairs = shares(hits, np.array([entrants if b is None else reached[b] for b in befores], dtype=np.float64))
    levels = (Level(*level) for level in zip(range(hits.size), befores, firsts, pairs, strict=True))
    return Counted(tuple(levels), entrants, int(np.count_nonzero(rows)) - entrants)


def _before(walks: Walks, place: int) -> int | None:
    return max((step for step in walks.required if step < place), default=None)


def shares(hits: Array, n: Array) -> list[Share]:
    """A share of each pair of counts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        value, (low, high) = 100 * hits / n, wilson(hits, n)
    return [
        Share(float(v), float(lo), float(hi), int(h), int(m)) if m else Share(None, None, None, int(h), 0)
        for v, lo, hi, h, m in zip(value, low, high, hits, n, strict=True)
    ]


def groups(walks: Walks, by: str) -> list[tuple[str | None, Flags]]:
    """The values of a dimension at the entry and who has them, the largest first; None is not stated."""
    codes, names = walks.groups[by]
    present, sizes = np.unique(codes, return_counts=True)
    ranked: Sequence[int] = present[np.argsort(-sizes, kind="stable")].tolist()
    return [(names[code] if code >= 0 else None, codes == code) for code in ranked]


def stopped(walks: Walks) -> Flags:
    """Who was judged and did not come to the last required step."""
    never: Flags = walks.reached[:, walks.required[-1]] == NEVER
    return walks.mature & never
