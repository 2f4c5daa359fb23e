"""The month a share turned, by hand and by chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from dashboard.insight.since import turn


def test_the_turn_is_where_the_two_shares_meet():
    found = turn([20, 21, 19, 40, 41, 39], [50] * 6)
    assert (found.at, found.before, found.after) == (3, 40.0, 80.0)


def test_its_chance_is_that_of_the_likelihood_ratio_times_the_months_tried():
    found = turn([20, 21, 19, 28, 27, 29], [50] * 6)
    table = [[60, 90], [84, 66]]
    told = chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert found.chance == pytest.approx(told.pvalue * 5)


def test_months_of_one_share_rarely_show_a_turn():
    rng = np.random.default_rng(5)
    told = sum(turn(rng.binomial(200, 0.4, 13).tolist(), [200] * 13) is not None for _ in range(200))
    assert told <= 14


def test_too_few_before_or_after_is_no_turn():
    assert turn([0, 10], [29, 10]) is None
    assert turn([5], [10]) is None
    assert turn([], []) is None
    assert turn([0, 0], [0, 0]) is None
