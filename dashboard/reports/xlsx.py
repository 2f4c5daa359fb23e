"""A workbook: one sheet a card with its numbers in full and a chart that Excel draws from them, and the definitions.

Written with XlsxWriter, which makes charts of Excel's own. Every text goes through `write_string`, so that none is
a formula or a link.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from dashboard.reports.exhibit import Exhibit, Report, Row
from dashboard.reports.text import clean, line
from dashboard.reports.words import alt, change_of, subtitle
from dashboard.reports.xlsx_charts import chart_of

_NOT_IN_A_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
HEAD = 4
"""Lines above the table: headline, what was measured, note or the day of the data, an empty one."""
WIDEST = 60
Say = Callable[[str], None]


def workbook(report: Report, say: Say = lambda _: None) -> bytes:
    """The report as an .xlsx file."""
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, {"in_memory": True, "nan_inf_to_errors": False}) as book:
        styles = _styles(book)
        _first(book, report, styles)
        names: set[str] = set()
        for number, exhibit in enumerate(report.slides, 1):
            say(f"Writing sheet {number} of {len(report.slides)}")
            _card(book, _sheet_name(f"{number} {exhibit.headline}", names), exhibit, report, styles)
        _definitions(book, report.slides, styles)
    return sink.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    wrap = {"text_wrap": True, "valign": "top"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16}), "bold": book.add_format({"bold": True}),
        "quiet": book.add_format({"font_color": "#6A645A"}), "wrap": book.add_format(wrap),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "whole": book.add_format({"num_format": "#,##0"}), "one": book.add_format({"num_format": "#,##0.0"}),
        "two": book.add_format({"num_format": "0.00"}), "four": book.add_format({"num_format": "0.0000"}),
        "moment": book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
        "head": book.add_format({"bold": True, "bottom": 1}),
    }  # fmt: skip


def _first(book: Any, report: Report, styles: dict[str, Any]) -> None:
    """What the workbook is, and the numbers of the page."""
    sheet = book.add_worksheet("Overview")
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 5, 26)
    sheet.write_string(0, 0, line(report.title), styles["title"])
    sheet.write_string(1, 0, line(report.of_what()), styles["quiet"])
    sheet.write_string(2, 0, line(report.sentence))
    if not report.tiles:
        _contents(sheet, report, styles)
        return
    for column, name in enumerate(("Number", "Value", "Change", "95 % interval and n", "Target and others")):
        sheet.write_string(HEAD, column, name, styles["head"])
    for row, tile in enumerate(report.tiles, HEAD + 1):
        told = (tile.label, tile.value, change_of(tile), tile.evidence, tile.marks)
        for column, words in enumerate(told):
            sheet.write_string(row, column, line(words))


def _contents(sheet: Any, report: Report, styles: dict[str, Any]) -> None:
    """What each sheet shows, in order."""
    sheet.write_string(HEAD, 0, "Page", styles["head"])
    sheet.write_string(HEAD, 1, "What it shows", styles["head"])
    for number, exhibit in enumerate(report.slides, 1):
        sheet.write_string(HEAD + number, 0, f"{number}  {exhibit.page.capitalize()}")
        sheet.write_string(HEAD + number, 1, line(exhibit.headline))


def _card(book: Any, name: str, exhibit: Exhibit, report: Report, styles: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, line(exhibit.headline), styles["title"])
    sheet.write_string(1, 0, subtitle(exhibit), styles["quiet"])
    sheet.write_string(2, 0, line(exhibit.note or exhibit.missing or report.of_what()), styles["quiet"])
    columns = exhibit.columns()
    looks = {title: styles[_look(title, exhibit)] for title in columns}
    for column, title in enumerate(columns):
        sheet.write_string(HEAD, column, line(title), styles["head"])
        sheet.set_column(column, column, _width(title, exhibit.rows))
    for row, values in enumerate(exhibit.rows, HEAD + 1):
        for column, title in enumerate(columns):
            _cell(sheet, row, column, values.get(title), styles, looks[title])
    sheet.freeze_panes(HEAD + 1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    chart, right = chart_of(book, sheet, HEAD, exhibit, report)
    if chart is not None:
        sheet.insert_chart(HEAD, right, chart, {"description": alt(exhibit)})


def _look(column: str, exhibit: Exhibit) -> str:
    """How numbers of a column are shown; the cell holds all of each."""
    values = [abs(v) for row in exhibit.rows if isinstance(v := row.get(column), float) and math.isfinite(v)]
    if not values or all(value.is_integer() for value in values):
        return "whole"
    most = max(values)
    return "one" if most >= 1000 else "two" if most >= 1 else "four"


def _cell(sheet: Any, row: int, column: int, value: object, styles: dict[str, Any], look: Any) -> None:
    """Numbers in full, days and times as such, everything else as text; what was not observed is empty."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, look)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), styles["moment"])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime.combine(value, time()), styles["day"])
    else:
        sheet.write_string(row, column, clean(value))


def _width(title: str, rows: Sequence[Row]) -> int:
    told = (row.get(title) for row in rows[:200])
    longest = max([len(title), *(9 if isinstance(v, float) else len(str(v or "")) for v in told)])
    return min(max(longest, 8), WIDEST) + 2


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
