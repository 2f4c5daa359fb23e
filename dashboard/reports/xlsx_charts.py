"""Excel's own charts over the cells of a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dashboard.figures.template import LIGHT
from dashboard.reports import frames
from dashboard.reports.exhibit import Exhibit, Report, Row
from dashboard.reports.svg_marks import hue
from dashboard.reports.words import number_format

CHARTED, MOST_RUNS = 60, 12
"""Rows that a series is drawn of, and series, at most; the sheet holds all of them."""
KINDS: dict[str, dict[str, str]] = {
    "line": {"type": "line"}, "step": {"type": "scatter", "subtype": "straight"}, "bar": {"type": "bar"},
    "column": {"type": "column"}, "waterfall": {"type": "bar"},
}  # fmt: skip


def chart_of(
    book: Any, place: tuple[str, int], exhibit: Exhibit, columns: Sequence[str], report: Report
) -> Any:
    """A chart over the cells of the sheet; None for what is a table by itself. A series is a run of rows.

    `place`: the sheet and the line of its heads. Its names are cells too: a name of somebody else's is never read as
    a reference.
    """
    plot, (sheet, head) = exhibit.plot, place
    found = runs(exhibit.rows, plot.series)
    if plot.kind not in KINDS or not {plot.x, plot.y} <= set(columns) or not 0 < len(found) <= MOST_RUNS:
        return None
    chart = book.add_chart(KINDS[plot.kind])
    x, y = columns.index(plot.x), columns.index(plot.y)
    for number, (name, first, last) in enumerate(found):
        top, bottom = head + 1 + first, head + 1 + min(last, first + CHARTED - 1)
        named = [sheet, top, columns.index(plot.series)] if plot.series in columns else [sheet, head, y]
        colour = {"color": hue(frames.NAMES.get(name, name), number, LIGHT)}
        drawn = {"line": {**colour, "width": 2.25}} if plot.kind in ("line", "step") else {"fill": colour}
        chart.add_series({
            "name": named, "categories": [sheet, top, x, bottom, x], "values": [sheet, top, y, bottom, y], **drawn,
        })  # fmt: skip
    chart.set_title({"name": [sheet, 0, 0], "name_font": {"size": 11}})
    chart.set_size({"width": 760, "height": 420})
    _axes(chart, exhibit, report)
    if len(found) == 1:
        chart.set_legend({"none": True})
    return chart


def _axes(chart: Any, exhibit: Exhibit, report: Report) -> None:
    """Places as days or words, values with their unit. Of lying bars the upright axis is that of the places."""
    plot, lying = exhibit.plot, exhibit.plot.kind in ("bar", "waterfall")
    values = [value for row in exhibit.rows if (value := frames.number(row.get(plot.y))) is not None]
    style = number_format(plot.unit, max(map(abs, values), default=1.0), report)
    amounts = {"num_format": style, "major_gridlines": {"visible": True, "line": {"color": LIGHT.line}}}
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
