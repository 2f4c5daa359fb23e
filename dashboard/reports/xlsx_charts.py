"""Excel's own charts over the cells of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.figures.template import LIGHT
from dashboard.reports import frames
from dashboard.reports.exhibit import Exhibit, Report, Row
from dashboard.reports.frames import BEFORE, Step
from dashboard.reports.svg_marks import hue
from dashboard.reports.text import line
from dashboard.reports.words import Words, measured, number_format
from dashboard.saying import spoken

CHARTED, MOST_RUNS = 60, 12
"""Rows that a series is drawn of, and series, at most; the sheet holds all of them."""
KINDS: dict[str, dict[str, str]] = {
    "line": {"type": "line"}, "step": {"type": "scatter", "subtype": "straight"}, "bar": {"type": "bar"},
    "column": {"type": "column"}, "waterfall": {"type": "bar"},
}  # fmt: skip
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Area:
    """One series: the cell of its name, its first and last line, the columns of its places and its values."""

    name: str
    head: Place
    lines: Place
    columns: Place
    steps: Sequence[Step]


def chart_of(book: Any, sheet: Any, head: int, exhibit: Exhibit, report: Report) -> tuple[Any, int]:
    """A chart over the cells of the sheet and the column it stands at; None for what is a table by itself.

    `head`: the line of the heads. A series is a run of rows. Where the rows of one lie apart, or are durations that
    are read in another unit, they stand once more beside the table. Names are cells too: a name of somebody else's
    is never read as a reference.
    """
    plot, columns = exhibit.plot, exhibit.columns()
    if plot.kind not in KINDS or not {plot.x, plot.y} <= set(columns):
        return None, 0
    areas, right = list(_runs(exhibit, head, columns)), len(columns) + 1
    if plot.kind != "step" and (plot.unit == "seconds" or len({area.name for area in areas}) < len(areas)):
        areas, right = _beside(sheet, head, right, exhibit)
    if not 0 < len(areas) <= MOST_RUNS:
        return None, 0
    chart = book.add_chart(KINDS[plot.kind])
    for number, area in enumerate(areas):
        chart.add_series(_series(sheet.get_name(), area, number, exhibit, report))
    chart.set_title({"name": [sheet.get_name(), 0, 0], "name_font": {"size": 11}})
    chart.set_size({"width": 760, "height": 420})
    _axes(chart, exhibit, report)
    if len(areas) == 1:
        chart.set_legend({"none": True})
    return chart, right


def _series(sheet: str, area: Area, number: int, exhibit: Exhibit, report: Report) -> dict[str, object]:
    colour = {"color": hue(frames.NAMES.get(area.name, area.name), number, report.palette)}
    drawn = {"line": {**colour, "width": 2.25}} if exhibit.plot.kind in ("line", "step") else {"fill": colour}
    (top, bottom), (x, y) = area.lines, area.columns
    return {
        "name": [sheet, *area.head], "categories": [sheet, top, x, bottom, x], "values": [sheet, top, y, bottom, y],
        **drawn, **_intervals(area, number, exhibit),
    }  # fmt: skip


def _intervals(area: Area, number: int, exhibit: Exhibit) -> dict[str, object]:
    """Error bars of their own size: of every bar but those of before, of the first line."""
    lines = exhibit.plot.kind in ("line", "step")
    name = frames.NAMES.get(area.name, area.name)
    sides = [
        (s.high - s.value, s.value - s.low)
        if s.value is not None and s.low is not None and s.high is not None
        else None
        for s in area.steps
    ]
    if name == BEFORE or (lines and number) or not any(sides):
        return {}
    plus, minus = ([side and max(side[at], 0.0) for side in sides] for at in (0, 1))
    ink = {"color": LIGHT.grey if lines else LIGHT.ink, "width": 0.75}
    bars = {
        "type": "custom",
        "plus_values": plus,
        "minus_values": minus,
        "line": ink,
        "end_style": int(not lines),
    }
    return {"y_error_bars": bars}


def _runs(exhibit: Exhibit, head: int, columns: Sequence[str]) -> Iterator[Area]:
    """The series as they stand in the table."""
    plot = exhibit.plot
    places = columns.index(plot.x), columns.index(plot.y)
    for name, first, end in runs(exhibit.rows, plot.series):
        last, top = min(end, first + CHARTED - 1), head + 1 + first
        named = (top, columns.index(plot.series)) if plot.series in columns else (head, places[1])
        steps = [_step(row, exhibit) for row in exhibit.rows[first : last + 1]]
        yield Area(name, named, (top, head + 1 + last), places, steps)


def _step(row: Row, exhibit: Exhibit) -> Step:
    plot = exhibit.plot
    value, low, high = (frames.number(row.get(key)) if key else None for key in (plot.y, plot.low, plot.high))
    return Step("", value, low, high)


def _beside(sheet: Any, head: int, left: int, exhibit: Exhibit) -> tuple[list[Area], int]:
    """The series once more beside the table, in the unit in which they are read; the column after them."""
    shown = frames.shown(exhibit)[:MOST_RUNS]
    name, one = _measure(exhibit)
    shown = [frames.counted(series, one) for series in shown]
    value = f"{spoken(line(exhibit.plot.y, 80))}{f', {name}' if name else ''}"
    sheet.write_string(head, left, spoken(line(exhibit.plot.x, 80)))
    for row, step in enumerate(shown[0].steps if shown else (), head + 1):
        sheet.write_string(row, left, step.place)
    areas = []
    for column, series in enumerate(shown, left + 1):
        sheet.write_string(head, column, f"{series.name} {value}".strip() if series.name else value)
        for row, step in enumerate(series.steps, head + 1):
            if step.value is not None:
                sheet.write_number(row, column, step.value)
        lines = head + 1, head + len(series.steps)
        areas.append(Area(series.name, (head, column), lines, (left, column), series.steps))
    return areas, left + len(shown) + 2


def _values(exhibit: Exhibit) -> list[float]:
    return [value for row in exhibit.rows if (value := frames.number(row.get(exhibit.plot.y))) is not None]


def _measure(exhibit: Exhibit) -> tuple[str, float]:
    return measured(exhibit.plot.unit, max(map(abs, _values(exhibit)), default=1.0))


def _axes(chart: Any, exhibit: Exhibit, report: Report) -> None:
    """Places as days or words, values with their unit. Of lying bars the upright axis is that of the places."""
    plot, lying = exhibit.plot, exhibit.plot.kind in ("bar", "waterfall")
    style = number_format(plot.unit, max(map(abs, _values(exhibit)), default=1.0), report)
    amounts: dict[str, object] = {
        "num_format": style,
        "major_gridlines": {"visible": True, "line": {"color": LIGHT.line}},
    }
    if plot.times:
        steps = [_step(row, exhibit) for row in exhibit.rows[:CHARTED]]
        ticks = Words(exhibit, report).ticks(frames.reach(steps, times=True))
        amounts |= {"log_base": 2, "crossing": 1, "min": ticks[0], "max": ticks[-1], "num_format": "0.###"}
    places: dict[str, object] = {
        "label_position": "low",
        "reverse": lying,
        "major_gridlines": {"visible": False},
    }
    if any(isinstance(row.get(plot.x), date) for row in exhibit.rows):
        places |= {"num_format": "d mmm yyyy", "text_axis": True}
    chart.set_y_axis(places if lying else amounts)
    chart.set_x_axis(amounts if lying else places)


def runs(rows: Sequence[Row], series: str) -> list[tuple[str, int, int]]:
    """(name, first, last) of each stretch of rows of one series; one without a name when there is none."""
    if not series:
        return [("", 0, len(rows) - 1)] if rows else []
    found: list[tuple[str, int, int]] = []
    for place, row in enumerate(rows):
        name = str(row.get(series) or "")
        if found and found[-1][0] == name:
            found[-1] = (name, found[-1][1], place)
        else:
            found.append((name, place, place))
    return found
