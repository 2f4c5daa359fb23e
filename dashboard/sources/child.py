"""Formats whose parsers read hostile bytes natively are read in a child process with limits on time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from dashboard.sources.refusal import Refused

MEMORY = 3_000_000_000
SECONDS = 300
OUTPUT = 20_000_000_000


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a workbook or file, written as a CSV whose first column is the line."""

    name: str
    path: Path
    rows: int


def tables_of(kind: str, path: Path, folder: Path, name: str) -> list[Table]:
    """The tables of an Excel or Parquet file, written below `folder`. Raises `Refused`."""
    command = [sys.executable, "-m", f"dashboard.sources.{kind}", str(path), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 -- our own module, paths of our own
            command,
            capture_output=True,
            text=True,
            timeout=SECONDS + 30,
            preexec_fn=_limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(f"{name} could not be read within {SECONDS} seconds: export it as CSV") from None
    if done.returncode:
        words = done.stderr.strip().splitlines()
        why = (
            words[-1][:300] if words and done.returncode == 1 else "it needs too much time or memory to read"
        )
        raise Refused(f"{name} cannot be read: {why}. Open it and save it again, or export it as CSV")
    return [Table(t["name"], folder / t["file"], t["rows"]) for t in json.loads(done.stdout)]


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
