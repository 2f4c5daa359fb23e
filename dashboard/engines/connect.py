"""An engine reached over Spark Connect: Apache Spark, or Sail, which speaks the same protocol without Java.

The record lies where the engine can read it, one folder of Parquet files a table. Every mart is kept beside it, in
`_sightline`, until the build is over, so that none is worked out twice; only marts travel here.
"""

from __future__ import annotations

import hashlib
import platform
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from dashboard.company import Company
from dashboard.engines.session import first_line, open_session, spoken
from dashboard.engines.spelling import Unspelled, spark_sql
from dashboard.store.ddl import record_columns
from dashboard.store.folder import SnapshotError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

KEPT = "_sightline"
UNPLANNED = ("Error occurred during query planning", "Physical plan error")
"""How Spark, then Sail, begin to say in a plan that there is none."""
TYPES = {
    "VARCHAR": "string", "DOUBLE": "double", "BIGINT": "bigint", "BOOLEAN": "boolean", "TIMESTAMP": "timestamp_ntz",
    "DATE": "date", "INTEGER": "int",
}  # fmt: skip
_ALIKE = {"ENUM": "string", "HUGEINT": "bigint", "DECIMAL": "double"}
_BY_ARROW = {pa.string(): "string", pa.float64(): "double", pa.int64(): "bigint", pa.int32(): "int",
             pa.bool_(): "boolean", pa.timestamp("us"): "timestamp_ntz", pa.date32(): "date"}  # fmt: skip


class Connected:
    """A session on a Spark Connect server that has the record; see `store.engine.Engine`."""

    def __init__(self, address: str, record: str, company: Company, home: Path) -> None:
        """Reach `address` (sc://host:port) and look at the tables of `record` (a path the engine can read).

        Raises `SnapshotError` when there is no such server, no such record, or the extra `spark` is not installed.
        """
        self._record = record.rstrip("/")
        self._zone = company.time_zone
        whose = f"{platform.node()}:{home.resolve()}"
        self._kept = f"{self._record}/{KEPT}/{hashlib.sha256(whose.encode()).hexdigest()[:12]}"
        self._session = open_session(address)
        try:
            with spoken("The record cannot be read"):
                self._view_record()
        except BaseException:
            self._session.stop()
            raise

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with spoken("The record cannot be asked"):
            return [tuple(row.values()) for row in self._select(sql).toArrow().to_pylist()]

    def give(self, tables: Mapping[str, pa.Table]) -> None:
        for name, table in tables.items():
            with spoken(f"The table {name} cannot be given"):
                self._given(table).createOrReplaceTempView(name)

    def make(self, name: str, sql: str) -> None:
        with spoken(f"{name} cannot be worked out"):
            path = f"{self._kept}/{name}"
            made = self._select(sql)
            made.write.mode("overwrite").parquet(path)
            rows = self._session.read.parquet(path) if self._columns(path) else made.limit(0)
            rows.createOrReplaceTempView(name)

    def batches(self, name: str) -> Iterator[pa.Table]:
        with spoken(f"{name} cannot be brought here"):
            session = self._session
            frame: Any = session.sql(f"select * from {name}")
            plan = frame._plan  # the public iterators go row by row, or take all rows into memory
            for part in session.client.to_table_as_iterator(plan.to_proto(session.client), plan.observations):
                if isinstance(part, pa.Table) and part.num_rows:
                    yield _plain(part)

    def refuses(self, sql: str) -> str | None:
        """Why a mart cannot be worked out here, None when it can: it is planned, and no row is read."""
        try:
            spelled = spark_sql(sql, self._zone)
            with spoken("no"):
                ((plan,),) = self._session.sql(f"explain {spelled}").collect()
        except (SnapshotError, Unspelled) as error:
            return first_line(error.__cause__ or error)
        wrong = [line for line in str(plan).splitlines() if line.startswith(UNPLANNED)]
        return first_line(wrong[0]) if wrong else None

    def stand_in(self, name: str, columns: Mapping[str, str]) -> None:
        """A table of columns with DuckDB's types for planning the marts that read it; one known to be empty would be
        planned away."""
        listed = ", ".join(
            f"cast(cast(id as string) as {_spark_type(kind)}) as `{column}`"
            for column, kind in columns.items()
        )
        with spoken(f"The table {name} cannot be given"):
            self._session.sql(f"select {listed} from range(2)").createOrReplaceTempView(name)

    def close(self) -> None:
        """End the session. What is kept in a folder of this machine goes; elsewhere the next build overwrites it."""
        self._session.stop()
        local = Path(self._kept.removeprefix("file://"))
        shutil.rmtree(local, ignore_errors=True)
        if local.parent.is_dir() and not any(local.parent.iterdir()):
            local.parent.rmdir()

    def _select(self, sql: str) -> DataFrame:
        return self._session.sql(spark_sql(sql, self._zone))

    def _view_record(self) -> None:
        """A view a table of the record, with the columns promised; what the folder lacks is there and empty."""
        there = 0
        for table, columns in record_columns().items():
            found = self._columns(f"{self._record}/{table}")
            there += bool(found)
            listed = [
                f"cast({f'`{column}`' if column in found else 'null'} as {TYPES[kind]}) as `{column}`"
                for column, kind in columns.items()
            ]
            if found:
                self._session.read.parquet(f"{self._record}/{table}").createOrReplaceTempView(
                    f"given_{table}"
                )
            source = f"from given_{table}" if found else "where false"
            self._session.sql(
                f"create or replace temporary view record_{table} as select {', '.join(listed)} {source}"
            ).collect()
        if not there:
            raise SnapshotError(f"{self._record} holds no folder of Parquet files named like a table of the record "
                                f"(for example {self._record}/event). Nothing was built.")  # fmt: skip

    def _columns(self, path: str) -> list[str]:
        """The columns of the Parquet files there; none where there are no files."""
        from pyspark.errors import AnalysisException

        try:
            return list(self._session.read.parquet(path).columns)
        except AnalysisException as error:
            if error.getCondition() in ("PATH_NOT_FOUND", "UNABLE_TO_INFER_SCHEMA"):
                return []
            raise

    def _given(self, table: pa.Table) -> DataFrame:
        kinds = {column.name: _BY_ARROW[column.type] for column in table.schema}
        if table.num_rows:
            return self._session.createDataFrame(table).selectExpr(
                *(f"cast(`{name}` as {kind}) as `{name}`" for name, kind in kinds.items())
            )
        return self._nothing(kinds)

    def _nothing(self, kinds: Mapping[str, str]) -> DataFrame:
        """No rows of these columns."""
        empty = ", ".join(f"cast(null as {kind}) as `{name}`" for name, kind in kinds.items())
        return self._session.sql(f"select {empty} where false")


def _spark_type(kind: str) -> str:
    """Spark's name of a type of DuckDB's."""
    return TYPES.get(kind) or next(name for begins, name in _ALIKE.items() if kind.startswith(begins))


def _plain(part: pa.Table) -> pa.Table:
    """Moments without a zone: they are UTC, wherever they come from."""
    moment = pa.timestamp("us")
    fields = [
        pa.field(field.name, moment if pa.types.is_timestamp(field.type) else field.type)
        for field in part.schema
    ]
    return part.cast(pa.schema(fields))
