"""A session on a server of Spark Connect, and what such a server says in words of ours."""

from __future__ import annotations

import socket
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dashboard.engines.spelling import Unspelled
from dashboard.store.folder import SnapshotError

if TYPE_CHECKING:
    from pyspark.sql.connect.session import SparkSession

PATIENCE_S = 10
_SETTINGS = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "false"}


def open_session(address: str) -> SparkSession:
    """A session at sc://host:port. Raises `SnapshotError` where none can be had, with the reason."""
    where = urlsplit(address)
    if where.scheme != "sc" or not where.hostname:
        raise SnapshotError(f"'{address}' is not the address of an engine, which is written sc://host:port")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of pandas 3, which is not used here
            from pyspark.sql.connect.session import SparkSession
    except ImportError:
        raise SnapshotError(
            'Building on an engine needs the extra `spark`: pip install "sightline[spark]"'
        ) from None
    try:
        socket.create_connection((where.hostname, where.port or 15002), PATIENCE_S).close()
    except OSError as error:
        raise SnapshotError(f"No engine answers at {address} ({error.strerror or error})") from None
    with spoken(f"No engine of Spark Connect answers at {address}"):
        session = SparkSession.builder.remote(address).create()
        for key, value in _SETTINGS.items():
            session.conf.set(key, value)
        return session


@contextmanager
def spoken(what: str) -> Iterator[None]:
    """What an engine says, in one sentence of ours."""
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Unspelled) as error:
        raise SnapshotError(f"{what} ({first_line(error)}). What viewers see is unchanged.") from error


def first_line(said: object) -> str:
    """The first line of what was said, at most 300 characters."""
    return next(iter(str(said).strip().splitlines()), type(said).__name__)[:300]
