"""Columns to export files: text tables in the vendors' shapes, with rows that are wrong on purpose."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Column = Any  # a pyarrow array, a numpy array, a list, one text for every row, or None for an empty column


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A copy of a good row with one cell made wrong. An empty `column` cuts the row's last cells off."""

    column: str
    value: str
    cause: str


@dataclass(frozen=True, slots=True)
class Written:
    """One file as written. `rows`: rows below the header, wrong ones and a footer included. `dropped`: rows to be
    left out by rule. `repeated`: unlabelled times in the hour that clocks show twice."""

    name: str
    rows: int
    spoilt: tuple[Spoilt, ...] = ()
    dropped: int = 0
    repeated: int = 0
    note: str = ""

    @property
    def rejects(self) -> int:
        """How many rows an honest import refuses."""
        return len(self.spoilt) + self.repeated


def text_column(column: Column, rows: int) -> pa.Array:
    """Any column as text; empty where there is nothing."""
    if column is None:
        column = ""
    if isinstance(column, str):
        return pa.repeat(pa.scalar(column), rows)
    if isinstance(column, np.ndarray) and column.dtype.kind == "f":
        column = pa.array(column, mask=np.isnan(column))
    array = column if isinstance(column, pa.Array) else pa.array(column)
    if not pa.types.is_string(array.type):
        array = _whole(array).cast(pa.string())
    return array.fill_null("")


def _whole(array: pa.Array) -> pa.Array:
    """Floats that are all whole numbers as integers, so that 5.0 is written 5."""
    if not pa.types.is_floating(array.type):
        return array
    whole = pc.all(pc.equal(array, pc.floor(array))).as_py()
    return array.cast(pa.int64()) if whole else array


def _cells(column: pa.Array, delimiter: str) -> pa.Array:
    needs = pc.match_substring_regex(column, f'["\\r\\n{delimiter}]')
    if not pc.any(needs).as_py():
        return column
    quoted = pc.binary_join_element_wise('"', pc.replace_substring(column, '"', '""'), '"', "")
    return pc.if_else(needs, quoted, column)


def _line(values: Sequence[str], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="").writerow(values)
    return out.getvalue()


def _wrong_lines(
    table: Mapping[str, pa.Array], spoilt: Sequence[Spoilt], delimiter: str
) -> list[tuple[int, str]]:
    rows = len(next(iter(table.values())))
    found = []
    for turn, wrong in enumerate(spoilt, start=1):
        row = rows * turn // (len(spoilt) + 1)
        values = {name: str(column[row]) for name, column in table.items()}
        if wrong.column:
            values[wrong.column] = wrong.value
        cells = list(values.values())
        found.append((row, _line(cells if wrong.column else cells[:-2], delimiter)))
    return found


def write_sheet(
    path: Path,
    columns: Mapping[str, Column],
    rows: int,
    *,
    spoilt: Sequence[Spoilt] = (),
    below: Sequence[Sequence[str]] = (),
    footer: str = "",
    delimiter: str = ",",
    encoding: str = "utf-8",
    dropped: int = 0,
    repeated: int = 0,
    note: str = "",
) -> Written:
    """One text table at `path`, packed when it ends in .gz. `below`: further header rows.

    Raises OSError as the file system does.
    """
    table = {name: text_column(column, rows) for name, column in columns.items()}
    cells = [_cells(column, delimiter) for column in table.values()]
    lines = pc.binary_join_element_wise(*cells, delimiter).to_pylist() if rows else []
    wrong = _wrong_lines(table, spoilt, delimiter) if rows else []
    for row, line in reversed(wrong):
        lines.insert(row, line)
    top = [_line(list(columns), delimiter), *(_line(row, delimiter) for row in below)]
    text = "\n".join([*top, *lines]) + "\n" + footer
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode(encoding)
    path.write_bytes(gzip.compress(data, 1, mtime=0) if path.suffix == ".gz" else data)
    read = rows + len(wrong) + bool(footer)
    return Written(path.name, read, tuple(spoilt) if rows else (), dropped, repeated, note)
