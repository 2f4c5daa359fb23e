"""Every mart on every engine has the rows it has on DuckDB: one suite, each engine."""

from __future__ import annotations

import math
from typing import Any

import pytest

from dashboard.store.snapshot import Snapshot

RELATIVE = 1e-9
PERSONAL = "customer_contact"  # its columns stay in the record, so another engine finds none of them filled


def _tables(snapshot: Snapshot) -> dict[str, list[tuple[str, str]]]:
    tables: dict[str, list[tuple[str, str]]] = {}
    for row in snapshot.query(
        "select table_name, column_name, data_type from duckdb_columns() where not internal order by 1, column_index"
    ).to_pylist():
        tables.setdefault(row["table_name"], []).append((row["column_name"], row["data_type"]))
    return tables


def _rows(snapshot: Snapshot, table: str) -> list[tuple[Any, ...]]:
    rows = [tuple(row.values()) for row in snapshot.query(f"select * from {table}").to_pylist()]
    if table == "coverage":
        rows = [row[:3] if row[0] == PERSONAL else row for row in rows]
    if table == "meta":
        rows = [row for row in rows if row[0] != "built_at"]
    return sorted(rows, key=_key)


def _key(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Floats last and short, so that their last digits change no order."""
    exact = [repr(cell) for cell in row if not isinstance(cell, float)]
    return (*exact, *(f"{cell:.6g}" for cell in row if isinstance(cell, float)))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=RELATIVE, abs_tol=1e-12) or (
            math.isnan(one) and math.isnan(other)
        )
    return bool(one == other)


def differences(expected: Snapshot, found: Snapshot) -> list[str]:
    """Tables that differ, and how."""
    wrong = []
    for table in _tables(expected):
        ours, theirs = _rows(expected, table), _rows(found, table)
        pairs = [(a, b) for a, b in zip(ours, theirs, strict=False) if not all(map(_same, a, b))]
        if len(ours) != len(theirs) or pairs:
            wrong.append(f"{table}: {len(ours)} rows against {len(theirs)}; first different {pairs[:1]}")
    return wrong


def test_every_mart_of_the_record_has_rows(by_duckdb):
    """The comparison below would say little of a mart that is empty."""
    counted = {table: len(_rows(by_duckdb, table)) for table in _tables(by_duckdb)}
    assert {table for table, rows in counted.items() if not rows} == {"customer_value", "churn_driver"}


def test_sail_builds_every_mart_as_duckdb_does(by_duckdb, built_on, sail):
    found = built_on(sail)
    assert _tables(found) == _tables(by_duckdb)
    assert differences(by_duckdb, found) == []


@pytest.mark.slow
def test_spark_with_two_workers_builds_every_mart_as_duckdb_does(by_duckdb, built_on, spark):
    found = built_on(spark)
    assert _tables(found) == _tables(by_duckdb)
    assert differences(by_duckdb, found) == []
