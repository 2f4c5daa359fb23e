"""The record: the company's private file with one writer. Only the import and the build open it, one at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb

from dashboard.store import staging
from dashboard.store import upsert as upserting
from dashboard.store.ddl import create_record
from dashboard.store.lock import held
from dashboard.store.quote import literal
from dashboard.store.secret import read_secret

FILE = "record.duckdb"
SCRATCH = ".staging"

Params = Mapping[str, object] | Sequence[object]


class RecordDamaged(RuntimeError):
    """The record cannot be opened; the message says what to do."""


class RecordFailed(RuntimeError):
    """The record could not do what was asked; what was going on was rolled back."""


@contextmanager
def _spoken() -> Iterator[None]:
    """Errors of the engine in one type, in their first line."""
    try:
        yield
    except duckdb.Error as error:
        raise RecordFailed(str(error).splitlines()[0]) from error


class Record:
    """An open record. Rows go in through `stage_csv`, `execute` on temporary tables and `upsert`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, home: Path) -> None:
        self.home = home
        self.scratch = home / SCRATCH
        self._con = con

    def has_file(self, sha256: str) -> bool:
        """Whether a file of this content is in the record."""
        return bool(self.rows("select 1 from import_file where file = ? and status = 'imported'", [sha256]))

    def stage_csv(
        self, path: Path, width: int, *, delimiter: str = ",", skip: int = 0, line_column: bool = False
    ) -> int:
        """A delimited file into the temporary view `staged`; see `staging.stage_csv`."""
        with _spoken():
            return staging.stage_csv(
                self._con, path, width, delimiter=delimiter, skip=skip, line_column=line_column
            )

    def characters(self, width: int) -> int:
        """The number of characters staged."""
        return staging.characters(self._con, width)

    def upsert(
        self, table: str, staged_select: str, *, replace_by: Sequence[str] = (), unique: bool = False
    ) -> upserting.Upserted:
        """Staged rows into a table of the record; see `upsert.upsert`."""
        with _spoken():
            return upserting.upsert(self._con, table, staged_select, replace_by, unique=unique)

    def execute(self, sql: str, params: Params = ()) -> None:
        with _spoken():
            self._con.execute(sql, params or None)

    def rows(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        with _spoken():
            return self._con.execute(sql, params or None).fetchall()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: rows, ledger and rejects of one file are committed together."""
        self.execute("begin transaction")
        try:
            yield
        except BaseException:
            with suppress(duckdb.Error):
                self._con.execute("rollback")
            raise
        self.execute("commit")


@contextmanager
def open_record(home: Path) -> Iterator[Record]:
    """The record of `home`, made when there is none, held by this process alone. Raises `RecordBusy`."""
    mask = os.umask(0o077)
    try:
        with held(home), _scratch(home / SCRATCH):
            con = _connect(home)
            try:
                yield Record(con, home)
            finally:
                con.close()
    finally:
        os.umask(mask)


@contextmanager
def _scratch(path: Path) -> Iterator[None]:
    shutil.rmtree(path, ignore_errors=True)  # left by a process that was killed; the lock says it is gone
    path.mkdir()
    try:
        yield
    finally:
        shutil.rmtree(path, ignore_errors=True)


def _connect(home: Path) -> duckdb.DuckDBPyConnection:
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "600MB", "threads": 2, "temp_directory": str(home / SCRATCH / "spill"),
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
        "allow_community_extensions": False, "python_enable_replacements": False,
    }  # fmt: skip
    try:
        con = duckdb.connect(str(home / FILE), config=settings)
    except (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException) as error:
        raise RecordDamaged(f"{home / FILE} cannot be opened ({str(error).splitlines()[0]}): put back a backup, or "
                            "move it away and import the raw exports again") from None  # fmt: skip
    con.execute("set TimeZone = 'UTC'")
    con.execute("set enable_progress_bar = false")
    con.execute(f"set variable token_key = {literal(read_secret(home))}")
    create_record(con)
    return con
