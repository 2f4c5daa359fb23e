"""A file is kept whole or not at all, also when the disk is full, and its name is one that an address can carry."""

from __future__ import annotations

import errno
import os
from threading import Thread

import pytest

from dashboard.reports.keep import key_of, put


def test_a_name_keeps_what_an_address_can_carry():
    assert key_of("Board: Vilnius & Kaunas!", 60) == "board-vilnius-kaunas"
    assert key_of("../../etc", 60) == "etc"
    assert key_of("名", 60) == ""
    assert key_of("a" * 90, 60) == "a" * 60


def test_a_full_disk_leaves_what_was_there_and_no_half_file(tmp_path, monkeypatch):
    (tmp_path / "board.pdf").write_bytes(b"last month")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        put(tmp_path / "board.pdf", b"x" * 10_000)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("board.pdf", b"last month")]


def test_two_who_write_at_once_leave_one_whole_file(tmp_path):
    contents = [bytes([letter]) * 100_000 for letter in b"abcd"]
    threads = [Thread(target=put, args=(tmp_path / "d", content)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [path.name for path in tmp_path.iterdir()] == ["d"]
    assert (tmp_path / "d").read_bytes() in contents
