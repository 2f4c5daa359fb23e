"""Upright bars as pictures."""

from __future__ import annotations

from dashboard.reports import frames
from dashboard.reports.frames import Series
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
    sides,
    taken,
    text,
    whisker,
)

TALL = 330.0


def columns(drawing: Drawing) -> tuple[str, float]:
    """Upright bars side by side, with their values on them where there is room."""
    places = [step.place for step in drawing.drawn[0].steps]
    steps = [step for series in drawing.drawn for step in series.steps]
    ticks = drawing.words.ticks(frames.reach(steps))
    top = TOP + (KEY if len(drawing.drawn) > 1 else 8.0)
    left = taken([drawing.words.value(tick) for tick in ticks], 120, SMALL) + 16
    ends = (min(ticks[0], frames.reach(steps)[0]), max(ticks[-1], frames.reach(steps)[1]))
    room = Room(left, WIDTH - 6, top + 8, top + TALL, *ends)
    slot = (room.right - room.left) / max(len(places), 1)
    parts = [
        sides(room, ticks, drawing.words, drawing.palette),
        key(drawing, room.left) if len(drawing.drawn) > 1 else "",
    ]
    stride = max(1, round(taken(places, 110, SMALL) / slot + 0.5)) if len(places) > 16 else 1
    for number, place in enumerate(places):
        middle = room.left + slot * (number + 0.5)
        if number % stride == 0:
            label = fit(place, slot * stride - 6, SMALL)
            parts.append(text(middle, room.bottom + 20, label, drawing.palette.ink, "middle", size=SMALL))
        parts += [_column(room, s, number, k, slot, drawing) for k, s in enumerate(drawing.drawn)]
    return "".join(parts), room.bottom + FOOT


def _column(room: Room, series: Series, number: int, place: int, slot: float, drawing: Drawing) -> str:
    step, wide = series.steps[number], slot * 0.74 / len(drawing.drawn)
    if step.value is None:
        return ""
    left = room.left + slot * (number + 0.13) + wide * place
    top, bottom = sorted((room.y(step.value), room.y(0.0)))
    parts = [block(left, top, wide - 1, bottom - top, hue(series.name, place, drawing.palette))]
    if step.partial:
        parts.append(hatched(left, top, wide - 1, bottom - top, drawing.palette.paper))
    middle = left + wide / 2
    if step.low is not None and step.high is not None:
        parts.append(whisker(middle, room.y(step.low), middle, room.y(step.high), drawing.palette))
        top = min(top, room.y(step.high))
    value = beside(step, drawing.words)
    if taken([value], 999, 12.0) <= wide + 8:
        parts.append(text(middle, max(top - 6, 11), value, drawing.palette.ink, "middle", 600, 12.0))
    return "".join(parts)
