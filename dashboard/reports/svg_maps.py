"""Heat maps and flows as pictures."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.figures.template import Palette
from dashboard.reports.exhibit import Exhibit
from dashboard.reports.flows import Band, Course, Node, course
from dashboard.reports.grids import Square, grid, shade
from dashboard.reports.svg_marks import SIZE, SMALL, TOP, WIDTH, block, fit, hatched, taken, text
from dashboard.reports.text import wrapped
from dashboard.reports.words import Words

CELL, WIDEST, LONGEST = 30.0, 150.0, 260.0
TALL, THICK, APART = 420.0, 12.0, 20.0


def heat(exhibit: Exhibit, words: Words, palette: Palette) -> tuple[str, float]:
    """One square for each pair with its value in it, the darker the further from nothing."""
    made = grid(exhibit)
    left = taken(made.down, LONGEST) + 14
    wide = min((WIDTH - left) / max(len(made.across), 1), WIDEST)
    high = max(min(CELL, 560.0 / max(len(made.down), 1)), 20.0)
    heads = [wrapped(name, (wide - 4) / SMALL, 2) for name in made.across]
    top = TOP + 14 + 15 * (max(map(len, heads), default=1) - 1)
    parts = [
        text(left + wide * (i + 0.5), top - 8 - 15 * (len(lines) - 1 - k), words_, palette.grey, "middle", size=SMALL)
        for i, lines in enumerate(heads) for k, words_ in enumerate(lines)
    ]  # fmt: skip
    parts += [
        text(left - 12, top + high * (i + 0.5) + 5, fit(name, left - 14), palette.ink, "end")
        for i, name in enumerate(made.down)
    ]
    values = [words.value(square.value) for square in made.squares.values()]
    size = max(min(SMALL, SMALL * (wide - 5) / max(taken(values, 999, SMALL), 1.0)), 8.0)
    for (row, column), square in made.squares.items():
        place = Place(left + wide * column + 1, top + high * row + 1, wide - 2, high - 2)
        parts.append(_square(square, place, words.value(square.value), size, palette))
    return "".join(parts), top + high * len(made.down) + 10


@dataclass(frozen=True, slots=True)
class Place:
    """Where a square is, in pixels."""

    x: float
    y: float
    wide: float
    high: float


def _square(square: Square, place: Place, value: str, size: float, palette: Palette) -> str:
    under, ink = (palette.paper, palette.grey) if square.value is None else shade(square.depth, palette)
    parts = [block(place.x, place.y, place.wide, place.high, under)]
    middle = place.x + place.wide / 2
    if square.partial:
        parts.append(hatched(place.x, place.y, place.wide, place.high, palette.before))
        room = taken([value], place.wide - 2, size) + 2
        parts.append(block(middle - room / 2, place.y + 4, room, place.high - 8, under))
    parts.append(
        text(
            middle,
            place.y + place.high / 2 + size * 0.36,
            fit(value, place.wide, size),
            ink,
            "middle",
            size=size,
        )
    )
    return "".join(parts)


def flow(exhibit: Exhibit, words: Words, palette: Palette) -> tuple[str, float]:
    """Places in columns from the left, joined by curved bands as wide as what goes through."""
    made = course(exhibit, APART / TALL)
    gap = (WIDTH - THICK - _end(made)) / max(made.columns - 1, 1)
    parts = [_band(band, made, gap, palette) for band in made.bands]
    for node in made.nodes.values():
        parts += _place(node, gap, words, palette)
    low = max((node.top + node.height for node in made.nodes.values()), default=0.0)
    return "".join(parts), TOP + TALL * low + 22


def _end(made: Course) -> float:
    """Room for the names of the last column, which stand outside."""
    last = [node.name for node in made.nodes.values() if node.column == made.columns - 1]
    return taken([f"{name} 99,999" for name in last], 190.0) + 12


def _place(node: Node, gap: float, words: Words, palette: Palette) -> list[str]:
    x, y = gap * node.column, TOP + TALL * node.top
    high = max(TALL * node.height, 2.0)
    said = words.value(node.size)
    name = fit(node.name, min(gap, 190.0) - THICK - 24 - taken([said], 90))
    return [
        block(x, y, THICK, high, palette.accent),
        text(x + THICK + 7, y + max(high / 2, 7) + 5, f"{name} {said}", palette.ink, size=SIZE),
    ]


def _band(band: Band, made: Course, gap: float, palette: Palette) -> str:
    x1, x2 = gap * band.source[0] + THICK, gap * band.target[0]
    y1, y2, wide = TOP + TALL * band.start, TOP + TALL * band.end, max(TALL * band.width, 0.6)
    bend = (x1 + x2) / 2
    return (
        f'<path d="M{x1:.1f} {y1:.1f}C{bend:.1f} {y1:.1f} {bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}'
        f'L{x2:.1f} {y2 + wide:.1f}C{bend:.1f} {y2 + wide:.1f} {bend:.1f} {y1 + wide:.1f} {x1:.1f} {y1 + wide:.1f}Z" '
        f'fill="{palette.band}"/>'
    )
