"""Goals that were set and badges that are earned: each by a rule that can be read beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.insight.standing import Place
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Metric

State = Literal["reached", "just reached", "just missed", "missed", "unknown"]
STATES: Mapping[State, str] = {
    "reached": "reached", "just reached": "reached, within chance", "just missed": "missed, within chance",
    "missed": "missed", "unknown": "too few to say",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Goal:
    """One number of one team beside its goal. `own`: the team has a goal of its own."""

    team: str
    metric: str
    target: float
    own: bool
    answer: Answer
    state: State


def goal(metric: Metric, team: str, target: float, own: bool, answer: Answer) -> Goal:
    """`reached` or `missed` when the whole interval is on that side, else `just`; unknown under the minimum n."""
    return Goal(team, metric.key, target, own, answer, _state(metric, target, answer))


def _state(metric: Metric, target: float, answer: Answer) -> State:
    if answer.value is None or answer.small or answer.refused:
        return "unknown"
    up = metric.better == "up"
    good = answer.value >= target if up else answer.value <= target
    edge = (answer.low if good else answer.high) if up else (answer.high if good else answer.low)
    if edge is None:
        return "just reached" if good else "just missed"
    sure = (edge >= target if good else edge < target) if up else (edge <= target if good else edge > target)
    if good:
        return "reached" if sure else "just reached"
    return "missed" if sure else "just missed"


@dataclass(frozen=True, slots=True)
class Badge:
    """`rule`: what it takes, as it is printed. `measure`: the number whose leaderboard decides; '' for all of them."""

    key: str
    label: str
    measure: str
    rule: str


AHEAD = "Surely better than the middle of all {who}s on {measure}, with {n} or more."
BADGES: tuple[Badge, ...] = (
    Badge("appreciated", "Appreciated", "csat", AHEAD),
    Badge("swift", "Swift", "first_response_time", AHEAD),
    Badge("thorough", "To the end", "resolution_time", AHEAD),
    Badge("once", "Once is enough", "first_contact_resolution", AHEAD),
    Badge("lasting", "Stays solved", "reopen_rate", AHEAD),
    Badge("all_round", "All-round", "",
          "Surely better than the middle on two of these numbers or more, surely worse on none."),
)  # fmt: skip
LEAST_AHEAD = 2


def earned(badge: Badge, boards: Mapping[str, Sequence[Place]]) -> list[str]:
    """Who holds the badge. `boards`: the leaderboard of each number."""
    if badge.measure:
        return [place.key for place in boards.get(badge.measure, ()) if place.ranked and place.tone == "good"]
    ranked: dict[str, list[str]] = {}
    for places in boards.values():
        for place in places:
            if place.ranked:
                ranked.setdefault(place.key, []).append(place.tone)
    return sorted(
        key for key, tones in ranked.items() if tones.count("good") >= LEAST_AHEAD and "bad" not in tones
    )
