"""What a snapshot tells about itself and its record: coverage, ledger, vocabulary and meta."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dashboard.company import Company
from dashboard.scope import DIMENSIONS
from dashboard.store.calendar import fill
from dashboard.store.ddl import create_record, record_columns
from dashboard.store.engine import Ask, here
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.schema import TABLES
from dashboard.store.steps import STEPS, marts_digest

CLASSES = ("direct", "indirect", "inferred", "reference")


def view_record(con: duckdb.DuckDBPyConnection, path: Path | None) -> None:
    """The record as the catalog `record`, read-only; columns an older record lacks are empty.

    Without a file every table is there and empty.
    """
    con.execute("attach ':memory:' as record")
    if path is None:
        (own,) = con.execute("select current_catalog()").fetchall()[0]
        con.execute("use record")
        create_record(con)
        con.execute(f"use {quoted(own)}")
        return
    con.execute(f"attach {literal(str(path))} as kept (read_only)")
    found = set(
        con.execute(
            "select table_name, column_name from duckdb_columns() where database_name = 'kept'"
        ).fetchall()
    )
    for table, columns in record_columns().items():
        listed = ", ".join(
            quoted(column) if (table, column) in found else f"cast(null as {kind}) as {quoted(column)}"
            for column, kind in columns.items()
        )
        source = (
            f"kept.{quoted(table)}" if any(name == table for name, _ in found) else "(select 1 where false)"
        )
        con.execute(f"create view record.{quoted(table)} as select {listed} from {source}")


def write_ledger(con: duckdb.DuckDBPyConnection, ask: Ask | None = None) -> None:
    """Tables `source_table` (what each source put into each table) and `file_drop` (rows dropped by reason)."""
    if ask is None:
        con.execute(f"create or replace temp table source_table as {_source_tables_sql()}")
    else:
        con.execute(
            """create or replace temp table source_table (source varchar, table_name varchar, class_place integer,
            rows bigint, first_at timestamp, last_at timestamp, imported_at timestamp)"""
        )
        fill(con, "source_table", ask(_source_tables_sql()))
    con.execute("create or replace temp table file_drop (source varchar, reason varchar, rows bigint)")
    files = (ask or here(con))(
        "select source, drop_reasons, dropped from record.import_file where dropped > 0"
    )
    fill(con, "file_drop", [row for file in files for row in _drops(*file)])


def _source_tables_sql() -> str:
    parts = [
        f"select _source as source, '{table.name}' as table_name, {CLASSES.index(table.source_class) + 1} as "
        f"class_place, count(*) as rows, min({at}) as first_at, max({at}) as last_at, "
        f"max(_imported_at) as imported_at from record.{table.name} group by _source"
        for table in TABLES.values()
        for at in [f"cast({table.at} as timestamp)" if table.at else "cast(null as timestamp)"]
    ]
    return " union all ".join(parts)


def _drops(source: str, reasons: str | None, dropped: int) -> Iterator[tuple[str, str, int]]:
    """Rows of a file dropped by reason; the ledger holds a JSON object, or words for all of them."""
    try:
        told = json.loads(reasons or "")
    except ValueError:
        told = None
    if isinstance(told, dict):
        yield from ((source, str(reason), int(rows)) for reason, rows in told.items())
    else:
        yield source, reasons or "no reason given", dropped


def write_catalog(con: duckdb.DuckDBPyConnection, company: Company, ask: Ask | None = None) -> int:
    """Tables `coverage`, `vocabulary` and `meta`. Returns the rows of all facts."""
    con.execute(
        "create or replace table coverage (table_name varchar, column_name varchar, rows bigint, filled bigint)"
    )
    fill(con, "coverage", [row for table in TABLES for row in _coverage(ask or here(con), table)])
    con.execute("create or replace table vocabulary (dimension varchar, value varchar, position integer)")
    fill(con, "vocabulary", _vocabulary(con))
    rows = _fact_rows(con)
    con.execute("create or replace table meta (key varchar, value varchar)")
    fill(con, "meta", {**_meta(con, company), "rows": str(rows)}.items())
    return rows


def _coverage(ask: Ask, table: str) -> Iterator[tuple[str, str, int, int]]:
    columns = list(TABLES[table].columns)
    counts = ", ".join(f"count({quoted(column)})" for column in columns)
    rows, *filled = ask(f"select count(*), {counts} from record.{table}")[0]
    for column, number in zip(columns, filled, strict=True):
        yield table, column, rows, number


def _vocabulary(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, int]]:
    """The values of each filter that occur in a fact, in the order of their ENUM."""
    values: dict[str, list[str]] = {}
    for dimension in DIMENSIONS:
        parts = " union ".join(f"select {dimension} as value from {fact}" for fact in (*_facts(), "spell", "customer")
                               if fact != "customer" or dimension in ("segment", "persona", "region"))  # fmt: skip
        rows = con.execute(f"select value from ({parts}) where value is not null order by value").fetchall()
        values[dimension] = [value for (value,) in rows]
    found = {
        row[0]
        for row in con.execute("select distinct class_place from source_table where rows > 0").fetchall()
    }
    values["source_class"] = [name for place, name in enumerate(CLASSES[:3], 1) if place in found]
    return [(name, value, place) for name, listed in values.items() for place, value in enumerate(listed)]


def _facts() -> list[str]:
    return [step.name for step in STEPS if step.name.startswith("fact_")]


def _fact_rows(con: duckdb.DuckDBPyConnection) -> int:
    return sum(con.execute(f"select count(*) from {fact}").fetchall()[0][0] for fact in _facts())


def _meta(con: duckdb.DuckDBPyConnection, company: Company) -> dict[str, str]:
    as_of, first_day, rule, empty = con.execute(
        "select as_of, first_day, churn_rule, is_empty from rules"
    ).fetchall()[0]
    return {
        "company": company.name, "demo": _yes(company.demo), "currency": company.currency,
        "time_zone": company.time_zone, "week_start": company.week_start, "as_of": as_of.isoformat(),
        "first_day": first_day.isoformat(), "empty": _yes(empty), "churn_rule": rule,
        "built_at": datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="seconds"),
        "marts": marts_digest(),
    }  # fmt: skip


def _yes(value: bool) -> str:
    return "true" if value else "false"
