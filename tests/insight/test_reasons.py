"""Reasons by hand."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import proportion_confint

from dashboard.insight.reasons import reasons


def test_shares_are_of_those_who_gave_a_reason_the_most_frequent_first():
    first, second = reasons({"moved": 20, "price": 30}, {})
    assert (first.name, first.share, first.before) == ("price", 60, None)
    low, high = proportion_confint(30, 50, method="wilson")
    assert (first.low, first.high) == pytest.approx((100 * low, 100 * high))
    assert second.customers == 20


def test_a_reason_that_grew_by_more_than_chance_is_told_and_the_others_are_not():
    found = {
        one.name: one
        for one in reasons({"price": 80, "moved": 60, "other": 60}, {"price": 20, "moved": 90, "other": 90})
    }
    assert (found["price"].before, found["price"].moved) == (10, 1)
    assert found["moved"].moved == -1
    quiet = reasons({"price": 21, "moved": 20}, {"price": 20, "moved": 21})
    assert [one.moved for one in quiet] == [0, 0]


def test_no_reason_given_is_no_reason():
    assert reasons({}, {"price": 3}) == []
