"""Reading a published snapshot: locked, read-only, one cursor a question, safe from many threads at once."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import duckdb
import pyarrow as pa

from dashboard.store.folder import (
    SnapshotError,
    folder_of,
    newest_first,
    path_of,
    pinned,
    point_at,
    read_pointer,
)
from dashboard.store.lock import RecordBusy, held
from dashboard.store.publish import previous, verified

__all__ = [
    "QueryTimeout", "Snapshot", "SnapshotError", "SnapshotInfo", "current", "find_current", "open_snapshot",
    "rollback_to", "snapshots",
]  # fmt: skip
LONGEST_MS = 10_000
LOCKED: Mapping[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False, "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    "allow_community_extensions": False, "python_enable_replacements": False, "max_execution_time": LONGEST_MS,
    "memory_limit": "512MB", "max_temp_directory_size": "1GB", "threads": 1,
}  # fmt: skip
REMEMBERED = 1000
# An executed statement is planned once where a relation is planned twice; the copy of the few rows of an answer, of
# which DuckDB warns, costs less than that.
warnings.filterwarnings("ignore", message="Arrow output on a DB-API result")
_OPENING = Lock()


class QueryTimeout(SnapshotError):
    """A question took longer than it may."""


class Snapshot:
    """An open snapshot. `name` is the hash of its content; it never changes, so answers can be kept by it."""

    def __init__(self, path: Path, con: duckdb.DuckDBPyConnection) -> None:
        self.path = path
        self.name = path.stem
        self._con = con
        self._selects: dict[str, duckdb.Statement] = {}

    def query(self, sql: str, params: Mapping[str, object] | None = None, *, many: bool = False) -> pa.Table:
        """The answer to one select, with named parameters `$name`. From any thread. `many`: so many rows are expected
        that they should not be copied.

        Raises `QueryTimeout` past ten seconds, `SnapshotError` for anything but a select that can be answered.
        """
        try:
            with self._con.cursor() as cursor:
                select = self._selects.get(sql) or self._admitted(cursor, sql)
                if many:
                    return cursor.sql(select, params=params or None).to_arrow_table()
                return cursor.execute(select, params or None).to_arrow_table()
        except duckdb.InterruptException:
            raise QueryTimeout(
                f"The question took longer than {LONGEST_MS // 1000} seconds and was stopped."
            ) from None
        except (duckdb.IOException, duckdb.FatalException, duckdb.InternalException) as error:
            raise SnapshotError(
                f"Snapshot {self.name} is damaged; `sightline rollback` goes back to the one before, "
                "`sightline build` makes it anew."
            ) from error
        except duckdb.OutOfMemoryException as error:
            raise SnapshotError("The question needs more memory than a question may use.") from error
        except duckdb.CatalogException as error:
            raise SnapshotError(
                "This snapshot was built before there was what this question asks; `sightline build` makes it anew."
            ) from error
        except duckdb.Error as error:
            raise SnapshotError(f"The question cannot be answered: {str(error).splitlines()[0]}") from error

    def _admitted(self, cursor: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
        """A text that is one select, read once: to read it again takes a fifth of a small question's time.

        Raises `SnapshotError` for any other text.
        """
        statements = cursor.extract_statements(sql)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise SnapshotError("a snapshot answers one select at a time and nothing else")
        if len(self._selects) < REMEMBERED:
            self._selects[sql] = statements[0]
        return statements[0]

    def close(self) -> None:
        self._con.close()


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """A kept snapshot. `rows`: of its facts, None when the file cannot be read."""

    name: str
    path: Path
    built_at: datetime
    rows: int | None
    bytes: int
    current: bool
    pinned: bool


@dataclass(frozen=True, slots=True)
class Current:
    """The snapshot to show. `notice`: why it is not the one the pointer names, in words."""

    path: Path | None
    notice: str | None = None


def open_snapshot(path: Path) -> Snapshot:
    """Open a snapshot that can read itself and nothing else: no files, network, extensions or settings.

    Raises `SnapshotError` when there is none or it cannot be read.
    """
    if not path.is_file():
        raise SnapshotError(f"There is no snapshot {path.stem} any more.")
    try:
        with _OPENING:
            con = duckdb.connect(str(path), read_only=True, config=dict(LOCKED))
            _lock(con)
            con.execute("select 1 from meta limit 1").fetchall()
    except duckdb.Error as error:
        raise SnapshotError(
            f"Snapshot {path.stem} cannot be opened ({str(error).splitlines()[0]})"
        ) from error
    return Snapshot(path, con)


def _lock(con: duckdb.DuckDBPyConnection) -> None:
    """Settings belong to the file's one instance in this process: set and locked by whoever opens it first."""
    ((locked,),) = con.execute("select current_setting('lock_configuration')").fetchall()
    if not locked:
        con.execute("set global TimeZone = 'UTC'")
        con.execute("set global lock_configuration = true")


