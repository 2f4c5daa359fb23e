"""The difference between two answers: how large, how sure, and whether they compare at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, hypot, inf, sqrt

from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.intervals import Z

SIGNAL, NOISE = "more than chance would give", "within chance"


@dataclass(frozen=True, slots=True)
class Change:
    """`delta`: now minus before, with its 95 % interval; None: not known or not reached.

    `signal`: the interval leaves out zero. `chance`: two-sided p-value that fits the interval. `comparable`:
    False when the two numbers must not be set against each other; `why` says so in words.
    """

    delta: float | None
    low: float | None
    high: float | None
    signal: bool
    comparable: bool
    why: str
    chance: float | None = None


def difference(now: Answer, before: Answer) -> Change:
    """`now` minus `before` by MOVER (Zou & Donner 2008), from the two intervals, centred or not.

    The two are taken as independent samples; they compare only if both periods are whole and, for numbers
    that grow with the period, of the same length.
    """
    reason = _incomparable(now, before)
    if reason or now.value is None or before.value is None:
        return Change(None, None, None, False, False, reason or "nothing to compare")
    delta = now.value - before.value
    low = _side(delta, -1, _below(now), _above(before))
    high = _side(delta, 1, _above(now), _below(before))
    signal = (low is not None and low > 0) or (high is not None and high < 0)
    return Change(delta, low, high, signal, True, SIGNAL if signal else NOISE, _chance(delta, low, high))


def _incomparable(now: Answer, before: Answer) -> str | None:
    if now.refused or before.refused:
        return now.refused or before.refused
    if now.value is None:
        return "nothing was observed in this period"
    if before.value is None:
        return "nothing observed to compare with"
    if now.window.partial or before.window.partial:
        return "one of the periods is not whole"
    metric = CATALOGUE.get(now.metric)
    if metric and metric.as_variant(now.variant).per_length and now.window.days != before.window.days:
        return "the periods differ in length"
    return None


def _below(answer: Answer) -> float:
    return inf if answer.low is None or answer.value is None else max(answer.value - answer.low, 0.0)


def _above(answer: Answer) -> float:
    return inf if answer.high is None or answer.value is None else max(answer.high - answer.value, 0.0)


def _side(delta: float, sign: int, one: float, other: float) -> float | None:
    reach = hypot(one, other)
    return None if reach == inf else delta + sign * reach


def _chance(delta: float, low: float | None, high: float | None) -> float | None:
    """How often chance alone would give a difference as large, by the half of the interval that faces zero."""
    if delta == 0:
        return 1.0
    edge = low if delta > 0 else high
    if edge is None:
        return None
    reach = abs(delta - edge)
    return erfc(Z * abs(delta) / reach / sqrt(2)) if reach else 0.0


def changes_stand_out(changes: Sequence[Change | None]) -> list[bool]:
    """Which of several changes are told: they compare, leave out zero, and stand out among all (`stand_out`)."""
    found = stand_out([change.chance if change and change.comparable else None for change in changes])
    return [
        told and change is not None and change.signal for told, change in zip(found, changes, strict=True)
    ]


def stand_out(chances: list[float | None], level: float = 0.05) -> list[bool]:
    """Which of several changes stand out when all were looked at: false discoveries held to `level`.

    Benjamini & Hochberg 1995. Chosen over Bonferroni because a page of tiles moves together (NPS, CSAT and
    sentiment), where Bonferroni would hide a true fall and this one stays valid.
    """
    known = sorted((chance, place) for place, chance in enumerate(chances) if chance is not None)
    passed = [rank for rank, (chance, _) in enumerate(known, 1) if chance <= level * rank / len(known)]
    kept = {place for _, place in known[: max(passed, default=0)]}
    return [place in kept for place in range(len(chances))]
