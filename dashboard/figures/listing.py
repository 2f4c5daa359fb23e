"""A small table beside a chart, as HTML: its look is `.lasting` in sightline.css."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """`head` is safe for HTML. `kind`: n for numbers, more for what a phone leaves out, empty for words."""

    head: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One row, its first cell its name; cells are safe for HTML. `faint`: does not stand out."""

    cells: Sequence[str]
    faint: bool = False


def listing(caption: str, columns: Sequence[Column], items: Sequence[Item]) -> str:
    """The table. `caption` is for those who cannot see it, and safe for HTML."""
    heads = "".join(f"<th scope='col'{_kind(column)}>{column.head}</th>" for column in columns)
    body = "".join(_row(item, columns) for item in items)
    return (
        f"<div class='lasting' tabindex='0' role='group' aria-label='{caption}'><table class='words'>"
        f"<caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _kind(column: Column) -> str:
    return f" class='{column.kind}'" if column.kind else ""


def _row(item: Item, columns: Sequence[Column]) -> str:
    first, *rest = item.cells
    cells = "".join(f"<td{_kind(column)}>{cell}</td>" for column, cell in zip(columns[1:], rest, strict=True))
    return f"<tr{' class=faint' if item.faint else ''}><th scope='row'>{first}</th>{cells}</tr>"
