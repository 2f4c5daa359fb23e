"""An unfinished build on disk: what is done of it, and whether a build may go on with it.

Two files beside the snapshots: `made`, which becomes the snapshot, and `work`, with the tables that only the build
needs and the list of what is done. A step is on the list after its table is safely on the disk; what is not on the
list is made again. The files are named after everything the build depends on: another record, rule or program is
another build.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from shutil import copyfile
from types import FunctionType

import duckdb

from dashboard.company import Company
from dashboard.store import steps
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted

MAKERS = ("company.py", "cubes.py", "scope.py", "store")
"""Parts of the program that rows of marts are made by; `ADDERS` work out what is added to them."""
ADDERS = ("insight", "metrics")
SUFFIXES = (".py", ".sql", ".toml")
SEARCHED = "set search_path = 'made.main,work.main'"
_BEGUN = "the snapshot before"


@dataclass(frozen=True, slots=True)
class Workshop:
    """The connection of a build and its two files."""

    con: duckdb.DuckDBPyConnection
    made: Path
    work: Path

    def done(self, step: str) -> int:
        """How many parts of a step are done; -1: the whole step."""
        found = self.con.execute(
            "select min(part), max(part) from work.done where step = ?", [step]
        ).fetchall()[0]
        return 0 if found[0] is None else -1 if found[0] < 0 else int(found[1])

    def finish(self, step: str, part: int = -1) -> None:
        """Note that a step, or one part of it, is done and on the disk."""
        self.con.execute("insert into work.done values (?, ?)", [step, part])


def host(memory: int, threads: int, spill: Path) -> duckdb.DuckDBPyConnection:
    """The connection a build works on, with a limit of memory in bytes; what does not fit goes to `spill`."""
    return duckdb.connect(
        config={
            "memory_limit": f"{memory // 1_000_000}MB", "threads": threads, "temp_directory": str(spill),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False, "autoload_known_extensions": False,
            "allow_community_extensions": False, "python_enable_replacements": False,
        },
    )  # fmt: skip


def open_workshop(con: duckdb.DuckDBPyConnection, made: Path) -> Workshop:
    """Attach the two files of a build, with what is done of it; made anew when they cannot be read."""
    shop = Workshop(con, made, made.with_suffix(".work"))
    try:
        _attach(shop)
    except duckdb.Error:  # a torn file of a build that was killed
        for name in {
            name for (name,) in con.execute("select database_name from duckdb_databases()").fetchall()
        }:
            if name in ("made", "work"):
                con.execute(f"detach {name}")
        for path in files_of(made):
            path.unlink(missing_ok=True)
        _attach(shop)
    con.execute(SEARCHED)
    return shop


def begin_from(shop: Workshop, snapshot: Path, kept: Iterable[str]) -> bool:
    """Begin a build with a copy of the snapshot before, attached as `prev`, of which only the tables `kept` stay.

    False: something is done already, or values that ENUM types list came or went, and their numbers in the copy would
    mean others.
    """
    con = shop.con
    if shop.done(_BEGUN) < 0:
        return True
    done = con.execute("select 1 from work.done limit 1").fetchall()
    if done or _enums(con, "made") != _enums(con, "prev"):
        return False
    con.execute("set search_path = 'memory.main'")
    con.execute("detach made")
    fresh = shop.made.with_suffix(".copy")
    copyfile(snapshot, fresh)
    shop.made.with_name(f"{shop.made.name}.wal").unlink(missing_ok=True)
    os.replace(fresh, shop.made)
    con.execute(f"attach {literal(str(shop.made))} as made")
    con.execute(SEARCHED)
    tables = con.execute("select table_name from duckdb_tables() where database_name = 'made'").fetchall()
    for table in {table for (table,) in tables}.difference(kept):
        con.execute(f"drop table made.{quoted(table)}")
    con.execute("checkpoint made")  # what is dropped makes room for what comes
    shop.finish(_BEGUN)
    return True


def _enums(con: duckdb.DuckDBPyConnection, catalog: str) -> list[tuple[object, ...]]:
    return con.execute(
        "select type_name, labels from duckdb_types() where database_name = ? and logical_type = 'ENUM' order by 1",
        [catalog],
    ).fetchall()


def _attach(shop: Workshop) -> None:
    shop.con.execute(f"attach {literal(str(shop.made))} as made")
    shop.con.execute(f"attach {literal(str(shop.work))} as work")
    shop.con.execute("create table if not exists work.done (step varchar, part integer)")


def files_of(made: Path) -> tuple[Path, ...]:
    """The files of an unfinished build."""
    work = made.with_suffix(".work")
    return tuple(path.with_name(f"{path.name}{end}") for path in (made, work) for end in ("", ".wal"))


def rules_digest(company: Company, *more: object) -> str:
    """A digest of the program, the marts' texts and the company file: of all that rows are made by."""
    texts = [steps.mart_sql(step.name) for step in steps.STEPS]
    made_by = (_program(MAKERS), duckdb.__version__, steps.STEPS, texts, sorted(steps.FUNCTIONS.items()))
    return _digest(made_by, company.model_dump_json(), *more)


def build_key(
    rules: str, record: Path, others: Iterable[Path], enrich: Iterable[Callable[..., object]]
) -> str:
    """What a build depends on, in 16 characters: the rules, the record, other files, who adds to it."""
    told = [(f.__module__, f.__qualname__, f.__code__.co_code) for f in enrich if isinstance(f, FunctionType)]
    wal = record.with_name(f"{record.name}.wal")
    return _digest(rules, _program(ADDERS), [_state(path) for path in (record, wal, *others)], told)[:16]


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _program(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    root = files("dashboard")
    for part in parts:
        for path in _texts(root.joinpath(part)) if "." not in part else (root.joinpath(part),):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _texts(folder: Traversable) -> Iterable[Traversable]:
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.is_dir():
            yield from _texts(path)
        elif path.name.endswith(SUFFIXES):
            yield path


def _digest(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()
