"""What a frame says, read for itself: what every reopened form is compared with."""

from __future__ import annotations

import math

import pytest

from dashboard.metrics.format import shown
from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.frames import NAMES, word
from dashboard.reports.text import line
from dashboard.saying import spoken

SIZES = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
"""Seconds of what durations are counted in, by the name that the chart gives."""
Series = dict[str, list[tuple[str, float | None]]]


def close(value: float | None):
    """A number that went through sixteen figures of a file, or none."""
    return None if value is None else pytest.approx(value, rel=1e-12, abs=1e-12)


def number(value: object) -> float | None:
    """What can be drawn of a cell."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def series_of(slide: Exhibit) -> Series:
    """The frame by series: each place in words with its number, in the order of the rows."""
    found: Series = {}
    for row in slide.rows:
        name = str(row.get(slide.plot.series) or "") if slide.plot.series else ""
        found.setdefault(NAMES.get(name, spoken(line(name, 80))), []).append(
            (word(row.get(slide.plot.x)), number(row.get(slide.plot.y)))
        )
    return found


def words(slide: Exhibit, report: Report, value: float | None) -> str:
    return shown(value, slide.plot.unit, locale=report.locale, currency=report.currency)


def cells_of(sheet, area: str) -> list[float | None]:
    found = sheet[area.rsplit("!", 1)[1].replace("$", "")]
    return [cell.value for row in found for cell in row] if isinstance(found, tuple) else [found.value]
