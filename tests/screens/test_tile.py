"""A tile in words, made from answers by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.insight.change import Change
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Window
from dashboard.screens.tile import Line, lines, movement, tile

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
ANSWER = Answer("nps", None, NOW, None, 31.0, 29.0, 33.0, 2301, {})
FELL = Change(-4.0, -7.0, -1.0, True, True, "more than chance would give", 0.01)
NOISE = replace(FELL, delta=-0.4, low=-3.0, high=2.0, signal=False, why="within chance")


def line(answer=ANSWER, change=FELL, metric="nps"):
    before = replace(answer, window=replace(NOW, label="before"), value=35.0)
    return Line(CATALOGUE[metric], answer, before, [], [], change)


def drawn(*args, target=None, others=None, **more):
    return tile(line(*args, **more), target=target, others=others, currency="EUR")


def test_a_tile_says_everything_in_words():
    shown = drawn(target=40.0, others=36.0)
    assert (shown.value, shown.arrow, shown.moved, shown.tone) == ("31", "▼", "4 points, worse", "bad")
    assert (shown.evidence, shown.n) == ("29 to 33", "n 2,301")
    assert shown.marks == "target 40 · others 36"


def test_a_screen_reader_hears_the_same():
    said = drawn(target=40.0).says
    for part in (
        "Net Promoter Score: 31",
        "down 4 points, worse",
        "29 to 33",
        "2,301 observations",
        "target 40",
    ):
        assert part in said


def test_less_of_what_should_be_low_is_better():
    assert movement(CATALOGUE["churn_rate"], FELL, "EUR") == ("▼", "4 points, better", "good")


def test_a_change_within_chance_has_no_tone():
    assert movement(CATALOGUE["nps"], NOISE, "EUR") == ("▼", "0.4 points, within chance", "even")


def test_a_number_that_is_neither_good_nor_bad_has_no_tone():
    assert movement(replace(CATALOGUE["nps"], better="neither"), FELL, "EUR") == (
        "▼",
        "4 points, less",
        "even",
    )


def test_no_change_is_an_equals_sign():
    assert movement(CATALOGUE["nps"], replace(NOISE, delta=0.0), "EUR") == ("=", "no change", "even")


def test_periods_that_do_not_compare_say_why_instead_of_a_change():
    unequal = Change(None, None, None, False, False, "one of the periods is not whole")
    assert movement(CATALOGUE["nps"], unequal, "EUR") == ("", "one of the periods is not whole", "even")


def test_without_a_comparison_there_is_no_change():
    assert movement(CATALOGUE["nps"], None, "EUR") == ("", "", "even")


def test_under_the_minimum_n_the_tile_is_grey_and_says_so():
    shown = drawn(replace(ANSWER, n=12, small=True))
    assert shown.state == "small"
    assert "under 30, read with care" in shown.marks


def test_a_refused_number_is_an_en_dash_and_the_reason():
    shown = drawn(replace(ANSWER, value=None, refused="No surveys yet."))
    assert (shown.value, shown.state, shown.evidence) == ("–", "refused", "No surveys yet.")
    assert "No surveys yet." in shown.says


def test_nothing_observed_is_an_en_dash_too():
    assert drawn(replace(ANSWER, value=None)).state == "empty"


def test_a_filter_the_number_cannot_follow_is_named_on_it():
    assert (
        "not filtered by team, source class" in drawn(replace(ANSWER, ignored=("team", "source_class"))).marks
    )


def test_answers_are_gathered_by_metric_in_the_order_of_the_question():
    windows = [NOW, replace(NOW, label="before"), replace(NOW, label="w1"), replace(NOW, label="before w1")]
    answers = [replace(ANSWER, metric=m, window=w) for m in ("nps", "csat") for w in windows]
    nps, csat = lines([CATALOGUE["nps"], CATALOGUE["csat"]], answers, 1)
    assert nps.now.metric == "nps"
    assert csat.before.window.label == "before"
    assert [a.window.label for a in csat.steps] == ["w1"]
    assert [a.window.label for a in csat.was] == ["before w1"]


@pytest.mark.parametrize(
    "key", ["nps", "churn_rate", "revenue", "first_response_time", "review_rating", "contacts"]
)
def test_every_unit_has_a_tile(key):
    shown = drawn(ANSWER, metric=key)
    assert shown.value
    assert shown.says.startswith(CATALOGUE[key].label)
