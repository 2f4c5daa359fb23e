"""From the record to a published snapshot: marts, what insight adds, checks, one verified immutable file."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.company import Company
from dashboard.store.calendar import write_calendar, write_rules
from dashboard.store.catalog import view_record, write_catalog, write_ledger
from dashboard.store.folder import SnapshotError, folder_of, sweep
from dashboard.store.lock import held
from dashboard.store.publish import publish
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.recovery import write_recovery
from dashboard.store.steps import ENUMS, STEPS, make_enums, make_functions, run_step
from dashboard.store.taxonomy import write_topics

RECORD = "record.duckdb"
SPARE_BYTES = 64_000_000

Query = Callable[[str], pa.Table]
Enricher = Callable[[Query, Company, date], Mapping[str, pa.Table]]
Say = Callable[[str], None]

VALUE_COLUMNS = """as_of date, next_as_of date, segment segment, persona persona, region region, customers bigint,
    revenue_365 double, revenue_365_sumsq double, margin_365 double, acquisition_cost double, clv_sum double,
    clv_sumsq double, clv_model_sd double, alive_sum double, p_leave_sum double, at_risk_sum double,
    at_risk_var double, method varchar"""
"""Of `customer_value`, which is there and empty when nothing works it out."""
DRIVER_COLUMNS = """rule varchar, factor varchar, level varchar, odds double, low double, high double, chance double,
    corrected double, signal boolean, cases bigint, leavers bigint, others bigint, others_left bigint, note varchar,
    method varchar, stretches bigint, starts date, ends date"""
"""Of `churn_driver`, likewise."""


@dataclass(frozen=True, slots=True)
class Built:
    """A published snapshot. `rows`: of its facts."""

    name: str
    path: Path
    rows: int
    seconds: float


def build(
    home: Path, company: Company, *, enrich: Sequence[Enricher] = (), progress: Say | None = None
) -> Built:
    """Build a snapshot from the record of `home` and make it current. Works on an empty or missing record.

    Viewers see the old snapshot until the new one has been read through; a crash at any moment leaves it so.
    Raises `RecordBusy` while an import or another build runs, `SnapshotError` when it cannot be built.
    """
    started = time.monotonic()
    say = progress or (lambda words: None)
    folder = folder_of(home)
    with _private(), held(home):
        folder.mkdir(parents=True, exist_ok=True)
        sweep(folder)
        _check_space(home)
        building = folder / f".building-{os.getpid()}.duckdb"
        try:
            rows = _write(building, home, company, enrich, say)
            say("Checking the new snapshot ...")
            path = publish(folder, building)
        except (duckdb.Error, OSError) as error:
            raise SnapshotError(
                f"The snapshot could not be built ({str(error).splitlines()[0]}). What viewers see is unchanged."
            ) from error
        finally:
            sweep(folder)
    return Built(path.stem, path, rows, time.monotonic() - started)


@contextmanager
def _private() -> Iterator[None]:
    """Files made inside are for their owner only."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _check_space(home: Path) -> None:
    record = home / RECORD
    needed = int(2.5 * (record.stat().st_size if record.exists() else 0)) + SPARE_BYTES
    free = shutil.disk_usage(home).free
    if free < needed:
        raise SnapshotError(
            f"A build needs about {needed / 1e6:,.0f} MB of free disk in {home}; there are {free / 1e6:,.0f} MB."
        )


def _write(building: Path, home: Path, company: Company, enrich: Sequence[Enricher], say: Say) -> int:
    spill = building.with_suffix(".spill")
    con = duckdb.connect(
        str(building),
        config={
            "memory_limit": "1GB", "threads": 2, "temp_directory": str(spill),
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
            "allow_community_extensions": False, "python_enable_replacements": False,
        },
    )  # fmt: skip
    try:
        _prepare(con, home, company)
        for step in STEPS:
            say(f"Building {step.name} ...")
            run_step(con, step)
        con.execute(f"create table customer_value ({VALUE_COLUMNS})")
        con.execute(f"create table churn_driver ({DRIVER_COLUMNS})")
        for enricher in enrich:
            say(f"Working out {enricher.__name__.replace('_', ' ')} ...")
            _enrich(con, building, company, enricher)
        rows = write_catalog(con, company)
        con.execute("checkpoint")
    finally:
        con.close()
    return rows


def _prepare(con: duckdb.DuckDBPyConnection, home: Path, company: Company) -> None:
    """Everything the marts' SQL stands on: the record, the functions, the company's rules, the ENUM types."""
    con.execute(f"set TimeZone = {literal(company.time_zone)}")
    record = home / RECORD
    view_record(con, record if record.exists() else None)
    make_functions(con)
    write_calendar(con, company)
    write_rules(con, company)
    write_ledger(con)
    make_enums(con)
    write_recovery(con, company)
    write_topics(con, home)


def _enrich(con: duckdb.DuckDBPyConnection, building: Path, company: Company, enricher: Enricher) -> None:
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
