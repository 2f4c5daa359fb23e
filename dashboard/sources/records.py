"""Delimited text as records: (first line, cells, cause when the record is broken), counted by Python alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from dashboard.sources.refusal import Refused

LONGEST = 8_000_000
WHITESPACE = " "
Record = tuple[int, list[str], str | None]

csv.field_size_limit(LONGEST)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file is cut into cells. `lined`: the first cell is the record's line in the original file."""

    encoding: str = "utf-8"
    delimiter: str = ","
    skip: int = 0
    widths: tuple[int, ...] = ()
    lined: bool = False

    @property
    def quoted(self) -> bool:
        return self.delimiter != WHITESPACE and not self.widths


class Tape(Iterator[str]):
    """The lines of a file, remembering those of the record that is being read."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._lines: list[str] = []

    def __next__(self) -> str:
        line = next(self._text)
        self._lines.append(line)
        return line

    def take(self) -> str:
        """The raw text since the last take."""
        raw = "".join(self._lines).rstrip("\r\n")
        self._lines.clear()
        return raw


@contextmanager
def opened(path: Path, dialect: Dialect) -> Iterator[TextIO]:
    """The text of `path` after the lines the dialect skips."""
    with path.open(encoding=dialect.encoding, newline="") as text:
        for _ in range(dialect.skip):
            next(text, None)
        yield text


def records(lines: Iterator[str], dialect: Dialect, name: str) -> Iterator[Record]:
    """Every record that is not a blank line. Raises `Refused` for a quote that is never closed."""
    if dialect.quoted:
        cut = _quoted(lines, dialect, name)
    else:
        cut = (
            (n, _cut(line, dialect.widths), None)
            for n, line in enumerate(lines, 1 + dialect.skip)
            if line.strip()
        )
    return _lined(cut) if dialect.lined else cut


def _quoted(lines: Iterator[str], dialect: Dialect, name: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=dialect.delimiter, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield first + dialect.skip, [], _broken(error, first, reader.line_num, name, dialect.skip)
            continue
        if cells:
            yield first + dialect.skip, cells, None


def _broken(error: csv.Error, first: int, last: int, name: str, skip: int) -> str:
    """The cause of a broken line; a quote that swallows more than its line refuses the whole file."""
    words = str(error)
    if "unexpected end" in words:
        raise Refused(
            f"{name}: a quote opened in the record of line {first + skip} is never closed: nothing imported"
        )
    if "field limit" in words:
        raise Refused(f"{name}: a cell at line {first + skip} is longer than {LONGEST:,} characters")
    if last > first:
        raise Refused(
            f"{name}: a quote opened at line {first + skip} swallows lines up to {last + skip}: nothing imported"
        )
    return "text follows a closing quote"


def _cut(line: str, widths: Sequence[int]) -> list[str]:
    if not widths:
        return line.split()
    cells, at = [], 0
    for width in widths[:-1]:
        cells.append(line[at : at + width].strip())
        at += width
    return [*cells, line[at:].strip()]


def _lined(cut: Iterator[Record]) -> Iterator[Record]:
    return ((int(cells[0]), cells[1:], cause) for _, cells, cause in cut)
