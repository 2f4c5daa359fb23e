"""A server to measure: the real one, which also writes when each of its queries began and ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SERVER = Path(__file__).resolve().parents[2] / "dashboard" / "server.py"
TIMED = """
import sys, time
from streamlit.web import cli
from dashboard.store.snapshot import Snapshot
asked, log = Snapshot.query, open(sys.argv.pop(1), "a", buffering=1)
def timed(self, sql, params=None):
    start = time.perf_counter()
    try:
        return asked(self, sql, params)
    finally:
        log.write(f"{start:.6f} {time.perf_counter():.6f}\\n")
Snapshot.query = timed
sys.argv[0] = "streamlit"
cli.main()
"""


@contextmanager
def serving(home: Path, log: Path) -> Iterator[tuple[str, int]]:
    """The address and process id of a server over `home`; `log` gets a line for each query."""
    port = _free_port()
    log.touch()
    flags = [f"--server.port={port}", "--logger.level=warning"]
    process = subprocess.Popen(
        [sys.executable, "-c", TIMED, str(log), "run", str(SERVER), *flags],
        env={**os.environ, "SIGHTLINE_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(10)


def busy_ms(lines: Sequence[str]) -> float:
    """Milliseconds in which at least one of these queries ran."""
    spans = sorted(tuple(map(float, line.split())) for line in lines)
    total, reached = 0.0, float("-inf")
    for start, end in spans:
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return 1000 * total


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer within 20 seconds")
