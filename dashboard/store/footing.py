"""What the marts' SQL stands on before the first of them is made."""

from __future__ import annotations

from pathlib import Path

import duckdb

from dashboard.company import Company
from dashboard.store.calendar import write_calendar, write_rules
from dashboard.store.catalog import view_record, write_ledger
from dashboard.store.engine import Engine
from dashboard.store.quote import literal
from dashboard.store.record import FILE as RECORD
from dashboard.store.recovery import write_recovery
from dashboard.store.steps import make_functions
from dashboard.store.taxonomy import write_topics
from dashboard.store.zone import quicken


def prepare(
    con: duckdb.DuckDBPyConnection, home: Path, company: Company, engine: Engine | None = None
) -> None:
    """The record, the functions and the company's rules; all but the ENUM types."""
    con.execute(f"set TimeZone = {literal(company.time_zone)}")
    record = home / RECORD
    view_record(con, record if record.exists() and engine is None else None)
    make_functions(con)
    ask = engine.ask if engine else None
    if engine is None:
        quicken(con)
    write_calendar(con, company, ask)
    write_rules(con, company, ask)
    write_ledger(con, ask)
    write_recovery(con, company)
    write_topics(con, home)
