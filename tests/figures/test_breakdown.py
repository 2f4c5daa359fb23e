"""Bars stand on zero, carry their interval and n, and give back what was clicked."""

from __future__ import annotations

from dashboard.figures.breakdown import breakdown, height_of
from dashboard.figures.mark import Mark
from dashboard.figures.template import LIGHT

APP = Mark("App", 20.0, 15.0, 30.0, 1200, "hover", "app")
WEB = Mark("Web", 40.0, 38.0, 43.0, 12, "hover", "web", faint=True)
NONE = Mark("Store", None, n=0, key="store", instead="withheld")


def drawn(*marks, before=None):
    figure = breakdown(marks, before or [None] * len(marks), LIGHT, lambda x: f"{x:g}")
    return figure.to_dict()


def test_zero_is_always_on_the_axis():
    low, high = drawn(APP, WEB)["layout"]["xaxis"]["range"]
    assert low == 0
    assert high >= 43
    assert drawn(Mark("x", -5.0))["layout"]["xaxis"]["range"][1] == 0


def test_whiskers_reach_from_the_value_to_its_bounds():
    error = drawn(APP)["data"][0]["error_x"]
    assert list(error["array"]) == [10.0]
    assert list(error["arrayminus"]) == [5.0]


def test_the_first_bar_is_at_the_top_and_every_bar_knows_its_key():
    spec = drawn(APP, WEB)
    assert spec["layout"]["yaxis"]["range"] == [1.5, -0.5]
    assert list(spec["data"][0]["customdata"]) == ["app", "web"]


def test_a_small_or_unchosen_bar_is_grey():
    assert list(drawn(APP, WEB)["data"][0]["marker"]["color"]) == [LIGHT.accent, LIGHT.before]


def test_n_stands_beside_the_value_and_what_is_withheld_says_so():
    words = drawn(APP, NONE)["data"][2]["text"]
    assert "20" in words[0]
    assert "n 1,200" in words[0]
    assert "–" in words[1]
    assert "withheld" in words[1]


def test_the_value_before_is_a_tick_on_the_same_row():
    was = drawn(APP, WEB, before=[25.0, None])["data"][1]
    assert list(was["x"]) == [25.0, None]
    assert was["marker"]["symbol"] == "line-ns"


def test_rows_are_equally_high_in_every_breakdown():
    assert height_of(5) - height_of(4) == height_of(9) - height_of(8)


def test_a_click_does_not_dim_the_other_bars():
    bar = drawn(APP)["data"][0]
    assert bar["selected"]["marker"]["opacity"] == bar["unselected"]["marker"]["opacity"] == 1
