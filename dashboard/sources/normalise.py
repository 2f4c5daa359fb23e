"""Delimited text into a `Sheet`: counted strictly, read as it is where that is safe, written anew where not."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from dashboard.sources.records import Dialect, Record, Tape, opened, records
from dashboard.sources.refusal import Refused
from dashboard.sources.sheet import Layout, Sheet, header_names

RAW = 10_000
"""Characters of a rejected record that are kept."""

_LINE_END = re.compile("\r\n?")
"""Line breaks inside a cell become one character: DuckDB takes a lone carriage return for the end of a row."""

DropReason = Callable[[Sequence[str], Sequence[str]], str | None]
"""(header, cells) to the reason a row is not data."""


def as_it_is(path: Path, dialect: Dialect, layout: Layout) -> Sheet | None:
    """The file itself as a sheet when every record is one line, of one width, in UTF-8; None when it is not."""
    if dialect.encoding not in {"utf-8", "utf-8-sig"} or not dialect.quoted or layout.header_row == 0:
        return None
    with opened(path, dialect) as text:
        reader = csv.reader(text, delimiter=dialect.delimiter, strict=True)
        try:
            front = list(islice(reader, layout.before_data))
            if len(front) < layout.before_data or reader.line_num != len(front):
                return None
            header, questions = _names(front, layout, dialect)
            counted = _even(reader, len(header) + dialect.lined)
            if counted is None or reader.line_num != len(front) + counted[0]:
                return None
        except csv.Error:
            return None
    rows, characters = counted
    if dialect.lined:
        characters -= _line_numbers(path, dialect, len(front))
    skip = dialect.skip + len(front)
    return Sheet(header, questions, path, dialect.delimiter, skip, dialect.lined, rows, rows, characters)


def _even(reader: Iterator[list[str]], width: int) -> tuple[int, int] | None:
    """Rows and characters, or None as soon as a row is not `width` wide or has nothing in it."""
    rows = characters = 0
    for rows, cells in enumerate(reader, 1):  # noqa: B007
        if len(cells) != width:
            return None
        whole = "".join(cells)
        if not whole or whole.isspace():
            return None
        characters += len(whole)
    return rows, characters


def _line_numbers(path: Path, dialect: Dialect, front: int) -> int:
    with opened(path, dialect) as text:
        return sum(
            len(cells[0]) for cells in islice(csv.reader(text, delimiter=dialect.delimiter), front, None)
        )


def written_anew(
    path: Path, dialect: Dialect, layout: Layout, name: str, folder: Path, reason: DropReason
) -> Sheet:
    """Every record into a fully quoted UTF-8 CSV with its line; ragged and broken ones to the rejects."""
    target, rejects = folder / "rows.csv", folder / "ragged.csv"
    read = staged = characters = 0
    dropped: Counter[str] = Counter()
    with (
        opened(path, dialect) as text,
        target.open("w", encoding="utf-8", newline="") as rows_file,
        rejects.open("w", encoding="utf-8", newline="") as rejects_file,
    ):
        tape = Tape(text)
        cut = records(tape, dialect, name)
        header, questions = _front(cut, layout, dialect, name)
        keep, refuse = (
            csv.writer(rows_file, quoting=csv.QUOTE_ALL, lineterminator="\n"),
            csv.writer(rejects_file, quoting=csv.QUOTE_ALL, lineterminator="\n"),
        )
        tape.take()
        for line, cells, cause in cut:
            raw, read = tape.take(), read + 1
            judged = _judge(cells, cause, header, reason)
            if isinstance(judged, list):
                keep.writerow((line, *judged))
                staged, characters = staged + 1, characters + len("".join(judged))
            elif judged[0]:
                dropped[judged[0]] += 1
            else:
                refuse.writerow((line, "", judged[1], raw[:RAW]))
    return Sheet(header, questions, target, ",", 0, True, read, staged, characters, rejects,
                 read - staged - dropped.total(), dropped)  # fmt: skip


def _judge(
    cells: list[str], cause: str | None, header: Sequence[str], reason: DropReason
) -> list[str] | tuple[str, str]:
    """The cells when they fit the header, else (reason it is not data, or the cause it is rejected)."""
    if cause:
        return "", cause
    if not any(cell.strip() for cell in cells):
        return "empty row", ""
    if len(cells) > len(header) and not any(cells[len(header) :]):
        cells = cells[: len(header)]
    if len(cells) != len(header):
        unwanted = reason(header, cells)
        return (unwanted, "") if unwanted else ("", f"has {len(cells)} cells, the header has {len(header)}")
    whole = "".join(cells)
    if "\0" in whole:
        return "", "holds a NUL character"
    return [_LINE_END.sub("\n", cell) for cell in cells] if "\r" in whole else cells


def _front(cut: Iterator[Record], layout: Layout, dialect: Dialect, name: str) -> tuple[tuple[str, ...], ...]:
    front = [cells for _, cells, _ in islice(cut, layout.before_data)]
    if len(front) < max(layout.header_row, layout.question_row or 0):
        raise Refused(
            f"{name} is empty" if not front else f"{name} ends before its header (record {layout.header_row})"
        )
    bare = Dialect(dialect.encoding, dialect.delimiter)
    return _names(front, layout, bare)


def _names(
    front: list[list[str]], layout: Layout, dialect: Dialect
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    cut = 1 if dialect.lined else 0
    header = header_names(front[layout.header_row - 1][cut:]) if layout.header_row else layout.names
    asked = tuple(front[layout.question_row - 1][cut:]) if layout.question_row else ()
    return header, asked


def raw_of(path: Path, dialect: Dialect, lines: set[int], name: str) -> Iterator[tuple[int, str]]:
    """The raw text of the records that start at `lines`."""
    with opened(path, dialect) as text:
        tape = Tape(text)
        for line, _, _ in records(tape, dialect, name):
            raw = tape.take()
            if line in lines:
                yield line, raw[:RAW]
