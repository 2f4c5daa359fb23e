"""What insight adds to a snapshot being built: tables worked out from its marts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.company import Company
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.steps import ENUMS

Query = Callable[[str], pa.Table]
Enricher = Callable[[Query, Company, date], Mapping[str, pa.Table]]

VALUE_COLUMNS = """as_of date, next_as_of date, segment segment, persona persona, region region, customers bigint,
    revenue_365 double, revenue_365_sumsq double, margin_365 double, acquisition_cost double, clv_sum double,
    clv_sumsq double, clv_model_sd double, alive_sum double, p_leave_sum double, at_risk_sum double,
    at_risk_var double, method varchar"""
"""Of `customer_value`, which is there and empty when nothing works it out."""
DRIVER_COLUMNS = """rule varchar, factor varchar, level varchar, odds double, low double, high double, chance double,
    corrected double, signal boolean, cases bigint, leavers bigint, others bigint, others_left bigint, note varchar,
    method varchar, stretches bigint, starts date, ends date"""
"""Of `churn_driver`, likewise."""


def begin_adding(con: duckdb.DuckDBPyConnection) -> None:
    """The tables that are asked of every snapshot, empty."""
    con.execute(f"create table if not exists customer_value ({VALUE_COLUMNS})")
    con.execute(f"create table if not exists churn_driver ({DRIVER_COLUMNS})")


def add(con: duckdb.DuckDBPyConnection, building: Path, company: Company, enricher: Enricher) -> None:
    """Write an enricher's tables. They come in through Parquet: this DuckDB misreads some Arrow input."""
    (as_of,) = con.execute("select as_of from rules").fetchall()[0]
    tables = enricher(lambda sql: con.sql(sql).to_arrow_table(), company, as_of)
    for table, content in tables.items():
        file = building.with_suffix(".parquet")
        pq.write_table(content, file)
        casts = ", ".join(
            f"cast(x.{name} as {name}) as {name}" for name in content.column_names if name in ENUMS
        )
        replaced = f" replace ({casts})" if casts else ""
        source = f"read_parquet({literal(str(file))})"
        con.execute(f"create or replace table {quoted(table)} as select *{replaced} from {source} x")
        file.unlink()
