"""The frame of a card as a chart of PowerPoint's own, its numbers in full in the workbook behind it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from xlsxwriter import Workbook

from dashboard.reports import frames
from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.frames import Series, Step, counted
from dashboard.reports.pptx_colours import Brush
from dashboard.reports.pptx_drawn import Drawn
from dashboard.reports.pptx_dress import dress
from dashboard.reports.pptx_page import Room
from dashboard.reports.words import Words, measured, number_format
from dashboard.saying import spoken

TYPES = {
    "line": XL_CHART_TYPE.LINE, "bar": XL_CHART_TYPE.BAR_CLUSTERED, "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "waterfall": XL_CHART_TYPE.BAR_STACKED, "step": XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS,
}  # fmt: skip
PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Every text of the workbook behind a chart is text."""
SIDES = (("Above", 1), ("Below", -1))


def chart(slide: Any, exhibit: Exhibit, report: Report, room: Room, brush: Brush) -> Any:
    """The chart's frame on the slide."""
    shown, kind = frames.shown(exhibit), exhibit.plot.kind
    steps = [step for series in shown for step in series.steps]
    ends = (
        _waterfall_ends(shown)
        if kind == "waterfall"
        else frames.reach(steps, kind not in ("line", "step"), exhibit.plot.times)
    )
    most = max(map(abs, ends))
    style, one = number_format(exhibit.plot.unit, most, report), measured(exhibit.plot.unit, most)[1]
    if exhibit.plot.times:
        shown = [_valued(series, Words(exhibit, report)) for series in shown]
    make = {"step": _points, "waterfall": _falls}.get(kind, _categories)
    data = make([counted(series, one) for series in shown], spoken(exhibit.plot.y), style)
    frame = slide.shapes.add_chart(TYPES[kind], *room.sides, data)
    _number_axes(frame.chart)
    dress(frame.chart, Drawn(exhibit, shown, Words(exhibit, report), ends, style, room, brush, one))
    return frame


def _number_axes(chart: Chart) -> None:
    """Axes with numbers that the schema allows: python-pptx writes some below zero, and they may not be."""
    for number in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
        number.set("val", str(int(number.get("val")) % 2**31))


def _valued(series: Series, words: Words) -> Series:
    """Ratios with their value beside their name: programs do not agree where the end of such a bar is."""
    return replace(
        series, steps=tuple(replace(s, place=f"{s.place}  {words.value(s.value)}") for s in series.steps)
    )


class _Categories(CategoryChartData):
    """Series over the same places. `more`: columns of the workbook beside those that are drawn."""

    more: Sequence[tuple[str, Sequence[float | None]]] = ()

    @property
    def xlsx_blob(self) -> bytes:
        return _workbook(self, self.more)


class _Points(XyChartData):
    @property
    def xlsx_blob(self) -> bytes:
        return _workbook(self, ())


def _new(kind: Any, style: str) -> Any:
    return kind(number_format=style)


def _workbook(data: Any, more: Sequence[tuple[str, Sequence[float | None]]]) -> bytes:
    """What PowerPoint opens at a double click, where python-pptx says that it is."""
    sink = io.BytesIO()
    with Workbook(sink, PLAIN) as book:
        sheet = book.add_worksheet()
        data._workbook_writer._populate_worksheet(book, sheet)
        for column, (name, values) in enumerate(more, len(data) + 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return sink.getvalue()


def _categories(shown: Sequence[Series], name: str, style: str) -> Any:
    data = _new(_Categories, style)
    data.categories = [step.place for step in shown[0].steps]
    for series in shown:
        data.add_series(series.name or name, [step.value for step in series.steps])
    data.more = [column for series in shown for column in _interval(series)]
    return data


def _interval(series: Series) -> list[tuple[str, list[float | None]]]:
    """What is known of a series besides its values."""
    columns: list[tuple[str, list[float | None]]] = [
        ("95 % from", [step.low for step in series.steps]), ("95 % to", [step.high for step in series.steps]),
        ("n", [step.n for step in series.steps]),
    ]  # fmt: skip
    return [
        (f"{series.name} {name}".strip(), values)
        for name, values in columns
        if any(value is not None for value in values)
    ]


def _points(shown: Sequence[Series], name: str, style: str) -> Any:
    data = _new(_Points, style)
    for series in shown:
        made = data.add_series(series.name or name)
        for x, y in frames.stairs(series.steps):
            made.add_data_point(x, y)
    return data


def _waterfall_ends(shown: Sequence[Series]) -> tuple[float, float]:
    ends = [0.0, *(end for _, end in frames.spans(_amounts(shown[0].steps)))]
    return min(ends), max(ends)


def _amounts(steps: Sequence[Step]) -> list[float]:
    return [step.value or 0.0 for step in steps]


def _falls(shown: Sequence[Series], name: str, style: str) -> Any:
    """Floating bars as stacked ones: what is left out, then what is seen, on each side of zero."""
    amounts = _amounts(shown[0].steps)
    spans = frames.spans(amounts)
    data = _new(_Categories, style)
    data.categories = [*(step.place for step in shown[0].steps), frames.TOTAL]
    for side, sign in SIDES:
        parts = [_side(start, end, sign) for start, end in spans]
        data.add_series(f"{side}, up to the bar", [hidden for hidden, _ in parts])
        data.add_series(side, [seen for _, seen in parts])
    data.more = [(name, [*amounts, spans[-1][1]])]
    return data


def _side(a: float, b: float, sign: int) -> tuple[float, float]:
    """(left out, drawn) of a span on one side of zero, both with that side's sign."""
    near, far = sorted(max(sign * end, 0.0) for end in (a, b))
    return sign * near, sign * (far - near)
