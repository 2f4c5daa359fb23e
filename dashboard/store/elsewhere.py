"""A build on another engine: small tables go there, marts come back and are laid as a build of one's own lays them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.store.engine import Engine
from dashboard.store.folder import SnapshotError
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.steps import Step, mart_sql, place_of


def small_tables(con: duckdb.DuckDBPyConnection) -> dict[str, pa.Table]:
    """The calendar, the rules and the other small tables that marts stand on, by name."""
    names = con.execute("select table_name from duckdb_tables() where temporary order by 1").fetchall()
    return {name: con.sql(f"select * from {quoted(name)}").to_arrow_table() for (name,) in names}


def give(con: duckdb.DuckDBPyConnection, engine: Engine) -> None:
    engine.give(small_tables(con))


def bring(con: duckdb.DuckDBPyConnection, engine: Engine, step: Step, file: Path) -> None:
    """Make a mart on the engine and bring its rows into the table of that name.

    The table is there and made from an empty record, so that its columns and types are those of any build. Rows come
    through a Parquet file: this DuckDB misreads some Arrow input.
    """
    engine.make(step.name, mart_sql(step.name))
    if step.kind == "work":
        return
    table = place_of(step)
    columns = [(name, kind) for name, kind, *_ in con.execute(f"describe {table}").fetchall()]
    con.execute(f"create or replace table {table} as select * from {table} limit 0")
    if not _write(engine, step.name, [name for name, _ in columns], file):
        return
    typed = ", ".join(f"cast(x.{quoted(name)} as {kind}) as {quoted(name)}" for name, kind in columns)
    order = f" order by {step.order}" if step.order else ""
    source = f"(select {typed} from read_parquet({literal(str(file))}) x)"
    con.execute(f"insert into {table} select * from {source} x{order}")
    file.unlink()


def _write(engine: Engine, mart: str, expected: list[str], file: Path) -> bool:
    """Whether the engine's mart has rows, which are in `file` then. Raises `SnapshotError` on other columns."""
    writer: pq.ParquetWriter | None = None
    try:
        for batch in engine.batches(mart):
            if batch.column_names != expected:
                raise SnapshotError(
                    f"The engine made {mart} with the columns {', '.join(batch.column_names)} where "
                    f"{', '.join(expected)} are promised. What viewers see is unchanged."
                )
            writer = writer or pq.ParquetWriter(file, batch.schema)
            writer.write_table(batch)
    finally:
        if writer is not None:
            writer.close()
    return writer is not None
