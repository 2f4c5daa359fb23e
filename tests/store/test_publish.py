"""Names, pointers and what survives a crash."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import pytest

from dashboard.company import Company
from dashboard.store.build import build
from dashboard.store.folder import KEPT, SnapshotError, folder_of, path_of, read_pointer
from dashboard.store.publish import content_name, publish, verified
from dashboard.store.snapshot import current, open_snapshot, snapshots

AT = datetime(2026, 3, 2, 10)


def contacts(*numbers: int):
    return [{"contact_id": str(number), "opened_at": AT, "_line": number} for number in numbers]


def test_the_same_record_has_the_same_name_whenever_it_is_built(home, company, put, tmp_path):
    put(home, contact=contacts(1, 2, 3))
    first = build(home, company)
    again = build(home, company)
    assert (again.name, again.path) == (first.name, first.path)
    put(tmp_path / "elsewhere", contact=contacts(3, 1, 2))
    assert build(tmp_path / "elsewhere", company).name == first.name


def test_another_row_or_another_rule_gives_another_name(home, company, put):
    put(home, contact=contacts(1))
    names = {build(home, company).name, build(home, Company(name="Acme", currency="USD")).name}
    put(home, contact=contacts(2))
    names.add(build(home, company).name)
    assert len(names) == 3


def test_a_snapshot_whose_bytes_changed_is_found_out(home, company, put):
    put(home, contact=contacts(*range(200)))
    path = build(home, company).path
    assert verified(path)
    content = bytearray(path.read_bytes())
    for place in range(20_000, len(content), 4096):
        content[place] ^= 0xFF
    path.write_bytes(content)
    assert not verified(path)


def test_a_damaged_file_is_not_published(home, company, put):
    put(home, contact=contacts(1))
    before = build(home, company)
    folder = folder_of(home)
    building = folder / ".building-1.duckdb"
    building.write_bytes(before.path.read_bytes()[:5000])
    with pytest.raises(SnapshotError, match="cannot be read whole"):
        publish(folder, building)
    assert current(home) == before.path


def test_a_file_that_was_not_closed_properly_is_not_published(home, company):
    path = build(home, company).path
    building = path.with_name(".building-1.duckdb")
    building.write_bytes(path.read_bytes())
    building.with_name(".building-1.duckdb.wal").touch()
    with pytest.raises(SnapshotError, match="closed properly"):
        publish(path.parent, building)


def test_a_damaged_snapshot_is_mended_by_building_it_again(home, company, put):
    put(home, contact=contacts(1))
    path = build(home, company).path
    path.write_bytes(path.read_bytes()[:9000])
    assert build(home, company).path == path
    assert verified(path)


def test_the_newest_the_pinned_and_the_current_stay(home, put):
    names = []
    for number in range(KEPT + 3):
        names.append(build(home, Company(name=f"Acme {number}")).name)
        if number == 0:
            (folder_of(home) / "pins").write_text(f"{names[0]}\n")
    kept = [info.name for info in snapshots(home)]
    assert kept == [*reversed(names[-KEPT:]), names[0]]
    assert [info.pinned for info in snapshots(home)] == [False] * KEPT + [True]
    assert [info.current for info in snapshots(home)] == [True] + [False] * KEPT


def test_a_build_sweeps_what_a_killed_one_left(home, company):
    folder = folder_of(home)
    folder.mkdir(parents=True)
    (folder / ".building-99.duckdb").touch()
    (folder / ".building-99.spill").mkdir()
    (folder / ".current-99").touch()
    path = build(home, company).path
    assert sorted(item.name for item in folder.iterdir()) == sorted([path.name, "current"])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "", "ABCDEF0123456789", "0123456789abcde", "0123456789abcdef\n", "x" * 99]
)
def test_only_a_name_names_a_snapshot(tmp_path, name):
    with pytest.raises(SnapshotError, match="not a snapshot's name"):
        path_of(tmp_path, name)


@pytest.mark.parametrize(
    "held", [b"../../../etc/passwd", b"", b"\xff\xfe", b"0123456789abcdef 0123456789abcdef"]
)
def test_a_pointer_that_holds_no_name_points_at_nothing(tmp_path, held):
    (tmp_path / "current").write_bytes(held)
    assert read_pointer(tmp_path) is None


BUILDER = """
import sys
from pathlib import Path
from dashboard.company import Company
from dashboard.store.build import build
print("ready", flush=True)
for number in range(1000):
    build(Path(sys.argv[1]), Company(name=f"Acme {number}"))
"""


def test_killing_a_build_leaves_a_whole_snapshot_current(home, company, put):
    put(home, contact=contacts(*range(50)))
    build(home, company)
    dice = random.Random(5)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    for _ in range(4):
        with subprocess.Popen(
            [sys.executable, "-c", BUILDER, str(home)], stdout=subprocess.PIPE, env=environment
        ) as process:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(dice.uniform(0.1, 2))
            process.kill()
        path = current(home)
        assert path is not None
        assert path.stem == read_pointer(folder_of(home))
        assert verified(path)
    assert verified(build(home, company).path)


def test_readers_see_whole_snapshots_while_new_ones_are_published(home, put):
    build(home, Company(name="Acme 0"))
    wrong: list[object] = []
    done = threading.Event()
    reads = []

    def read() -> None:
        while not done.is_set():
            path = current(home)
            if path is None:
                wrong.append("nothing is current")
                continue
            snapshot = open_snapshot(path)
            meta = {row["key"]: row["value"] for row in snapshot.query("select * from meta").to_pylist()}
            if snapshot.name != path.stem or not meta["company"].startswith("Acme"):
                wrong.append(meta)
            reads.append((snapshot.name, meta["company"]))
            snapshot.close()
            time.sleep(0.01)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 5):
        put(home, contact=contacts(number))
        build(home, Company(name=f"Acme {number}"))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert len({company for _, company in reads}) >= 3
    assert len(set(reads)) == len({name for name, _ in reads})


def test_a_name_does_not_depend_on_when_it_was_built(home, company):
    path = build(home, company).path
    assert content_name(path) == path.stem
