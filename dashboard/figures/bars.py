"""One zero-based bar for each value of a dimension, with its interval, its n and where it stood before.

The places of everything are worked out here, in percent of the room; the browser only lays them out. It is not a
plotly figure: each row is a button, so that it can be reached and pressed without a pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from html import unescape

from dashboard.figures.axis import round_ticks
from dashboard.figures.mark import Mark, Shown, extent

Place = float | None
"""Percent of the room from the left."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. All words are plain text. `left` and `width` are None when there is no value."""

    key: str
    label: str
    value: str
    n: str
    says: str
    left: Place
    width: Place
    low: Place
    high: Place
    before: Place
    state: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A round place of the axis and its words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Bars:
    """`zero`: where the bars stand."""

    rows: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    zero: float

    def plainly(self) -> dict[str, object]:
        """For the browser."""
        return asdict(self)


def bars(now: Sequence[Mark], before: Sequence[float | None], shown: Shown, *, seconds: bool = False) -> Bars:
    """Bars from the top in the order given; `before` has the earlier value of each."""
    low, high = extent(list(now), *before, 0.0)
    ticks = round_ticks(min(low, 0.0), max(high, 0.0), seconds, most=4)
    first, last = ticks[0], ticks[-1]

    def place(value: float | None) -> Place:
        return None if value is None else round(100 * (value - first) / (last - first), 3)

    zero = place(0.0) or 0.0
    rows = [_bar(mark, place(was), place, zero, shown) for mark, was in zip(now, before, strict=True)]
    return Bars(tuple(rows), tuple(Tick(place(tick) or 0.0, shown(tick)) for tick in ticks), zero)


def _bar(mark: Mark, was: Place, place: Callable[[float | None], Place], zero: float, shown: Shown) -> Bar:
    end = place(mark.value)
    left, width = (None, None) if end is None else (min(end, zero), round(abs(end - zero), 3))
    bounded = mark.value is not None and mark.low is not None and mark.high is not None
    low, high = (place(mark.low), place(mark.high)) if bounded else (None, None)
    value = "–" if mark.value is None else shown(mark.value)
    n = mark.instead if mark.value is None and mark.instead else f"n {mark.n:,}"
    says = _plain(mark.hover) or f"{_plain(mark.label)}: {value}"
    return Bar(mark.key, _plain(mark.label), value, n, says, left, width, low, high, was, _state(mark))


def _state(mark: Mark) -> str:
    return "partial" if mark.partial else "faint" if mark.faint or mark.value is None else "shown"


def _plain(words: str) -> str:
    """Words that were made safe for a figure, as the text they are; the figure's own marks are left out."""
    lines = words.replace("<b>", "").replace("</b>", "").split("<br>")
    return "\n".join(unescape(line) for line in lines)
