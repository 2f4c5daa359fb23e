"""Views that stand in for a table while a mart is made, so that it is made of some of the rows only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from dashboard.store.steps import STEPS, place_of

PLACES = {step.name: place_of(step) for step in STEPS}
"""Mart to its table during a build."""


@contextmanager
def only_of(con: duckdb.DuckDBPyConnection, mart: str, column: str) -> Iterator[None]:
    """Inside, a mart holds only the rows with a value of `reached`."""
    con.execute(f"""create or replace temp view {mart} as
        select f.* from {PLACES[mart]} f where f.{column} in (select {column} from reached)""")
    try:
        yield
    finally:
        con.execute(f"drop view temp.{mart}")


@contextmanager
def in_place_of(con: duckdb.DuckDBPyConnection, table: str, select: str) -> Iterator[None]:
    """Inside, `record.<table>` is what is selected from `record.<table>__whole`."""
    con.execute(f"alter view record.{table} rename to {table}__whole")
    try:
        con.execute(f"create view record.{table} as {select}")
        yield
    finally:
        con.execute(f"drop view if exists record.{table}")
        con.execute(f"alter view record.{table}__whole rename to {table}")
