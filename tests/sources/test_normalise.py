"""Counting and normalising against Python's csv on random files, and kills in the middle of an import."""

from __future__ import annotations

import csv
import io
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.sources.normalise import as_it_is, written_anew
from dashboard.sources.records import Dialect
from dashboard.sources.refusal import Refused
from dashboard.sources.sheet import Layout, header_names
from dashboard.store.record import Record, open_record
from dashboard.store.staging import StagingMismatch
from tests.sources.test_run import home_with

PIECES = st.lists(
    st.sampled_from(
        ['"', '""', ",", "\n", "\r\n", "\r", "a", "é", " ", "7", "x,y", "'", "\\", ";", "\t", "好"]
    ),
    max_size=40,
).map("".join)


def oracle(content: str) -> tuple[int, list[list[str]]] | None:
    """Rows read and the rows of two cells, by Python's csv alone; None when it gives up on the whole file."""
    reader = csv.reader(io.StringIO(content, newline=""), strict=True)
    read, kept = 0, []
    while True:
        first = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return read, kept
        except csv.Error as error:
            if "end of data" in str(error) or reader.line_num > first:
                return None
            read += 1
            continue
        if not row:
            continue
        read += 1
        if any(cell.strip() for cell in row) and (len(row) == 2 or (len(row) > 2 and not any(row[2:]))):
            kept.append([cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row[:2]])


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    with open_record(tmp_path_factory.mktemp("home")) as opened:
        yield opened


@settings(max_examples=200, deadline=None)
@given(body=PIECES)
def test_any_text_is_staged_as_python_reads_it_or_refused(body: str, record: Record) -> None:
    folder = record.home
    path = folder / "f.csv"
    path.write_text("p,q\n" + body, "utf-8", newline="")
    expected = oracle(body)
    sheets = []
    try:
        plain = as_it_is(path, Dialect(), Layout())
        sheets += [plain] if plain else []
        sheets.append(written_anew(path, Dialect(), Layout(), "f", folder, lambda header, cells: None))
    except Refused:
        assert expected is None
    for sheet in sheets:
        assert expected is not None
        assert (sheet.read, sheet.staged) == (expected[0], len(expected[1]))
        try:
            staged = record.stage_csv(sheet.path, 2, skip=sheet.skip, line_column=sheet.lined)
        except StagingMismatch:
            assert sheet is plain  # the plain way may be refused by DuckDB; the careful way must not be
            continue
        found = record.rows("select coalesce(c0, ''), coalesce(c1, '') from staged order by _line")
        same = [list(row) for row in found] == expected[1]
        agreed = staged == sheet.staged and record.characters(2) == sheet.characters
        assert same if sheet is not plain else same or not agreed


def test_header_names_are_made_usable() -> None:
    assert header_names(["\ufeffId", " a  b ", "", "id", "ID"]) == (
        "Id",
        "a b",
        "column 3",
        "id (2)",
        "ID (3)",
    )


KILLED = """
import sys
from pathlib import Path
from dashboard.company import Company
from dashboard.sources.run import import_paths
print("go", flush=True)
import_paths(Path(sys.argv[1]), Company(name="T"), [Path(sys.argv[2])])
"""


def test_a_kill_at_any_moment_leaves_whole_files_or_nothing(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    path = tmp_path / "in.csv"
    chance = random.Random(11)
    outcomes = set()
    for attempt in range(8):
        path.write_text("id,score,at,text\n" + "".join(f"{attempt}-{n},{n % 11},,x\n" for n in range(60_000)))
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(home), str(path)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.0, 1.2))
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        with open_record(home) as record:
            files = record.rows("select file, accepted from import_file where status = 'imported'")
            held = record.rows("select _file, count(*) from survey_answer group by all")
        assert sorted(files) == sorted(held)
        outcomes.add(len(files))
    assert list(home.glob(".staging/*")) == []
