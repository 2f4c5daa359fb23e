"""A deck opened again with python-pptx and lxml, and compared with the frames of its cards."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Mapping

import openpyxl
import pytest
from pptx import Presentation

from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.frames import NAMES, word
from dashboard.reports.text import line
from dashboard.saying import spoken
from tests.reports.told import SIZES, cells_of, close, number, series_of, words


def pptx_holds(report: Report, content: bytes) -> None:
    """Charts with the numbers of the frame, the same again in the workbook behind them; tables and shapes in words."""
    deck = Presentation(io.BytesIO(content))
    slides = list(deck.slides)[-len(report.slides) :]
    for made, slide in zip(slides, report.slides, strict=True):
        assert made.shapes.title.text == line(slide.headline, 300), slide.key
        charts = [shape.chart for shape in made.shapes if shape.has_chart]
        assert bool(charts) == bool(slide.rows and slide.plot.kind not in ("table", "heat", "flow")), (
            slide.key
        )
        for chart in charts:
            _same_chart(chart, slide)
            _same_behind(chart, slide)
        if slide.plot.kind == "heat" and slide.rows:
            _same_squares(next(s.table for s in made.shapes if s.has_table), slide, report)
        if slide.plot.kind == "flow" and slide.rows:
            _same_flows(made, slide)


def _same_chart(chart, slide: Exhibit) -> None:
    (style,) = set(chart._chartSpace.xpath("//c:valAx[last()]/c:numFmt/@formatCode")) or {""}
    told = re.search(r'" (s|min|h|d)"', style)
    size = SIZES[told[1]] if told and slide.plot.unit == "seconds" else 1.0
    frame = series_of(slide)
    if slide.plot.kind == "waterfall":
        return _adds_up(chart, slide, size)
    if slide.plot.kind == "step":
        for series in chart.plots[0].series:
            told = set(zip(*([float(v) for v in series._element.xpath(f"./c:{axis}//c:v/text()")]
                             for axis in ("xVal", "yVal")), strict=True))  # fmt: skip
            own = [row for row in slide.rows if _name(row, slide) == series.name or len(frame) == 1]
            for row in own:
                if (y := number(row.get(slide.plot.y))) is not None:
                    assert (float(str(row[slide.plot.x])), y / size) in told, slide.key
        return None
    places = [str(place).split("  ")[0] for place in chart.plots[0].categories]
    for series in chart.plots[0].series:
        points = next(iter(frame.values())) if len(frame) == 1 else frame[series.name]
        by_place = dict(points)
        if not set(by_place) & set(places):  # the days before stand under the days now
            expected = [value for _, value in points][: len(places)]
            expected += [None] * (len(places) - len(expected))
        else:
            expected = [by_place.get(place) for place in places]
        assert list(series.values) == [close(None if v is None else v / size) for v in expected], slide.key
    return None


def _name(row: Mapping[str, object], slide: Exhibit) -> str:
    name = str(row.get(slide.plot.series) or "")
    return NAMES.get(name, spoken(line(name, 80)))


def _adds_up(chart, slide: Exhibit, size: float) -> None:
    whole = math.fsum(number(row.get(slide.plot.y)) or 0.0 for row in slide.rows) / size
    seen = [series for series in chart.plots[0].series if series.name in ("Above", "Below")]
    assert math.fsum(series.values[-1] for series in seen) == pytest.approx(whole), slide.key
    for at, place in enumerate(list(chart.plots[0].categories)[:-1]):
        amounts = [
            number(row.get(slide.plot.y)) for row in slide.rows if word(row.get(slide.plot.x)) == str(place)
        ]
        drawn = math.fsum(abs(series.values[at]) for series in seen)
        assert not amounts or drawn == pytest.approx(abs(amounts[0] or 0.0) / size), (slide.key, place)


def _same_behind(chart, slide: Exhibit) -> None:
    """What opens at a double click is what is drawn."""
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    for series in chart.plots[0].series:
        name = "yVal" if slide.plot.kind == "step" else "val"
        (area,) = series._element.xpath(f"./c:{name}//c:f/text()")
        cells = cells_of(sheet, area)
        told = series._element.xpath(f"./c:{name}//c:pt")
        points = {int(point.get("idx")): float(point.xpath("./c:v/text()")[0]) for point in told}
        assert cells == [close(points.get(at)) for at in range(len(cells))], slide.key


def _same_squares(table, slide: Exhibit, report: Report) -> None:
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    shown_ = {
        (word_of(row, slide), word(row.get(slide.plot.x))): number(row.get(slide.plot.y))
        for row in slide.rows
    }
    down = list(dict.fromkeys(word_of(row, slide) for row in slide.rows))
    across = list(dict.fromkeys(word(row.get(slide.plot.x)) for row in slide.rows))
    for name, cells in zip(down, rows[1:], strict=False):
        for place, cell in zip(across, cells[1:], strict=False):
            value = shown_.get((name, place))
            assert cell.strip() in (
                words(slide, report, value),
                "" if (name, place) not in shown_ else "?",
            ), slide.key


def word_of(row: Mapping[str, object], slide: Exhibit) -> str:
    return NAMES.get(str(row.get(slide.plot.series)), word(row.get(slide.plot.series)))


def _same_flows(made, slide: Exhibit) -> None:
    group = next(shape for shape in made.shapes if shape.shape_type == 6)
    told = [float(found[1]) for shape in group.shapes if (found := re.search(r": ([\d.e+]+)$", shape.name))]
    assert math.fsum(told) == pytest.approx(
        math.fsum(number(r.get(slide.plot.y)) or 0 for r in slide.rows), rel=1e-4
    )
