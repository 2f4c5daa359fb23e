"""A sheet: rows of text that were counted, all of one width, in a file that DuckDB can read without guessing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.sources.preset import Preset


@dataclass(frozen=True, slots=True)
class Sheet:
    """`read` rows came in: `staged` stand in `path`, `rejected` in `rejects` (a CSV of line, column, cause, raw),
    the rest was dropped for the reasons given. `characters` of all staged cells together."""

    header: tuple[str, ...]
    questions: tuple[str, ...]
    path: Path
    delimiter: str
    skip: int
    lined: bool
    read: int
    staged: int
    characters: int
    rejects: Path | None = None
    rejected: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.read != self.staged + self.rejected + sum(self.dropped.values()):
            raise AssertionError(f"rows do not add up: {self}")


@dataclass(frozen=True, slots=True)
class Layout:
    """Which records are names, question texts or not data; counted from 1 among the records that are not blank."""

    header_row: int = 1
    skip_rows: int = 0
    question_row: int | None = None
    names: tuple[str, ...] = ()

    @property
    def before_data(self) -> int:
        """Records in front of the first row of data."""
        return max(self.header_row + self.skip_rows, self.question_row or 0)


def layout_of(preset: Preset, first: Sequence[Sequence[str]]) -> Layout:
    """The layout of a file that starts with the records `first`."""
    file = preset.file
    last = file.header_row + file.skip_rows
    if file.skip_mark and not any(
        file.skip_mark in cell for cells in first[last - 1 : last] for cell in cells
    ):
        return Layout(file.header_row, names=file.names)
    return Layout(file.header_row, file.skip_rows, file.question_row, file.names)


def header_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Names made usable: trimmed, single spaces, 'column 3' where empty, ' (2)' on the second of a name."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for position, cell in enumerate(cells, 1):
        name = " ".join(cell.replace("\ufeff", "").split()) or f"column {position}"
        seen[name.lower()] = seen.get(name.lower(), 0) + 1
        count = seen[name.lower()]
        names.append(name if count == 1 else f"{name} ({count})")
    return tuple(names)
