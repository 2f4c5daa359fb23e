"""Spread across devices, against scipy and statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from dashboard.insight.consistency import NO_SPREAD, of_shares, of_times


@pytest.mark.parametrize(
    ("hits", "n"),
    [((80, 60, 40), (100, 90, 70)), ((55, 77), (100, 110)), ((9, 30, 50, 12), (20, 60, 88, 30))],
)
def test_the_chance_of_shares_is_pearsons_chi_square(hits, n):
    table = np.array([hits, np.subtract(n, hits)])
    assert of_shares(hits, n).chance == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue)


def test_the_gap_of_two_shares_has_newcombes_interval():
    spread = of_shares((56, 48), (70, 80))
    low, high = confint_proportions_2indep(56, 70, 48, 80, method="newcomb")
    assert (spread.gap, spread.low, spread.high) == pytest.approx((20.0, 100 * low, 100 * high))
    assert (spread.highest, spread.lowest) == (0, 1)


def test_the_gap_picked_from_three_groups_has_a_wider_interval():
    spread = of_shares((80, 60, 40), (100, 100, 100))
    sides = [proportion_confint(x, 100, alpha=0.05 / 3, method="wilson") for x in (80, 40)]
    low = 40 - 100 * np.hypot(0.8 - sides[0][0], sides[1][1] - 0.4)
    high = 40 + 100 * np.hypot(sides[0][1] - 0.8, 0.4 - sides[1][0])
    assert (spread.gap, spread.low, spread.high) == pytest.approx((40, low, high))


def test_few_cases_are_too_few_to_tell_and_no_failure_at_all_is_no_difference():
    assert of_shares((3, 9), (4, 10)).chance is None
    assert of_shares((40, 10), (40, 10)).chance == 1.0
    assert of_shares((0, 0), (40, 10)).chance == 1.0


def test_one_group_has_nothing_to_differ_from():
    assert of_shares((5,), (9,)) == NO_SPREAD
    assert of_shares((5, 0), (9, 0)) == NO_SPREAD
    assert of_times((), (), ()) == NO_SPREAD
    assert of_times((2.0, 3.0), (2.0, 9.0), (2, 1)) == NO_SPREAD


def times(seed):
    random = np.random.default_rng(seed)
    return [
        random.lognormal(4 + shift, spread, size)
        for shift, spread, size in ((0, 0.5, 60), (0.2, 0.9, 35), (0.1, 0.3, 20))
    ]


def sums(groups):
    logs = [np.log(group) for group in groups]
    return [x.sum() for x in logs], [(x**2).sum() for x in logs], [x.size for x in logs]


@pytest.mark.parametrize("seed", range(3))
def test_the_chance_of_times_is_welchs_test_on_their_logarithms(seed):
    groups = times(seed)
    wanted = anova_oneway([np.log(group) for group in groups], use_var="unequal", welch_correction=True)
    assert of_times(*sums(groups)).chance == pytest.approx(wanted.pvalue)


def test_two_times_differ_by_a_factor_with_welchs_interval():
    slow, fast = times(5)[1], times(5)[0] / 2
    spread = of_times(*sums([fast, slow]))
    welch = stats.ttest_ind(np.log(slow), np.log(fast), equal_var=False)
    low, high = welch.confidence_interval()
    assert spread.gap == pytest.approx(stats.gmean(slow) / stats.gmean(fast))
    assert (spread.low, spread.high) == pytest.approx((np.exp(low), np.exp(high)))
    assert spread.chance == pytest.approx(welch.pvalue)
    assert (spread.highest, spread.lowest) == (1, 0)
