"""The difference a topic stands for, against scipy's Welch test and a regression with a constant per place."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from dashboard.insight.topics import Effect, Sums, effect


def sums(values):
    values = np.asarray(values, dtype=float)
    return Sums(len(values), values.sum(), (values**2).sum())


def test_one_place_alone_is_welch_s_test():
    rng = np.random.default_rng(1)
    with_it, without = rng.normal(3, 1.2, 40), rng.normal(3.6, 0.7, 130)
    found = effect([(sums(with_it), sums(without))])
    told = stats.ttest_ind(with_it, without, equal_var=False)
    low, high = told.confidence_interval(0.95)
    assert (found.difference, found.low, found.high) == pytest.approx(
        (with_it.mean() - without.mean(), low, high)
    )
    assert found.chance == pytest.approx(told.pvalue)
    assert (found.present, found.absent) == (40, 130)


def test_several_places_are_a_regression_with_a_constant_for_each():
    rng = np.random.default_rng(2)
    places = [(rng.normal(2, 1, 30), rng.normal(3, 1, 200)), (rng.normal(4, 1, 90), rng.normal(4.4, 1, 15))]
    found = effect([(sums(a), sums(b)) for a, b in places])
    y = np.concatenate([values for pair in places for values in pair])
    topic = np.concatenate(
        [np.full(len(v), side == 0) for pair in places for side, v in enumerate(pair)]
    ).astype(float)
    second = np.concatenate(
        [np.full(len(v), place) for place, pair in enumerate(places) for v in pair]
    ).astype(float)
    fitted = sm.OLS(y, sm.add_constant(np.column_stack([topic, second]))).fit()
    assert found.difference == pytest.approx(fitted.params[1])


def test_a_place_with_no_difference_inside_shows_none_although_the_places_differ():
    low, high = [1.0, 2.0] * 20, [4.0, 5.0] * 20
    found = effect([(sums(low), sums(low[:4])), (sums(high[:4]), sums(high))])
    assert found.difference == pytest.approx(0)


def test_too_few_values_on_a_side_are_no_comparison():
    assert effect([(sums([1.0]), sums([1.0, 2.0]))]) == Effect()
    assert effect([]) == Effect()


def test_values_that_do_not_vary_have_a_difference_without_an_interval():
    found = effect([(sums([100.0] * 5), sums([0.0] * 9))])
    assert (found.difference, found.low, found.chance) == (100, None, None)


def test_what_is_left_without_a_part():
    assert sums([1, 2, 3, 4]).without(sums([2, 4])) == sums([1, 3])
