"""Ticks are round, cover what is drawn, and are few."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.axis import few, round_ticks, value_axis

NUMBERS = st.floats(-1e9, 1e9, allow_nan=False)


def test_ticks_of_a_score_are_round_and_cover_it():
    assert round_ticks(-35, 40) == [-40, -20, 0, 20, 40]


def test_ticks_of_a_share_step_by_a_quarter_when_that_is_enough():
    assert round_ticks(13, 95) == [0, 25, 50, 75, 100]


def test_ticks_of_a_wait_are_whole_minutes_or_hours():
    assert round_ticks(0, 5400, seconds=True) == [0, 1800, 3600, 5400]


@pytest.mark.parametrize("value", [0.0, 7.0, -3.0])
def test_a_single_value_has_an_axis_too(value):
    ticks = round_ticks(value, value)
    assert len(ticks) >= 2
    assert ticks[0] <= value <= ticks[-1]


@given(NUMBERS, NUMBERS)
def test_ticks_cover_any_range_evenly_with_few_steps(one, other):
    low, high = min(one, other), max(one, other)
    ticks = round_ticks(low, high)
    slack = 1e-6 * max(abs(low), abs(high), 1.0)
    assert ticks[0] <= low + slack
    assert ticks[-1] >= high - slack
    assert 2 <= len(ticks) <= 6


def test_an_axis_says_its_ticks_in_the_readers_words():
    axis = value_axis([0, 50, 100], lambda x: f"{x:g} %")
    assert axis["ticktext"] == ["0 %", "50 %", "100 %"]
    assert axis["range"] == [0, 100]


def test_long_rows_of_labels_are_thinned_and_keep_the_last():
    places, labels = few([str(i) for i in range(53)])
    assert len(places) <= 7
    assert labels[-1] == "52"
    assert few([]) == ([], [])
