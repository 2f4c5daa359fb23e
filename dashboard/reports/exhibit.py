"""What every export is made of: a card with its frame, its words and how the frame is drawn. One road for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.figures.template import LIGHT, Palette
from dashboard.metrics.metric import Better, Unit

Kind = Literal["line", "step", "bar", "column", "waterfall", "heat", "flow", "table"]
Row = Mapping[str, object]


class ReportFailed(RuntimeError):
    """A report was not written; the message says why. No half file is left."""


def day_words(day: str) -> str:
    """'31 Oct 2026' for an ISO day; anything else stays as it is."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{found.day} {found:%b %Y}"


@dataclass(frozen=True, slots=True)
class Plot:
    """How the rows of a frame are drawn, by the names of their columns.

    `line`: `y` over `x` in order, one line per `series`. `step`: the same with numbers as `x`, a stair (survival).
    `bar`: one horizontal bar per `x`, side by side by `series`; `column`: the same upright. `waterfall`: the
    parts `y` of a change by `x`, in order. `heat`: `y` by `x` (across) and `series` (down). `flow`: `y` from `x`
    to `series`. `table`: the rows as they stand. `low` and `high`: the 95 % interval of `y`, when there is one.
    `better`: which way of a change is good. `times`: of ratios, whose bars begin at 1 and whose equal distances
    multiply.
    """

    kind: Kind
    x: str = ""
    y: str = ""
    series: str = ""
    low: str = ""
    high: str = ""
    unit: Unit = "count"
    better: Better = "neither"
    times: bool = False


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the strip, in words. `tone`: good, bad or even. `signal`: its change stands out among all tiles."""

    label: str
    value: str
    moved: str = ""
    arrow: str = ""
    tone: str = "even"
    evidence: str = ""
    marks: str = ""
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One card as it is exported. All words are plain: each format escapes them for itself.

    `headline`: what is seen. `subtitle`: what was measured, of whom, when. `note`: what somebody added to it.
    `method`: (name, words) of its definition. `statements`: the SQL it was drawn from. `link`: the query of its
    page's address. `missing`: why there is nothing to draw, instead of rows. `tiles`: what a slide of numbers
    shows instead of a plot. `then`: what the card showed when it was put in the deck, on data to `then_as_of`,
    when that is not what it shows now; `finding`: what it shows now, whatever its headline says.
    """

    key: str
    page: str
    headline: str
    subtitle: str
    rows: Sequence[Row]
    plot: Plot
    method: Sequence[tuple[str, str]] = ()
    statements: Sequence[str] = ()
    note: str = ""
    link: str = ""
    missing: str = ""
    tiles: Sequence[Tile] = ()
    finding: str = ""
    then: str = ""
    then_as_of: str = ""

    def columns(self) -> list[str]:
        """The names of the frame's columns, in the order in which they first occur."""
        return list(dict.fromkeys(name for row in self.rows for name in row))

    def changed(self) -> str:
        """What it showed when it was put in the deck and what it shows now; empty when that is the same."""
        return (
            f"Then, on data to {day_words(self.then_as_of)}: {self.then}\nNow: {self.finding}"
            if self.then
            else ""
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What is exported together. `as_of`: the last day of the data, ISO. `sentences`: what a page says at its top.

    `slides` and `tiles` come in the order in which they are shown. `palette`: its colours on paper. `notices`: what
    of the company's look could not be taken.
    """

    title: str
    company: str
    as_of: str
    snapshot: str
    currency: str
    locale: str
    demo: bool
    slides: Sequence[Exhibit]
    tiles: Sequence[Tile] = ()
    sentence: str = ""
    palette: Palette = LIGHT
    notices: Sequence[str] = ()

    def of_what(self) -> str:
        """Whose data, to which day, of which snapshot."""
        made_up = " · made up for demonstration" if self.demo else ""
        return f"{self.company} · data as of {day_words(self.as_of)} · snapshot {self.snapshot}{made_up}"
