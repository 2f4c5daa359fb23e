"""What an engine cannot do, found out before anything is built: which mart, and what in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.company import Company
from dashboard.engines.connect import Connected
from dashboard.store.elsewhere import small_tables
from dashboard.store.folder import SnapshotError
from dashboard.store.footing import prepare
from dashboard.store.quote import name as quoted
from dashboard.store.steps import STEPS, make_enums, mart_sql, place_of, run_step
from dashboard.store.workshop import open_workshop


@contextmanager
def engine_at(address: str, record: str, company: Company, home: Path) -> Iterator[Connected]:
    """The engine at `address` with the record at `record`, when it can build every mart.

    Raises `SnapshotError` that names each mart it cannot build and why, or says that there is no such engine.
    """
    engine = Connected(address, record, company, home)
    try:
        if refused := refusals(engine, company):
            told = "\n".join(f"  {mart}: {why}" for mart, why in refused.items())
            raise SnapshotError(
                f"The engine at {address} cannot build these marts; nothing was built.\n{told}"
            )
        yield engine
    finally:
        engine.close()


def refusals(engine: Connected, company: Company) -> dict[str, str]:
    """Mart -> why the engine cannot build it. Each is planned over tables of DuckDB's types; no row is read."""
    refused: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as con:
        prepare(con, Path(folder), company)
        open_workshop(con, Path(folder) / "empty.duckdb")
        make_enums(con)
        for table in small_tables(con):
            engine.stand_in(table, _columns(con, quoted(table)))
        for step in STEPS:
            run_step(con, step)
            why = engine.refuses(mart_sql(step.name))
            if why is not None:
                refused[step.name] = why
            engine.stand_in(step.name, _columns(con, place_of(step)))
    return refused


def _columns(con: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    return {column: kind for column, kind, *_ in con.execute(f"describe {table}").fetchall()}
