"""A change is taken apart only when its parts give it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.metrics.answer import Answer
from dashboard.scope import Window
from dashboard.screens.account import account

NOW = Window("now", date(2026, 1, 1), date(2026, 2, 1))
BEFORE = Window("before", date(2025, 12, 1), date(2026, 1, 1))


def answer(value, n, group=None, window=NOW, metric="nps", **more):
    return Answer(metric, None, window, group, value, None, None, n, {}, **more)


def test_a_mean_is_taken_apart_by_weight_and_rate():
    now = [answer(20.0, 100, "app"), answer(60.0, 300, "web")]
    before = [answer(40.0, 100, "app", BEFORE), answer(60.0, 300, "web", BEFORE)]
    found = account(answer(50.0, 400), answer(55.0, 400, window=BEFORE), now, before)
    assert found.change == pytest.approx(-5)
    assert {part.segment: part.total for part in found.parts} == pytest.approx({"app": -5.0, "web": 0.0})


def test_a_sum_is_taken_apart_by_difference():
    def orders(value, group=None, window=NOW):
        return answer(value, int(value), group, window, "orders")

    now = [orders(70.0, "app"), orders(30.0, "web")]
    before = [orders(40.0, "app", BEFORE), orders(50.0, "store", BEFORE)]
    found = account(orders(100.0), orders(90.0, window=BEFORE), now, before)
    assert {part.segment: part.total for part in found.parts} == {"app": 30.0, "web": 30.0, "store": -50.0}
    assert {part.segment: part.presence for part in found.parts}["store"] == "vanished"
    assert found.change == 10.0


def test_a_median_is_not_taken_apart_and_says_why():
    wait = "first_response_time"
    groups = [answer(10.0, 5, "app", metric=wait), answer(90.0, 5, "web", metric=wait)]
    found = account(
        answer(20.0, 10, metric=wait), answer(25.0, 10, window=BEFORE, metric=wait), groups, groups
    )
    assert found.parts == ()
    assert "neither a sum nor a mean" in found.reason


def test_a_withheld_group_stops_the_account():
    hidden = [answer(None, 0, "app", refused="Withheld"), answer(60.0, 300, "web")]
    found = account(answer(58.0, 304), answer(60.0, 304, window=BEFORE), hidden, hidden)
    assert "too small to be shown" in found.reason


def test_periods_that_do_not_compare_are_not_taken_apart():
    part = answer(1.0, 1, window=replace(NOW, partial=True))
    assert "not whole" in account(part, answer(1.0, 1, window=BEFORE), [], []).reason
    assert "Nothing to compare" in account(answer(None, 0), answer(1.0, 1), [], []).reason
