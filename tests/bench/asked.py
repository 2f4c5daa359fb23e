"""Questions for a home: scopes that were never asked before, as addresses."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from dashboard.metrics.vocabulary import read_meta, read_vocabulary
from dashboard.scope import Vocabulary
from dashboard.store.snapshot import current, open_snapshot
from tests.bench.results import FOLDER

PAGES_IN = Path(__file__).resolve().parents[2] / "dashboard" / "screens"
FILTERS = ("segment", "region", "channel", "persona", "stage")
SIZES = {"1m": 1_000_000, "10m": 10_000_000, "100m": 100_000_000}


@dataclass(frozen=True, slots=True)
class Asked:
    """A home that can be asked: its snapshot and what its filters know."""

    home: Path
    snapshot: str
    rows: str
    vocabulary: Vocabulary

    def range_of(self, number: int) -> dict[str, str]:
        """Ninety days that no other number names, as parts of an address; they end up to a year before the last day."""
        end: date = self.vocabulary.as_of - timedelta(days=number % 365)
        return {"from": str(end - timedelta(days=89 + number // 365)), "to": str(end)}

    def values(self) -> list[tuple[str, str]]:
        """Every value of the filters that readers use most, one filter after the other in turn."""
        known = [[(name, value) for value in self.vocabulary.values.get(name, ())] for name in FILTERS]
        longest = max(map(len, known), default=0)
        return [values[place] for place in range(longest) for values in known if place < len(values)]

    def addresses(self, first: int = 0) -> Iterator[str]:
        """Addresses without end, each a question of its own: a range of days and one filter."""
        values = self.values()
        for place in count():
            name, value = values[place % len(values)]
            yield urlencode({**self.range_of(first + place // len(values)), name: value})


def asked(home: Path) -> Asked:
    """Read what a home can be asked; ends the program when nothing has been built there."""
    path = current(home.resolve())
    if path is None:
        raise SystemExit(f"There is no snapshot in {home}; build one first, for example with: sightline demo")
    db = open_snapshot(path)
    try:
        return Asked(home.resolve(), db.name, read_meta(db).get("rows", "?"), read_vocabulary(db))
    finally:
        db.close()


def pages() -> list[str]:
    """The address of every page, the Overview first."""
    found = sorted(path.stem.removesuffix("_page") for path in PAGES_IN.glob("*_page.py"))
    return sorted(found, key=lambda page: page != "overview")


def made(size: str) -> Path:
    """The home of a made-up company of this size (1m, 10m, 100m), generated and built when it is not there yet."""
    home = FOLDER / "homes" / size
    if current(home) is None:
        print(f"making a home of {SIZES[size]:,} events in {home}", flush=True)
        words = [sys.executable, "-m", "tests.bench.record_made", str(SIZES[size]), str(home)]
        subprocess.run(words, cwd=FOLDER.parent, check=True)
        words = [sys.executable, "-m", "dashboard.cli", "build", "--home", str(home)]
        subprocess.run(words, cwd=FOLDER.parent, check=True)
    return home
