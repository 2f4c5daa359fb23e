"""The record as Parquet, and the commands that write it and build from it."""

from __future__ import annotations

import shutil

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.store.ddl import record_columns
from dashboard.store.schema import ORIGIN
from dashboard.store.snapshot import open_snapshot, snapshots
from tests.engines import whole_record

COMPANY_FILE = 'name = "Acme"\ntime_zone = "Europe/Vilnius"\n'


@pytest.fixture
def home(record_home, tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    shutil.copy(record_home / "record.duckdb", home)
    (home / "company.toml").write_text(COMPANY_FILE, "utf-8")
    return home


def run(*words: str):
    return CliRunner().invoke(app, [*words])


def test_every_table_is_a_folder_with_every_row(lake):
    made = whole_record.tables()
    for table, columns in record_columns().items():
        found = pq.read_table(lake / table)
        assert found.num_rows == len(made[table]), table
        assert set(found.column_names) <= set(columns)


def test_names_emails_and_phone_numbers_stay_in_the_record(lake):
    assert pq.read_table(lake / "customer_contact").column_names == list(ORIGIN)


def test_written_again_a_folder_holds_every_row_once(home, tmp_path):
    for _ in range(2):
        done = run("record", "--home", str(home), "--to", str(tmp_path / "lake"))
        assert done.exit_code == 0, done.output
    assert pq.read_table(tmp_path / "lake" / "event").num_rows == len(whole_record.tables()["event"])


def test_a_home_without_a_record_says_what_to_do(tmp_path):
    done = run("record", "--home", str(tmp_path), "--to", str(tmp_path / "lake"))
    assert (done.exit_code, "There is no record" in done.output) == (1, True)


def test_the_command_builds_on_an_engine_and_publishes(home, lake, sail):
    done = run("build", "--home", str(home), "--engine", sail, "--from", str(lake))
    assert done.exit_code == 0, done.output
    (built,) = snapshots(home)
    snapshot = open_snapshot(built.path)
    assert built.current
    assert built.rows
    (counted,) = snapshot.query("select count(*) as n from fact_event").to_pylist()
    assert counted["n"] == len(whole_record.tables()["event"])
    snapshot.close()


def test_an_engine_without_a_place_to_read_from_is_a_mistake_of_use(home):
    done = run("build", "--home", str(home), "--engine", "sc://127.0.0.1:1")
    assert (done.exit_code, "--engine and --from belong together" in done.output) == (2, True)
