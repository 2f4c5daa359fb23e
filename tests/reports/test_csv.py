from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pyarrow as pa
import pytest

from dashboard.reports.csv import archive, file_name, safe_csv
from tests.browser.hostile import PAYLOADS
from tests.reports.stories import hostile

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\u00a0=1+1", "＝1+1", "＋1", "－1", "＠x",
    "=HYPERLINK(\"http://evil.example\")", "=cmd|' /C calc'!A0", "\n=1", "\u200b=1", "\ufeff=1", "−1",
]  # fmt: skip


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("formula", FORMULAS)
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_cells_and_headers(formula):
    header, row = read(safe_csv([{formula: formula}]))
    assert header == [f"'{formula}"]
    assert row == [f"'{formula}"]


def test_numbers_stay_numbers_also_negative_ones():
    table = pa.table({"change": [-4.25, 0.1], "n": [-3, 7], "cost": [Decimal("-1.50"), Decimal("2.00")]})
    assert read(safe_csv(table))[1:] == [["-4.25", "-3", "-1.50"], ["0.1", "7", "2.00"]]


def test_what_was_not_observed_is_empty_and_never_nan():
    assert read(safe_csv([{"a": None, "b": float("nan"), "c": float("inf")}]))[1] == ["", "", ""]


def test_days_times_and_truths_are_written_plainly():
    row = {
        "day": date(2026, 3, 1), "at": datetime(2026, 3, 1, 9, 5, tzinfo=UTC), "took": timedelta(minutes=2),
        "done": True,
    }  # fmt: skip
    assert read(safe_csv([row]))[1] == ["2026-03-01", "2026-03-01 09:05:00+00:00", "120.0", "true"]


def test_commas_quotes_and_line_breaks_come_back_as_they_were():
    said = 'He said: "late, again"\nand left'
    assert read(safe_csv([{"comment": said}]))[1] == [said]


def test_rows_that_lack_a_column_leave_it_empty():
    assert read(safe_csv([{"a": 1}, {"b": 2}])) == [["a", "b"], ["1", ""], ["", "2"]]


def test_a_table_without_rows_still_says_its_columns():
    assert read(safe_csv(pa.table({"day": pa.array([], pa.date32()), "n": pa.array([], pa.int64())}))) == [
        ["day", "n"]
    ]


def test_characters_that_cannot_be_written_do_not_stop_the_file():
    assert read(safe_csv([{"a": "x\x00y\ud83d"}]))[1] == ["x\ufffdy\ufffd"]


def test_the_file_starts_with_the_mark_that_makes_excel_read_utf_8():
    assert safe_csv([{"a": "ačiū"}]).startswith(b"\xef\xbb\xbf")


def test_two_contents_that_differ_by_one_byte_have_two_names():
    one, two = b"a" * 3_000_000, b"a" * 1_500_000 + b"b" + b"a" * 1_499_999
    assert file_name("Rejects", one) != file_name("Rejects", two)


def test_a_name_holds_only_letters_digits_and_dashes():
    assert file_name("../NPS by Stage: é", b"x") == "nps-by-stage-2d711642b726.csv"


def test_an_archive_of_hostile_cards_has_plain_names_and_no_cell_that_runs():
    told = hostile(PAYLOADS)
    with zipfile.ZipFile(io.BytesIO(archive(told))) as made:
        names = made.namelist()
        assert len(names) == len(told.slides)
        for name in names:
            assert re.fullmatch(r"[0-9]{2,3}-[a-z0-9-]+\.csv", name)
            for row in read(made.read(name)):
                for cell in row:
                    number = re.fullmatch(r"-?[0-9.e+-]+", cell)
                    assert number or not re.match(
                        r"[\s\u200b\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212]", cell
                    )
