"""One agent beside the best of the team, on the same work: what differs more than chance would give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.insight.change import Change, difference, stand_out
from dashboard.metrics.answer import Answer
from dashboard.metrics.cells import Key
from dashboard.metrics.metric import Metric

LEAST = 5
"""Fewer on either side are no comparison at all; under the minimum n the comparison is shown faint."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One topic and channel: the agent, the best, and the difference. `stands`: it stands out among all compared.
    `worse`: the agent does worse."""

    cell: Key
    own: Answer
    best: Answer
    change: Change
    stands: bool
    worse: bool


@dataclass(frozen=True, slots=True)
class Coached:
    """`cells`: what was compared, the most telling first. `own` and `best`: percent over the shared work, the best
    as they would do with the agent's mix of it; None for waits, which do not add up."""

    cells: tuple[Compared, ...]
    own: float | None
    best: float | None


def coach(metric: Metric, own: Mapping[Key, Answer], best: Mapping[Key, Answer]) -> Coached:
    """Compare the cells both have. Differences by MOVER, corrected for all of them (Benjamini-Hochberg)."""
    pairs = [
        (cell, mine, best[cell], difference(mine, best[cell]))
        for cell, mine in own.items()
        if cell in best and mine.n >= LEAST and best[cell].n >= LEAST
        and mine.value is not None and best[cell].value is not None
    ]  # fmt: skip
    sure = stand_out([change.chance for *_, change in pairs])
    made = [
        Compared(cell, mine, theirs, change, told and change.signal, _worse(metric, change))
        for (cell, mine, theirs, change), told in zip(pairs, sure, strict=True)
    ]
    made.sort(key=lambda c: (not (c.stands and c.worse), not c.stands, -_weight(metric, c)))
    return Coached(tuple(made), *(_over_all(made) if metric.unit == "percent" else (None, None)))


def _worse(metric: Metric, change: Change) -> bool:
    return change.delta is not None and change.delta != 0 and (change.delta > 0) == (metric.better == "down")


def _weight(metric: Metric, compared: Compared) -> float:
    """How many customers of the agent the difference is about; worse before better."""
    size = abs(compared.change.delta or 0.0) * compared.own.n
    return size if compared.worse else -1.0 / (1.0 + size)


def _over_all(made: Sequence[Compared]) -> tuple[float | None, float | None]:
    """The agent over all shared work, and the best with the same mix (direct standardisation)."""
    n = sum(c.own.n for c in made)
    if not n:
        return None, None
    own = sum(c.own.n * (c.own.value or 0.0) for c in made) / n
    return own, sum(c.own.n * (c.best.value or 0.0) for c in made) / n
