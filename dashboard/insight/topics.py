"""How much a score differs between texts with a topic and texts without it. A difference, never a cause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import stdtr, stdtrit

LEAST = 2
"""Values a side needs for its spread to be known."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Values as parts that add up: how many, their sum and the sum of their squares."""

    n: float = 0.0
    total: float = 0.0
    squares: float = 0.0

    def without(self, other: Sums) -> Sums:
        """What is left when part of it is taken away."""
        return Sums(self.n - other.n, self.total - other.total, self.squares - other.squares)

    @property
    def mean(self) -> float:
        return self.total / self.n

    @property
    def error(self) -> float:
        """The squared standard error of the mean."""
        return max(self.squares - self.total**2 / self.n, 0.0) / (self.n - 1) / self.n


@dataclass(frozen=True, slots=True)
class Effect:
    """`difference`: with the topic minus without it, in the score's own unit; None when neither side is known.

    `low`, `high`: 95 % interval; `chance`: its two-sided p-value, both None when nothing varies. `present` and
    `absent`: how many values were compared.
    """

    difference: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    present: int = 0
    absent: int = 0


def effect(places: Sequence[tuple[Sums, Sums]]) -> Effect:
    """The difference over several places, each with its values (with, without), compared within each place.

    A place counts by how much it tells, n1 n0 / (n1 + n0), as in a regression with one constant per place, so
    that a topic of one angry website is not held against another. Welch's variance and degrees of freedom
    (Satterthwaite 1946); one place alone is Welch's test.
    """
    known = [(a, b) for a, b in places if a.n >= LEAST and b.n >= LEAST]
    if not known:
        return Effect()
    weights = [a.n * b.n / (a.n + b.n) for a, b in known]
    whole = sum(weights)
    shares = [weight / whole for weight in weights]
    difference = sum(share * (a.mean - b.mean) for share, (a, b) in zip(shares, known, strict=True))
    terms = [
        (share**2 * side.error, side.n - 1)
        for share, pair in zip(shares, known, strict=True)
        for side in pair
    ]
    present, absent = (round(sum(pair[side].n for pair in known)) for side in (0, 1))
    variance = sum(term for term, _ in terms)
    if variance <= 1e-12:
        return Effect(difference, None, None, None, present, absent)
    freedom = variance**2 / sum(term**2 / free for term, free in terms)
    half = float(stdtrit(freedom, 0.975)) * sqrt(variance)
    chance = float(2 * stdtr(freedom, -abs(difference) / sqrt(variance)))
    return Effect(difference, difference - half, difference + half, chance, present, absent)
