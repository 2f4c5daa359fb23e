"""Weights that make two groups alike: by hand, by statsmodels, and by drawing again and again."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from dashboard.insight.weighting import contrast, imbalance, weigh

# Recovered: three of kind 1 and one of kind 0. Others: two of kind 1, four of kind 0.
MEMBER = np.array([True] * 4 + [False] * 6)
KIND = np.array([1, 1, 1, 0, 1, 1, 0, 0, 0, 0], dtype=float)[:, None]
OUTCOME = np.array([1, 1, 0, 0, 1, 0, 0, 0, 0, 1], dtype=float)


def some(n: int = 400, seed: int = 5):
    """A group that is chosen by what was known, and an outcome that hangs on it and on the group."""
    rng = np.random.default_rng(seed)
    known = rng.normal(size=(n, 3))
    member = rng.random(n) < 1 / (1 + np.exp(1 - 0.8 * known[:, 0] + 0.5 * known[:, 1]))
    outcome = (rng.random(n) < 1 / (1 + np.exp(0.3 - known[:, 0] - 0.7 * member))).astype(float)
    return member, known, outcome


def test_with_one_kind_the_weights_are_the_odds_of_each_kind():
    weights = weigh(MEMBER, KIND, ridge=0)
    assert weights.weight[4:] == pytest.approx([1.5, 1.5, 0.25, 0.25, 0.25, 0.25])
    assert weights.effective() == pytest.approx(4**2 / (2 * 1.5**2 + 4 * 0.25**2))
    assert weights.overlap() == 1.0


def test_with_one_kind_the_others_are_their_kinds_in_the_shares_of_the_recovered():
    found = contrast(OUTCOME, weigh(MEMBER, KIND, ridge=0))
    assert found.value == pytest.approx(2 / 4)
    assert found.other == pytest.approx(3 / 4 * 1 / 2 + 1 / 4 * 1 / 4)
    assert found.crude == pytest.approx(2 / 6)
    assert found.difference == pytest.approx(0.5 - 0.4375)
    assert not found.signal


def test_weighting_leaves_no_difference_in_the_one_kind_there_is():
    before, after = imbalance(KIND, weigh(MEMBER, KIND, ridge=0))
    assert before == pytest.approx((3 / 4 - 2 / 6) / np.sqrt((3 / 16 + 2 / 9) / 2))
    assert after == pytest.approx(0, abs=1e-8)


def test_the_chances_are_those_of_statsmodels():
    member, known, _ = some()
    fit = sm.GLM(member.astype(float), sm.add_constant(known), family=sm.families.Binomial()).fit()
    assert weigh(member, known, ridge=0).chance == pytest.approx(fit.predict(), abs=1e-7)


def test_the_difference_is_that_of_a_weighted_regression():
    member, known, outcome = some()
    weights = weigh(member, known)
    fit = sm.WLS(outcome, sm.add_constant(member.astype(float)), weights=weights.weight).fit()
    assert contrast(outcome, weights).difference == pytest.approx(fit.params[1], abs=1e-9)


def test_the_interval_is_as_wide_as_leaving_out_each_customer_in_turn_makes_it():
    member, known, outcome = some()
    found = contrast(outcome, weigh(member, known))
    n, keep = member.size, ~np.eye(member.size, dtype=bool)
    each = np.array([contrast(outcome[k], weigh(member[k], known[k])).difference for k in keep])
    error = np.sqrt((n - 1) / n * ((each - each.mean()) ** 2).sum())
    assert (found.high - found.low) / (2 * 1.959964) == pytest.approx(error, rel=0.05)


def test_the_interval_is_as_wide_as_drawing_customers_again_makes_it():
    member, known, outcome = some(500, 9)
    found, rng = contrast(outcome, weigh(member, known)), np.random.default_rng(1)
    draws = [rng.integers(0, 500, 500) for _ in range(300)]
    each = [contrast(outcome[d], weigh(member[d], known[d])).difference for d in draws]
    assert (found.high - found.low) / (2 * 1.959964) == pytest.approx(np.std(each), rel=0.15)


def test_an_outcome_that_the_group_does_not_change_is_found_the_same_though_the_group_was_chosen_by_it():
    rng = np.random.default_rng(3)
    known = rng.normal(size=(4000, 1))
    member = rng.random(4000) < 1 / (1 + np.exp(-known[:, 0]))
    outcome = known[:, 0] + rng.normal(size=4000)
    found = contrast(outcome, weigh(member, known))
    assert found.value - found.crude > 0.5
    assert found.low < 0 < found.high


def test_a_perfect_split_ends_in_finite_weights_and_says_there_is_no_overlap():
    known = np.array([5.0, 6, 7, 1, 2, 3])[:, None]
    weights = weigh(np.array([True] * 3 + [False] * 3), known)
    assert np.isfinite(weights.weight).all()
    assert weights.overlap() == 0.0


def test_what_is_the_same_for_all_is_no_covariate():
    weights = weigh(MEMBER, np.column_stack([KIND[:, 0], np.ones(10)]), ridge=0)
    assert weights.design.shape == (10, 2)


@pytest.mark.parametrize("member", [np.ones(3, dtype=bool), np.zeros(3, dtype=bool)])
def test_one_group_alone_cannot_be_weighted(member):
    with pytest.raises(ValueError, match="both groups"):
        weigh(member, np.ones((3, 1)))
