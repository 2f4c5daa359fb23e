"""Promises as a table: what each number is, where it lies around its target, and how its months stood.

It is a table that the browser lays out by itself, as the waterfall is. Kept, behind and open differ in form, not in
colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bullet:
    """One promise. All words are safe for HTML. `sure`: interval and n of what is shown. `months`: (verdict, words),
    the oldest first; `says` sums them up."""

    label: str
    shown: str
    sure: str
    target: str
    verdict: str
    words: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    before: float | None = None
    aim: float | None = None
    months: Sequence[tuple[str, str]] = ()
    says: str = ""


def bullets(rows: Sequence[Bullet], *, caption: str, months: str) -> str:
    """The table, as HTML. `caption` says what is seen and `months` heads their column; both safe for HTML."""
    head = "".join(
        f'<th scope="col" class="{kind}">{name}</th>' if name else f'<td class="{kind}"></td>'
        for name, kind in (
            ("Promise", ""), ("Now", ""), ("", "track"), ("Target", ""), (months, "months"), ("Standing", "words"),
        )
    )  # fmt: skip
    return (
        f'<table class="promises"><caption>{caption}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(map(_row, rows))}</tbody></table>"
    )


def _row(row: Bullet) -> str:
    marks = "".join(f'<i class="{verdict}" title="{words}"></i>' for verdict, words in row.months)
    return (
        f'<tr class="{row.verdict}"><th scope="row">{row.label}</th><td>{row.shown}<small>{row.sure}</small></td>'
        f'<td class="track" aria-hidden="true">{_track(row)}</td><td>{row.target}</td>'
        f'<td class="months"><span role="img" aria-label="{row.says}">{marks}</span></td>'
        f'<td class="words"><i class="{row.verdict}" aria-hidden="true"></i> {row.words}</td></tr>'
    )


def _track(row: Bullet) -> str:
    """The rail with what was, the interval, the target and the value on it, cut to what is drawn: it compares marks of
    one row, never rows with each other."""
    drawn = [x for x in (row.value, row.low, row.high, row.before, row.aim) if x is not None]
    if row.value is None or len(drawn) < 2:
        return ""
    least, span = min(drawn), (max(drawn) - min(drawn)) or 1.0

    def at(x: float) -> float:
        return 3 + 94 * (x - least) / span

    start, end = (at(row.value if x is None else x) for x in (row.low, row.high))
    parts = [
        '<i class="rail"></i>',
        f'<i class="interval" style="left:{start:.1f}%;width:{end - start:.1f}%"></i>',
    ]
    for kind, x in (("was", row.before), ("aim", row.aim), ("value", row.value)):
        parts += [f'<i class="{kind}" style="left:{at(x):.1f}%"></i>'] if x is not None else []
    return f"<span>{''.join(parts)}</span>"
