"""The record as folders of Parquet files, one folder a table, for engines that read it where it lies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dashboard.store.catalog import view_record
from dashboard.store.ddl import record_columns
from dashboard.store.folder import SnapshotError
from dashboard.store.lock import held
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.record import FILE as RECORD
from dashboard.store.schema import ORIGIN

PERSONAL = frozenset({"customer_contact"})
"""Tables with names, emails and phone numbers, which no mart reads: only where their rows are from is written."""


def write_lake(home: Path, folder: Path) -> dict[str, int]:
    """Write the record's tables as Parquet below `folder`, new or holding what was written before. Table -> rows.

    Names, emails and phone numbers stay behind. Raises `RecordBusy` while an import runs, `SnapshotError` on a
    missing record and on a folder that cannot be written.
    """
    record = home / RECORD
    if not record.exists():
        raise SnapshotError(f"There is no record in {home} yet: sightline import --home {home} YOUR-EXPORTS")
    mask = os.umask(0o077)
    try:
        with held(home), duckdb.connect(config={"memory_limit": "1GB", "threads": 2}) as con:
            view_record(con, record)
            con.execute("set preserve_insertion_order = false")
            return dict(_tables(con, folder))
    except (duckdb.Error, OSError) as error:
        raise SnapshotError(
            f"The record could not be written to {folder} ({str(error).splitlines()[0]})"
        ) from error
    finally:
        os.umask(mask)


def _tables(con: duckdb.DuckDBPyConnection, folder: Path) -> Iterator[tuple[str, int]]:
    for table, columns in record_columns().items():
        kept = ", ".join(quoted(column) for column in (ORIGIN if table in PERSONAL else columns))
        path = folder / table
        path.mkdir(parents=True, exist_ok=True)
        fresh, done = path / ".part-0.parquet", path / "part-0.parquet"
        ((rows,),) = con.execute(
            f"copy (select {kept} from record.{quoted(table)}) to {literal(str(fresh))} "
            "(format parquet, compression zstd)"
        ).fetchall()
        os.replace(fresh, done)
        yield table, rows
