"""Sudden rises: found when planted, silent on noise as often as is promised."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from dashboard.insight.alerts import chance_of, rises


def test_the_chance_is_the_tail_of_a_negative_binomial():
    history = [10, 14, 8, 22, 9, 12, 31, 7, 15, 11]
    chance, expected = chance_of(25, history)
    mean = (sum(history) + 0.5) / 10
    spread = np.var(history, ddof=1) * 9 / stats.chi2.ppf(0.1, 9) * 1.1
    size, p = mean**2 / (spread - mean), mean / spread
    assert chance == pytest.approx(stats.nbinom.sf(24, size, p))
    assert expected == pytest.approx(mean)


def test_a_calm_history_is_taken_as_no_calmer_than_chance():
    chance, mean = chance_of(20, [10.0] * 26)
    assert chance == pytest.approx(stats.nbinom.sf(19, mean * 26, 26 / 27))


def test_a_short_history_alarms_nobody():
    assert chance_of(1000, [1.0] * 7)[0] == 1.0
    assert rises([[None] * 30 + [1.0] * 5 + [500.0]], 6) == []


def test_a_planted_rise_is_found_with_its_weeks_and_is_no_history_for_the_next():
    counts = [20.0, 25.0, 18.0, 22.0] * 10 + [80.0, 90.0, 85.0, 88.0, 91.0, 84.0] + [21.0, 20.0]
    (rise,) = rises([counts, [5.0] * 48], 13)
    assert (rise.which, rise.first, rise.last) == (0, 40, 45)
    assert rise.counted == 518
    assert rise.expected == pytest.approx(6 * 21.25, rel=0.02)


def test_weeks_apart_are_two_rises_and_one_calm_week_between_is_one():
    calm = [20.0, 24.0] * 15
    together = rises([[*calm, 90.0, 20.0, 90.0, 20.0, 22.0, 21.0, 20.0]], 7)
    apart = rises([[*calm, 90.0, 20.0, 21.0, 22.0, 90.0, 20.0, 21.0]], 7)
    assert [(rise.first, rise.last) for rise in together] == [(30, 32)]
    assert sorted((rise.first, rise.last) for rise in apart) == [(30, 30), (34, 34)]


def test_few_texts_are_no_rise_however_rare():
    assert rises([[0.0] * 40 + [9.0]], 1) == []
    assert len(rises([[0.0] * 40 + [10.0]], 1)) == 1


@pytest.mark.parametrize("overdispersed", [False, True])
def test_noise_raises_an_alarm_in_about_one_look_of_twenty_or_fewer(overdispersed):
    rng = np.random.default_rng(5)
    looks, alarms = 300, 0
    for _ in range(looks):
        means = rng.uniform(5, 60, 20)[:, None]
        rate = means * rng.gamma(8, 1 / 8, (20, 52)) if overdispersed else means
        alarms += bool(rises(rng.poisson(np.broadcast_to(rate, (20, 52))).astype(float).tolist(), 13))
    assert alarms / looks <= 0.05


def test_nothing_looked_at_is_nothing_found():
    assert rises([], 13) == []
    assert rises([[None] * 20], 13) == []
