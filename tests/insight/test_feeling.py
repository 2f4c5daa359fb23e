"""Feelings by hand: every class and every kind counts the same, and intervals and differences add up as MOVER says."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.stats import norm

from dashboard.insight.feeling import Tally, feeling, moved, weights
from dashboard.metrics.intervals import net_share

NPS, CSAT, STARS, TASK = ("direct", "nps"), ("direct", "csat"), ("indirect", "stars"), ("inferred", "task")


def limits(good, bad, n):
    low, high = net_share(np.array([good]), np.array([bad]), np.array([n]))
    return float(low[0]), float(high[0])


def test_one_kind_is_its_own_net_share_with_newcombes_interval():
    felt = feeling({NPS: Tally(100, 60, 15)}, 30)
    assert felt.value == pytest.approx(45)
    assert (felt.low, felt.high) == pytest.approx(limits(60.0, 15.0, 100.0))
    assert felt.n == 100
    assert not felt.small


def test_a_million_tasks_do_not_outvote_a_hundred_answers():
    felt = feeling({NPS: Tally(100, 60, 15), TASK: Tally(1_000_000, 500_000, 500_000)}, 30)
    assert felt.value == pytest.approx((45 + 0) / 2)


def test_kinds_of_a_class_count_the_same_and_so_do_classes():
    assert weights([NPS, CSAT, STARS]) == {NPS: 0.25, CSAT: 0.25, STARS: 0.5}
    felt = feeling({NPS: Tally(100, 60, 20), CSAT: Tally(100, 90, 10), STARS: Tally(100, 20, 80)}, 30)
    assert felt.value == pytest.approx((40 + 80) / 4 - 60 / 2)


def test_the_interval_of_a_mean_puts_independent_ones_together():
    felt = feeling({NPS: Tally(100, 60, 15), STARS: Tally(50, 20, 10)}, 30)
    one, other = limits(60.0, 15.0, 100.0), limits(20.0, 10.0, 50.0)
    assert felt.value - felt.low == pytest.approx(sqrt((45 - one[0]) ** 2 + (20 - other[0]) ** 2) / 2)
    assert felt.high - felt.value == pytest.approx(sqrt((one[1] - 45) ** 2 + (other[1] - 20) ** 2) / 2)


def test_a_kind_under_the_minimum_n_is_left_out_where_another_has_enough():
    felt = feeling({NPS: Tally(100, 60, 15), CSAT: Tally(29, 0, 29)}, 30)
    assert felt.value == pytest.approx(45)
    assert felt.kinds == (NPS,)


def test_too_few_of_everything_is_shown_as_small_and_nothing_is_none():
    felt = feeling({NPS: Tally(10, 5, 5), CSAT: Tally(4, 4, 0)}, 30)
    assert felt.small
    assert felt.n == 14
    assert feeling({NPS: Tally(0, 0, 0)}, 30) is None
    assert feeling({}, 30) is None


def test_more_of_one_kind_than_before_is_not_itself_a_change():
    now = {NPS: Tally(100, 60, 20), CSAT: Tally(10_000, 9_000, 1_000)}
    before = {NPS: Tally(10_000, 6_000, 2_000), CSAT: Tally(100, 90, 10)}
    assert moved(now, before, 30).delta == pytest.approx(0)
    assert moved(now, before, 30).chance == 1


def test_a_kind_that_only_one_period_has_takes_no_part_in_the_change():
    change = moved({NPS: Tally(100, 60, 20), STARS: Tally(100, 0, 100)}, {NPS: Tally(100, 50, 20)}, 30)
    assert change.delta == pytest.approx(10)
    assert change.was == pytest.approx(30)
    assert moved({STARS: Tally(100, 0, 100)}, {NPS: Tally(100, 50, 20)}, 30) is None
    assert moved({NPS: Tally(100, 60, 20)}, {NPS: Tally(29, 50, 20)}, 30) is None


def test_the_difference_and_its_chance_fit_the_two_intervals():
    change = moved({NPS: Tally(400, 240, 60)}, {NPS: Tally(400, 160, 120)}, 30)
    now, was = limits(240.0, 60.0, 400.0), limits(160.0, 120.0, 400.0)
    down = sqrt((45 - now[0]) ** 2 + (was[1] - 10) ** 2)
    assert change.low == pytest.approx(35 - down)
    assert change.chance == pytest.approx(2 * norm.sf(norm.ppf(0.975) * 35 / down))
    assert change.chance < 0.05
