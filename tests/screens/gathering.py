"""A page without a reader: its cards and its report on a snapshot, as every export takes them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.write import made as written
from dashboard.screens import data
from dashboard.screens.exhibits import page, report_of, visit_of
from dashboard.screens.gather import Gathered
from dashboard.screens.visit import Visit

Query = Mapping[str, Sequence[str]]


def visited(home: Path, query: Query) -> Visit:
    """What a page is given at this address."""
    snapshot, _ = data.published(home)
    assert snapshot is not None
    return visit_of(snapshot, home, query)


def gathered(name: str, home: Path, query: Query) -> Gathered:
    return page(name, visited(home, query), query)


def report(name: str, home: Path, query: Query) -> Report:
    return report_of(name, visited(home, query), query)


def card(found: Gathered, key: str) -> list[dict[str, Any]]:
    """The rows of a card by its key."""
    return [dict(row) for row in next(each for each in found.cards if each.key == key).rows()]


def column(whole: Report, slide: Exhibit, name: str) -> list[Any]:
    """A column of a slide as the workbook of the whole report holds it."""
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == slide.headline)
    place = [cell.value for cell in sheet[5]].index(name) + 1
    return [sheet.cell(6 + row, place).value for row in range(len(slide.rows))]
