"""Round places for ticks, and their words; figures format nothing in the browser."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from dashboard.figures.mark import Shown

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
TIME_STEPS = (
    1, 2, 5, 10, 15, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY, 60 * DAY, 120 * DAY,
)  # fmt: skip


def round_ticks(low: float, high: float, seconds: bool = False, most: int = 5) -> list[float]:
    """At most `most` round numbers that cover the range, both ends included; at least two."""
    size = max(abs(low), abs(high), 1e-3)
    span = high - low if high - low > 1e-6 * size else size
    step = _step(span / max(most - 1, 1), seconds)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    last = max(last, first + 1)
    return [round(i * step, 10) for i in range(first, last + 1)]


def _step(least: float, seconds: bool) -> float:
    if seconds and least <= TIME_STEPS[-1]:
        return float(next(step for step in TIME_STEPS if step >= least))
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= least * (1 - 1e-9))


def value_axis(ticks: Sequence[float], shown: Shown) -> dict[str, Any]:
    """An axis of values from the first tick to the last, each written as the reader writes it."""
    return {
        "range": [ticks[0], ticks[-1]],
        "tickmode": "array",
        "tickvals": list(ticks),
        "ticktext": [shown(tick) for tick in ticks],
    }


def few(labels: Sequence[str], most: int = 5) -> tuple[list[int], list[str]]:
    """Evenly spread places and labels of a long row, the last one always among them."""
    if not labels:
        return [], []
    stride = max(1, math.ceil(len(labels) / most))
    places = list(range(len(labels) - 1, -1, -stride))[::-1]
    return places, [labels[i] for i in places]
