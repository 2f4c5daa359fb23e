"""Pain points: bars from zero under their words, proven apart from the rest."""

from __future__ import annotations

import re

from dashboard.figures.pains import WIDE, Pain, pains
from dashboard.figures.template import LIGHT

PROVEN = Pain("Checkout", "90 customers, 40 points lower", 36.0, 20.0, 50.0, "hover", "place|checkout|", True)
LOOSE = Pain("Cart", "9 customers, 4 points lower", 500.0, 0.0, 900.0, "hover", "cart|cart|", False)


def drawn(*lines):
    return pains(lines, LIGHT).to_dict()


def test_the_axis_starts_at_zero_and_fits_what_is_proven():
    low, high = drawn(PROVEN, LOOSE)["layout"]["xaxis"]["range"]
    assert low == 0
    assert 50 < high < 60
    assert drawn(PROVEN, LOOSE)["data"][0]["x"][1] == high


def test_only_what_is_proven_has_the_colour_of_bad_and_a_whisker():
    bars = drawn(PROVEN, Pain("Not proven"), LOOSE)["data"][0]
    assert list(bars["marker"]["color"]) == [LIGHT.bad, LIGHT.before]
    assert list(bars["error_x"]["array"]) == [14.0, None]
    assert list(bars["error_x"]["arrayminus"]) == [16.0, None]


def test_bars_know_their_key_and_a_heading_has_none():
    spec = drawn(PROVEN, Pain("Not proven"), LOOSE)
    assert list(spec["data"][0]["customdata"]) == ["place|checkout|", "cart|cart|"]
    assert [round(y) for y in spec["data"][0]["y"]] == [0, 2]


def test_the_words_stand_over_the_bar():
    spec = drawn(PROVEN)
    assert "40 points lower" in spec["data"][1]["text"][0]
    assert spec["data"][1]["y"][0] < spec["data"][0]["y"][0]


def test_long_words_are_broken_to_fit_a_phone_and_their_rows_are_higher():
    long = Pain(
        "Got in touch about a recovery call that never came", "123,456 customers, 3.4 points lower", 9.0
    )
    spec = drawn(PROVEN, long)
    told = [re.sub("<[^>]+>", "", line) for line in spec["data"][1]["text"][1].split("<br>")]
    assert " ".join(told).split() == f"{long.label} {long.words}".split()
    assert max(len(line) for line in told) <= WIDE
    assert spec["layout"]["height"] >= drawn(PROVEN, LOOSE)["layout"]["height"] + 2 * 15
    assert spec["data"][1]["y"][1] > 0.5


def test_nothing_to_draw_is_an_empty_figure():
    assert drawn()["data"][0]["x"] == []
