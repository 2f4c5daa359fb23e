"""What pictures are made of: a room with axes, lines, blocks, words. All text is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log2

from dashboard.figures.template import Palette
from dashboard.reports.frames import BEFORE, Series, Step
from dashboard.reports.text import fitted, line, width
from dashboard.reports.words import Words

WIDTH, TOP, FOOT, KEY = 900.0, 16.0, 32.0, 30.0
SIZE, SMALL = 14.0, 13.0
HATCH = "immature"


@dataclass(frozen=True, slots=True)
class Room:
    """Where the marks are, in pixels, and the values at its ends. `times`: equal distances multiply, across."""

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    times: bool = False

    @property
    def start(self) -> float:
        """Where bars begin."""
        return 1.0 if self.times else 0.0

    def x(self, value: float) -> float:
        if self.times:
            inside = min(max(value, self.low), self.high)
            along = log2(inside / self.low) / (log2(self.high / self.low) or 1.0)
            return self.left + (self.right - self.left) * along
        return self.left + (self.right - self.left) * (value - self.low) / ((self.high - self.low) or 1.0)

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * (value - self.low) / ((self.high - self.low) or 1.0)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, with whose words, in which colours."""

    drawn: Sequence[Series]
    words: Words
    palette: Palette


def text(
    x: float, y: float, words: str, colour: str, anchor: str = "start", weight: int = 400, size: float = SIZE
) -> str:
    """One line of words."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" text-anchor="{anchor}" font-weight="{weight}" '
        f'font-size="{size:g}">{escape(line(words, 200))}</text>'
    )


def stroke(x1: float, y1: float, x2: float, y2: float, colour: str, thick: float = 1.0) -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" stroke-width="{thick:g}"/>'


def block(x: float, y: float, wide: float, high: float, colour: str) -> str:
    """A filled rectangle, never thinner than can be seen."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(wide, 0.8):.1f}" height="{max(high, 0.8):.1f}" fill="{colour}"/>'


def hatched(x: float, y: float, wide: float, high: float, colour: str) -> str:
    """The marks of what is not over yet, over a block: lines that no pattern is needed for."""
    parts, at, step = [], x - high, 8.0
    while at < x + wide:
        start, end = max(at, x), min(at + high, x + wide)
        if end > start:
            parts.append(stroke(start, y + high - (start - at), end, y + high - (end - at), colour, 1.3))
        at += step
    return "".join(parts)


def fit(words: str, pixels: float, size: float = SIZE) -> str:
    """The words, cut so that they take no more pixels."""
    return fitted(words, pixels / size)


def taken(words: Sequence[str], most: float, size: float = SIZE) -> float:
    """Pixels that the longest of these takes, at most so many."""
    return min(max((width(each) * size for each in words), default=0.0), most)


def hue(name: str, place: int, palette: Palette) -> str:
    """The accent for now, grey for before, and colours of their own for the rest."""
    if name == BEFORE:
        return palette.before
    return palette.accent if place == 0 else palette.categorical[place % len(palette.categorical)]


def key(drawing: Drawing, left: float) -> str:
    """The names of the series in their colours, above the marks."""
    parts, at = [], left
    for place, series in enumerate(drawing.drawn):
        name = fit(series.name, 200)
        colour = hue(series.name, place, drawing.palette)
        parts += [block(at, TOP - 6, 11, 11, colour), text(at + 17, TOP + 4, name, drawing.palette.ink)]
        at += 17 + width(name) * SIZE + 26
    return "".join(parts)


def beside(step: Step, words: Words) -> str:
    """The value of a mark in words."""
    return words.value(step.value)


def sides(room: Room, ticks: Sequence[float], words: Words, palette: Palette) -> str:
    """Lines across at round values, with the values at the left."""
    return "".join(
        stroke(room.left, room.y(tick), room.right, room.y(tick), palette.grey if tick == 0 else palette.line)
        + text(room.left - 9, room.y(tick) + 5, words.value(tick), palette.grey, "end", size=SMALL)
        for tick in ticks
    )


def whisker(x1: float, y1: float, x2: float, y2: float, palette: Palette) -> str:
    """An interval with its ends, upright or lying, that is seen on a bar and beside it."""
    across, along = (4.0, 0.0) if x1 == x2 else (0.0, 4.0)
    ends = [(x - across, y - along, x + across, y + along) for x, y in ((x1, y1), (x2, y2))]
    under = stroke(x1, y1, x2, y2, palette.paper, 3.6)
    return under + "".join(stroke(*line_, palette.ink, 1.4) for line_ in ((x1, y1, x2, y2), *ends))
