"""The sentence of the page Teams: which team changed on what, more than chance would give, of all looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.insight.change import Change, stand_out
from dashboard.metrics.answer import Answer
from dashboard.metrics.format import shown
from dashboard.metrics.metric import Metric


@dataclass(frozen=True, slots=True)
class Moved:
    """One number of one team, now and before. `team` is in the reader's words."""

    team: str
    metric: Metric
    now: Answer
    before: Answer
    change: Change

    @property
    def worse(self) -> bool:
        return (self.change.delta or 0.0) * (1 if self.metric.better == "down" else -1) > 0


def telling(moves: Sequence[Moved]) -> list[Moved]:
    """The changes that stand out among all, none under the minimum n on either side."""
    able = [m for m in moves if not (m.now.small or m.before.small)]
    sure = stand_out([m.change.chance if m.change.comparable else None for m in able])
    return [m for m, told in zip(able, sure, strict=True) if told and m.change.signal]


def news(moves: Sequence[Moved], *, locale: str = "en", currency: str = "EUR") -> str | None:
    """One or two sentences; None when no team changed more than chance would give.

    The team that got worse on most numbers leads, else the one that got better on most.
    """
    told = telling(moves)
    if not told:
        return None
    bad, good = _leading([m for m in told if m.worse]), _leading([m for m in told if not m.worse])
    parts = [_said(bad, "worse", locale, currency)] if bad else []
    parts += [_said(good[: 1 if bad else 3], "better", locale, currency)] if good else []
    named = {m.team for m in (*bad, *good)}
    others = len({m.team for m in told} - named)
    if len(parts) == 1 and not others and len({m.team for m in moves}) > 1:
        parts.append("No other team changed more than chance would give.")
    return " ".join(parts)


def _leading(moves: Sequence[Moved]) -> list[Moved]:
    """The changes of the team with most of them; of several, the surest."""
    teams: dict[str, list[Moved]] = {}
    for move in moves:
        teams.setdefault(move.team, []).append(move)
    if not teams:
        return []
    return max(teams.values(), key=lambda found: (len(found), -sum(m.change.chance or 0.0 for m in found)))


def _said(moves: Sequence[Moved], which: str, locale: str, currency: str) -> str:
    first = [_one(move, locale, currency) for move in moves[:3]]
    listed = first[0] if len(first) == 1 else f"{', '.join(first[:-1])} and {first[-1]}"
    return f"{moves[0].team} got {which} on {listed}, more than chance would give."


def _one(move: Moved, locale: str, currency: str) -> str:
    """'first response time (3 min 44 s to 12 min 7 s)'."""
    label = move.metric.label[:1].lower() + move.metric.label[1:]
    was, now = (
        shown(answer.value, move.metric.unit, locale=locale, currency=currency)
        for answer in (move.before, move.now)
    )
    return f"{label} ({was} to {now})"
