"""The folder of snapshots: immutable files named by their content, and a small pointer to the current one.

A name never gets another content, since a server process that still has a file open would go on serving the old
one under that name. What changes is the pointer, replaced in one step.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Collection
from pathlib import Path

FOLDER = "snapshots"
POINTER = "current"
PINS = "pins"
KEPT = 5
_NAME = re.compile(r"[0-9a-f]{16}")


class SnapshotError(Exception):
    """A snapshot cannot be built, found, opened or asked; the message is for people."""


def folder_of(home: Path) -> Path:
    return home / FOLDER


def path_of(folder: Path, name: str) -> Path:
    """The file of a snapshot. Raises `SnapshotError` for what cannot be a snapshot's name."""
    if not _NAME.fullmatch(name):
        raise SnapshotError(f"'{name[:40]}' is not a snapshot's name; it has 16 characters of 0-9 and a-f")
    return folder / f"{name}.duckdb"


def newest_first(folder: Path) -> list[Path]:
    """Every finished snapshot, the one published last first."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.glob("*.duckdb") if _NAME.fullmatch(path.stem)]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.stem), reverse=True)


def read_pointer(folder: Path) -> str | None:
    """The name the pointer holds; None when there is no pointer or it holds something else."""
    try:
        name = (folder / POINTER).read_text("ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    return name if _NAME.fullmatch(name) else None


def point_at(folder: Path, name: str) -> None:
    """Make `name` the current snapshot, in one step that a crash leaves done or not done."""
    fresh = folder / f".{POINTER}-{os.getpid()}"
    fresh.write_text(f"{name}\n", "ascii")
    synced(fresh)
    os.replace(fresh, folder / POINTER)
    synced(folder)


def synced(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path, kept: Collection[Path] = ()) -> None:
    """Remove what builds that were killed left behind, but for `kept`. Only while the import lock is held."""
    for path in set(folder.glob(".*")) - set(kept):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def pinned(folder: Path) -> set[str]:
    """Names in the file `pins`, one a line: snapshots that stay for a deck or a link."""
    try:
        lines = (folder / PINS).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return set()
    return {line.strip() for line in lines}


def prune(folder: Path) -> None:
    """Keep the newest snapshots, the current one and the pinned ones. Readers that have a removed file open keep it."""
    kept = pinned(folder) | {read_pointer(folder)}
    for path in newest_first(folder)[KEPT:]:
        if path.stem not in kept:
            path.unlink()
            path.with_name(f"{path.name}.wal").unlink(missing_ok=True)
