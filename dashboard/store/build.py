"""From the record to a published snapshot: marts, what insight adds, checks, one verified immutable file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import duckdb

from dashboard.company import Company
from dashboard.store.added import Enricher, add, begin_adding
from dashboard.store.basis import FILE as BASIS
from dashboard.store.basis import attach_basis, keep_basis
from dashboard.store.catalog import write_catalog
from dashboard.store.days import BY_DAY, changed_days, write_fingerprints, write_known
from dashboard.store.elsewhere import bring, give
from dashboard.store.engine import Engine
from dashboard.store.folder import SnapshotError, folder_of, sweep
from dashboard.store.footing import prepare
from dashboard.store.lock import held
from dashboard.store.machine import check_space, memory_for, threads
from dashboard.store.parts import Parts
from dashboard.store.publish import publish
from dashboard.store.record import FILE as RECORD
from dashboard.store.steps import STEPS, Step, make_enums, place_of, run_step
from dashboard.store.taxonomy import FILE as TOPICS
from dashboard.store.workshop import (
    Workshop,
    begin_from,
    build_key,
    files_of,
    host,
    open_workshop,
    rules_digest,
)

SPILL = ".building.spill"

Say = Callable[[str], None]


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

    With an `engine` the record is where the engine finds it, the marts are worked out there and brought here, always
    from the first step: nothing tells that the tables of an engine are those of the run before.
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
            _start_over(home)
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


def _start_over(home: Path) -> None:
    """The next build takes nothing over: what it would go on with, or the snapshot before, may be what is damaged."""
    sweep(folder_of(home))
    (home / BASIS).unlink(missing_ok=True)


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
        parts = self._parts(shop, rules)
        if self.engine is not None:
            give(self.con, self.engine)
        self._make_steps(shop, parts)
        self._add(shop, enrich)
        rows = write_catalog(self.con, self.company, self.engine.ask if self.engine else None)
        self.say("Checking the new snapshot ...")
        self.con.execute("checkpoint made")
        self.con.execute("set search_path = 'memory.main'")
        self.con.execute("detach made")
        try:
            path = publish(folder_of(self.home), shop.made)
        except SnapshotError:
            _start_over(self.home)
            raise
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

    def _parts(self, shop: Workshop, rules: str) -> Parts:
        """What can be taken over from the snapshot before."""
        prev = attach_basis(self.con, self.home, rules) if self._has_record() else None
        begun = prev is not None and begin_from(shop, prev, BY_DAY)
        return Parts(shop, has_prev=prev is not None, begun=begun)

    def _has_record(self) -> bool:
        return self.engine is None and (self.home / RECORD).exists()

    def _make_steps(self, shop: Workshop, parts: Parts) -> None:
        if self.engine is None:
            self._told(shop, "days", lambda: write_fingerprints(self.con))
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
        begin_adding(self.con)
        for enricher in enrich:
            name = f"{enricher.__module__}.{enricher.__qualname__}"
            if shop.done(name) == 0:
                self.say(f"Working out {enricher.__name__.replace('_', ' ')} ...")
                add(self.con, shop.made, self.company, enricher)
                shop.finish(name)
