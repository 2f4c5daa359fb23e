"""A workbook holds every number in full with a chart over its cells, and nothing that a stranger wrote runs in it."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest

from dashboard.reports import xlsx
from tests.browser.hostile import PAYLOADS
from tests.reports.stories import CHARTED, EVERY, PLOTS, REFERENCES, hostile, parts, safe

BOOK = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(EVERY)))


@pytest.mark.parametrize(("sheet", "kind"), list(zip(BOOK.worksheets[1:], PLOTS, strict=False)))
def test_a_sheet_holds_every_number_in_full_and_leaves_empty_what_was_not_observed(sheet, kind):
    rows, _ = PLOTS[kind]
    head = [cell.value for cell in sheet[5]]
    assert head == list(rows[0])
    for row, cells in zip(rows, sheet.iter_rows(min_row=6, values_only=True), strict=False):
        told = [cell.date() if hasattr(cell, "date") else cell for cell in cells[: len(head)]]
        assert told == list(row.values())
    assert len(sheet._charts) == (kind in CHARTED), kind


def test_the_definitions_and_the_sql_are_on_a_sheet_of_their_own():
    said = [cell.value for row in BOOK["Definitions"].iter_rows() for cell in row]
    assert {"A line", "A number", "select 1"} <= set(said)


def test_series_of_a_chart_are_the_cells_of_the_sheet():
    chart = parts(xlsx.workbook(EVERY))["xl/charts/chart1.xml"].decode()
    assert re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", chart) == [
        "'1 A line'!$C$6:$C$9", "'1 A line'!$C$10:$C$13",
    ]  # fmt: skip
    assert "dispBlanksAs" not in chart  # Excel leaves a gap unless it is told otherwise


@pytest.mark.parametrize("texts", [PAYLOADS, REFERENCES])
def test_no_cell_is_a_formula_or_a_link_and_no_chart_refers_to_what_a_stranger_named(texts):
    content = xlsx.workbook(hostile(texts))
    safe(content)
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert not sheet._hyperlinks
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    names = set(openpyxl.load_workbook(io.BytesIO(content)).sheetnames)
    for name, part in parts(content).items():
        for found in re.findall(r"<c:f>(.*?)</c:f>", part.decode("utf-8", "replace")):
            assert re.fullmatch(r"('.+'|\w+)!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", found), (name, found)
            sheet = found.rsplit("!", 1)[0].strip("'")
            assert html.unescape(sheet) in names
