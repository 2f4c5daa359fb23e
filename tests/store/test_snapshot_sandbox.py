"""A snapshot reads itself: files, network, settings, extensions and changes are out of reach."""

from __future__ import annotations

from datetime import datetime

import duckdb
import pytest

from dashboard.store.snapshot import SnapshotError

AT = datetime(2026, 3, 2, 10)
FILE_ATTACKS = [
    "select * from read_csv('{file}')", "select * from read_text('{file}')", "select * from read_blob('{file}')",
    "select * from read_json('{file}')", "select * from read_parquet('{file}')", "select * from '{file}'",
    "select * from glob('/etc/*')", "select * from sniff_csv('{file}')", "select * from parquet_metadata('{file}')",
    "from '{file}'", "select * from query('select * from read_text(''{file}'')')",
    "select * from query_table('{file}')", "select content from read_text('{file}') union all select 'x'",
    "select * from read_csv('http://127.0.0.1:9/x.csv')", "select * from 'https://127.0.0.1:9/x.parquet'",
    "select * from read_csv('/proc/self/environ')", "select getenv('HOME')",
]  # fmt: skip
OTHER_ATTACKS = [
    "copy meta to '{file}.out'", "copy (select 1) to '{file}.out' (format parquet)", "export database '{file}.dir'",
    "import database '{file}.dir'", "attach '{file}.other' as other", "attach ':memory:' as other", "detach other",
    "install httpfs", "load httpfs", "force install icu", "load '{file}'",
    "set enable_external_access = true", "set lock_configuration = false", "set memory_limit = '100GB'",
    "set max_execution_time = 0", "set TimeZone = 'Asia/Tokyo'", "reset memory_limit", "set variable x = 1",
    "pragma enable_profiling", "pragma database_list", "pragma memory_limit='8GB'", "set temp_directory = '/tmp'",
    "create table t (n int)", "create temp table t as select 1", "create view v as select 1", "create macro m() as 1",
    "insert into meta values ('a', 'b')", "update meta set value = 'x'", "delete from meta", "drop table meta",
    "alter table meta add column x int", "truncate meta", "vacuum", "checkpoint", "force checkpoint",
    "begin", "use memory", "call pragma_version()", "create secret (type s3)", "select 1; drop table meta",
    "prepare p as select 1", "execute p", "explain analyze select 1", "", ";", "select",
    "with x as (insert into meta values ('a', 'b') returning *) select * from x",
]  # fmt: skip
frame_in_reach = [{"a": 1}]


@pytest.fixture(scope="module")
def home(published):
    return published


@pytest.mark.parametrize("attack", FILE_ATTACKS + OTHER_ATTACKS)
def test_files_settings_and_changes_are_out_of_reach(snapshot, tmp_path, attack):
    file = tmp_path / "secret.csv"
    file.write_text("word\nhidden\n")
    with pytest.raises(SnapshotError):
        snapshot.query(attack.replace("{file}", str(file)))
    assert sorted(item.name for item in tmp_path.iterdir()) == ["secret.csv"]


STARTS = ("set ", "copy", "attach '{file}", "load", "install")
STILL_ALLOWED = "set variable x = 1"


@pytest.mark.parametrize("attack", [a for a in OTHER_ATTACKS if a.startswith(STARTS) and a != STILL_ALLOWED])
def test_the_handle_itself_is_locked_not_only_the_way_to_it(snapshot, tmp_path, attack):
    with pytest.raises(duckdb.Error):
        snapshot._con.cursor().execute(attack.replace("{file}", str(tmp_path / "x")))


def test_python_objects_are_out_of_reach(snapshot):
    with pytest.raises(SnapshotError):
        snapshot.query("select * from frame_in_reach")
