"""A workbook: one sheet a card with its numbers in full and a chart that Excel draws from them, and the definitions.

Written with XlsxWriter, which makes charts of Excel's own. Every text goes through `write_string`, so that none is
a formula or a link.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from dashboard.figures.template import LIGHT
from dashboard.reports import frames
from dashboard.reports.exhibit import Exhibit, Report, Row
from dashboard.reports.svg_marks import hue
from dashboard.reports.text import clean, line
from dashboard.reports.words import alt, change_of, subtitle

_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
HEAD = 4
"""Lines above the table: headline, what was measured, note or the day of the data, an empty one."""
CHARTED = 60
"""Rows a chart is drawn of, at most; the sheet holds all of them."""
WIDEST, MOST_RUNS = 60, 12


def workbook(report: Report) -> bytes:
    """The report as an .xlsx file."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "nan_inf_to_errors": False}) as book:
        styles = _styles(book)
        _first(book, report, styles)
        names: set[str] = set()
        for number, exhibit in enumerate(report.slides, 1):
            _card(book, _sheet_name(f"{number} {exhibit.headline}", names), exhibit, report, styles)
        _definitions(book, report.slides, styles)
    return sink.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    wrap = {"text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}), "bold": book.add_format({"bold": True}),
        "quiet": book.add_format({"font_color": "#6A645A"}), "wrap": book.add_format(wrap),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "head": book.add_format({"bold": True, "bottom": 1}),
    }  # fmt: skip


def _first(book: Any, report: Report, styles: dict[str, Any]) -> None:
    """What the workbook is, and the numbers of the page."""
    sheet = book.add_worksheet("Overview")
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 5, 26)
    sheet.write_string(0, 0, line(report.title), styles["title"])
    sheet.write_string(1, 0, line(report.of_what()), styles["quiet"])
    sheet.write_string(2, 0, line(report.sentence))
    for column, name in enumerate(("Number", "Value", "Change", "95 % interval and n", "Target and others")):
        sheet.write_string(HEAD, column, name, styles["head"])
    for row, tile in enumerate(report.tiles, HEAD + 1):
        told = (tile.label, tile.value, change_of(tile), tile.evidence, tile.marks)
        for column, words in enumerate(told):
            sheet.write_string(row, column, line(words))


def _card(book: Any, name: str, exhibit: Exhibit, report: Report, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, line(exhibit.headline), styles["title"])
    sheet.write_string(1, 0, subtitle(exhibit), styles["quiet"])
    sheet.write_string(2, 0, line(exhibit.note or exhibit.missing or report.of_what()), styles["quiet"])
    columns = exhibit.columns()
    for column, title in enumerate(columns):
        sheet.write_string(HEAD, column, line(title), styles["head"])
        sheet.set_column(column, column, _width(title, exhibit.rows))
    for row, values in enumerate(exhibit.rows, HEAD + 1):
        for column, title in enumerate(columns):
            _cell(sheet, row, column, values.get(title), styles)
    sheet.freeze_panes(HEAD + 1, 0)
    chart = _chart(book, name, exhibit, columns)
    if chart is not None:
        sheet.insert_chart(HEAD, len(columns) + 1, chart, {"description": alt(exhibit)})


def _cell(sheet: Any, row: int, column: int, value: object, styles: dict[str, Any]) -> None:
    """Numbers in full, days and times as such, everything else as text; what was not observed is empty."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), styles["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), styles["day"])
    else:
        sheet.write_string(row, column, clean(value))


def _width(title: str, rows: Sequence[Row]) -> int:
    longest = max([len(title), *(len(str(row.get(title) or "")) for row in rows[:200])])
    return min(max(longest, 8), WIDEST) + 2


KINDS: dict[str, dict[str, str]] = {
    "line": {"type": "line"}, "step": {"type": "scatter", "subtype": "straight"}, "bar": {"type": "bar"},
    "column": {"type": "column"}, "waterfall": {"type": "bar"},
}  # fmt: skip


def _chart(book: Any, sheet: str, exhibit: Exhibit, columns: Sequence[str]) -> Any:
    """A chart over the cells of the sheet; None for what is a table by itself. A series is a run of rows.

    Its names are cells too: a name of somebody else's is never read as a reference.
    """
    plot = exhibit.plot
    found = runs(exhibit.rows, plot.series)
    if plot.kind not in KINDS or not {plot.x, plot.y} <= set(columns) or not 0 < len(found) <= MOST_RUNS:
        return None
    chart = book.add_chart(KINDS[plot.kind])
    x, y = columns.index(plot.x), columns.index(plot.y)
    for place, (name, first, last) in enumerate(found):
        top, bottom = HEAD + 1 + first, HEAD + 1 + min(last, first + CHARTED - 1)
        named = [sheet, top, columns.index(plot.series)] if plot.series in columns else [sheet, HEAD, y]
        colour = {"color": hue(frames.NAMES.get(name, name), place, LIGHT)}
        drawn = {"line": {**colour, "width": 2.25}} if plot.kind in ("line", "step") else {"fill": colour}
        chart.add_series({
            "name": named, "categories": [sheet, top, x, bottom, x], "values": [sheet, top, y, bottom, y], **drawn,
        })  # fmt: skip
    chart.set_title({"name": [sheet, 0, 0], "name_font": {"size": 11}})
    chart.set_size({"width": 760, "height": 420})
    chart.show_blanks_as("gap")
    if plot.kind in ("bar", "waterfall"):
        chart.set_y_axis({"reverse": True})
    if len(found) == 1:
        chart.set_legend({"none": True})
    return chart


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


def _sheet_name(title: str, taken: set[str]) -> str:
    """At most 31 characters, none that Excel refuses, and never one twice (it does not tell case apart)."""
    name = line(_NOT_IN_A_SHEET_NAME.sub(" ", clean(title)))[:31].strip() or "Card"
    while name.lower() in taken:
        name = f"{name[:28]} {len(taken) + 1}"[:31]
    taken.add(name.lower())
    return name


def _definitions(book: Any, exhibits: Sequence[Exhibit], styles: dict[str, Any]) -> None:
    """How each number is made and the SQL it was asked with."""
    sheet = book.add_worksheet("Definitions")
    sheet.hide_gridlines(2)
    for column, (name, width) in enumerate((("Card", 40), ("What", 22), ("Words", 110))):
        sheet.write_string(0, column, name, styles["head"])
        sheet.set_column(column, column, width)
    lines = [
        (exhibit.headline, name, words)
        for exhibit in exhibits
        for name, words in (*exhibit.method, *(("SQL", sql) for sql in exhibit.statements))
    ]
    for row, told in enumerate(lines, 1):
        for column, words in enumerate(told):
            sheet.write_string(row, column, clean(words), styles["wrap"])
