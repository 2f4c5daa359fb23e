"""Why a number moved: a change taken apart by segment, exactly. It is accounting, not cause.

Kitagawa 1955: with weights w and rates r of segments i in two periods, mix_i = (w1 - w0)(mean r_i - mean R)
and rate_i = mean w_i (r1 - r0). A segment present in one period only has no rate in the other, so its whole
share, (w1 r1 - w0 r0) less the average level it displaces, stands on a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE

Presence = str  # "both", "new" or "vanished"


@dataclass(frozen=True, slots=True)
class Segment:
    """What a segment brought in one period: how many (n) and the sum its rate is made of (rate x n)."""

    name: str
    n: float
    rate: float


@dataclass(frozen=True, slots=True)
class Part:
    """A segment's part of the change: `mix`, its share of all moved; `rate`, it did better or worse itself."""

    segment: str
    mix: float
    rate: float
    total: float
    presence: Presence
    n_now: float
    n_before: float
    rate_now: float | None
    rate_before: float | None


@dataclass(frozen=True, slots=True)
class Why:
    """The parts of a change, largest first. They add up to `change` exactly; `says` is said beside them."""

    change: float
    before: float
    now: float
    parts: tuple[Part, ...]
    says: str = "How the change adds up by group: an account of it, not its cause."


def kitagawa(now: Sequence[Segment], before: Sequence[Segment]) -> Why | None:
    """The change of the weighted mean of rates taken apart; None when either period has nothing.

    Worked in exact fractions, so the parts add up to the change to the last place before rounding to floats.
    """
    after_by, before_by = _by_name(now), _by_name(before)
    total_1, total_0 = _n(after_by), _n(before_by)
    if not total_1 or not total_0:
        return None
    mean_1, mean_0 = _mean(after_by, total_1), _mean(before_by, total_0)
    level = (mean_1 + mean_0) / 2
    parts = []
    for name in dict.fromkeys((*before_by, *after_by)):
        a, b = after_by.get(name), before_by.get(name)
        mix, rate = _effects(a, b, total_1, total_0, level)
        parts.append(_part(name, mix, rate, a, b))
    parts.sort(key=lambda part: (-abs(part.total), part.segment))
    return Why(float(mean_1 - mean_0), float(mean_0), float(mean_1), tuple(parts))


Exact = tuple[Fraction, Fraction]


def _by_name(segments: Sequence[Segment]) -> dict[str, Exact]:
    return {s.name: (Fraction(s.n), Fraction(s.rate)) for s in segments if s.n > 0}


def _n(segments: dict[str, Exact]) -> Fraction:
    return sum((n for n, _ in segments.values()), Fraction(0))


def _mean(segments: dict[str, Exact], total: Fraction) -> Fraction:
    return sum((n * rate for n, rate in segments.values()), Fraction(0)) / total


def _effects(
    a: Exact | None, b: Exact | None, total_1: Fraction, total_0: Fraction, level: Fraction
) -> Exact:
    if a and b:
        w1, w0 = a[0] / total_1, b[0] / total_0
        return (w1 - w0) * ((a[1] + b[1]) / 2 - level), (w1 + w0) / 2 * (a[1] - b[1])
    if a:
        return a[0] / total_1 * (a[1] - level), Fraction(0)
    if b:
        return -b[0] / total_0 * (b[1] - level), Fraction(0)
    return Fraction(0), Fraction(0)


def _part(name: str, mix: Fraction, rate: Fraction, a: Exact | None, b: Exact | None) -> Part:
    presence = "both" if a and b else "new" if a else "vanished"
    return Part(
        name, float(mix), float(rate), float(mix + rate), presence,
        float(a[0]) if a else 0.0, float(b[0]) if b else 0.0,
        float(a[1]) if a else None, float(b[1]) if b else None,
    )  # fmt: skip


def why(now: Sequence[Answer], before: Sequence[Answer]) -> Why | None:
    """The same from the answers of two breakdowns of one metric: a share or mean (NPS too), or a sum.

    None for numbers that do not add up from groups (medians, distinct customers). Only groups with a value
    take part; where some are withheld the change is that of the groups shown.
    """
    adds = _adds(now or before)
    if adds == "no":
        return None
    return (kitagawa if adds == "mean" else sums)(_segments(now), _segments(before))


def sums(now: Sequence[Segment], before: Sequence[Segment]) -> Why | None:
    """The change of a sum: each segment's is its own (all on the `rate` side, for nothing is averaged)."""
    after_by, before_by = _by_name(now), _by_name(before)
    if not after_by or not before_by:
        return None
    parts = []
    for name in dict.fromkeys((*before_by, *after_by)):
        a, b = after_by.get(name), before_by.get(name)
        parts.append(
            _part(name, Fraction(0), (a[1] if a else Fraction(0)) - (b[1] if b else Fraction(0)), a, b)
        )
    parts.sort(key=lambda part: (-abs(part.total), part.segment))
    total_1, total_0 = (sum((v for _, v in by.values()), Fraction(0)) for by in (after_by, before_by))
    return Why(float(total_1 - total_0), float(total_0), float(total_1), tuple(parts))


def _adds(answers: Sequence[Answer]) -> str:
    return CATALOGUE[answers[0].metric].as_variant(answers[0].variant).adds if answers else "no"


def _segments(answers: Sequence[Answer]) -> list[Segment]:
    return [Segment(a.group or "all", a.n, a.value) for a in answers if a.value is not None]
