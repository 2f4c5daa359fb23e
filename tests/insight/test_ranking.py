"""Shrinkage against a textbook, quadrature and scipy; ranks against what can be seen by eye."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import integrate, optimize, stats

from dashboard.insight.ranking import (
    chances_from_middle,
    log_error,
    ranks,
    shrink_shares,
    shrink_values,
)

SCHOOLS = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
ERRORS = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])
QUARTILES = [(7, 10, 16), (3, 8, 12), (2, 7, 11), (4, 8, 11), (1, 5, 10), (2, 6, 10), (7, 10, 15), (3, 8, 13)]
"""Gelman et al., Bayesian Data Analysis, third edition, table 5.3: from 200 simulations, flat on the spread."""


def test_eight_schools_come_out_as_in_the_textbook():
    drawn = np.quantile(shrink_values(SCHOOLS, ERRORS, 1000.0).draws, (0.25, 0.5, 0.75), axis=0).T
    for ours, book in zip(drawn, QUARTILES, strict=True):
        assert ours == pytest.approx(book, abs=2.0)


def test_the_shrunken_value_is_what_quadrature_over_the_spread_gives():
    width = 30.0

    def pooled(spread):
        weights = 1 / (ERRORS**2 + spread**2)
        centre = (weights * SCHOOLS).sum() / weights.sum()
        fit = (
            np.sqrt(np.prod(weights / weights[0])) * weights[0] ** (len(weights) / 2) / np.sqrt(weights.sum())
        )
        fit *= np.exp(-0.5 * (weights * (SCHOOLS - centre) ** 2).sum() - 0.5 * (spread / width) ** 2)
        mean = (SCHOOLS / ERRORS**2 + centre / spread**2) / (1 / ERRORS**2 + 1 / spread**2)
        return fit * 1e12, mean

    whole = integrate.quad(lambda s: pooled(s)[0], 1e-6, 120)[0]
    expected = [
        integrate.quad(lambda s, i=i: pooled(s)[0] * pooled(s)[1][i], 1e-6, 120)[0] / whole for i in range(8)
    ]
    assert shrink_values(SCHOOLS, ERRORS, width).estimate == pytest.approx(expected, abs=0.25)


def many_groups(seed, size, a=40.0, b=10.0):
    rng = np.random.default_rng(seed)
    n = rng.integers(30, 300, size).astype(float)
    true = rng.beta(a, b, size)
    return true, rng.binomial(n.astype(int), true).astype(float), n


def test_with_many_groups_shares_are_those_of_the_beta_binomial_that_scipy_fits():
    _, hits, n = many_groups(3, 300)

    def lack_of_fit(logs):
        return -stats.betabinom.logpmf(hits, n, *np.exp(logs)).sum()

    a, b = np.exp(optimize.minimize(lack_of_fit, [2.0, 1.0], method="Nelder-Mead").x)
    shrunk = shrink_shares(hits, n)
    assert shrunk.estimate == pytest.approx((a + hits) / (a + b + n), abs=0.004)
    assert shrunk.middle == pytest.approx(a / (a + b), abs=0.006)


@pytest.mark.parametrize("size", [3, 6, 40])
def test_intervals_hold_the_truth_as_often_as_they_say(size):
    held = []
    for seed in range(80):
        true, hits, n = many_groups(seed, size)
        shrunk = shrink_shares(hits, n)
        held.append(np.mean((shrunk.low <= true) & (true <= shrunk.high)))
    assert 0.90 <= np.mean(held) <= 0.99


def test_a_small_group_is_pulled_further_than_a_large_one_with_the_same_share():
    hits, n = np.array([160.0, 155, 170, 3, 300]), np.array([200.0, 200, 200, 10, 1000])
    shrunk = shrink_shares(hits, n)
    assert shrunk.estimate[3] - 0.3 > 0.05
    assert abs(shrunk.estimate[4] - 0.3) < 0.01


def test_equal_groups_are_not_told_apart_and_hold_every_rank():
    held = ranks(shrink_shares(np.full(5, 80.0), np.full(5, 100.0)), "up")
    assert held.first == [1] * 5
    assert held.last == [5] * 5


def test_groups_far_apart_hold_one_rank_each_best_first():
    shrunk = shrink_shares(np.array([500.0, 900.0, 700.0]), np.full(3, 1000.0))
    assert (ranks(shrunk, "up").first, ranks(shrunk, "up").last) == ([3, 1, 2], [3, 1, 2])
    assert ranks(shrunk, "down").first == [1, 3, 2]


def test_two_that_overlap_share_their_ranks_behind_one_that_does_not():
    held = ranks(shrink_shares(np.array([900.0, 700.0, 705.0]), np.full(3, 1000.0)), "up")
    assert (held.first, held.last) == ([1, 2, 2], [1, 3, 3])
    assert held.leaders() == [0]


def test_one_group_alone_is_first_of_one():
    held = ranks(shrink_shares(np.array([8.0]), np.array([10.0])), "up")
    assert (held.first, held.last) == ([1], [1])


def test_under_no_difference_hardly_any_pair_is_called_different():
    rng = np.random.default_rng(8)
    told = 0
    for _ in range(60):
        hits = rng.binomial(150, 0.8, 12).astype(float)
        held = ranks(shrink_shares(hits, np.full(12, 150.0)), "up")
        told += held.first != [1] * 12
    assert told <= 6


def test_a_group_far_from_the_rest_is_far_from_the_middle():
    hits = np.array([800.0, 805, 795, 802, 798, 801, 799, 803, 797, 500])
    chances = chances_from_middle(shrink_shares(hits, np.full(10, 1000.0)))
    assert chances[9] < 0.001
    assert min(chances[:9]) > 0.05


def test_the_error_of_a_median_is_the_wider_side_of_its_interval_on_the_logarithm():
    assert log_error(100.0, 50.0, 150.0) == pytest.approx(np.log(2) / 1.959964)
    assert log_error(100.0, 80.0, None) == pytest.approx(np.log(1.25) / 1.959964)
    assert log_error(100.0, None, None) is None
    assert log_error(100.0, 0.0, None) is None
