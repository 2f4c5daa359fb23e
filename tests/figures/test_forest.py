"""Odds ratios as a table with marks: twice and half lie as far from one."""

from __future__ import annotations

import re

from dashboard.figures.forest import Ratio, forest


def ratio(value: float | None, low: float | None = None, high: float | None = None, **more) -> Ratio:
    return Ratio("late reply", value, low, high, "x", "y", "1% of 2", "3% of 4", **more)


def drawn(*ratios: Ratio) -> str:
    return forest(ratios, name="With leaving go", caption="What goes")


def dots(page: str) -> list[float]:
    return [float(x) for x in re.findall(r'class="dot" style="left:([\d.]+)%', page)]


def test_twice_and_half_are_as_far_from_one():
    assert dots(drawn(ratio(2.0), ratio(1.0), ratio(0.5))) == [100, 50, 0]


def test_a_ratio_that_cannot_be_told_has_no_dot_and_its_words_stand():
    page = drawn(ratio(None))
    assert dots(page) == []
    assert "1% of 2" in page


def test_the_whisker_goes_from_low_to_high():
    page = drawn(ratio(1.0, 0.5, 2.0))
    assert 'class="reach" style="left:0.0%;width:100.0%"' in page


def test_a_very_wide_interval_does_not_flatten_the_others_and_ends_at_the_edge():
    page = drawn(ratio(2.0, 1.5, 3.0), ratio(1.1, 0.0001, 10_000.0))
    assert dots(page)[0] > 70
    assert 'left:0.0%;width:100.0%"' in page


def test_more_and_less_are_told_by_an_arrow_and_not_by_colour_alone():
    page = drawn(ratio(2.0, tone="more"), ratio(0.5, tone="less"), ratio(1.0))
    assert [row[:4] for row in re.findall(r'<tr class="(\w+)"', page)] == ["more", "less", "even"]
    assert page.count("▲ ") == page.count("▼ ") == 1


def test_no_candidate_is_a_table_without_rows():
    assert "<tbody></tbody>" in drawn()
