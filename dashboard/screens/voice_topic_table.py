"""Topics counted: how often, with which feelings, and how far the chosen score differs beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.insight.change import stand_out
from dashboard.insight.topics import Effect, Sums, effect
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.shape import ask
from dashboard.screens.card import Row
from dashboard.screens.data import kept
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import SCORES, Choice
from dashboard.screens.voice_net import EMPTY, Net, nets, shares

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic in the period: its share of all texts, its feelings, and the difference beside the chosen score."""

    key: str
    label: str
    texts: int
    share: tuple[float, float, float]
    before: float | None
    net: Net
    effect: Effect
    stands: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Topics by volume. `scores`: which scores stand beside texts of the period, by how many."""

    topics: tuple[Topic, ...]
    every: int
    score: str | None
    scores: tuple[str, ...]
    question: Question


def read(labels: Mapping[str, str], chosen: Choice, visit: Visit) -> Found:
    """Every topic that has texts in the period."""
    windows = periods_of(visit).pair()
    question = ask(
        "voice_topics", visit.scope, {**bounds(windows), "classes": list(visit.scope.source_class)}
    )
    asked = repr(("topics", visit.db.name, question, chosen.score))
    return kept(asked, lambda: _found(labels, chosen, visit.table(question).to_pylist(), question))


def _found(labels: Mapping[str, str], chosen: Choice, rows: Sequence[Raw], question: Question) -> Found:
    now = [row for row in rows if row["label"] == "now"]
    every = [row for row in now if row["topic"] is None]
    given = {key: sum(row[f"{key}_n"] for row in every) for key in SCORES}
    scores = tuple(sorted((key for key in SCORES if given[key]), key=lambda key: -given[key]))
    score = chosen.score if chosen.score in scores else (scores[0] if scores else None)
    return Found(_topics(labels, rows, every, score), round(_total(every)), score, scores, question)


def _topics(
    labels: Mapping[str, str], rows: Sequence[Raw], every: Sequence[Raw], score: str | None
) -> tuple[Topic, ...]:
    now, before = _by_topic(rows, "now"), _by_topic(rows, "before")
    keys = sorted((key for key in now if key is not None), key=lambda key: -_total(now[key]))
    whole, was = _total(every), _total(before.get(None, ()))
    parts = shares([_total(now[key]) for key in keys], [whole] * len(keys))
    felt = nets([{name: sum(row[name] for row in now[key]) for name in ("positive", "negative", "scored", "texts")}
                 for key in keys]) if keys else []  # fmt: skip
    apart = [_effect(now[key], every, score) for key in keys]
    stands = stand_out([one.chance for one in apart])
    return tuple(
        Topic(
            key, labels.get(key, key), round(_total(now[key])), part or (0.0, 0.0, 0.0),
            100 * _total(before.get(key, ())) / was if was else None, net, one, told,
        )
        for key, part, net, one, told in zip(keys, parts, felt or [EMPTY] * len(keys), apart, stands, strict=True)
    )  # fmt: skip


def _by_topic(rows: Sequence[Raw], label: str) -> dict[str | None, list[Raw]]:
    grouped: dict[str | None, list[Raw]] = {}
    for row in rows:
        if row["label"] == label:
            grouped.setdefault(row["topic"], []).append(row)
    return grouped


def _total(rows: Sequence[Raw]) -> float:
    return float(sum(row["texts"] for row in rows))


def _effect(own: Sequence[Raw], every: Sequence[Raw], score: str | None) -> Effect:
    if score is None:
        return Effect()
    all_of = {row["place"]: _sums(row, score) for row in every}
    with_it = {row["place"]: _sums(row, score) for row in own}
    return effect([(mine, all_of[place].without(mine)) for place, mine in with_it.items() if place in all_of])


def _sums(row: Raw, score: str) -> Sums:
    return Sums(row[f"{score}_n"], row[f"{score}_sum"], row[f"{score}_sumsq"])


def volume_rows(found: Found) -> list[Row]:
    """One row a topic and period, the most written about first; feelings and counts are of the period."""
    now: list[Row] = [
        {
            "topic": topic.key, "label": topic.label, "series": "now", "share": topic.share[0], "low": topic.share[1],
            "high": topic.share[2], "texts": topic.texts, "of all texts": found.every,
            "net sentiment": topic.net.value, "net sentiment low": topic.net.low, "net sentiment high": topic.net.high,
            "scored for feeling": topic.net.scored,
        }
        for topic in found.topics
    ]  # fmt: skip
    return now + [
        {"topic": topic.key, "label": topic.label, "series": "before", "share": topic.before}
        for topic in found.topics if topic.before is not None
    ]  # fmt: skip


def effect_rows(found: Found, told: Sequence[Topic]) -> list[Row]:
    """One row a topic: how far the score differs beside it, in the score's own unit; those of `told` first."""
    order = [*told, *[topic for topic in found.topics if topic not in told]]
    return [
        {
            "topic": topic.key, "label": topic.label, "score": found.score or "", "difference": topic.effect.difference,
            "low": topic.effect.low, "high": topic.effect.high, "chance": topic.effect.chance,
            "stands out": topic.stands, "n with": topic.effect.present, "n without": topic.effect.absent,
        }
        for topic in order
    ]  # fmt: skip
