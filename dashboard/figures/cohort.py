"""Cohorts as a table of shaded cells: one row a cohort, one column a step.

It is a table that the browser lays out by itself, as the waterfall is: its numbers are read aloud, can be selected,
and scroll on a narrow screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["whole", "open", "faint", "none"]
DARKEST = 46
"""Percent of the accent in the darkest cell: text stays readable on it in both themes."""
MARKS = {1: '<i class="more">▲</i>', -1: '<i class="less">▼</i>', 0: ""}
APART = {1: ", more than the other cohorts", -1: ", less than the other cohorts", 0: ""}


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` and `says` are safe for HTML. `depth`: 0 to 1, how dark. `apart`: 1 more, -1 less than the others.

    `state`: open is not over yet and hatched; faint has too few customers; none has nothing.
    """

    text: str
    says: str = ""
    depth: float = 0.0
    state: State = "whole"
    apart: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A cohort, or the mean of all. `label` and `size` are safe for HTML."""

    label: str
    size: str
    cells: Sequence[Cell]


def heat_map(rows: Sequence[Row], mean: Row, columns: Sequence[str], *, name: str, caption: str) -> str:
    """The mean first, then the cohorts, as HTML. `columns`: the steps; `name` heads the cohorts; `caption` says what
    is seen. All are safe for HTML."""
    heads = "".join(f'<th scope="col">{column}</th>' for column in columns)
    lines = "".join(_line(row, len(columns)) for row in rows)
    return (
        f'<div class="cohorts" tabindex="0" role="group" aria-label="{caption}"><table><caption>{caption}</caption>'
        f'<thead><tr><th scope="col">{name}</th><th scope="col">customers</th>{heads}</tr></thead>'
        f'<tbody><tr class="mean">{_cells(mean, len(columns))}</tr>{lines}</tbody></table></div>'
    )


def _line(row: Row, columns: int) -> str:
    return f"<tr>{_cells(row, columns)}</tr>"


def _cells(row: Row, columns: int) -> str:
    empty = "<td></td>" * (columns - len(row.cells))
    return f'<th scope="row">{row.label}</th><td>{row.size}</td>{"".join(map(_cell, row.cells))}{empty}'


def _cell(cell: Cell) -> str:
    if cell.state == "none":
        return "<td></td>"
    depth = round(DARKEST * min(max(cell.depth, 0.0), 1.0))
    return (
        f'<td class="{cell.state}" style="--depth:{depth}%" title="{cell.says}{APART[cell.apart]}">'
        f"{cell.text}{MARKS[cell.apart]}</td>"
    )
