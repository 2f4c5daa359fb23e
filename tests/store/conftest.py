"""A record written row by row, and the snapshot built from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from dashboard.company import Company, read_company
from dashboard.store.build import build
from dashboard.store.ddl import create_record
from dashboard.store.schema import TABLES
from dashboard.store.snapshot import Snapshot, current, open_snapshot
from tests.bench.record_made import make
from tests.store import random_record

Rows = Sequence[Mapping[str, Any]]
IMPORTED = datetime(2026, 10, 1)


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    for line, row in enumerate(rows, 1):
        whole = dict(row)
        if table in TABLES:
            whole = {"_file": "file", "_line": line, "_source": "source", "_imported_at": IMPORTED, **whole}
        columns = ", ".join(f'"{column}"' for column in whole)
        con.execute(
            f'insert into "{table}" ({columns}) values ({", ".join("?" * len(whole))})', list(whole.values())
        )


@pytest.fixture
def company() -> Company:
    return Company(name="Acme")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def put() -> Callable[..., None]:
    """Put rows into the record of a home folder: `put(home, contact=[{...}], customer=[...])`."""

    def write(home: Path, **tables: Rows) -> None:
        home.mkdir(exist_ok=True)
        with duckdb.connect(str(home / "record.duckdb")) as con:
            con.execute("begin")
            create_record(con)
            for table, rows in tables.items():
                insert(con, table, rows)
            con.execute("commit")

    return write


@pytest.fixture
def built(home: Path, company: Company, put: Callable[..., None]) -> Iterator[Callable[..., Snapshot]]:
    """Write rows, build and open: `built(contact=[...])`, or `built(company, contact=[...])`."""
    opened: list[Snapshot] = []

    def make(of: Company = company, /, **tables: Rows) -> Snapshot:
        put(home, **tables)
        build(home, of)
        path = current(home)
        assert path is not None
        opened.append(open_snapshot(path))
        return opened[-1]

    yield make
    for snapshot in opened:
        snapshot.close()


@pytest.fixture
def rows_of() -> Callable[..., list[dict[str, Any]]]:
    """`rows_of(snapshot, "fact_contact", "contact_id")`: a table's rows in order of a column."""

    def rows(snapshot: Snapshot, table: str, order: str) -> list[dict[str, Any]]:
        return snapshot.query(f'select * from {table} order by "{order}"').to_pylist()

    return rows


@pytest.fixture(scope="session", params=range(4))
def made(
    request: pytest.FixtureRequest, put: Callable[..., None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, list[dict[str, Any]]], Snapshot]]:
    """A random record's rows, and the snapshot built from them."""
    rows = random_record.tables(request.param)
    home = tmp_path_factory.mktemp("made")
    put(home, **rows)
    snapshot = open_snapshot(build(home, random_record.COMPANY).path)
    yield rows, snapshot
    snapshot.close()


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, put: Callable[..., None]) -> Path:
    """A home with a snapshot of 300 contacts, for tests of reading one."""
    path = tmp_path_factory.mktemp("home")
    at = datetime(2026, 3, 2, 10)
    channels = ("web" if n % 3 else "app" for n in range(300))
    put(path, contact=[{"contact_id": str(n), "opened_at": at, "channel": c} for n, c in enumerate(channels)])
    build(path, Company(name="Acme"))
    return path


@pytest.fixture
def snapshot(home: Path) -> Iterator[Snapshot]:
    """The home's snapshot, open for one test."""
    path = current(home)
    assert path is not None
    opened = open_snapshot(path)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """The snapshot of a made-up company of 20,000 events with everything in proportion."""
    home = tmp_path_factory.mktemp("made")
    make(home, 20_000)
    snapshot = open_snapshot(build(home, read_company(home / "company.toml")).path)
    yield snapshot
    snapshot.close()
