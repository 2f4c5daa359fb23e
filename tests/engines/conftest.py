"""Engines of Spark Connect on this machine, each with the same record, and the snapshot DuckDB builds from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from dashboard.engines.connect import Connected
from dashboard.store.build import build
from dashboard.store.ddl import create_record
from dashboard.store.lake import write_lake
from dashboard.store.snapshot import Snapshot, open_snapshot
from tests.engines import whole_record
from tests.engines.s3 import bucket_of
from tests.engines.spark_cluster import spark_cluster
from tests.store.conftest import insert


@pytest.fixture(scope="session")
def record_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a whole small record."""
    home = tmp_path_factory.mktemp("whole")
    with duckdb.connect(str(home / "record.duckdb")) as con:
        con.execute("begin")
        create_record(con)
        for table, rows in whole_record.tables().items():
            insert(con, table, rows)
        con.execute("commit")
    return home


@pytest.fixture(scope="session")
def lake(record_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same record as folders of Parquet files."""
    folder = tmp_path_factory.mktemp("lake")
    write_lake(record_home, folder)
    return folder


@pytest.fixture(scope="session")
def by_duckdb(record_home: Path) -> Iterator[Snapshot]:
    snapshot = open_snapshot(build(record_home, whole_record.COMPANY).path)
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="session")
def sail() -> Iterator[str]:
    """The address of Sail with four workers, each with its own port, as on a cluster."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SAIL_MODE", "local-cluster")
        patch.setenv("RUST_LOG", "off")
        from pysail.spark import SparkConnectServer

        server = SparkConnectServer(ip="127.0.0.1", port=0)
        server.start(background=True)
        _, port = server.listening_address
        yield f"sc://127.0.0.1:{port}"
        server.stop()


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of Apache Spark with a standalone master and two workers."""
    with spark_cluster(tmp_path_factory.mktemp("spark")) as address:
        yield address


@pytest.fixture(scope="session")
def bucket(lake: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folders in a bucket of S3 on this machine, whose address is in the environment as clients of S3 read it."""
    folder = tmp_path_factory.mktemp("bucket")
    shutil.copytree(lake, folder / "record")
    with bucket_of(folder, "acme") as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", address)
        patch.setenv("AWS_ALLOW_HTTP", "true")
        patch.setenv("AWS_REGION", "eu-central-1")
        patch.setenv("AWS_ACCESS_KEY_ID", "key")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        yield "s3://acme/record"


@pytest.fixture
def built_on(lake: Path, tmp_path: Path) -> Iterator[Callable[..., Snapshot]]:
    """The snapshot built from the folders, or from another place, on the engine at an address."""
    opened: list[Snapshot] = []

    def make(address: str, record: str = str(lake)) -> Snapshot:
        engine = Connected(address, record, whole_record.COMPANY, tmp_path)
        try:
            opened.append(open_snapshot(build(tmp_path, whole_record.COMPANY, engine=engine).path))
        finally:
            engine.close()
        return opened[-1]

    yield make
    for snapshot in opened:
        snapshot.close()
