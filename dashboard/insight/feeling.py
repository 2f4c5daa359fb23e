"""How a touchpoint felt, from several kinds of evidence that must not drown each other.

Each kind of evidence (an NPS answer, a review's stars, a task ...) is judged good, bad or neither; its feeling is
the share that went well minus the share that went badly, -100 to 100. A source class is the plain mean of its kinds,
and the whole is the plain mean of its classes, so that a million visits do not outvote a thousand answers, and more
of one kind than before is not itself a change. Kinds under the minimum n are left out where another has enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtr

from dashboard.metrics.intervals import Z, net_share

Key = tuple[str, str]
"""A source class and a kind of evidence."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What was judged of one kind of evidence: how often, and how often it went well and badly."""

    judged: float
    good: float
    bad: float


@dataclass(frozen=True, slots=True)
class Feeling:
    """-100 to 100 with its 95 % interval. `n`: what it was judged by; `kinds`: which kinds it is made of;
    `small`: no kind reaches the minimum n."""

    value: float
    low: float
    high: float
    n: int
    kinds: tuple[Key, ...]
    small: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """`now` minus `before`, from the kinds that both periods judge often enough; `was`: before, by these kinds."""

    delta: float
    low: float
    high: float
    chance: float
    was: float


def feeling(tallies: Mapping[Key, Tally], minimum_n: int) -> Feeling | None:
    """Of these kinds of evidence, of one class or of several; None when nothing was judged."""
    judged = {key: tally for key, tally in tallies.items() if tally.judged > 0}
    enough = {key: tally for key, tally in judged.items() if tally.judged >= minimum_n}
    taken = enough or judged
    if not taken:
        return None
    value, low, high = _mean(taken)
    return Feeling(value, low, high, round(sum(t.judged for t in taken.values())), tuple(taken), not enough)


def moved(now: Mapping[Key, Tally], before: Mapping[Key, Tally], minimum_n: int) -> Moved | None:
    """The difference by MOVER (Zou & Donner 2008) between two independent periods; None when no kind of evidence
    is judged often enough in both."""
    both = [
        key for key in now
        if key in before and min(now[key].judged, before[key].judged) >= max(minimum_n, 1)
    ]  # fmt: skip
    if not both:
        return None
    value, low, high = _mean({key: now[key] for key in both})
    was, was_low, was_high = _mean({key: before[key] for key in both})
    delta = value - was
    down, up = (
        sqrt((value - low) ** 2 + (was_high - was) ** 2),
        sqrt((high - value) ** 2 + (was - was_low) ** 2),
    )
    reach = down if delta > 0 else up
    chance = 1.0 if delta == 0 else float(2 * ndtr(-Z * abs(delta) / reach)) if reach else 0.0
    return Moved(delta, delta - down, delta + up, chance, was)


def weights(keys: Sequence[Key]) -> dict[Key, float]:
    """Every class counts the same, and in it every kind."""
    classes = [source for source, _ in keys]
    return {key: 1 / len(set(classes)) / classes.count(key[0]) for key in keys}


def _mean(tallies: Mapping[Key, Tally]) -> tuple[float, float, float]:
    """The weighted mean and its limits: those of the kinds, put together as independent (MOVER)."""
    share = np.array(list(weights(list(tallies)).values()))
    judged, good, bad = (
        np.array([getattr(tally, name) for tally in tallies.values()], dtype=float)
        for name in ("judged", "good", "bad")
    )
    net = 100 * (good - bad) / judged
    low, high = net_share(good, bad, judged)
    value = float(share @ net)
    down, up = (float(np.sqrt(np.sum((share * side) ** 2))) for side in (net - low, high - net))
    return value, max(value - down, -100.0), min(value + up, 100.0)
