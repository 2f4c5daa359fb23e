"""A heat map as every export draws it: which squares there are and how dark each one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.figures.template import Palette
from dashboard.reports.exhibit import Exhibit
from dashboard.reports.frames import NAMES, number, partial, word

MOST_ACROSS, MOST_DOWN = 26, 26
READABLE = 4.5
"""The contrast that WCAG 2.2 asks of small text; black or white has it on any colour."""


@dataclass(frozen=True, slots=True)
class Square:
    """`depth`: -1 (all of the colour of less than nothing) to 1 (all of the accent); None: nothing observed."""

    value: float | None
    depth: float
    partial: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """`squares` by (row, column). `left`: how many rows and columns there is no room for."""

    across: tuple[str, ...]
    down: tuple[str, ...]
    squares: Mapping[tuple[int, int], Square]
    left: int


def grid(exhibit: Exhibit) -> Grid:
    """The squares of a frame in the order in which their names first occur."""
    plot = exhibit.plot
    named = [
        (NAMES.get(str(row.get(plot.series)), word(row.get(plot.series))), word(row.get(plot.x)), row)
        for row in exhibit.rows
    ]
    down = tuple(dict.fromkeys(name for name, _, _ in named))
    across = tuple(dict.fromkeys(place for _, place, _ in named))
    rows, columns = ({name: i for i, name in enumerate(names)} for names in (down, across))
    values = [v for _, _, row in named if (v := number(row.get(plot.y))) is not None]
    start, most = _scale(values)
    squares = {
        (rows[name], columns[place]): Square(v, _depth(v, start, most), partial(row))
        for name, place, row in named
        for v in [number(row.get(plot.y))]
        if rows[name] < MOST_DOWN and columns[place] < MOST_ACROSS
    }
    left = max(len(down) - MOST_DOWN, 0) + max(len(across) - MOST_ACROSS, 0)
    return Grid(across[:MOST_ACROSS], down[:MOST_DOWN], squares, left)


def _scale(values: list[float]) -> tuple[float, float]:
    """(what is paper, what is full colour): from zero, or from a little below the least where all are high."""
    low, most = min(values, default=0.0), max(map(abs, values), default=1.0) or 1.0
    return (low - (most - low) / 3, most) if 0 < most / 2 <= low < most else (0.0, most)


def _depth(value: float | None, start: float, most: float) -> float:
    return 0.0 if value is None else max(-1.0, min((value - start) / (most - start), 1.0))


def shade(depth: float, palette: Palette) -> tuple[str, str]:
    """(paper, ink) of a square: from paper to the accent, below nothing to the colour of bad; ink that is read."""
    end = palette.accent if depth >= 0 else palette.bad
    under = mixed(palette.paper, end, min(abs(depth), 1.0))
    inks = (palette.ink, palette.paper, "#000000", "#FFFFFF")
    return under, next(ink for ink in inks if contrast(ink, under) >= READABLE)


def mixed(one: str, other: str, much: float) -> str:
    """So much of the other colour in the one: '#8598B9'."""
    sides = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * much):02X}" for a, b in sides)


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, by WCAG: 1 to 21."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
