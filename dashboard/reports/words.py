"""What every form of an export says in the same words: values, the cells of a table, and what stands under a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil, floor, log2

from babel.numbers import get_currency_symbol

from dashboard.figures.axis import round_ticks
from dashboard.metrics.format import NOTHING, change, shown
from dashboard.metrics.metric import Unit
from dashboard.reports import frames
from dashboard.reports.exhibit import Exhibit, Report, Tile
from dashboard.reports.grids import grid
from dashboard.reports.text import line
from dashboard.saying import spoken

_SENTENCES = re.compile(r"(?<=[.!?;])\s+(?=[A-Z▲])")
_ON_SCREEN = re.compile(
    r"(Click|Press|Tap|Hover|Choose|Select|Point at|Scroll|Drag|Open)\b|.*\bin the menu\b"
    r"|(Whisker|Band|Line|Grey|Dashed|Dotted|Dot|Right|Left|Upright|In colour)s?\b[^.:;]*[:,]"
)
"""Sentences about the page on a screen: what to press there, and how marks are drawn there."""
_CODE = re.compile(r"[^A-Z]")


class Words:
    """How the values of an exhibit are written."""

    def __init__(self, exhibit: Exhibit, report: Report) -> None:
        self.unit, self.locale, self.currency = exhibit.plot.unit, report.locale, report.currency
        self.times = exhibit.plot.times

    def value(self, number: float | None) -> str:
        """'45.3%'; nothing as an en dash."""
        return shown(number, self.unit, locale=self.locale, currency=self.currency)

    def change(self, number: float) -> str:
        """'+4 points'."""
        return change(number, self.unit, locale=self.locale, currency=self.currency)

    def ticks(self, ends: tuple[float, float], most: int = 5) -> list[float]:
        """Round numbers that hold both ends; of shares none over a hundred when none is drawn over it, of ratios
        powers of two."""
        if self.times:
            low, high = floor(log2(ends[0]) + 1e-9), ceil(log2(ends[1]) - 1e-9)
            return [2.0**power for power in range(low, max(high, low + 1) + 1)]
        found = round_ticks(*ends, seconds=self.unit == "seconds", most=most)
        return [tick for tick in found if not (self.unit == "percent" and ends[1] <= 100 < tick)] or found


TIMES = (("d", 86_400.0), ("h", 3_600.0), ("min", 60.0))


def measured(unit: Unit, most: float) -> tuple[str, float]:
    """(name, size) of what a chart counts in: durations up to `most` seconds in the unit that people read."""
    if unit != "seconds":
        return "", 1.0
    return next(((name, size) for name, size in TIMES if abs(most) >= 2 * size), ("s", 1.0))


def number_format(unit: Unit, most: float, report: Report) -> str:
    """How a spreadsheet writes values of a unit that go up to `most`, durations as `measured`."""
    name, one = measured(unit, most)
    size = abs(most) / one
    plain = "#,##0" if size >= 100 else "0" if size >= 10 else "0.0" if size >= 1 else "0.00"
    if unit == "money":
        symbol = get_currency_symbol(
            _CODE.sub("", report.currency.upper())[:3] or "EUR", locale=report.locale
        )
        plain = f'"{symbol.replace(chr(34), "")}"{"#,##0" if size >= 100 else "0.00"}'
    if unit in ("percent", "stars", "ratio"):
        plain = {"percent": '0.0"%"' if size < 100 or size % 1 else '0"%"', "stars": "0.00", "ratio": "0.00"}[
            unit
        ]
    if unit == "seconds":
        whole = size >= 100 or (name == "s" and size >= 10)
        plain = f'{"0.0" if not whole else "#,##0" if size >= 100 else "0"}" {name}"'
    if unit in ("count", "clicks"):
        plain = "#,##0" if size >= 10 else "0.##"
    return f"{plain};\\−{plain}"


def subtitle(exhibit: Exhibit) -> str:
    """What was measured, of whom, when: without what only a screen can do."""
    said = _SENTENCES.split(line(exhibit.subtitle))
    return " ".join(sentence for sentence in said if not _ON_SCREEN.match(sentence))


def alt(exhibit: Exhibit) -> str:
    """A mark for who cannot see it."""
    return line(f"{exhibit.headline}. {subtitle(exhibit)}", 800)


def evidence(exhibit: Exhibit) -> str:
    """How many stand behind each mark, which interval is drawn, and what is left out: one line under a chart."""
    plot = exhibit.plot
    if plot.kind in ("table", "flow") or not exhibit.rows:
        return ""
    known = [n for row in exhibit.rows if (n := frames.number(row.get("n")))]
    told = [_many(known)] if known else []
    if plot.kind not in ("heat", "waterfall") and any(
        frames.number(row.get(plot.low)) is not None for row in exhibit.rows
    ):
        how = next((words for name, words in exhibit.method if name == "Interval"), "")
        how = how.removeprefix("95 %").lstrip(", ")
        told.append(f"95 % interval: {how}" if how else "95 % interval")
    if any(frames.partial(row) for row in exhibit.rows):
        told.append("hatched: not over yet" if plot.kind != "line" else "dashed: not over yet")
    left = grid(exhibit).left if plot.kind == "heat" else frames.left_out(exhibit)
    return line(" · ".join([*told, f"{left:,} more in the data"] if left else told))


def _many(known: Sequence[float]) -> str:
    low, high = min(known), max(known)
    return f"n {low:,.0f} in each" if low == high else f"n {low:,.0f} to {high:,.0f} in each"


def change_of(tile: Tile) -> str:
    """'▼ 4 points, worse'."""
    return line(f"{tile.arrow} {tile.moved}")


def told(value: object, unit: Unit, report: Report) -> str:
    """A value of a table: three figures, days as days, nothing as an en dash."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return shown(float(value), unit, locale=report.locale, currency=report.currency)
    if isinstance(value, datetime):
        return value.isoformat(" ")[:16]
    if isinstance(value, date):
        return frames.word(value)
    return line(value, 2000)


def unit_of(column: str, exhibit: Exhibit) -> Unit:
    """The unit of a column: the plot's for what is drawn, else a plain number."""
    plot = exhibit.plot
    return plot.unit if plot.kind != "table" and column in (plot.y, plot.low, plot.high) else "count"


def heading(column: str) -> str:
    """The head of a column in words."""
    return spoken(line(column, 80))


def columns(exhibit: Exhibit, most: int) -> list[str]:
    """The columns that say something: at most so many, from the left."""
    said = [
        name for name in exhibit.columns() if any(row.get(name) not in (None, "") for row in exhibit.rows)
    ]
    return (said or exhibit.columns())[:most]


def lines(exhibit: Exhibit, report: Report, most_rows: int, most_columns: int) -> list[list[str]]:
    """The head and the first rows of a frame in words, and how many more there are."""
    names = columns(exhibit, most_columns)
    body = [
        [told(row.get(name), unit_of(name, exhibit), report) for name in names]
        for row in exhibit.rows[:most_rows]
    ]
    left = len(exhibit.rows) - most_rows
    more = [[f"and {left:,} more", *[""] * (len(names) - 1)]] if left > 0 else []
    return [[heading(name) for name in names], *body, *more] if names else []
