"""The lock that keeps two imports, or an import and a build, apart. It is a file of its own: closing a
second handle of a database file would drop the database's own lock."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_FILE = "import.lock"


class RecordBusy(Exception):
    """Another import or build holds the record; the message says what to do."""


@contextmanager
def held(home: Path) -> Iterator[None]:
    """Hold the home folder's import lock. Raises `RecordBusy` at once when another process has it.

    The lock goes with the process: one that is killed leaves nothing to clean up. Not re-entrant.
    """
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(home / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        _take(handle, home)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _take(handle: int, home: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
        who = f" (process {holder})" if holder else ""
        raise RecordBusy(
            f"Another import or build is using {home}{who}. Wait until it is done and run the command again."
        ) from None
