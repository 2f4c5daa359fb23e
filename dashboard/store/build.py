"""From the record to a published snapshot: marts, what insight adds, checks, one verified immutable file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import rmtree

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.company import Company
from dashboard.store.basis import FILE as BASIS
from dashboard.store.basis import attach_basis, keep_basis
from dashboard.store.calendar import write_calendar, write_rules
from dashboard.store.catalog import view_record, write_catalog, write_ledger
from dashboard.store.days import changed_days, write_fingerprints, write_known
from dashboard.store.elsewhere import bring, give
from dashboard.store.engine import Engine
from dashboard.store.folder import SnapshotError, folder_of, sweep
from dashboard.store.lock import held
from dashboard.store.machine import check_space, memory_for, threads
from dashboard.store.parts import Parts
from dashboard.store.publish import publish
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.recovery import write_recovery
from dashboard.store.steps import ENUMS, STEPS, Step, make_enums, make_functions, place_of, run_step
from dashboard.store.taxonomy import FILE as TOPICS
from dashboard.store.taxonomy import write_topics
from dashboard.store.workshop import Workshop, build_key, files_of, host, open_workshop, rules_digest
from dashboard.store.zone import quicken

RECORD = "record.duckdb"
SPILL = ".building.spill"

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
    home: Path,
    company: Company,
    *,
    enrich: Sequence[Enricher] = (),
    progress: Say | None = None,
    engine: Engine | None = None,
    memory: int | None = None,
) -> Built:
    """Build a snapshot from the record of `home` and make it current. Works on an empty or missing record.

    With an `engine` the record is where the engine finds it, the marts are worked out there and brought here.
    `memory`: bytes it may hold before it puts things aside on the disk; else a share of the machine's.
    Viewers see the old snapshot until the new one has been read through; a crash at any moment leaves it so, and the
    next build goes on after the last step that was done.
    Raises `RecordBusy` while an import or another build runs, `SnapshotError` when it cannot be built.
    """
    started = time.monotonic()
    folder = folder_of(home)
    with _private(), held(home):
        folder.mkdir(parents=True, exist_ok=True)
        limit = memory_for(memory)
        rmtree(folder / SPILL, ignore_errors=True)
        con = host(limit, threads(), folder / SPILL)
        try:
            path, rows = _Build(con, home, company, engine, progress or (lambda words: None), limit).run(
                enrich
            )
        except duckdb.OutOfMemoryException as error:  # what is done stays: the next build goes on with it
            raise SnapshotError(
                f"The build needs more than {limit / 1e9:.1f} GB of memory, or of disk to spill to; give it more "
                "with --memory and it goes on where it stopped. What viewers see is unchanged."
            ) from error
        except (duckdb.Error, OSError) as error:
            sweep(folder)
            raise SnapshotError(
                f"The snapshot could not be built ({str(error).splitlines()[0]}). What viewers see is unchanged."
            ) from error
        except SnapshotError:
            sweep(folder)
            raise
        finally:
            con.close()
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


@dataclass(slots=True)
class _Build:
    """One build: everything it needs, and what is on the disk of it. `limit`: bytes of memory."""

    con: duckdb.DuckDBPyConnection
    home: Path
    company: Company
    engine: Engine | None
    say: Say
    limit: int

    def run(self, enrich: Sequence[Enricher]) -> tuple[Path, int]:
        """The published snapshot and the rows of its facts."""
        prepare(self.con, self.home, self.company, self.engine)
        rules = rules_digest(self.company, *self._others())
        shop = self._open(rules, enrich)
        make_enums(self.con, self.engine.ask if self.engine else None)
        if self.engine is not None:
            give(self.con, self.engine)
        self._make_steps(shop, rules)
        self._add(shop, enrich)
        rows = write_catalog(self.con, self.company, self.engine.ask if self.engine else None)
        self.say("Checking the new snapshot ...")
        self.con.execute("checkpoint made")
        self.con.execute("set search_path = 'memory.main'")
        self.con.execute("detach made")
        path = publish(folder_of(self.home), shop.made)
        if self.engine is None:
            keep_basis(self.con, self.home, path.stem, rules)
        return path, rows

    def _others(self) -> list[object]:
        """What else rows are made by: who answers customers."""
        if self.engine is not None:
            return []
        return list(self.con.execute("select count(*), bit_xor(hash(a)) from record.agent a").fetchall())

    def _open(self, rules: str, enrich: Sequence[Enricher]) -> Workshop:
        folder, record = folder_of(self.home), self.home / RECORD
        words = self.con.execute("select r, (select count(*) from topic_word) from rules r").fetchall()
        others = (self.home / BASIS, self.home / TOPICS)
        key = (
            build_key(rules + repr(words), record, others, enrich)
            if self.engine is None
            else f"engine-{os.getpid()}"
        )
        made = folder / f".building-{key}.duckdb"
        sweep(folder, (*files_of(made), folder / SPILL))
        begun = sum(path.stat().st_size for path in files_of(made) if path.exists())
        check_space(self.home, record, self.limit, begun)
        return open_workshop(self.con, made)

    def _make_steps(self, shop: Workshop, rules: str) -> None:
        parts = Parts(shop)
        if self.engine is None:
            self._told(shop, "days", lambda: write_fingerprints(self.con))
            parts.has_prev = (self.home / RECORD).exists() and attach_basis(self.con, self.home, rules)
        for number, step in enumerate(STEPS, 1):
            if shop.done(step.name) < 0:
                parts.skip(step)
            else:
                self.say(f"Building {step.name} ({number} of {len(STEPS)}) ...")
                self._make(shop, parts, step)
            if step.name == "person" and self.engine is None:
                self._told(shop, "customers", lambda: write_known(self.con, parts.has_prev))
                parts.changed |= changed_days(self.con) if parts.has_prev else {}

    def _make(self, shop: Workshop, parts: Parts, step: Step) -> None:
        started = time.monotonic()
        if self.engine is None:
            taken = parts.make(step)
        else:
            run_step(self.con, step)
            bring(self.con, self.engine, step, shop.made.with_suffix(".parquet"))
            taken = ""
        shop.finish(step.name)
        ((rows,),) = self.con.execute(f"select count(*) from {place_of(step)}").fetchall()
        seconds = time.monotonic() - started
        self.say(f"Built {step.name}: {rows:,} rows in {seconds:.1f} s{f'; {taken}' if taken else ''}")

    def _told(self, shop: Workshop, name: str, work: Callable[[], None]) -> None:
        """Do what is no mart once."""
        if shop.done(name) == 0:
            self.say(f"Comparing {name} ...")
            work()
            shop.finish(name)

    def _add(self, shop: Workshop, enrich: Sequence[Enricher]) -> None:
        self.con.execute(f"create table if not exists customer_value ({VALUE_COLUMNS})")
        self.con.execute(f"create table if not exists churn_driver ({DRIVER_COLUMNS})")
        for enricher in enrich:
            name = f"{enricher.__module__}.{enricher.__qualname__}"
            if shop.done(name) == 0:
                self.say(f"Working out {enricher.__name__.replace('_', ' ')} ...")
                _enrich(self.con, shop.made, self.company, enricher)
                shop.finish(name)


def prepare(
    con: duckdb.DuckDBPyConnection, home: Path, company: Company, engine: Engine | None = None
) -> None:
    """What the marts' SQL stands on, besides ENUM types: the record, the functions, the company's rules."""
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
