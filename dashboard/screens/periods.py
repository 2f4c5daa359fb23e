"""The windows a page asks for: the period, the comparison, and the steps of both for lines over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dashboard.company import Weekday
from dashboard.scope import Grain, Scope, Vocabulary, Window, buckets, grain_for


@dataclass(frozen=True, slots=True)
class Periods:
    """`was` are the steps of `now` moved back to the comparison, in the same order; empty without one."""

    now: Window
    before: Window | None
    steps: tuple[Window, ...]
    was: tuple[Window, ...]
    grain: Grain

    def all(self) -> list[Window]:
        return [window for window in (self.now, self.before, *self.steps, *self.was) if window]

    def pair(self) -> list[Window]:
        """The period and its comparison, as a breakdown asks them."""
        return [window for window in (self.now, self.before) if window]


def periods(scope: Scope, vocabulary: Vocabulary) -> Periods:
    """What is not covered whole by the data is partial: it has not ended, or starts before the first day."""
    return _periods(scope, vocabulary.first_day, vocabulary.as_of, vocabulary.week_start)


@lru_cache(maxsize=64)
def _periods(scope: Scope, first_day: date, as_of: date, week_start: Weekday) -> Periods:
    """Kept, because every section of a page asks for them."""

    def covered(window: Window) -> Window:
        outside = window.end > as_of + timedelta(days=1) or window.start < first_day
        return replace(window, partial=window.partial or outside)

    now, before = covered(scope.now()), scope.before()
    grain = grain_for(now)
    steps = tuple(covered(step) for step in buckets(scope.start, scope.end, grain, week_start))
    if before is None:
        return Periods(now, None, steps, (), grain)
    back = scope.start - before.start
    was = tuple(covered(step) for step in (_moved(step, back, before.end) for step in steps) if step)
    return Periods(now, covered(before), steps, was, grain)


def _moved(step: Window, back: timedelta, end: date) -> Window | None:
    """A step at the same distance from the start of the comparison; None past its end."""
    start, stop = step.start - back, min(step.end - back, end)
    if start >= end:
        return None
    return Window(f"before {step.label}", start, stop, step.partial or stop < step.end - back)


def step_words(step: Window, grain: Grain) -> str:
    """A step on an axis: '3 Aug', or 'Aug 2026'."""
    return f"{step.start:%b %Y}" if grain == "month" else f"{step.start.day} {step.start:%b}"
