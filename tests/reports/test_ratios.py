"""Ratios stand on a scale on which equal distances multiply, and durations in the unit that people read."""

from __future__ import annotations

import io
import re
from math import log2

import openpyxl
import pytest
from pptx import Presentation

from dashboard.reports import frames, pptx, svg, xlsx
from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.pptx_drawn import Inner
from dashboard.reports.words import Words
from tests.reports.stories import parts, report

RATIOS = [
    {"what": "Twice", "odds": 2.0, "low": 1.6, "high": 3.1}, {"what": "Half", "odds": 0.5, "low": 0.3, "high": 0.7},
    {"what": "Unknown", "odds": None, "low": None, "high": None},
]  # fmt: skip
ODDS = Exhibit(
    "odds", "p", "Odds", "", RATIOS, Plot("bar", "what", "odds", "", "low", "high", "ratio", times=True)
)
WAITS = [
    {"channel": name, "wait": wait, "low": wait * 0.9, "high": wait * 1.2}
    for name, wait in (("Web", 30_780.0), ("Phone", 13.0))
]
WAIT = Exhibit("wait", "p", "Waits", "", WAITS, Plot("bar", "channel", "wait", "", "low", "high", "seconds"))


def chart(exhibit):
    deck = Presentation(io.BytesIO(pptx.presentation(report(exhibit))))
    return next(shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart)


def bars(picture: str) -> list[tuple[float, float]]:
    """(left, width) of the bars of a picture."""
    found = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', picture)
    return [(float(left), float(wide)) for left, wide in found]


def test_a_scale_of_ratios_has_powers_of_two_around_one():
    steps = frames.shown(ODDS)[0].steps
    assert frames.reach(steps, times=True) == (0.3, 3.1)
    assert Words(ODDS, report()).ticks((0.3, 3.1)) == [0.25, 0.5, 1.0, 2.0, 4.0]
    assert frames.reach([frames.Step("x", 1e9, 0.0, None)], times=True) == (1 / 64, 64)


def test_twice_and_half_are_equally_far_from_one_in_a_picture():
    (twice, half) = bars(svg.picture(ODDS, report()))
    assert twice[1] == pytest.approx(half[1], abs=0.2)
    assert half[0] + half[1] == pytest.approx(twice[0], abs=0.2)


def test_powerpoint_draws_ratios_from_one_on_a_scale_that_doubles():
    made = chart(ODDS)
    (axis,) = made._chartSpace.xpath("//c:valAx")
    assert axis.xpath("./c:scaling/c:logBase/@val") == ["2"]
    assert [float(axis.xpath(f"./c:scaling/c:{end}/@val")[0]) for end in ("min", "max")] == [0.25, 4.0]
    assert [float(at) for at in made._chartSpace.xpath("//c:catAx/c:crossesAt/@val")] == [1.0]
    assert list(made.plots[0].series[0].values) == [2.0, 0.5, None]
    assert list(made.plots[0].categories) == ["Twice  2", "Half  0.5", "Unknown  –"]


def test_excel_does_so_too_with_error_bars_of_the_interval():
    drawn = parts(xlsx.workbook(report(ODDS)))["xl/charts/chart1.xml"].decode()
    assert '<c:logBase val="2"/>' in drawn
    assert '<c:crossesAt val="1"/>' in drawn
    plus, minus = (re.search(f"<c:{side}>(.*?)</c:{side}>", drawn)[1] for side in ("plus", "minus"))
    assert [float(v) for v in re.findall("<c:v>(.*?)</c:v>", plus)] == pytest.approx([1.1, 0.2])
    assert [float(v) for v in re.findall("<c:v>(.*?)</c:v>", minus)] == pytest.approx([0.4, 0.2])


def test_durations_are_drawn_in_hours_and_said_in_words():
    made = chart(WAIT)
    series = made.plots[0].series[0]
    assert list(series.values) == pytest.approx([8.55, 13 / 3600])
    plus = [float(v) for v in series._element.xpath("./c:errBars/c:plus//c:v/text()")]
    assert plus == pytest.approx([0.2 * 8.55, 0.2 * 13 / 3600])
    assert '" h"' in made.value_axis.tick_labels.number_format
    assert series._element.xpath("./c:dLbls//a:t/text()") == ["8 h 33 min", "13 s"]


def test_a_sheet_keeps_seconds_and_draws_hours_beside_them():
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(report(WAIT)))).worksheets[1]
    assert [cell.value for cell in sheet[6]][:2] == ["Web", 30_780.0]
    assert [sheet.cell(5, 7).value, sheet.cell(6, 7).value] == ["Wait, h", pytest.approx(8.55)]
    (drawn,) = sheet._charts
    assert drawn.ser[0].val.numRef.f.endswith("$G$6:$G$7")


def test_an_axis_follows_its_numbers_unless_it_must_not():
    rows = [{"a": "x", "v": 36.0}, {"a": "y", "v": 90.0}]
    free = chart(Exhibit("k", "p", "h", "", rows, Plot("bar", "a", "v"))).value_axis
    assert (free.minimum_scale, free.maximum_scale) == (0, None)
    shares = chart(Exhibit("k", "p", "h", "", rows, Plot("bar", "a", "v", unit="percent"))).value_axis
    assert (shares.minimum_scale, shares.maximum_scale) == (0, 100)


def test_half_and_twice_are_one_doubling_apart_on_a_slide():
    inner = Inner(0, 0, 1, 1, 0.25, 4.0, True)
    assert inner.between(1.0, 2.0, 1.0) == pytest.approx(log2(2) / 4)
    assert inner.between(1.0, 0.5, 1.0) == pytest.approx(-1 / 4)
