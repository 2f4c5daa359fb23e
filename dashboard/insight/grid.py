"""Agents by topics: how far each is from the middle of its topic, and which cells stand out among all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dashboard.insight.change import stand_out
from dashboard.insight.ranking import chances_from_middle, log_error
from dashboard.insight.standing import shrink
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Metric

DRAWN = 1000
"""Draws for each topic: a cell is only set against the middle of its topic, which so many tell to a thirtieth of its
spread."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One agent on one topic. `apart`: points from the topic's middle, or for waits the logarithm of how many
    times as long. `score`: -1 to 1, good above zero. `stands`: among all cells looked at."""

    agent: str
    topic: str
    answer: Answer
    estimate: float
    middle: float
    apart: float
    score: float
    stands: bool


def grid(metric: Metric, answers: Mapping[tuple[str, str], Answer]) -> list[Cell]:
    """Shrunk within each topic with at least two agents. Cells without a value, and lone agents, are left out."""
    made: list[Cell] = []
    chances: list[float | None] = []
    for topic in dict.fromkeys(topic for _, topic in answers):
        able = {agent: a for (agent, t), a in answers.items() if t == topic and _can(metric, a)}
        if len(able) < 2:
            continue
        shrunk = shrink(metric, list(able.values()), DRAWN)
        chances += chances_from_middle(shrunk).tolist()
        for (agent, answer), estimate in zip(able.items(), shrunk.estimate.tolist(), strict=True):
            made.append(_cell(metric, agent, topic, answer, estimate, shrunk.middle))
    largest = max((abs(cell.apart) for cell in made), default=0.0) or 1.0
    sign = 1.0 if metric.better == "up" else -1.0
    return [
        Cell(c.agent, c.topic, c.answer, c.estimate, c.middle, c.apart, sign * c.apart / largest, told)
        for c, told in zip(made, stand_out(chances), strict=True)
    ]


def _can(metric: Metric, answer: Answer) -> bool:
    if answer.value is None or not answer.n:
        return False
    if metric.shape != "wait":
        return True
    return answer.value > 0 and log_error(answer.value, answer.low, answer.high) is not None


def _cell(metric: Metric, agent: str, topic: str, answer: Answer, estimate: float, middle: float) -> Cell:
    if metric.shape == "wait":
        return Cell(
            agent,
            topic,
            answer,
            float(np.exp(estimate)),
            float(np.exp(middle)),
            float(estimate - middle),
            0.0,
            False,
        )
    return Cell(agent, topic, answer, 100 * estimate, 100 * middle, 100 * (estimate - middle), 0.0, False)
