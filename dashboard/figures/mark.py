"""One mark of a figure: a value with what must travel with it, in words that are ready to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Shown = Callable[[float], str]
"""A number as the reader's locale writes it, with its unit."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`label` and `hover` are already safe for a figure. `key`: what a click on it chooses.

    `faint`: under the minimum n, or outside what was chosen. `partial`: not over, or too young to judge.
    `value` is None when nothing was observed; `instead` then says why, beside the label.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    hover: str = ""
    key: str = ""
    faint: bool = False
    partial: bool = False
    instead: str = ""


def extent(marks: list[Mark], *more: float | None) -> tuple[float, float]:
    """The least and the greatest of everything drawn, intervals included; 0 to 1 when nothing is."""
    numbers = [x for mark in marks for x in (mark.value, mark.low, mark.high) if mark.value is not None]
    drawn = [x for x in (*numbers, *more) if x is not None]
    return (min(drawn), max(drawn)) if drawn else (0.0, 1.0)


def reach(high: float | None, low: float | None) -> float:
    """How far a whisker goes from a mark: never backwards, and nowhere when an end is not known."""
    return 0.0 if high is None or low is None else max(high - low, 0.0)
