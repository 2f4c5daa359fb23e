"""The two marks of a tile are well-formed SVG made of numbers only."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.sparkline import HEIGHT, WIDTH, sparkline, whisker

SVG = "{http://www.w3.org/2000/svg}"
VALUES = st.lists(st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False)), max_size=40)


def lines(svg: str) -> list[tuple[str, list[tuple[float, float]]]]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}polyline")
    return [
        (e.get("class"), [tuple(map(float, p.split(","))) for p in e.get("points").split()]) for e in found
    ]


def test_a_rise_goes_up_on_the_screen_from_left_to_right():
    ((kind, points),) = lines(sparkline([1, 2, 3]))
    assert kind == "now"
    assert points[0] == (3, HEIGHT - 3)
    assert points[-1] == (WIDTH - 3, 3)


def test_the_comparison_comes_first_and_joins_the_period():
    before, now = lines(sparkline([3, 4], [1, 2]))
    assert before[0] == "before"
    assert before[1][-1] == now[1][0]


def test_the_last_step_of_a_period_that_is_not_over_is_its_own_open_line():
    kinds = [kind for kind, _ in lines(sparkline([1, 2, 3], partial=True))]
    assert kinds == ["now", "now open"]
    assert 'class="end open"' in sparkline([1, 2, 3], partial=True)


def test_a_gap_is_a_gap():
    assert len(lines(sparkline([1, 2, None, 3, 4]))) == 2


def test_less_than_two_values_draw_nothing():
    assert sparkline([1]) == ""
    assert sparkline([None, None]) == ""
    assert whisker(None, None, None) == ""
    assert whisker(5, None, None) == ""


@given(VALUES, VALUES, st.booleans())
def test_any_values_stay_inside_the_picture(now, before, partial):
    svg = sparkline(now, before, partial)
    for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", svg):
        assert 0 <= float(x) <= WIDTH
        assert 0 <= float(y) <= HEIGHT


def test_the_whisker_keeps_order_on_one_scale():
    svg = whisker(31, 29, 33, before=35, target=40, benchmark=36)
    marks = {e.get("class"): float(e.get("cx") or e.get("x1")) for e in ElementTree.fromstring(svg)}
    assert marks["interval"] < marks["value"] < marks["was"] < marks["benchmark"] < marks["target"]


def test_an_interval_with_one_bound_ends_at_the_value_on_the_other_side():
    line = next(e for e in ElementTree.fromstring(whisker(5, 3, None)) if e.get("class") == "interval")
    assert float(line.get("x2")) == 225.0
