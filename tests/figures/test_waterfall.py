"""A waterfall adds up, from zero to the whole change."""

from __future__ import annotations

import pytest

from dashboard.figures.template import LIGHT
from dashboard.figures.waterfall import TOTAL, Part, fold, waterfall

PARTS = [Part("App", -14.0), Part("Store", 0.8), Part("Web", 1.2)]


def spec(parts=PARTS, **more):
    return waterfall(parts, LIGHT, lambda x: f"{x:+g}", **more).to_dict()


def test_each_bar_starts_where_the_one_before_ended_and_the_last_is_the_sum():
    bar = spec()["data"][0]
    assert list(bar["base"]) == pytest.approx([0, -14.0, -13.2, 0])
    assert list(bar["x"]) == pytest.approx([-14.0, 0.8, 1.2, -12.0])


def test_the_last_row_is_all_together():
    assert TOTAL in spec()["layout"]["yaxis"]["ticktext"][-1]


def test_good_and_bad_follow_the_metric_and_carry_a_sign():
    assert list(spec()["data"][0]["marker"]["color"]) == [LIGHT.bad, LIGHT.good, LIGHT.good, LIGHT.bad]
    assert spec(up_is_good=False)["data"][0]["marker"]["color"][0] == LIGHT.good
    assert set(spec(up_is_good=None)["data"][0]["marker"]["color"]) == {LIGHT.before}
    assert "<b>-14</b>" in spec()["data"][1]["text"][0]


def test_small_parts_are_folded_into_one_line_without_losing_any():
    parts = [Part(str(i), float(i)) for i in range(1, 12)]
    folded = fold(parts, most=7)
    assert len(folded) == 8
    assert folded[-1].label == "4 others"
    assert sum(p.amount for p in folded) == sum(p.amount for p in parts)


def test_one_part_too_many_is_shown_rather_than_called_others():
    assert [p.label for p in fold([Part(str(i), 1.0) for i in range(8)], most=7)] == [
        str(i) for i in range(8)
    ]


def test_no_parts_are_a_figure_with_a_sum_of_zero():
    assert list(spec([])["data"][0]["x"]) == [0.0]
