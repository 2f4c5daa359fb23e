"""What a build needs of an engine other than its own DuckDB: the record is there, the marts come from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import duckdb
import pyarrow as pa

Ask = Callable[[str], list[tuple[Any, ...]]]
"""The rows of a select over the record, in the SQL and with the functions of `steps`."""


class Engine(Protocol):
    """Holds the record and answers selects in the SQL of the marts, whatever SQL it speaks itself.

    Every method raises `SnapshotError` with words for people when the engine cannot be reached or says no.
    """

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a select over the record."""
        ...

    def give(self, tables: Mapping[str, pa.Table]) -> None:
        """Small tables that marts stand on: the calendar, the company's rules, the topics."""
        ...

    def make(self, name: str, sql: str) -> None:
        """Work out a mart and keep it there, for the marts after it."""
        ...

    def batches(self, name: str) -> Iterator[pa.Table]:
        """The rows of a mart made before, some at a time and in no order."""
        ...

    def close(self) -> None:
        """Let go of the engine and of what is kept there."""
        ...


def here(con: duckdb.DuckDBPyConnection) -> Ask:
    """Ask the record that is attached to the build's own DuckDB."""
    return lambda sql: con.execute(sql).fetchall()
