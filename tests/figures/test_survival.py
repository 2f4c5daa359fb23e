"""Stairs fall from one hundred, carry their band as stairs too, and their names do not touch."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from dashboard.figures.survival import Stair, survival
from dashboard.figures.template import LIGHT

ONE = Stair(
    "One", "one", "#23508E", [0, 6, 12], [100, 80, 60], [100, 70, None], [100, 90, None], ["a", "b", "c"]
)


def drawn(*stairs, marks=(0, 6, 12)):
    return survival(stairs, marks, LIGHT, lambda x: f"{x:g}%").to_dict()


def lines(spec):
    return [trace for trace in spec["data"] if trace.get("line", {}).get("shape") == "hv"]


def test_the_axis_is_the_whole_share_and_the_marks_are_its_months():
    layout = drawn(ONE)["layout"]
    assert layout["yaxis"]["range"][0] == 0
    assert list(layout["yaxis"]["ticktext"]) == ["0%", "25%", "50%", "75%", "100%"]
    assert list(layout["xaxis"]["tickvals"]) == [0, 6, 12]


def test_a_value_holds_until_the_next_and_a_click_knows_its_group():
    (line,) = lines(drawn(ONE))
    assert list(line["y"]) == [100, 80, 60]
    assert set(line["customdata"]) == {"one"}


def test_the_band_is_a_stair_up_and_back_and_leaves_out_what_is_not_known():
    band = drawn(ONE)["data"][0]
    assert list(zip(band["x"], band["y"], strict=True)) == [
        (0, 100),
        (6, 100),
        (6, 90),
        (6, 70),
        (6, 100),
        (0, 100),
    ]
    assert band["fillcolor"] == "rgba(35,80,142,0.13)"


def test_a_group_that_is_not_chosen_is_grey_and_has_no_band():
    spec = drawn(replace(ONE, faint=True))
    assert lines(spec)[0]["line"]["color"] == LIGHT.before
    assert not any(trace.get("fill") for trace in spec["data"])


def test_names_of_lines_that_end_together_stand_apart():
    spec = drawn(*(replace(ONE, name=f"n{i}") for i in range(4)))
    places = sorted(spec["data"][-1]["y"])
    assert all(b - a >= 8 for a, b in pairwise(places))
    assert places[0] >= 0


def test_no_group_is_an_empty_frame():
    assert not lines(drawn(marks=()))
