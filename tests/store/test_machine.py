"""How much of the machine a build takes."""

from __future__ import annotations

import pytest

from dashboard.store import machine
from dashboard.store.folder import SnapshotError


@pytest.mark.parametrize(
    ("text", "size"),
    [("8GB", 8 * 10**9), ("800 MB", 8 * 10**8), ("1.5g", 15 * 10**8), ("200000000", 2 * 10**8)],
)
def test_an_amount_of_memory_is_read(text, size):
    assert machine.read_bytes(text) == size


@pytest.mark.parametrize("text", ["", "much", "8 GB of it", "5MB", "-1GB"])
def test_what_is_no_amount_of_memory_is_said(text):
    with pytest.raises(ValueError, match="such as 8GB"):
        machine.read_bytes(text)


def test_a_build_takes_half_of_its_container(tmp_path, monkeypatch):
    (tmp_path / "memory.max").write_text("2000000000\n")
    assert machine._memory(tmp_path) == 2_000_000_000
    for has, takes in ((2e9, 1e9), (1e8, machine.LEAST), (1e12, machine.MOST)):
        monkeypatch.setattr(machine, "_memory", lambda has=has: int(has))
        assert machine.memory_for(None) == takes
    assert machine.memory_for(7) == 7


def test_a_container_without_a_limit_has_the_machine(tmp_path):
    (tmp_path / "memory.max").write_text("max\n")
    assert machine._memory(tmp_path) > 0


def test_disk_is_asked_for_what_is_put_aside_too(tmp_path, monkeypatch):
    record = tmp_path / "record.duckdb"
    record.write_bytes(b"x" * 1_000_000)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda _: type("Disk", (), {"free": 67_000_000})())
    machine.check_space(tmp_path, record, 10_000_000, 0)
    with pytest.raises(SnapshotError, match="fit into"):
        machine.check_space(tmp_path, record, 1_000_000, 0)
    machine.check_space(tmp_path, record, 3_000_000, 2_000_000)
