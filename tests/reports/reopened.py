"""Every form of a report opened again and compared with the frames of its cards, number by number.

Each reader goes its own way: openpyxl, the csv and html modules, python-pptx over the XML of the charts, and pypdf.
"""

from __future__ import annotations

import csv
import io
import math
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from html.parser import HTMLParser

import openpyxl
from pypdf import PdfReader

from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.text import clean, line
from tests.reports.reopened_slides import pptx_holds
from tests.reports.told import SIZES, cells_of, close, number, series_of, words

# Excel


def xlsx_holds(report: Report, content: bytes) -> None:
    """Every cell of every frame, and charts over the very cells."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheets = book.worksheets[1:-1]
    assert len(sheets) == len(report.slides)
    for sheet, slide in zip(sheets, report.slides, strict=True):
        assert sheet["A1"].value == line(slide.headline)
        columns = slide.columns()
        head = [cell.value for cell in sheet[5]][: len(columns)]
        assert head == [line(name) for name in columns] or not columns, slide.key
        found = sheet.iter_rows(
            min_row=6, max_row=5 + len(slide.rows), max_col=max(len(columns), 1), values_only=True
        )
        for row, cells in zip(slide.rows, found, strict=True):
            for name, cell in zip(columns, cells, strict=True):
                _same_cell(row.get(name), cell, f"{slide.key} {name}")
        for chart in sheet._charts:
            for series in chart.ser:
                _charted(sheet, series, slide)


def _same_cell(value: object, cell: object, where: str) -> None:
    if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
        assert cell in (None, ""), where
    elif isinstance(value, bool):
        assert cell is value, where
    elif isinstance(value, int | float):
        assert cell == close(value), where
    elif isinstance(value, datetime):
        assert cell == value.replace(tzinfo=None), where
    elif isinstance(value, date):
        assert cell == datetime.combine(value, time()), where
    else:
        assert cell == clean(value), where


def _charted(sheet, series, slide: Exhibit) -> None:
    """The cells a series is drawn of hold the numbers of the frame, in its order."""
    values = series.val or series.yVal
    cells = cells_of(sheet, values.numRef.f)
    named = str(sheet[series.tx.strRef.f.rsplit("!", 1)[1].replace("$", "")].value)
    one = SIZES.get(named.rsplit(", ", 1)[-1], 1.0) if slide.plot.unit == "seconds" else 1.0
    frame = [number(row.get(slide.plot.y)) for row in slide.rows]
    if any(cells == [close(v and v / one) for v in frame[at : at + len(cells)]] for at in range(len(frame))):
        return  # the very rows of the table
    own = next(points for name, points in series_of(slide).items() if named.startswith(name) or not name)
    assert sorted(cell for cell in cells if cell is not None) == [
        close(v) for v in sorted(v / one for _, v in own if v is not None)[: len(cells)]
    ], (slide.key, named)


# CSV


def csv_holds(report: Report, content: bytes) -> None:
    """One file a card, every cell of it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert len(names) == len(report.slides)
        for name, slide in zip(names, report.slides, strict=True):
            told = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
            assert len(told) == len(slide.rows), slide.key
            for cells, row in zip(told, slide.rows, strict=True):
                for column, cell in cells.items():
                    _same_text(row.get(column), cell, f"{slide.key} {column}")


def _same_text(value: object, cell: str, where: str) -> None:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        assert cell == "", where
    elif isinstance(value, bool):
        assert cell == str(value).lower(), where
    elif isinstance(value, int | float):
        assert float(cell) == value, where
    elif isinstance(value, date) and not isinstance(value, datetime):
        assert date.fromisoformat(cell) == value, where
    elif not isinstance(value, datetime):
        assert cell.removeprefix("'") == str(value).removeprefix("'"), where


# Web page


class Page(HTMLParser):
    """The cards of a page: the full numbers of their tables, and the words of their pictures."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.pictures: list[list[str]] = []
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.inside = tag
        if tag == "section":
            self.tables.append([])
            self.pictures.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag == "td":
            self.tables[-1][-1].append(dict(attrs).get("title") or "")
        elif tag == "text":
            self.pictures[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside == "text":
            self.pictures[-1][-1] += data


def html_holds(report: Report, content: bytes, most: int = 500) -> None:
    """Every number of the first rows in full, and in the picture what it shows, in words."""
    page = Page(content.decode("utf-8"))
    assert len(page.tables) == len(report.slides)
    for slide, table, picture in zip(report.slides, page.tables, page.pictures, strict=True):
        columns, body = slide.columns(), table[1:]
        assert len(body) == min(len(slide.rows), most), slide.key
        for row, cells in zip(slide.rows, body, strict=False):
            told = [row.get(name) for name in columns]
            is_number = [isinstance(v, int | float) and not isinstance(v, bool) for v in told]
            assert [float(cell) for cell, n in zip(cells, is_number, strict=True) if n] == [
                v for v, n in zip(told, is_number, strict=True) if n
            ], slide.key
        _pictured(slide, picture, report)


def _pictured(slide: Exhibit, picture: Sequence[str], report: Report) -> None:
    """The marks that stand in words: bars and squares each, a line at its end."""
    told = "\n".join(picture)
    for name, points in series_of(slide).items():
        drawn = [words(slide, report, value) for _, value in points if value is not None]
        if slide.plot.kind == "bar" and name != "Before":
            drawn = [words(slide, report, v) for place, v in points if v is not None and place in picture]
        elif slide.plot.kind in ("line", "step"):
            if not any(line_.startswith(name[:8]) for line_ in picture):
                continue
            drawn = drawn[-1:]
        elif slide.plot.kind != "heat" or not drawn:
            continue
        for each in drawn if slide.plot.kind != "heat" else ():
            assert each in told, (slide.key, name, each)


# PDF


def pdf_holds(report: Report, content: bytes, page: Page) -> None:
    """Every word and number of each picture, which the page has too, and of each table."""
    texts = list(pages_of(content))
    at = -1
    for slide, picture in zip(report.slides, page.pictures, strict=True):
        head = _packed(line(slide.headline, 300))
        at = next(place for place in range(at + 1, len(texts)) if texts[place].startswith(head))
        for each in picture:
            assert _packed(each) in texts[at], (slide.key, each)
    assert at < len(texts) - 1  # how they are made comes last


def pages_of(content: bytes) -> Iterator[str]:
    for page in PdfReader(io.BytesIO(content)).pages:
        yield _packed(page.extract_text())


def _packed(text: str) -> str:
    return re.sub(r"\s+|\u00ad", "", text)


def same_in_every_form(report: Report, files: Mapping[str, bytes]) -> None:
    """All of it, for as many of the forms as are given by their ending."""
    checks = {".xlsx": xlsx_holds, ".zip": csv_holds, ".html": html_holds, ".pptx": pptx_holds}
    for form, check in checks.items():
        check(report, files[form])
    pdf_holds(report, files[".pdf"], Page(files[".html"].decode("utf-8")))
