"""A part opened: whatever its format, delimited text with a dialect, ready to be recognised and counted."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dashboard.sources import child, tree
from dashboard.sources.encoding import encoding_of
from dashboard.sources.files import Part
from dashboard.sources.preset import Preset
from dashboard.sources.recognise import recognise
from dashboard.sources.records import LONGEST, Dialect
from dashboard.sources.refusal import Refused
from dashboard.sources.sheet import Sheet
from dashboard.sources.sniff import dialect_of, first_records

Broken = tuple[int, str, str]
"""(line, cause, raw) of a record that never became a row."""


@dataclass(frozen=True, slots=True)
class Opened:
    """`path` holds delimited text in `dialect`; `first` are its first records; `broken` were rejected before."""

    part: Part
    path: Path
    dialect: Dialect
    first: tuple[tuple[str, ...], ...]
    broken: tuple[Broken, ...] = ()

    @property
    def even(self) -> bool:
        """Whether the lines of the file can be trusted to be what Python and DuckDB both call a line."""
        return self.path != self.part.path or self.part.scan.even_lines


def opened(
    part: Part, folder: Path, presets: Mapping[str, Preset], encoding: str | None, delimiter: str | None
) -> Iterator[Opened]:
    """The tables of a part, each opened. Raises `Refused`."""
    if part.scan.size == 0:
        raise Refused(f"{part.name} is empty")
    if part.kind == "text":
        yield _text(part, presets, encoding, delimiter)
    elif part.kind == "json":
        yield _json(part, folder, encoding)
    else:
        tables = child.tables_of(part.kind, part.path, folder, part.name)
        if not tables:
            raise Refused(f"{part.name} is empty")
        for table in tables:
            named = (
                part
                if len(tables) == 1
                else replace(part, name=f"{part.name} / {table.name}", sheet=table.name)
            )
            yield _lined(named, table.path)


def _text(part: Part, presets: Mapping[str, Preset], encoding: str | None, delimiter: str | None) -> Opened:
    if part.scan.longest > LONGEST and (part.scan.lines or not part.scan.returns):
        raise Refused(
            f"{part.name} holds a line of {part.scan.longest:,} bytes; more than {LONGEST:,} is not a table"
        )
    try:
        found = encoding_of(part.path, part.scan, part.name, encoding)
    except Refused:
        declared = None if encoding else _declared(part, presets)
        if declared is None:
            raise
        found = encoding_of(part.path, part.scan, part.name, declared)
    dialect = dialect_of(part.path, found, delimiter)
    return _ready(part, part.path, dialect)


def _declared(part: Part, presets: Mapping[str, Preset]) -> str | None:
    """The encoding of a preset that recognises the file when it is read in that encoding."""
    for preset in presets.values():
        if preset.encoding:
            text = part.scan.head.decode(preset.encoding, "replace")
            lines = [list(row) for row in csv.reader(text.splitlines()[:20])]
            if recognise([row for row in lines if row], {preset.name: preset}, part.name):
                return preset.encoding
    return None


def _json(part: Part, folder: Path, encoding: str | None) -> Opened:
    target = folder / "records.csv"
    found = encoding_of(part.path, part.scan, part.name, encoding)
    broken = tree.to_csv(part.path, target, found, part.name)
    if not target.stat().st_size:
        raise Refused(f"{part.name} holds no JSON objects" if broken else f"{part.name} holds no records")
    return replace(_lined(part, target), broken=tuple(broken))


def _lined(part: Part, path: Path) -> Opened:
    return _ready(part, path, Dialect(lined=True))


def _ready(part: Part, path: Path, dialect: Dialect) -> Opened:
    first: Sequence[Sequence[str]] = first_records(path, dialect, part.name)
    if not any(cell.strip() for cells in first for cell in cells):
        raise Refused(f"{part.name} is empty")
    return Opened(part, path, dialect, tuple(tuple(cells) for cells in first))


def fixed(part: Opened, presets: Mapping[str, Preset]) -> tuple[Opened, Preset] | None:
    """The file cut at the declared widths of the preset that then recognises it."""
    for preset in presets.values():
        if preset.file.fixed_widths and part.path == part.part.path:
            dialect = replace(part.dialect, widths=preset.file.fixed_widths)
            cut = _ready(part.part, part.path, dialect)
            if recognise(cut.first, {preset.name: preset}, part.part.name):
                return cut, preset
    return None


def with_broken(sheet: Sheet, broken: Sequence[Broken], folder: Path) -> Sheet:
    """The sheet with the records that never became rows among its rejects."""
    if not broken:
        return sheet
    target = sheet.rejects or folder / "broken.csv"
    with target.open("a", encoding="utf-8", newline="", errors="replace") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(
            (line, "", cause, raw) for line, cause, raw in broken
        )
    more = len(broken)
    return replace(sheet, rejects=target, rejected=sheet.rejected + more, read=sheet.read + more)
