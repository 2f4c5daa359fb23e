"""Feelings to numbers: hand counts, nothing scored, too few to tell."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportion_confint

from dashboard.screens.voice_choice import choice
from dashboard.screens.voice_net import EMPTY, Net, label_of, language_words, net_mark, nets, shares, withhold
from dashboard.screens.voice_review_groups import version_order


def test_net_sentiment_is_positive_minus_negative_of_the_scored():
    one, none = nets([
        {"positive": 30, "negative": 10, "scored": 50, "texts": 80},
        {"positive": 0, "negative": 0, "scored": 0, "texts": 7},
    ])  # fmt: skip
    assert one.value == pytest.approx(40)
    assert one.low < 40 < one.high
    assert none == Net(None, None, None, 0, 7)
    assert nets([]) == []


def test_a_share_has_its_wilson_interval_and_nothing_has_none():
    found, none = shares([7, 0], [20, 0])
    low, high = proportion_confint(7, 20, method="wilson")
    assert found == pytest.approx((35, 100 * low, 100 * high))
    assert none is None


def test_too_few_texts_are_withheld_and_say_so():
    few = withhold(Net(100.0, 0.0, 100.0, 3, 3), 5)
    assert (few.value, few.withheld) == (None, True)
    assert net_mark(few, "x", 30).instead == "withheld"
    assert withhold(EMPTY, 5) == EMPTY
    assert net_mark(Net(None, None, None, 0, 9), "x", 30).instead == "not scored"


def test_languages_have_their_names_and_odd_ones_stay_as_they_are():
    assert (language_words("de"), language_words(None), language_words("xx")) == (
        "German",
        "Language not known",
        "xx",
    )
    assert label_of("<b>") == "&lt;b&gt;"


def test_versions_are_ordered_as_people_count():
    assert sorted(["5.10.0", "5.9.1", "5.9.0", "beta", "5.9"], key=version_order) == [
        "5.9",
        "5.9.0",
        "5.9.1",
        "5.10.0",
        "beta",
    ]


@pytest.mark.parametrize("sheet", ["", "0", "-1", "²", "99999999999", "x"])
def test_a_sheet_is_a_number_from_one(sheet, monkeypatch):
    monkeypatch.setattr("dashboard.screens.voice_choice.chosen", lambda name: {"sheet": [sheet]})
    assert 1 <= choice().sheet <= 10_000
