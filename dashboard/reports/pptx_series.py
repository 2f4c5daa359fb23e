"""The series of a native chart: colours, intervals and labels, placed so that nothing lies on anything."""

from __future__ import annotations

from collections.abc import Sequence
from math import copysign
from typing import Any

from pptx.enum.chart import XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dashboard.figures.template import LIGHT
from dashboard.reports import frames
from dashboard.reports.frames import BEFORE, Step
from dashboard.reports.grids import mixed
from dashboard.reports.pptx_colours import Brush
from dashboard.reports.pptx_drawn import Drawn, Inner, named, values
from dashboard.reports.pptx_marks import Label, intervals, labels
from dashboard.reports.pptx_page import POINT
from dashboard.reports.svg_marks import hue
from dashboard.reports.text import width

AIR = 0.01
"""Between the end of an interval and the value, as a part of the chart."""


def bars(chart: Any, drawn: Drawn, inner: Inner, size: float) -> None:
    """Bars and columns with their values behind their intervals."""
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100 if len(drawn.shown) > 1 and frames.apart(drawn.shown) else 0
    for place, (series, own) in enumerate(zip(plot.series, drawn.shown, strict=True)):
        colour, before = hue(own.name, place, drawn.brush.palette), own.name == BEFORE
        series.invert_if_negative = False
        drawn.brush.fill(series.format, colour)
        for at, step in enumerate(own.steps):
            if step.partial and step.value is not None:
                drawn.brush.hatch(series.points[at].format, colour, LIGHT.paper)
        if not before:
            intervals(series, frames.counted(own, drawn.one).steps, drawn.brush.xml(LIGHT.ink), ends=True)
        ink = drawn.brush.xml(LIGHT.grey if before else LIGHT.ink)
        labels(series, _bar_labels(own.steps, drawn, inner, before), drawn.style, size, ink, bold=not before)


def _bar_labels(steps: Sequence[Step], drawn: Drawn, inner: Inner, before: bool) -> list[Label]:
    """Values at the ends of bars, behind their intervals; durations in words, which no format of numbers has."""
    upright = drawn.exhibit.plot.kind == "column"
    made = []
    for at, step in enumerate(steps):
        if step.value is None or inner.times:
            continue
        ends = [step.low, step.high] if not before else []
        end = (min if step.value < inner.start else max)([step.value, *(e for e in ends if e is not None)])
        off = inner.between(step.value, end, inner.high if upright else inner.wide)
        off += copysign(AIR, off) if off else 0.0
        said = drawn.words.value(step.value) if drawn.exhibit.plot.unit == "seconds" else ""
        made.append(Label(at, 0.0 if upright else off, -off if upright else 0.0, said, "outEnd"))
    return made


def falls(chart: Any, drawn: Drawn, inner: Inner, size: float) -> None:
    """Floating bars, good or bad, with their amounts beside them."""
    plot, words = chart.plots[0], values(drawn)
    plot.gap_width, plot.overlap = 45, 100
    spans = frames.spans([step.value or 0.0 for step in drawn.shown[0].steps])
    for place, series in enumerate(plot.series):
        series.invert_if_negative = False
        if place % 2 == 0:
            series.format.fill.background()
            continue
        drawn.brush.fill(series.format, drawn.brush.palette.accent)
        sign = 1 if place == 1 else -1
        told = []
        for at, (start, end) in enumerate(spans):
            near, far = sorted(max(sign * side, 0.0) for side in (start, end))
            if far > near:
                drawn.brush.fill(series.points[at].format, _tone(end - start, drawn))
            if (max(start, end) > 0) == (sign > 0):
                right = max(start, end) - sign * (near + far) / 2
                beside = (width(words[at]) * size * 0.5 + 8) * POINT / drawn.room.width
                told.append(Label(at, inner.size(right, inner.wide) + beside, 0.0, words[at], "ctr"))
        labels(series, told, drawn.style, size, drawn.brush.xml(LIGHT.ink), bold=True)


def _tone(change: float, drawn: Drawn) -> str:
    """The colour of a change: good, bad, or neither."""
    better = drawn.exhibit.plot.better
    if better == "neither" or change == 0:
        return drawn.brush.palette.accent
    return LIGHT.good if (change > 0) == (better == "up") else LIGHT.bad


def lines(chart: Any, drawn: Drawn, inner: Inner, size: float) -> None:
    """Lines and stairs with their names at their ends, and the interval of the first."""
    stair = drawn.exhibit.plot.kind == "step"
    offs = _apart(drawn, inner, size)
    for place, (series, own) in enumerate(zip(chart.plots[0].series, drawn.shown, strict=True)):
        colour = hue(own.name, place, drawn.brush.palette)
        series.smooth = False
        drawn.brush.paint(series.format.line.color, colour)
        series.format.line.width = Pt(2.5 if own.name != BEFORE else 2.0)
        series.marker.style = XL_MARKER_STYLE.NONE
        if place == 0:
            whole = frames.counted(own, drawn.one).steps
            steps = list(_held(whole)) if stair else whole
            pale = drawn.brush.xml(mixed(LIGHT.paper, drawn.brush.palette.accent, 0.45))
            intervals(series, steps, pale, ends=not stair and len(steps) <= 40)
        if not stair:
            _special(series, own.steps, colour, drawn.brush)
        seen = [
            at for at, step in enumerate(_held(own.steps) if stair else own.steps) if step.value is not None
        ]
        if seen:
            label = Label(seen[-1], 0.0, offs.get(place, 0.0), named(own, drawn), "r")
            labels(series, [label], drawn.style, size, drawn.brush.xml(colour), bold=True)


def _held(steps: Sequence[Step]) -> list[Step]:
    """The points of a stair, with the interval of each where its value begins."""
    known = [step for step in steps if step.at is not None and step.value is not None]
    return [point for at, step in enumerate(known) for point in ([Step("", 0.0), step] if at else [step])]


def _special(series: Any, steps: Sequence[Step], colour: str, brush: Brush) -> None:
    """Dashed where it is not over yet; a dot for what stands alone."""
    for at, step in enumerate(steps):
        if step.value is None:
            continue
        near = [steps[i].value for i in (at - 1, at + 1) if 0 <= i < len(steps)]
        if all(value is None for value in near):
            marker = series.points[at].marker
            marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 8
            brush.fill(marker.format, colour)
        if step.partial:
            line = series.points[at].format.line
            line.dash_style, line.width = MSO_LINE.DASH, Pt(2.25)
            brush.paint(line.color, colour)


def _apart(drawn: Drawn, inner: Inner, size: float) -> dict[int, float]:
    """How far the name of each line moves down, so that names at the same height stand under each other."""
    high = drawn.room.height / POINT
    step, at = size * 1.35 / high, -1.0
    moved = {}
    ends = sorted(
        (inner.size(inner.top - s.last, inner.high), i)
        for i, s in enumerate(drawn.shown)
        if s.last is not None
    )
    for left, (y, place) in zip(range(len(ends) - 1, -1, -1), ends, strict=True):
        at = min(max(y, at + step), inner.high - left * step)
        moved[place] = at - y
    return moved
