"""One number with everything that must travel with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.scope import Window


@dataclass(frozen=True, slots=True)
class Answer:
    """The value of one metric in one window (and one group of a breakdown).

    `value`, `low`, `high`: None when nothing was observed or the bound is not reached. `refused`: why there is
    no number. `small`: under the metric's minimum n. `ignored`: filters in force that it could not follow.
    """

    metric: str
    variant: str | None
    window: Window
    group: str | None
    value: float | None
    low: float | None
    high: float | None
    n: int
    parts: Mapping[str, float]
    refused: str | None = None
    small: bool = False
    ignored: tuple[str, ...] = ()
