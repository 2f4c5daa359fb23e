"""COURTED as a table: seven letters, under each its measures, each against its own past. No letter has a sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

FURTHEST = 4.0
"""Standard deviations at the ends of the scale; what lies further is drawn there."""
USUAL = 2.0


@dataclass(frozen=True, slots=True)
class Read:
    """One measure. All words are safe for HTML. `place`: standard deviations from usual, better to the right; None:
    not measured, and `words` says why. `tone`: good, bad or even."""

    label: str
    says: str
    shown: str = "–"
    usual: str = ""
    n: str = ""
    place: float | None = None
    tone: str = "even"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: its name, what it means, and its measures; none: nothing measures it."""

    name: str
    says: str
    measures: Sequence[Read] = field(default=())


def courted(letters: Sequence[Letter], *, caption: str, month: str, nothing: str) -> str:
    """The table, as HTML. `month` heads the numbers, `nothing` stands where a letter has none; all safe for HTML."""
    head = (
        f'<thead><tr><th scope="col">Measure</th><th scope="col">{month}</th><th scope="col" class="more">Usual</th>'
        '<th scope="col" class="track"><span>worse than usual</span><span>better</span></th>'
        '<th scope="col" class="words">Against its own months</th></tr></thead>'
    )
    return (
        f'<table class="courted"><caption>{caption}</caption>{head}'
        f"{''.join(_letter(letter, nothing) for letter in letters)}</table>"
    )


def _letter(letter: Letter, nothing: str) -> str:
    rows = "".join(map(_row, letter.measures)) or f'<tr class="faint"><td colspan="5">{nothing}</td></tr>'
    measured = any(each.place is not None for each in letter.measures)
    return (
        f'<tbody class="{"measured" if measured else "faint"}"><tr class="letter"><th colspan="5" scope="rowgroup">'
        f"<b>{letter.name[:1]}</b>{letter.name[1:]} <small>{letter.says}</small></th></tr>{rows}</tbody>"
    )


def _row(read: Read) -> str:
    faint = ' class="faint"' if read.place is None else ""
    return (
        f'<tr{faint}><th scope="row">{read.label}<small>{read.says}</small></th><td>{read.shown}<small>{read.n}</small>'
        f'</td><td class="more">{read.usual}</td><td class="track" aria-hidden="true">{_track(read)}</td>'
        f'<td class="words">{read.words}</td></tr>'
    )


def _track(read: Read) -> str:
    if read.place is None:
        return ""
    at = 50 + 50 * max(-1.0, min(1.0, read.place / FURTHEST))
    left, width = 50 - 50 * USUAL / FURTHEST, 100 * USUAL / FURTHEST
    return (
        f'<i class="usual" style="left:{left:.1f}%;width:{width:.1f}%"></i><i class="zero" style="left:50%"></i>'
        f'<i class="dot {read.tone}" style="left:{at:.2f}%"></i>'
    )
