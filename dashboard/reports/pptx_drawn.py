"""A chart on its way to a slide: what it is of, and where its marks are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from dashboard.reports import frames
from dashboard.reports.exhibit import Exhibit
from dashboard.reports.frames import Series
from dashboard.reports.pptx_colours import Brush
from dashboard.reports.pptx_page import Room
from dashboard.reports.words import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart is of. `ends`: the least and the most that is drawn; `style`: how its numbers are written;
    `one`: what its numbers are counted in (3600: durations in hours)."""

    exhibit: Exhibit
    shown: Sequence[Series]
    words: Words
    ends: tuple[float, float]
    style: str
    room: Room
    brush: Brush
    one: float = 1.0


@dataclass(frozen=True, slots=True)
class Inner:
    """Where the marks are, as parts of the chart, and the values at the ends of its axis. `times`: of ratios."""

    x: float
    y: float
    wide: float
    high: float
    low: float
    top: float
    times: bool = False

    @property
    def start(self) -> float:
        """Where bars begin."""
        return 1.0 if self.times else 0.0

    def between(self, value: float, other: float, along: float) -> float:
        """How far from one value to another, as a part of the chart."""
        if self.times:
            near, far = (min(max(v, self.low), self.top) for v in (value, other))
            return log2(far / near) / (log2(self.top / self.low) or 1.0) * along
        return self.size(other - value, along)

    def size(self, value: float, along: float) -> float:
        """A stretch of the axis as a part of the chart; `along`: all of the axis as one."""
        return value / ((self.top - self.low) or 1.0) * along


def values(drawn: Drawn) -> list[str]:
    """What stands at each mark, in words."""
    if drawn.exhibit.plot.kind == "waterfall":
        spans = frames.spans([step.value or 0.0 for step in drawn.shown[0].steps])
        return [drawn.words.change(end - start) for start, end in spans]
    return [drawn.words.value(step.value) for series in drawn.shown for step in series.steps]


def named(series: Series, drawn: Drawn) -> str:
    """A line's name with its last value."""
    return f"{series.name} {drawn.words.value(series.last)}".strip()
