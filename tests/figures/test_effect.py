"""Differences around zero: coloured only when they stand out, and said in words beside."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.figures.effect import effects
from dashboard.figures.mark import Mark
from dashboard.figures.template import LIGHT

MARKS = [
    Mark("Worse", -2, -3, -1, 40, key="w"), Mark("Chance", 0.5, -1, 2, 40, key="c"),
    Mark("Better", 3, 2, 4, 40, key="b"),
    Mark("Flat", 1, None, None, 9, key="f"),
]  # fmt: skip
STANDS = [True, False, True, False]


def drawn():
    return effects(MARKS, STANDS, LIGHT, lambda value: f"{value:+g}").to_dict()


def test_good_and_bad_have_their_colour_and_chance_is_grey():
    dots = drawn()["data"][1]
    assert dots["marker"]["color"] == [LIGHT.bad, LIGHT.before, LIGHT.good, LIGHT.before]
    assert list(dots["customdata"]) == ["w", "c", "b", "f"]


def test_the_interval_lies_from_low_to_high_and_is_left_out_where_there_is_none():
    reach = drawn()["data"][0]
    assert list(reach["base"]) == [-3, -1, 2, None]
    assert list(reach["x"]) == [2, 3, 2, None]


def test_the_words_say_what_is_chance():
    texts = [text.strip() for text in drawn()["data"][2]["text"]]
    assert texts == ["<b>-2</b>", "+0.5, chance", "<b>+3</b>", "+1, chance"]


def test_zero_is_always_on_the_axis_and_plotly_accepts_the_figure():
    low, high = drawn()["layout"]["xaxis"]["range"]
    assert low <= 0 <= high
    go.Figure(drawn())
    go.Figure(effects([], [], LIGHT, str).to_dict())
