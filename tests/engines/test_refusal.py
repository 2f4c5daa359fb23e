"""What an engine cannot do is said by name before anything is built."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.engines import connect, refusal
from dashboard.engines.connect import Connected
from dashboard.engines.refusal import engine_at, refusals
from dashboard.store.folder import SnapshotError
from dashboard.store.steps import mart_sql
from tests.engines.whole_record import COMPANY


@pytest.fixture
def connected(sail, lake, tmp_path):
    engine = Connected(sail, str(lake), COMPANY, tmp_path)
    yield engine
    engine.close()


def test_sail_refuses_no_mart(connected):
    assert refusals(connected, COMPANY) == {}


def test_a_mart_that_needs_what_the_engine_lacks_is_named_with_it(sail, lake, tmp_path, monkeypatch):
    odd = {
        "contact_day": "select soundslike(f.contact_id) as s from fact_contact f",
        "recovery_contact": "select c.topic in (select m.value from recovery_mark m) as b from fact_contact c",
    }
    monkeypatch.setattr(refusal, "mart_sql", lambda name: odd.get(name) or mart_sql(name))
    with pytest.raises(SnapshotError) as told, engine_at(sail, str(lake), COMPANY, tmp_path):
        pytest.fail("it was opened")
    first, *named = str(told.value).splitlines()
    assert first == f"The engine at {sail} cannot build these marts; nothing was built."
    assert [line.split(":")[0].strip() for line in named] == ["contact_day", "recovery_contact"]
    assert "soundslike" in named[0].lower()
    assert "InSubquery" in named[1]
    assert not (tmp_path / "snapshots").exists()


def test_nothing_is_left_beside_the_record(sail, lake, tmp_path):
    engine = Connected(sail, str(lake), COMPANY, tmp_path)
    engine.make("thing", "select 1 as n")
    assert [part.to_pylist() for part in engine.batches("thing")] == [[{"n": 1}]]
    assert (lake / connect.KEPT).is_dir()
    engine.close()
    assert not (lake / connect.KEPT).exists()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("spark://127.0.0.1:1", "is not the address of an engine, which is written sc://host:port"),
        ("sc://127.0.0.1:1", "No engine answers at sc://127.0.0.1:1"),
    ],
)
def test_an_address_without_an_engine_is_said_plainly(address, words, tmp_path):
    with pytest.raises(SnapshotError, match=words):
        Connected(address, str(tmp_path), COMPANY, tmp_path)


def test_a_folder_without_a_record_is_said_plainly(sail, tmp_path):
    with pytest.raises(
        SnapshotError, match="holds no folder of Parquet files named like a table of the record"
    ):
        Connected(sail, str(tmp_path / "nowhere"), COMPANY, Path(tmp_path))
