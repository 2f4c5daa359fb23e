"""A funnel by hand: one person at a time, in plain Python, from the words of the definition alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from random import Random
from typing import NamedTuple

import numpy as np

from dashboard.insight.funnel import DAY, GROUPS, Step, Touches, Way


class Touch(NamedTuple):
    who: int
    at: int
    stage: str
    touchpoint: str
    enters: bool
    channel: str | None


def belongs(touch: Touch, step: Step) -> bool:
    return getattr(touch, step.kind) == step.value


def by_hand(touches: Sequence[Touch], steps: Sequence[Step], way: Way, until: int) -> dict[int, dict]:
    """who -> entered, mature, reached (a list of times, None: not) and channel."""
    steps = [Step(s.kind, s.value, s.optional and i > 0) for i, s in enumerate(steps)]

    def place(touch: Touch) -> tuple:
        mine = [i for i, step in enumerate(steps) if belongs(touch, step)]
        return (touch.at, mine[0] if mine else 99, sum(2**i for i in mine))

    found = {}
    for who, group in groupby(sorted(touches, key=lambda t: t.who), key=lambda t: t.who):
        line = sorted(group, key=place)
        starting = [s for s in steps if not s.optional] if way.order == "any" else steps[:1]
        entries = [i for i, t in enumerate(line) if t.enters and any(belongs(t, s) for s in starting)]
        entries = entries[:1] if way.tries == "first" else entries
        attempts = [attempt(line, i, steps, way, until) for i in entries]
        if attempts:
            found[who] = min(attempts, key=lambda a: (not a["mature"], -a["depth"]))
    return found


def attempt(line: list[Touch], entry: int, steps: Sequence[Step], way: Way, until: int) -> dict:
    limit = line[entry].at + way.days * DAY
    seen = [t for t in line if t.at <= limit]
    if way.order == "any":
        reached = in_any_order([t for t in seen if t.at >= line[entry].at], steps)
    else:
        reached = along(seen, entry, steps, way.order == "strict")
    depth = sum(r is not None for r, s in zip(reached, steps, strict=True) if not s.optional)
    return {
        "entered": line[entry].at, "mature": limit <= until, "reached": reached, "depth": depth,
        "channel": line[entry].channel,
    }  # fmt: skip


def in_any_order(seen: list[Touch], steps: Sequence[Step]) -> list[int | None]:
    times = [min((t.at for t in seen if belongs(t, s)), default=None) for s in steps]
    required = iter(
        sorted((t for t, s in zip(times, steps, strict=True) if not s.optional and t is not None))
    )
    return [t if s.optional else next(required, None) for t, s in zip(times, steps, strict=True)]


def along(seen: list[Touch], entry: int, steps: Sequence[Step], strict: bool) -> list[int | None]:
    reached: list[int | None] = [None] * len(steps)
    reached[0] = seen[entry].at
    at, step = entry, 0
    while True:
        following = next((i for i in range(step + 1, len(steps)) if not steps[i].optional), None)
        optional = range(step + 1, len(steps) if following is None else following)
        stop, goal = len(seen), None
        for i in range(at + 1, len(seen)):
            if following is not None and belongs(seen[i], steps[following]):
                goal = stop = i
                break
            if strict and not any(belongs(seen[i], steps[s]) for s in (step, *optional)):
                stop = i
                break
        for s in optional:
            reached[s] = next((seen[i].at for i in range(at + 1, stop) if belongs(seen[i], steps[s])), None)
        if goal is None or following is None:
            return reached
        reached[following] = seen[goal].at
        at, step = goal, following


STAGES = {"advert": "Look", "page": "Look", "cart": "Buy", "pay": "Buy", "order": "Buy", "call": "Help"}


def at_random(dice: Random, people: int = 40, hours: int = 30, most: int = 9) -> list[Touch]:
    """Journeys in whole hours, so that many touches share a moment. One hour is a day of the window."""
    touches = []
    for who in range(1, people + 1):
        for _ in range(dice.randint(0, most)):
            hour, point = dice.randrange(hours), dice.choice(list(STAGES))
            channel = dice.choice(["app", "web", None])
            touches.append(Touch(who, hour * DAY, STAGES[point], point, hour < 20, channel))
    dice.shuffle(touches)
    return touches


def arrays(touches: Sequence[Touch]) -> Touches:
    """As the page reads them, in any order."""

    def coded(values: Sequence[str | None]) -> tuple[np.ndarray, tuple[str, ...]]:
        names = sorted({v for v in values if v is not None})
        return np.array([names.index(v) if v is not None else -1 for v in values], dtype=np.int64), tuple(
            names
        )

    channel = coded([t.channel for t in touches])
    return Touches(
        np.array([t.who for t in touches], dtype=np.int64), np.array([t.at for t in touches], dtype=np.int64),
        np.array([t.enters for t in touches], dtype=bool),
        {"stage": coded([t.stage for t in touches]), "touchpoint": coded([t.touchpoint for t in touches])},
        dict.fromkeys(GROUPS, channel),
    )  # fmt: skip
