"""Damage by hand, against statsmodels where it has the interval, and ranked honestly."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from dashboard.insight.pains import Met, damages, ranked


def met(customers, n, good, bad, all_n=1000, all_good=700, all_bad=100):
    return Met(customers, n, good, bad, all_n, all_good, all_bad)


def test_the_others_are_all_who_answered_and_did_not_meet_it():
    (one,) = damages([met(500, 100, 40, 30)], "nps", 30)
    assert one.score == pytest.approx(10)
    assert one.others == pytest.approx(100 * (660 - 70) / 900)
    assert one.delta == pytest.approx(10 - 100 * 590 / 900)
    assert one.low < one.delta < one.high < 0
    assert one.proven


def test_a_share_differs_by_newcombes_interval():
    (one,) = damages([met(500, 100, 40, 0)], "csat", 30)
    low, high = confint_proportions_2indep(40, 100, 660, 900, method="newcomb", compare="diff")
    assert (one.low, one.high) == pytest.approx((100 * low, 100 * high))


def test_weight_is_customers_times_points_lower_and_nothing_when_higher():
    lower, higher = damages([met(500, 100, 40, 30), met(900, 200, 190, 0)], "nps", 30)
    assert lower.weight == pytest.approx(500 * -lower.delta / 100)
    assert lower.weight_low == pytest.approx(500 * -lower.high / 100)
    assert lower.weight_high == pytest.approx(500 * -lower.low / 100)
    assert higher.delta > 0
    assert higher.weight == 0
    assert not higher.proven


def test_too_few_answers_prove_nothing_and_nobody_is_no_number():
    few, none = damages([met(500, 29, 0, 29), met(500, 0, 0, 0)], "nps", 30)
    assert few.delta < -50
    assert not few.proven
    assert few.chance is None
    assert (none.score, none.delta, none.weight) == (None, None, 0)


def test_everyone_met_it_so_there_is_nobody_to_compare_with():
    (one,) = damages([met(500, 1000, 700, 100)], "nps", 30)
    assert one.others is None
    assert one.delta is None
    assert not one.proven


def test_many_looks_are_corrected_for():
    border = met(500, 100, 61, 0)
    (alone,) = damages([border], "csat", 30)
    assert 0.01 < alone.chance < 0.05
    assert alone.proven
    chances = [met(500, 100, 70, 0)] * 40
    assert not damages([border, *chances], "csat", 30)[0].proven


def test_proven_come_first_and_heavier_before_lighter():
    found = damages(
        [met(10, 100, 40, 30), met(5000, 100, 66, 12), met(900, 100, 40, 30), met(9999, 3, 0, 3)], "nps", 30
    )
    assert [found[at].proven for at in ranked(found)] == [True, True, False, False]
    assert ranked(found) == [2, 0, 1, 3]
    assert damages([], "nps", 30) == []
