"""Differences between funnels: which shares moved, or differ from everyone else, more than chance would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from scipy.special import ndtr

from dashboard.insight.change import stand_out
from dashboard.insight.funnel_counts import Share
from dashboard.metrics.intervals import Z


@dataclass(frozen=True, slots=True)
class Difference:
    """`delta` in points with its 95 % interval; None: not known. `signal`: it stands out among all looked at."""

    delta: float | None
    low: float | None
    high: float | None
    chance: float | None
    signal: bool = False


def difference(one: Share, other: Share) -> Difference:
    """One share minus another of other people (Newcombe 1998, method 10), with the p-value that fits."""
    if one.value is None or other.value is None:
        return Difference(None, None, None, None)
    delta = one.value - other.value
    down = hypot(one.value - (one.low or 0.0), (other.high or 0.0) - other.value)
    up = hypot((one.high or 0.0) - one.value, other.value - (other.low or 0.0))
    reach = down if delta > 0 else up
    chance = 1.0 if not delta else float(2 * ndtr(-Z * abs(delta) / reach)) if reach else 0.0
    return Difference(delta, delta - down, delta + up, chance)


def differences(pairs: Sequence[tuple[Share, Share]], minimum_n: int) -> list[Difference]:
    """The difference of each pair, and which stand out of all of them (Benjamini & Hochberg 1995, 5 %).

    Pairs with fewer than `minimum_n` on a side are not judged and do not count as looked at.
    """
    found = [difference(*pair) for pair in pairs]
    judged = [
        d.chance if min(one.n, other.n) >= minimum_n else None
        for d, (one, other) in zip(found, pairs, strict=True)
    ]
    marked = zip(found, stand_out(judged), strict=True)
    return [Difference(d.delta, d.low, d.high, d.chance, signal) for d, signal in marked]
