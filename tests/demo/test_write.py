"""Text tables that any reader of CSV reads back, and wrong rows where they were asked for."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np

from dashboard.demo.write import Spoilt, write_sheet


def test_quotes_commas_and_line_ends_survive(tmp_path: Path) -> None:
    texts = ['say "yes"', "a, b", "two\nlines", "", "plain"]
    write_sheet(tmp_path / "a.csv", {"id": np.arange(5), "text": texts}, 5)
    with (tmp_path / "a.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == texts
    assert [row["id"] for row in rows] == list("01234")


def test_nan_is_an_empty_cell_and_whole_floats_have_no_point(tmp_path: Path) -> None:
    write_sheet(tmp_path / "a.csv", {"n": np.array([1.0, np.nan]), "x": np.array([0.5, np.nan])}, 2)
    assert (tmp_path / "a.csv").read_text() == "n,x\n1,0.5\n,\n"


def test_wrong_rows_are_added_to_the_good_ones(tmp_path: Path) -> None:
    wrong = (Spoilt("b", "bad", "why"), Spoilt("", "", "ragged"))
    written = write_sheet(tmp_path / "a.csv", {"a": ["1", "2", "3"], "b": "x", "c": "y"}, 3, spoilt=wrong)
    rows = list(csv.reader((tmp_path / "a.csv").read_text().splitlines()))[1:]
    assert written.rows == len(rows) == 5
    assert written.rejects == 2
    assert sorted(len(row) for row in rows) == [1, 3, 3, 3, 3]
    assert [row[0] for row in rows if len(row) == 3 and row[1] == "x"] == ["1", "2", "3"]


def test_packed_files_carry_no_time(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "b.csv.gz"):
        write_sheet(tmp_path / name, {"a": ["1"]}, 1)
    assert (tmp_path / "a.csv.gz").read_bytes() == (tmp_path / "b.csv.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.csv.gz").read_bytes()) == b"a\n1\n"
