"""The record's tables as DDL, made from `schema`."""

from __future__ import annotations

from collections.abc import Mapping

import duckdb

from dashboard.store.quote import name as quoted
from dashboard.store.schema import LEDGER, ORIGIN, TABLES


def create_record(con: duckdb.DuckDBPyConnection) -> None:
    """Make every canonical table (with its origin columns) and the ledger, where they are not there yet.

    A column that a newer version of the program added is added to an older record, empty.
    """
    found = set(
        con.execute("select table_name, column_name from duckdb_columns() where not internal").fetchall()
    )
    for name, columns in record_columns().items():
        listed = ", ".join(f"{quoted(column)} {kind}" for column, kind in columns.items())
        con.execute(f"create table if not exists {quoted(name)} ({listed})")
        for column in columns if any(table == name for table, _ in found) else ():
            if (name, column) not in found:
                con.execute(f"alter table {quoted(name)} add column {quoted(column)} {columns[column]}")


def record_columns() -> dict[str, Mapping[str, str]]:
    """Table -> column -> type of everything the record file holds."""
    canonical = {
        name: {column: kind for column, (kind, _) in table.columns.items()} | ORIGIN
        for name, table in TABLES.items()
    }
    return {**canonical, **LEDGER}