def current(home: Path) -> Path | None:
    """The snapshot viewers see; None when nothing has been built."""
    return find_current(home).path


def find_current(home: Path) -> Current:
    """The snapshot the pointer names or, when that is missing or damaged, the newest that can be read."""
    folder = folder_of(home)
    named = read_pointer(folder)
    if named and _readable(path := path_of(folder, named)):
        return Current(path)
    kept = newest_first(folder)
    path_or_none = next((path for path in kept if path.stem != named and _readable(path)), None)
    if path_or_none is None:
        return Current(
            None, "No snapshot can be read; `sightline build` makes one." if kept or named else None
        )
    wrong = f"Snapshot {named} cannot be read" if named else "Nothing says which snapshot is current"
    return Current(path_or_none, f"{wrong}; the newest that can, {path_or_none.stem}, is shown instead.")


def snapshots(home: Path) -> list[SnapshotInfo]:
    """Every kept snapshot, the one published last first."""
    folder = folder_of(home)
    shown, pins = current(home), pinned(folder)
    return [_info(path, path == shown, path.stem in pins) for path in newest_first(folder)]


def _info(path: Path, is_current: bool, is_pinned: bool) -> SnapshotInfo:
    stat = path.stat()
    built_at = datetime.fromtimestamp(stat.st_mtime, UTC).replace(tzinfo=None)
    return SnapshotInfo(path.stem, path, built_at, _rows_of(path), stat.st_size, is_current, is_pinned)


def rollback_to(home: Path, to: str | None = None) -> str:
    """Make an earlier snapshot current: `to`, or the one published before the current. Returns its name.

    The snapshot is read through first. Raises `SnapshotError` when there is none or it is damaged.
    """
    folder = folder_of(home)
    try:
        with held(home):
            path = path_of(folder, to) if to else _before_current(folder)
            if not path.is_file():
                kept = ", ".join(info.stem for info in newest_first(folder)) or "none"
                raise SnapshotError(f"There is no snapshot {path.stem}; kept are: {kept}")
            if not verified(path):
                raise SnapshotError(f"Snapshot {path.stem} is damaged and was not made current.")
            point_at(folder, path.stem)
    except RecordBusy as busy:
        raise SnapshotError(str(busy)) from None
    return path.stem


def _before_current(folder: Path) -> Path:
    named = read_pointer(folder)
    earlier = previous(folder, named) if named else next(iter(newest_first(folder)), None)
    if earlier is None:
        raise SnapshotError("There is no earlier snapshot to go back to.")
    return earlier


def _readable(path: Path) -> bool:
    return _rows_of(path) is not None


def _rows_of(path: Path) -> int | None:
    """Rows of a snapshot's facts; None when it is not there or cannot be opened."""
    try:
        stat = os.stat(path)
        return _fact_rows(path, (stat.st_ino, stat.st_mtime_ns, stat.st_size))
    except (FileNotFoundError, SnapshotError, ValueError):
        return None


@lru_cache(maxsize=32)
def _fact_rows(path: Path, _stamp: tuple[int, int, int]) -> int:
    """What the build counted, asked once a file; a failure is not remembered."""
    snapshot = open_snapshot(path)
    try:
        found = snapshot.query("select value from meta where key = 'rows'").column(0).to_pylist()
        return int("".join(found))
    finally:
        snapshot.close()
