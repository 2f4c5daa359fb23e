"""One leaderboard: the answers of groups, shrunken, with the ranks they can hold and why some hold none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.insight.change import stand_out
from dashboard.insight.ranking import (
    DRAWS,
    Shrunk,
    chances_from_middle,
    log_error,
    ranks,
    shrink_shares,
    shrink_values,
)
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Array, Metric

STILL_WAITING = "half are still waiting"


@dataclass(frozen=True, slots=True)
class Place:
    """A group on a leaderboard. `estimate`, `low`, `high`: shrunken, in the metric's unit. `first` to `last`: the
    ranks it can hold among `of`; None, with the reason, when it is not ranked. `tone`: good or bad when it is
    surely better or worse than the middle (corrected for all groups looked at), else even."""

    key: str
    answer: Answer
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    first: int | None = None
    last: int | None = None
    of: int = 0
    reason: str = ""
    middle: float | None = None
    tone: str = "even"

    @property
    def ranked(self) -> bool:
        return self.first is not None


def standing(metric: Metric, answers: Sequence[Answer], minimum_n: int) -> list[Place]:
    """The groups, best estimate first, those that hold no rank after them. Volume alone ranks nobody."""
    if metric.unit not in ("percent", "seconds") or metric.better == "neither":
        return [Place(answer.group or "", answer, reason="volume is not ranked") for answer in answers]
    reasons = {answer.group or "": _not_ranked(answer, metric, minimum_n) for answer in answers}
    able = [answer for answer in answers if not reasons[answer.group or ""]]
    rest = [Place(a.group or "", a, reason=reasons[a.group or ""]) for a in answers if reasons[a.group or ""]]
    rest.sort(key=lambda place: -place.answer.n)
    return [*_ranked(metric, able), *rest]


def _not_ranked(answer: Answer, metric: Metric, minimum_n: int) -> str:
    if answer.refused:
        return "withheld"
    if answer.n < minimum_n:
        return f"fewer than {minimum_n}"
    if answer.value is None:
        return STILL_WAITING
    if metric.shape == "wait" and (
        answer.value <= 0 or log_error(answer.value, answer.low, answer.high) is None
    ):
        return "no spread to judge by"
    return ""


def _ranked(metric: Metric, answers: Sequence[Answer]) -> list[Place]:
    if not answers:
        return []
    shrunk = shrink(metric, answers)
    held, size = ranks(shrunk, metric.better), len(answers)
    estimate, low, high = (_back(metric, side) for side in (shrunk.estimate, shrunk.low, shrunk.high))
    middle = float(_back(metric, np.array([shrunk.middle]))[0])
    sure = stand_out(list(chances_from_middle(shrunk)))
    places = [
        Place(
            answer.group or "", answer, float(estimate[i]), float(low[i]), float(high[i]), held.first[i], held.last[i],
            size, middle=middle, tone=_tone(float(estimate[i]) - middle, metric, sure[i]),
        )
        for i, answer in enumerate(answers)
    ]  # fmt: skip
    sign = -1.0 if metric.better == "up" else 1.0
    return sorted(places, key=lambda place: sign * (place.estimate or 0.0))


def _tone(above: float, metric: Metric, sure: bool) -> str:
    if not sure:
        return "even"
    return "good" if (above > 0) == (metric.better == "up") else "bad"


def shrink(metric: Metric, answers: Sequence[Answer], many: int = DRAWS) -> Shrunk:
    """Shares by beta-binomial; waits by the logarithm of their Kaplan-Meier median, so a wait is never below zero.
    `many`: draws; ranks, which set every pair of groups side by side, need the most."""
    if metric.shape == "wait":
        error = [log_error(a.value or 1.0, a.low, a.high) or 1.0 for a in answers]
        return shrink_values(np.log([a.value or 1.0 for a in answers]), np.array(error), many=many)
    n = np.array([float(a.n) for a in answers])
    return shrink_shares(np.round(np.array([a.value or 0.0 for a in answers]) * n / 100), n, many)


def _back(metric: Metric, numbers: Array) -> Array:
    """From the scale of the shrinkage to the metric's own."""
    own: Array = np.exp(numbers) if metric.shape == "wait" else 100 * numbers
    return own


def leaders(places: Sequence[Place]) -> list[Place]:
    """The groups that none is surely better than; empty when they are all of the ranked."""
    ranked = [place for place in places if place.ranked]
    first = [place for place in ranked if place.first == 1]
    return first if len(first) < len(ranked) else []


def trailers(places: Sequence[Place]) -> list[Place]:
    """The groups that none is surely worse than; empty when they are all of the ranked."""
    ranked = [place for place in places if place.ranked]
    last = [place for place in ranked if place.last == place.of]
    return last if len(last) < len(ranked) else []
