"""Bars, columns and waterfalls as pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.metrics.metric import Better
from dashboard.reports import frames
from dashboard.reports.frames import BEFORE, Step
from dashboard.reports.svg_marks import (
    FOOT,
    KEY,
    SMALL,
    TOP,
    WIDTH,
    Drawing,
    Room,
    beside,
    block,
    fit,
    hatched,
    hue,
    key,
    stroke,
    taken,
    text,
    whisker,
)

ROW, BAR, TALL = 32.0, 18.0, 330.0
LONGEST, GAP = 300.0, 12.0
FULL, MOST_GROWN = 320.0, 1.7
"""Few bars are thicker, until they fill so much."""


def bars(drawing: Drawing) -> tuple[str, float]:
    """One row for each place: a bar for each series with its value beside it, a tick for where it stood before."""
    main = [series for series in drawing.drawn if series.name != BEFORE] or list(drawing.drawn)
    was = next((s for s in drawing.drawn if s.name == BEFORE and s not in main), None)
    places = [step.place for step in main[0].steps]
    alone = len(main) == 1 or frames.apart(main)
    tall = ROW if alone else 13.0 * len(main) + 14.0
    grown = min(max(FULL / (tall * max(len(places), 1)), 1.0), MOST_GROWN)
    thick, half = (BAR if alone else 13.0) * grown, 12 * grown
    room, ticks = _across(drawing, places, tall * grown)
    parts = [_grid(room, ticks, drawing), _key(drawing, room)]
    height = (room.bottom - room.top) / max(len(places), 1)
    for row, place in enumerate(places):
        middle = room.top + height * (row + 0.5)
        parts.append(
            text(room.left - GAP, middle + 5, fit(place, room.left - GAP), drawing.palette.ink, "end")
        )
        there = [(i, s) for i, s in enumerate(main) if not alone or s.steps[row].value is not None] or [
            (0, main[0])
        ]
        for at, (number, series) in enumerate(there):
            top = middle + (at - len(there) / 2) * thick
            colour = hue(series.name, number, drawing.palette)
            parts.append(_bar(room, series.steps[row], top, thick, colour, drawing))
        stood = was.steps[row].value if was else None
        if stood is not None:
            parts.append(
                stroke(room.x(stood), middle - half, room.x(stood), middle + half, drawing.palette.grey, 2.5)
            )
    return "".join(parts), room.bottom + FOOT


def _bar(room: Room, step: Step, top: float, thick: float, colour: str, drawing: Drawing) -> str:
    size = 14.0 if thick >= BAR else 12.0
    value = text(
        WIDTH - 2,
        top + thick / 2 + size * 0.36,
        beside(step, drawing.words),
        drawing.palette.ink,
        "end",
        600,
        size,
    )
    if step.value is None:
        return value
    left, right = sorted((room.x(room.start), room.x(step.value)))
    mark = block(left, top + 1, right - left, thick - 2, colour)
    if step.partial:
        mark += hatched(left, top + 1, right - left, thick - 2, drawing.palette.paper)
    if step.low is None or step.high is None:
        return mark + value
    middle = top + thick / 2
    return mark + whisker(room.x(step.low), middle, room.x(step.high), middle, drawing.palette) + value


def _across(drawing: Drawing, places: Sequence[str], row: float) -> tuple[Room, list[float]]:
    """Room for the names at the left and the values at the right, and round values between."""
    steps = [step for series in drawing.drawn for step in series.steps]
    times = drawing.words.times
    reached = frames.reach(steps, times=times)
    ticks = drawing.words.ticks(reached)
    ends = (min(ticks[0], reached[0]), max(ticks[-1], reached[1]))
    values = [beside(step, drawing.words) for step in steps]
    return replace(_lying(places, values, row, ends, len(drawing.drawn) > 1), times=times), ticks


def _lying(
    places: Sequence[str], values: Sequence[str], row: float, ends: tuple[float, float], keyed: bool
) -> Room:
    top = TOP + (KEY if keyed else 0.0)
    left, right = taken(places, LONGEST) + GAP + 4, WIDTH - taken(values, 200) - 22
    return Room(left, right, top, top + row * max(len(places), 1), *ends)


def _key(drawing: Drawing, room: Room) -> str:
    return key(drawing, room.left) if len(drawing.drawn) > 1 else ""


def _grid(room: Room, ticks: Sequence[float], drawing: Drawing) -> str:
    colour = drawing.palette
    return "".join(
        stroke(
            room.x(tick),
            room.top,
            room.x(tick),
            room.bottom,
            colour.grey if tick == room.start else colour.line,
        )
        + text(room.x(tick), room.bottom + 20, drawing.words.value(tick), colour.grey, "middle", size=SMALL)
        for tick in ticks
    )


def falls(drawing: Drawing, better: Better) -> tuple[str, float]:
    """Floating bars that add up to the last."""
    steps = drawing.drawn[0].steps
    spans = frames.spans([step.value or 0.0 for step in steps])
    ends = [0.0, *(end for span in spans for end in span)]
    ticks = drawing.words.ticks((min(ends), max(ends)))
    labels = [*(step.place for step in steps), frames.TOTAL]
    values = [drawing.words.change(end - start) for start, end in spans]
    room = _lying(labels, values, ROW, (min(ticks[0], *ends), max(ticks[-1], *ends)), False)
    parts = [_grid(room, ticks, drawing)]
    for row, (label, value, (start, end)) in enumerate(zip(labels, values, spans, strict=True)):
        middle, weight = room.top + ROW * (row + 0.5), 600 if row == len(steps) else 400
        low, high = sorted((room.x(start), room.x(end)))
        colour = tone(end - start, better, drawing)
        parts += [
            text(
                room.left - GAP, middle + 5, fit(label, room.left - GAP), drawing.palette.ink, "end", weight
            ),
            block(low, middle - BAR / 2, high - low, BAR, colour),
            text(WIDTH - 2, middle + 5, value, drawing.palette.ink, "end", 600),
        ]
        if row < len(steps):
            parts.append(
                stroke(
                    room.x(end), middle + BAR / 2, room.x(end), middle + ROW - BAR / 2, drawing.palette.grey
                )
            )
    parts.append(stroke(room.left, room.bottom - ROW, WIDTH, room.bottom - ROW, drawing.palette.grey))
    return "".join(parts), room.bottom + FOOT


def tone(change: float, better: Better, drawing: Drawing) -> str:
    """The colour of a change: good, bad, or neither."""
    if better == "neither" or change == 0:
        return drawing.palette.accent
    return drawing.palette.good if (change > 0) == (better == "up") else drawing.palette.bad
