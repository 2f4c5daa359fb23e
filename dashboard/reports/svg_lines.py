"""Lines and stairs as pictures, with the interval of the first and the names at their ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.figures.axis import round_ticks
from dashboard.reports import frames
from dashboard.reports.frames import Series, Step
from dashboard.reports.svg_marks import (
    FOOT,
    SMALL,
    TOP,
    WIDTH,
    Drawing,
    Room,
    fit,
    hue,
    sides,
    taken,
    text,
)

TALL, LONGEST, APART = 330.0, 190.0, 18.0
Point = tuple[float, float | None]


def lines(drawing: Drawing) -> tuple[str, float]:
    """Series over the same steps, by position."""
    room, ticks = _room(drawing)
    places = drawing.drawn[0].steps
    most = len(places)

    def x(place: int) -> float:
        return room.left + (room.right - room.left) * (place / (most - 1) if most > 1 else 0.5)

    parts = [sides(room, ticks, drawing.words, drawing.palette)]
    wide = taken([step.place for step in places], 120, SMALL) + 14
    stride = max(1, -(-most * wide // (room.right - room.left)))
    shown = range(most - 1, -1, -int(stride))
    parts += [
        text(
            x(i),
            room.bottom + 21,
            fit(places[i].place, 120, SMALL),
            drawing.palette.grey,
            "middle",
            size=SMALL,
        )
        for i in shown
    ]
    for number, series in reversed(list(enumerate(drawing.drawn))):
        colour = hue(series.name, number, drawing.palette)
        if number == 0:
            parts.append(_band([(x(i), s) for i, s in enumerate(series.steps)], room, drawing.palette.band))
        parts += _course(series.steps, x, room, colour)
    return "".join([*parts, *_names(drawing, room)]), room.bottom + FOOT


def curves(drawing: Drawing) -> tuple[str, float]:
    """Stairs over a number: each value holds until the next."""
    room, ticks = _room(drawing)
    steps = [step for series in drawing.drawn for step in series.steps if step.at is not None]
    across = [step.at for step in steps if step.at is not None] or [0.0]
    first, last = min(0.0, *across), max(across) or 1.0
    scale = Room(room.left, room.right, 0, 0, first, last)
    parts = [sides(room, ticks, drawing.words, drawing.palette)]
    for tick in round_ticks(first, last, most=7):
        if tick <= last:
            parts.append(
                text(scale.x(tick), room.bottom + 21, f"{tick:g}", drawing.palette.grey, "middle", size=SMALL)
            )
    first_steps = drawing.drawn[0].steps
    parts.append(_stair_band(first_steps, scale, room, drawing.palette.band))
    for number, series in reversed(list(enumerate(drawing.drawn))):
        points: list[Point] = [(scale.x(at), room.y(value)) for at, value in frames.stairs(series.steps)]
        parts.append(_path(points, hue(series.name, number, drawing.palette)))
    return "".join([*parts, *_names(drawing, room)]), room.bottom + FOOT


def _room(drawing: Drawing) -> tuple[Room, list[float]]:
    """Room for the values at the left and the names at the right."""
    steps = [step for series in drawing.drawn for step in series.steps]
    ends = frames.reach(steps, zero=False)
    ticks = drawing.words.ticks(ends)
    left = max(taken([drawing.words.value(tick) for tick in ticks], 120, SMALL) + 16, 46)
    right = taken([_named(series, drawing) for series in drawing.drawn], LONGEST) + 18
    return Room(left, WIDTH - right, TOP, TOP + TALL, min(ticks[0], ends[0]), max(ticks[-1], ends[1])), ticks


def _named(series: Series, drawing: Drawing) -> str:
    """The name of a line with its last value."""
    value = drawing.words.value(series.last) if series.last is not None else ""
    return f"{fit(series.name, LONGEST - 14 * 0.62 * (len(value) + 1))} {value}".strip()


def _names(drawing: Drawing, room: Room) -> list[str]:
    """The name of each line at its end, apart from each other and inside the room."""
    ends = sorted(
        (room.y(series.last), _named(series, drawing), hue(series.name, i, drawing.palette))
        for i, series in enumerate(drawing.drawn)
        if series.last is not None
    )
    at, placed = room.top - APART, []
    for left, (y, _, _) in zip(range(len(ends) - 1, -1, -1), ends, strict=True):
        at = min(max(y, at + APART), room.bottom - left * APART)
        placed.append(at)
    return [
        text(room.right + 12, y + 5, words, colour, weight=600)
        for y, (_, words, colour) in zip(placed, ends, strict=True)
    ]


def _course(steps: Sequence[Step], x: Callable[[int], float], room: Room, colour: str) -> list[str]:
    """A line that breaks where nothing was observed, dashed where it is not over yet; a dot for what stands alone."""
    points: list[Point] = [(x(i), None if s.value is None else room.y(s.value)) for i, s in enumerate(steps)]
    open_from = next(
        (
            i
            for i, s in enumerate(steps)
            if s.partial and all(t.partial or t.value is None for t in steps[i:])
        ),
        len(steps),
    )
    parts = [
        _path(points[:open_from], colour),
        _path(points[max(open_from - 1, 0) :], colour, "5 5") if open_from < len(steps) else "",
    ]
    for i, (across, y) in enumerate(points):
        near = [points[j][1] for j in (i - 1, i + 1) if 0 <= j < len(points)]
        if y is not None and all(other is None for other in near):
            parts.append(f'<circle cx="{across:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
    return parts


def _path(points: Sequence[Point], colour: str, dashes: str = "") -> str:
    said, pen = [], "M"
    for x, y in points:
        if y is None:
            pen = "M"
            continue
        said.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    if not said:
        return ""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'fill="none" stroke="{colour}" stroke-width="2.4" stroke-linejoin="round"{dashed}'
    return f'<path d="{"".join(said)}" {look}/>'


def _band(points: Sequence[tuple[float, Step]], room: Room, colour: str) -> str:
    """The interval around each unbroken run of whole steps."""
    runs: list[list[tuple[float, float, float]]] = [[]]
    for x, step in points:
        if step.low is None or step.high is None or step.partial:
            runs.append([])
        else:
            runs[-1].append((x, step.low, step.high))
    return "".join(_area(run, room, colour) for run in runs if len(run) > 1)


def _stair_band(steps: Sequence[Step], scale: Room, room: Room, colour: str) -> str:
    held: list[tuple[float, float, float]] = []
    for step in steps:
        if step.at is None or step.low is None or step.high is None:
            continue
        if held:
            held.append((scale.x(step.at), *held[-1][1:]))
        held.append((scale.x(step.at), step.low, step.high))
    return _area(held, room, colour) if held else ""


def _area(run: Sequence[tuple[float, float, float]], room: Room, colour: str) -> str:
    over = [f"{x:.1f},{room.y(high):.1f}" for x, _, high in run]
    under = [f"{x:.1f},{room.y(low):.1f}" for x, low, _ in reversed(run)]
    return f'<polygon points="{" ".join([*over, *under])}" fill="{colour}"/>'
