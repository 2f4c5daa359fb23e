"""The delimiter of a text file, from its first records, and those records for recognising it."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path

from dashboard.sources.records import WHITESPACE, Dialect, opened, records

CANDIDATES = (",", ";", "\t", "|")
LINES = 200
SHOWN = 120


def dialect_of(path: Path, encoding: str, declared: str | None = None) -> Dialect:
    """How to cut `path`: by the declared delimiter, a `sep=` line, or the one its records agree on."""
    lines = _lines(path, encoding)
    skip = 0
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        declared, skip = declared or lines[0][4], 1
    return Dialect(encoding, declared or _agreed([line for line in lines[skip:] if line.strip()]), skip)


def _lines(path: Path, encoding: str) -> list[str]:
    with path.open(encoding=encoding, newline="") as text:
        found: list[str] = []
        while len(found) < LINES and (line := text.readline(200_000)):
            found.append(line)
    return found


def _agreed(lines: list[str]) -> str:
    """The candidate whose records are most alike and whose first record has as many cells as the rest."""
    scored = [(*_likeness(lines, candidate), candidate) for candidate in CANDIDATES]
    _, share, width, best = max(scored, key=lambda s: s[:3])
    if width > 1 and share > 0:
        return best
    widths = {len(line.split()) for line in lines}
    return WHITESPACE if len(lines) > 1 and len(widths) == 1 and widths != {1} else ","


def _likeness(lines: list[str], delimiter: str) -> tuple[bool, float, int]:
    widths: list[int] = []
    with suppress(csv.Error):  # what was read up to a broken quote is judged
        widths.extend(len(row) for row in csv.reader(lines, delimiter=delimiter, strict=True) if row)
    if not widths:
        return False, 0.0, 0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return False, 0.0, 1
    width, times = several.most_common(1)[0]
    return widths[0] == width, times / len(widths), width


def first_records(path: Path, dialect: Dialect, name: str) -> list[list[str]]:
    """The first records, as cells."""
    with opened(path, dialect) as text:
        return [cells for _, cells, _ in islice(records(text, dialect, name), SHOWN)]
