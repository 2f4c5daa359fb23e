"""A snapshot answers questions, and does nothing else."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from dashboard.company import Company
from dashboard.store import snapshot as opening
from dashboard.store.build import build
from dashboard.store.folder import folder_of
from dashboard.store.lock import held
from dashboard.store.snapshot import (
    QueryTimeout,
    SnapshotError,
    current,
    find_current,
    open_snapshot,
    rollback_to,
    snapshots,
)

AT = datetime(2026, 3, 2, 10)


@pytest.fixture(scope="module")
def home(published):
    return published


def test_questions_take_named_parameters_and_lists(snapshot):
    table = snapshot.query(
        "select channel, sum(contacts)::bigint as n from contact_day "
        "where channel in (select unnest($channel::varchar[])) and day >= $day group by all",
        {"channel": ["app", "never heard of"], "day": AT.date()},
    )
    assert table.to_pylist() == [{"channel": "app", "n": 100}]


def test_a_hostile_parameter_is_only_a_value(snapshot):
    sql = "select count(*) as n from contact_day where channel = $channel"
    assert snapshot.query(sql, {"channel": "x'; drop table meta; --"}).to_pylist() == [{"n": 0}]
    assert snapshot.query("select count(*) > 0 as n from meta").to_pylist() == [{"n": True}]


def test_times_are_shown_in_utc_wherever_the_server_stands(snapshot):
    assert snapshot.query("select current_setting('TimeZone') as zone").to_pylist() == [{"zone": "UTC"}]


def test_a_question_that_takes_too_long_is_stopped(home, monkeypatch, tmp_path):
    copy = tmp_path / current(home).name
    copy.write_bytes(current(home).read_bytes())
    monkeypatch.setattr(opening, "LOCKED", {**opening.LOCKED, "max_execution_time": 200})
    slow = open_snapshot(copy)
    for many in (False, True):
        with pytest.raises(QueryTimeout, match="was stopped"):
            slow.query("select sum(a.range * b.range) from range(10000000) a, range(100000) b", many=many)
    assert slow.query("select 1 as n").to_pylist() == [{"n": 1}]
    slow.close()


def test_a_question_that_needs_too_much_memory_is_refused(snapshot):
    for many in (False, True):
        with pytest.raises(SnapshotError, match="memory"):
            snapshot.query("select list(repeat('x', 1000) || r.range) from range(3000000) r", many=many)
    assert snapshot.query("select 1 as n").to_pylist() == [{"n": 1}]


def test_many_rows_are_the_same_rows(snapshot):
    sql = "select r.range as n, 'x' || r.range as name from range(300000) r where r.range >= $least"
    assert snapshot.query(sql, {"least": 7}, many=True) == snapshot.query(sql, {"least": 7})


@pytest.mark.parametrize(
    "sql", ["create table t (n int)", "select 1; select 2", "select no_column from meta"]
)
def test_of_many_rows_too_one_select_alone_is_answered(snapshot, sql):
    with pytest.raises(SnapshotError):
        snapshot.query(sql, many=True)


def test_eight_threads_ask_at_once(snapshot):
    wrong: list[object] = []

    def ask(number: int) -> None:
        try:
            for _ in range(20):
                found = snapshot.query(
                    "select sum(contacts)::bigint + $n as n from contact_day", {"n": number}
                ).to_pylist()
                if found != [{"n": 300 + number}]:
                    wrong.append(found)
        except SnapshotError as error:
            wrong.append(error)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_snapshot_can_be_open_twice(home, snapshot):
    second = open_snapshot(current(home))
    assert second.query("select 1 as n").to_pylist() == snapshot.query("select 1 as n").to_pylist()
    second.close()
    assert snapshot.query("select 1 as n").num_rows == 1


def test_a_missing_snapshot_is_said_plainly(tmp_path):
    with pytest.raises(SnapshotError, match="There is no snapshot"):
        open_snapshot(tmp_path / "0123456789abcdef.duckdb")


@pytest.fixture(scope="module")
def three_built(tmp_path_factory):
    home = tmp_path_factory.mktemp("three")
    return home, [build(home, Company(name=f"Acme {number}")).path for number in range(3)]


@pytest.fixture
def three(three_built, tmp_path):
    """A home with three snapshots, and their paths in the order of building."""
    home, paths = three_built
    shutil.copytree(home, tmp_path, dirs_exist_ok=True)
    return tmp_path, [tmp_path / path.relative_to(home) for path in paths]


def test_without_a_build_nothing_is_current(tmp_path):
    assert current(tmp_path) is None
    assert find_current(tmp_path).notice is None
    assert snapshots(tmp_path) == []
    with pytest.raises(SnapshotError, match="no earlier snapshot"):
        rollback_to(tmp_path)


def test_snapshots_are_listed_newest_first(three):
    home, paths = three
    listed = snapshots(home)
    assert [info.path for info in listed] == paths[::-1]
    assert [info.current for info in listed] == [True, False, False]
    assert [info.rows for info in listed] == [0, 0, 0]
    assert all(info.bytes > 10_000 and info.built_at > datetime(2026, 1, 1) for info in listed)


def test_going_back_goes_one_build_back_each_time(three):
    home, paths = three
    assert (rollback_to(home), current(home)) == (paths[1].stem, paths[1])
    assert (rollback_to(home), current(home)) == (paths[0].stem, paths[0])
    with pytest.raises(SnapshotError, match="no earlier snapshot"):
        rollback_to(home)
    assert rollback_to(home, paths[2].stem) == paths[2].stem
    assert current(home) == paths[2]


def test_going_back_to_what_is_not_there_names_what_is(three):
    home, paths = three
    with pytest.raises(SnapshotError, match=paths[0].stem):
        rollback_to(home, "0123456789abcdef")
    with pytest.raises(SnapshotError, match="not a snapshot's name"):
        rollback_to(home, "../record")


def test_going_back_to_a_damaged_snapshot_is_refused(three):
    home, paths = three
    paths[1].write_bytes(b"")
    with pytest.raises(SnapshotError, match="damaged"):
        rollback_to(home, paths[1].stem)
    assert current(home) == paths[2]


def test_going_back_waits_for_no_build(three):
    home, _ = three
    with held(home), pytest.raises(SnapshotError, match="Another import or build"):
        rollback_to(home)


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:6000])


@pytest.mark.parametrize(
    "harm", [Path.unlink, _truncated, lambda path: path.write_bytes(b"not a database" * 900)]
)
def test_a_current_snapshot_that_cannot_be_read_gives_way_to_the_newest_that_can(three, harm):
    home, paths = three
    harm(paths[2])
    found = find_current(home)
    assert found.path == current(home) == paths[1]
    assert paths[2].stem in found.notice
    assert paths[1].stem in found.notice


def test_a_lost_pointer_gives_way_to_the_newest_snapshot(three):
    home, paths = three
    (folder_of(home) / "current").unlink()
    assert find_current(home).path == paths[2]
    assert "Nothing says which snapshot is current" in find_current(home).notice


def test_when_no_snapshot_can_be_read_it_says_what_to_do(three):
    home, paths = three
    for path in paths:
        path.write_bytes(b"")
    assert current(home) is None
    assert "sightline build" in find_current(home).notice


def test_damage_inside_is_said_when_a_question_meets_it(home, tmp_path):
    copy = tmp_path / current(home).name
    content = bytearray(current(home).read_bytes())
    for place in range(3 * 4096, len(content), 512):
        content[place] ^= 0xFF
    copy.write_bytes(content)
    with pytest.raises(SnapshotError, match=r"damaged|cannot be opened"):
        open_snapshot(copy).query("select * from fact_contact")


def test_one_text_asked_from_many_threads_answers_each_with_its_own_values(snapshot):
    sql = "select count(*)::bigint as n, any_value($told) as told from fact_contact where channel = $channel"
    asked = [{"channel": "app" if n % 3 else "web", "told": n} for n in range(300)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda values: snapshot.query(sql, values).to_pylist(), asked))
    assert answers == [
        [{"n": 100 if each["channel"] == "app" else 200, "told": each["told"]}] for each in asked
    ]
