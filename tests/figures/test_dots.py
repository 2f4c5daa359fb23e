"""Dots stand in their lane with their interval, carry what a click chooses, and say who they are."""

from __future__ import annotations

import pytest

from dashboard.figures.dots import FORMS, Dots, dots
from dashboard.figures.mark import Mark
from dashboard.figures.template import DARK, LIGHT
from tests.figures.test_figures import checked, shown

ONE = Mark("Desk", 80.0, 75.0, 84.0, 100, "hover", "pay|desk")
TWO = Mark("Phone", 60.0, 50.0, 69.0, 90, "hover", "pay|phone", faint=True)
GROUPS = (("Desk", "#111111"), ("Phone", "#222222"))


def drawn(*rows, palette=LIGHT):
    return checked(dots(rows, GROUPS, palette, shown))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_each_group_is_a_trace_with_its_interval_and_its_key(palette):
    spec = drawn(Dots("Pay", (ONE, TWO), (None, 70.0), "20 points<br>differs"), palette=palette)
    desk, phone = spec["data"][:2]
    assert (desk["x"], desk["customdata"]) == ([80.0], ["pay|desk"])
    assert (desk["error_x"]["array"], desk["error_x"]["arrayminus"]) == ([4.0], [5.0])
    assert phone["marker"]["color"] == [palette.before]  # what was not chosen is grey
    assert desk["marker"]["symbol"] != phone["marker"]["symbol"]  # told apart without colour too


def test_groups_stand_above_each_other_within_their_row():
    spec = drawn(Dots("Pay", (ONE, TWO), (None, None)), Dots("Find", (ONE, TWO), (None, None)))
    (first, second), (below, _) = (trace["y"] for trace in spec["data"][:2])
    assert first < 0 < below < 0.5 < second < 1
    assert spec["layout"]["yaxis"]["range"] == [1.5, -0.5]


def test_a_missing_group_leaves_its_lane_empty():
    spec = drawn(Dots("Pay", (ONE, None), (None, None)), Dots("Find", (None, TWO), (None, None)))
    assert [trace["x"] for trace in spec["data"][:2]] == [[80.0], [60.0]]


def test_where_it_stood_before_is_a_tick_in_the_same_lane():
    spec = drawn(Dots("Pay", (ONE, TWO), (None, 70.0)))
    was = spec["data"][2]
    assert was["x"] == [70.0]
    assert was["y"] == spec["data"][1]["y"]


def test_what_others_reach_is_a_line_and_on_the_axis():
    spec = drawn(Dots("Pay", (ONE, TWO), (None, None), others=20.0))
    assert spec["data"][3]["x"][:2] == [20.0, 20.0]
    assert spec["layout"]["xaxis"]["range"][0] <= 20


def test_the_key_names_every_group_with_its_form():
    (key,) = drawn(Dots("Pay", (ONE, TWO), (None, None)))["layout"]["annotations"]
    assert all(
        f"{form}</span> {name}" in key["text"] for (name, _), (_, form) in zip(GROUPS, FORMS, strict=False)
    )


def test_long_labels_break_between_words_and_stay_escaped():
    spec = drawn(Dots("Sessions with an error &lt;b&gt;", (ONE, TWO), (None, None), under="median 2 s"))
    first, second, third = spec["layout"]["yaxis"]["ticktext"][0].split("<br>")
    assert (first, second) == ("Sessions with an", "error &lt;b&gt;")
    assert "median 2 s" in third


def test_nothing_to_draw_is_still_a_figure():
    drawn()
    checked(dots([Dots("Pay", (), ())], (), LIGHT, shown))
