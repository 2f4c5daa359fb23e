"""Stores: what changed in each more than chance would give, and who stands apart from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.insight.change import Change, difference, stand_out
from dashboard.metrics.answer import Answer

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Moved:
    """One number of one store. `stands`: its change stands out among all that were looked at."""

    store: str
    metric: str
    now: Answer
    before: Answer | None
    change: Change | None
    stands: bool


def moved(answers: Sequence[Answer]) -> list[Moved]:
    """Answers of several metrics by store (the group), in the windows 'now' and 'before', compared store by store.

    Corrected for all of them at once (Benjamini-Hochberg); under the minimum n nothing is news.
    """
    now = {(a.group or "", a.metric): a for a in answers if a.window.label == "now"}
    before = {(a.group or "", a.metric): a for a in answers if a.window.label == "before"}
    changes = {key: difference(a, before[key]) if key in before else None for key, a in now.items()}
    told = stand_out([_chance(now[key], before.get(key), change) for key, change in changes.items()])
    return [
        Moved(key[0], key[1], a, before.get(key), changes[key], stands)
        for (key, a), stands in zip(now.items(), told, strict=True)
    ]


def _chance(now: Answer, before: Answer | None, change: Change | None) -> float | None:
    if change is None or before is None or now.small or before.small or not change.comparable:
        return None
    return change.chance


def lead(found: Sequence[Moved], better: Mapping[str, str]) -> str | None:
    """The store to speak of first: the surest change for the worse, else the surest change at all."""
    telling = [each for each in found if each.stands and each.change is not None]
    return next(iter([each.store for each in sorted(telling, key=lambda each: _order(each, better))]), None)


def _order(each: Moved, better: Mapping[str, str]) -> tuple[bool, float, str]:
    change = each.change
    delta, chance = (change.delta or 0.0, change.chance or 0.0) if change else (0.0, 1.0)
    return (delta > 0) == (better.get(each.metric) == "up"), chance, each.store


def apart(answers: Sequence[Answer], rest: Mapping[str, Answer]) -> list[tuple[str, Change]]:
    """Stores whose number differs from that of all the others together (`rest`, by store), the surest first."""
    pairs = [(a.group or "", difference(a, rest[a.group or ""])) for a in answers if (a.group or "") in rest]
    small = {a.group for a in answers if a.small}
    told = stand_out([None if store in small else change.chance for store, change in pairs])
    kept = [pair for pair, stands in zip(pairs, told, strict=True) if stands]
    return sorted(kept, key=lambda pair: (pair[1].chance or 0.0, -abs(pair[1].delta or 0.0)))
