"""The look of a native chart: room for its words, its axes, its colours."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from pptx.enum.chart import XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.util import Pt

from dashboard.figures.template import LIGHT
from dashboard.reports import frames
from dashboard.reports.pptx_drawn import Drawn, Inner, named, values
from dashboard.reports.pptx_marks import every, layout, ratios
from dashboard.reports.pptx_page import POINT
from dashboard.reports.pptx_series import bars, falls, lines
from dashboard.reports.text import width


def dress(chart: Any, drawn: Drawn) -> None:
    """All of it."""
    kind, size = drawn.exhibit.plot.kind, _letters(drawn)
    chart.font.size = Pt(size)
    drawn.brush.paint(chart.font.color, LIGHT.ink)
    chart.has_title = False
    ticks = drawn.words.ticks(drawn.ends)
    inner = _inner(drawn, ticks, size)
    layout(chart, inner.x, inner.y, inner.wide, inner.high)
    _axes(chart, drawn, ticks, inner)
    upright = kind in ("bar", "column")
    keyed = upright and len(drawn.shown) > 1
    chart.has_legend = keyed
    if keyed:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    if kind == "waterfall":
        falls(chart, drawn, inner, size)
    elif upright:
        bars(chart, drawn, inner, size)
    else:
        lines(chart, drawn, inner, size)


def _letters(drawn: Drawn) -> float:
    many = len(drawn.shown[0].steps) * len(drawn.shown) if drawn.exhibit.plot.kind == "bar" else 0
    return 12.0 if many <= 18 else 10.5 if many <= 28 else 9.0


def _inner(drawn: Drawn, ticks: Sequence[float], size: float) -> Inner:
    """Room for names and values around the marks."""
    wide, high = drawn.room.width / POINT, drawn.room.height / POINT
    kind, low, top = drawn.exhibit.plot.kind, min(ticks[0], drawn.ends[0]), max(ticks[-1], drawn.ends[1])
    axis = (size * 1.9 + 6) / high
    key = size * 2.0 / high if kind in ("bar", "column") and len(drawn.shown) > 1 else 0.012
    if kind in ("bar", "waterfall"):
        names = [step.place for step in drawn.shown[0].steps] + (
            [frames.TOTAL] if kind == "waterfall" else []
        )
        left = min((max(map(width, names)) * size + 12) / wide, 0.34)
        right = (max(map(width, values(drawn))) * size * 1.05 + 14) / wide
        return Inner(left, key, 1 - left - right, 1 - key - axis, low, top, drawn.exhibit.plot.times)
    left = (max(width(drawn.words.value(tick)) for tick in ticks) * size + 14) / wide
    right = 0.01
    if kind in ("line", "step"):
        right = min((max(width(named(s, drawn)) for s in drawn.shown) * size * 1.05 + 14) / wide, 0.3)
        axis = (size * 3.2 + 6) / high if kind == "line" else axis
    return Inner(left, key + 0.02, 1 - left - right, 1 - key - 0.02 - axis, low, top)


def _axes(chart: Any, drawn: Drawn, ticks: Sequence[float], inner: Inner) -> None:
    value, category = chart.value_axis, chart.category_axis
    _ends(value, drawn, ticks)
    value.has_major_gridlines, value.has_minor_gridlines = True, False
    value.format.line.fill.background()
    value.major_gridlines.format.line.width = Pt(0.75)
    drawn.brush.paint(value.major_gridlines.format.line.color, LIGHT.line)
    value.tick_labels.number_format, value.tick_labels.number_format_is_linked = (
        _tick_style(drawn, ticks),
        False,
    )
    drawn.brush.paint(value.tick_labels.font.color, LIGHT.grey)
    drawn.brush.paint(category.format.line.color, LIGHT.grey)
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.has_major_gridlines = False
    category.major_tick_mark = value.major_tick_mark = -4142
    kind = drawn.exhibit.plot.kind
    if kind in ("line", "column"):
        drawn.brush.paint(category.tick_labels.font.color, LIGHT.grey if kind == "line" else LIGHT.ink)
        stride = _stride(drawn, inner)
        if stride > 1:
            every(category, stride)
    if kind in ("bar", "waterfall"):
        category.reverse_order = True
        value.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
    if kind == "step":
        places = [0.0, *(step.at for series in drawn.shown for step in series.steps if step.at is not None)]
        category.minimum_scale, category.maximum_scale = min(places), ceil(max(places)) or 1
        category.tick_labels.number_format, category.tick_labels.number_format_is_linked = "General", False


def _ends(value: Any, drawn: Drawn, ticks: Sequence[float]) -> None:
    """Where the axis must begin or end; else it follows the numbers when somebody changes them."""
    if drawn.exhibit.plot.times:
        ratios(value, ticks[0], ticks[-1])
        return
    (low, top), falls = drawn.ends, drawn.exhibit.plot.kind == "waterfall"
    seen = [s.value for series in drawn.shown for s in series.steps if s.value is not None]
    step = ticks[1] - ticks[0]
    value.major_unit = step / drawn.one
    if (
        falls or low >= 0 or min(seen, default=0.0) >= ticks[0] + step
    ):  # an interval reaches further than its value
        value.minimum_scale = ticks[0] / drawn.one
    whole = drawn.exhibit.plot.unit == "percent" and ticks[-1] >= 100 >= top
    if falls or whole or max(seen, default=0.0) <= ticks[-1] - step:
        value.maximum_scale = ticks[-1] / drawn.one


def _stride(drawn: Drawn, inner: Inner) -> int:
    """How many places there are to one that has room for its words, on two lines."""
    places = [step.place for step in drawn.shown[0].steps]
    room = inner.wide * drawn.room.width / POINT / max(len(places), 1)
    longest = max((max(map(width, place.split(" "))) for place in places), default=1.0)
    if drawn.exhibit.plot.kind == "line":
        longest = max((width(place) / 1.5 for place in places), default=1.0)
    return max(1, ceil((longest + 0.8) * 12 / max(room, 1)))


def _tick_style(drawn: Drawn, ticks: Sequence[float]) -> str:
    """Ticks need no more decimals than they have."""
    step = ticks[1] - ticks[0]
    if drawn.exhibit.plot.times:
        return "0.###"
    if (step / drawn.one) % 1:
        return drawn.style
    return drawn.style.replace(".00", "").replace("0.0", "0").replace("0.##", "0")
