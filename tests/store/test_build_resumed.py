"""A build that was killed goes on after its last whole step, or starts anew when what it depends on has changed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import duckdb
import pytest

from dashboard.company import Company
from dashboard.store import parts
from dashboard.store.basis import FILE
from dashboard.store.build import build
from dashboard.store.folder import folder_of
from dashboard.store.publish import verified
from tests.store import random_record

BUILDER = """
import os, sys
from pathlib import Path
from dashboard.store import parts
from dashboard.store.build import build
from tests.store.random_record import COMPANY
parts.PART_ROWS = int(sys.argv[3])
def say(words):
    if words.startswith(sys.argv[2]):
        os.kill(os.getpid(), 9)
finish = parts.Workshop.finish
def finished(shop, step, part=-1):
    finish(shop, step, part)
    if f"{step} {part}" == sys.argv[2]:
        os.kill(os.getpid(), 9)
parts.Workshop.finish = finished
build(Path(sys.argv[1]), COMPANY, progress=say)
"""


def killed(home: Path, when: str, rows: int = 25_000_000) -> None:
    """A build in a process of its own that is killed when it says so, or when a part of a step is done."""
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", BUILDER, str(home), when, str(rows)],
        env={**os.environ, "PYTHONPATH": root},
        check=False,
    )
    assert done.returncode == -9


def resumed(home: Path, company: Company = random_record.COMPANY) -> list[str]:
    """Go on with it; the marts that were made. What comes out is what a build without a break gives."""
    said: list[str] = []
    path = build(home, company, progress=said.append).path
    assert verified(path)
    assert [item.name for item in folder_of(home).iterdir() if item.name.startswith(".")] == []
    return [words.split()[1].rstrip(":") for words in said if words.startswith("Built ")]


@pytest.fixture
def filled(home, put):
    put(home, **random_record.tables(2))
    return home


def test_it_goes_on_after_the_last_whole_step(filled, home, put):
    killed(filled, "Building fact_session")
    made = resumed(filled)
    assert made[0] == "fact_session"
    other = home.with_name("other")
    put(other, **random_record.tables(2))
    assert build(other, random_record.COMPANY).name == build(filled, random_record.COMPANY).name


def test_it_goes_on_with_the_check_when_every_step_was_done(filled):
    killed(filled, "Checking")
    assert resumed(filled) == []


def test_it_goes_on_after_the_last_whole_part_of_a_step(filled, home, put, monkeypatch):
    killed(filled, "fact_event 2", rows=100)
    monkeypatch.setattr(parts, "PART_ROWS", 100)
    path = build(filled, random_record.COMPANY).path
    other = home.with_name("other")
    put(other, **random_record.tables(2))
    monkeypatch.undo()
    assert path.stem == build(other, random_record.COMPANY).name


def test_a_build_that_takes_days_over_goes_on_too(filled, home, put):
    build(filled, random_record.COMPANY)
    put(filled, contact=[{"contact_id": "new", "opened_at": random_record.START, "_source": "desk"}])
    killed(filled, "Building load_hour")
    assert resumed(filled)[0] == "load_hour"
    other = home.with_name("other")
    copytree(filled, other, ignore=lambda *_: ["snapshots", FILE])
    assert build(other, random_record.COMPANY).name == build(filled, random_record.COMPANY).name


def test_new_rows_in_the_record_start_it_anew(filled, put):
    killed(filled, "Building fact_session")
    put(filled, contact=[{"contact_id": "new"}])
    assert resumed(filled)[0] == "identity"


def test_another_rule_starts_it_anew(filled):
    killed(filled, "Building fact_session")
    assert resumed(filled, random_record.COMPANY.model_copy(update={"name": "Other"}))[0] == "identity"


@pytest.mark.parametrize("end", [".duckdb", ".work"])
def test_a_torn_file_starts_it_anew(filled, end):
    killed(filled, "Building fact_session")
    (torn,) = (path for path in folder_of(filled).glob(f".building-*{end}"))
    torn.write_bytes(b"torn" * 3000)
    assert resumed(filled)[0] == "identity"


def test_too_little_memory_keeps_what_is_done(filled, monkeypatch):
    def full(self, step):
        if step.name == "fact_session":
            raise duckdb.OutOfMemoryException("no room")
        return made(self, step)

    made = parts.Parts.make
    monkeypatch.setattr(parts.Parts, "make", full)
    with pytest.raises(Exception, match="--memory"):
        build(filled, random_record.COMPANY)
    monkeypatch.undo()
    assert resumed(filled)[0] == "fact_session"
