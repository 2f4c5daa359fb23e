"""Servers to measure: the real one, which also writes each of its queries down, and others for comparison."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DASHBOARD = ROOT / "dashboard"
SERVER = DASHBOARD / "server.py"
TIMED = """
import sys, time
from streamlit.web import cli
from dashboard.store.snapshot import Snapshot
asked, log = Snapshot.query, open(sys.argv.pop(1), "a", buffering=1)
def timed(self, sql, params=None, **how):
    start = time.perf_counter()
    try:
        return asked(self, sql, params, **how)
    finally:
        log.write(f"{start:.6f} {time.perf_counter():.6f} {hash((sql, repr(params)))}\\n")
Snapshot.query = timed
sys.argv[0] = "streamlit"
cli.main()
"""


@dataclass(slots=True)
class Served:
    """A running server: where it listens, its process, when it was started (`time.perf_counter`)."""

    host: str
    pid: int
    started: float
    log: Path | None = None
    _read: int = field(default=0, init=False)

    def queries(self) -> list[str]:
        """The lines of the queries that ended since this was asked last: begin, end, and what was asked."""
        if self.log is None:
            return []
        lines = self.log.read_text().splitlines()
        new = lines[self._read :]
        self._read = len(lines)
        return new


@contextmanager
def serving(home: Path, log: Path) -> Iterator[Served]:
    """The dashboard over `home`; `log` gets a line for each query."""
    log.touch()
    words = [sys.executable, "-c", TIMED, str(log), "run", str(SERVER)]
    with _streamlit(words, {"SIGHTLINE_HOME": str(home.resolve())}) as served:
        served.log = log
        yield served


@contextmanager
def serving_page(
    name: str, folder: Path, ours: bool, more: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """A page of tests/bench/pages. `ours`: with the dashboard's own settings, else with Streamlit's."""
    for path in (HERE / "pages").glob("*.py"):
        shutil.copy(path, folder)
    if ours:
        shutil.copytree(DASHBOARD / ".streamlit", folder / ".streamlit", dirs_exist_ok=True)
        shutil.copytree(DASHBOARD / "static", folder / "static", dirs_exist_ok=True)
    flags = [] if ours else ["--server.headless=true", "--server.address=127.0.0.1", *QUIET]
    with _streamlit(
        [sys.executable, "-m", "streamlit", "run", str(folder / name), *flags], more or {}
    ) as served:
        yield served


QUIET = (
    "--browser.gatherUsageStats=false",
    "--server.fileWatcherType=none",
    "--server.showEmailPrompt=false",
)


@contextmanager
def _streamlit(words: Sequence[str], more: Mapping[str, str]) -> Iterator[Served]:
    port = free_port()
    flags = [f"--server.port={port}", "--logger.level=warning"]
    with running([*words, *flags], f"http://127.0.0.1:{port}/_stcore/health", more) as served:
        served.host = f"127.0.0.1:{port}"
        yield served


@contextmanager
def running(
    words: Sequence[str], health: str, more: Mapping[str, str], patience: float = 30, said: Path | None = None
) -> Iterator[Served]:
    """A server by its command line, ready when `health` answers, ended by its process id. `said`: its log."""
    started = time.perf_counter()
    with (said or Path(os.devnull)).open("wb") as out:
        process = subprocess.Popen(
            words, env={**os.environ, **more}, cwd=ROOT, stdout=out, stderr=out if said else None
        )
        try:
            _wait(health, process, patience)
            yield Served(health.split("/")[2], process.pid, started)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def busy_ms(lines: Sequence[str]) -> float:
    """Milliseconds in which at least one of these queries ran."""
    spans = sorted(tuple(map(float, line.split()[:2])) for line in lines)
    total, reached = 0.0, float("-inf")
    for start, end in spans:
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return 1000 * total


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(url: str, process: subprocess.Popen[bytes], patience: float) -> None:
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        if process.poll() is not None:
            raise RuntimeError("the server ended before it answered")
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server did not answer within {patience:.0f} seconds")
