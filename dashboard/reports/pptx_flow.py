"""Flows as PowerPoint's own shapes: bars for places, bands between them, words beside them."""

from __future__ import annotations

from typing import Any

from pptx.util import Emu

from dashboard.figures.template import LIGHT
from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.flows import Band, Node, course, curved
from dashboard.reports.grids import mixed
from dashboard.reports.pptx_colours import Brush, rgb
from dashboard.reports.pptx_page import POINT, Room, box
from dashboard.reports.text import fitted, width
from dashboard.reports.words import Words

SIZE, THICK, APART = 12.0, 9.0, 20.0
"""Points of the words, of the width of a bar, and from one bar to the next."""


def flow(slide: Any, exhibit: Exhibit, report: Report, room: Room, brush: Brush) -> Any:
    """The flows as one group of shapes."""
    words = Words(exhibit, report)
    made = course(exhibit, APART * POINT / room.height)
    group = slide.shapes.add_group_shape()
    last = [n for n in made.nodes.values() if n.column == made.columns - 1]
    end = min(max((width(f"{n.name} {words.value(n.size)}") for n in last), default=1.0), 16.0) * SIZE * POINT
    gap = (room.width - end - THICK * 2 * POINT) / max(made.columns - 1, 1)
    for band in made.bands:
        _band(group, band, gap, room, brush)
    for node in made.nodes.values():
        _node(group, node, gap, room, words, brush)
    return group


def _band(group: Any, band: Band, gap: float, room: Room, brush: Brush) -> None:
    x1 = room.left + gap * band.source[0] + THICK * POINT
    x2 = room.left + gap * band.target[0]
    y1, y2, wide = (
        room.top + room.height * band.start,
        room.top + room.height * band.end,
        room.height * band.width,
    )
    over, under = curved(x1, y1, x2, y2), curved(x2, y2 + wide, x1, y1 + wide)
    builder = group.shapes.build_freeform(int(over[0][0]), int(over[0][1]))
    builder.add_line_segments([(int(x), int(y)) for x, y in (*over[1:], *under)], close=True)
    shape = builder.convert_to_shape()
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(mixed(LIGHT.paper, brush.palette.accent, 0.2))
    shape.line.fill.background()
    _plain(shape)
    shape.name = fitted(f"{band.source[1]} to {band.target[1]}: {band.value:g}", 60)


def _node(group: Any, node: Node, gap: float, room: Room, words: Words, brush: Brush) -> None:
    left, top = int(room.left + gap * node.column), int(room.top + room.height * node.top)
    high = max(int(room.height * node.height), 2 * POINT)
    bar = group.shapes.add_shape(1, Emu(left), Emu(top), Emu(int(THICK * POINT)), Emu(high))
    brush.fill(bar, brush.palette.accent)
    bar.line.fill.background()
    _plain(bar)
    said = words.value(node.size)
    beside = Room(left + int((THICK + 5) * POINT), top + high // 2 - int(SIZE * 0.62 * POINT),
                  int(gap - (THICK + 8) * POINT), int(SIZE * 1.25 * POINT))  # fmt: skip
    name = fitted(node.name, beside.width / POINT / SIZE - width(said) - 0.6)
    box(group, beside, [[(f"{name} {said}", SIZE, False, LIGHT.ink)]], brush)


def _plain(shape: Any) -> None:
    """Without the shadow and the outline of a theme."""
    for style in shape._element.xpath("./p:style"):
        shape._element.remove(style)
