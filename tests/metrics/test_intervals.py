from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from dashboard.metrics.intervals import (
    adjusted_wald,
    day_to_day,
    mean_on_logs,
    net_share,
    normal,
    poisson,
    student,
    student_on_logs,
    wilson,
)

quick = settings(max_examples=25, deadline=None)
values = st.lists(st.floats(0.1, 1e4), min_size=2, max_size=30)


def one(*numbers: float) -> list[np.ndarray]:
    return [np.array([float(number)]) for number in numbers]


def bounds(found) -> tuple[float, float]:
    return float(found[0][0]), float(found[1][0])


def test_sixty_promoters_and_fifteen_detractors_of_a_hundred_are_45_between_29_3_and_58_0():
    low, high = bounds(adjusted_wald(*one(60, 15, 100)))
    assert (round(low, 1), round(high, 1)) == (29.3, 58.0)


def test_an_nps_interval_stays_on_the_scale():
    low, high = bounds(adjusted_wald(*one(3, 0, 3)))
    assert -100 <= low < high <= 100


@quick
@given(st.integers(1, 400), st.data())
def test_a_share_has_the_wilson_interval_of_statsmodels(n, data):
    hits = data.draw(st.integers(0, n))
    expected = proportion_confint(hits, n, method="wilson")
    assert bounds(wilson(*one(hits, n))) == pytest.approx([100 * side for side in expected], abs=1e-9)


def test_net_share_matches_the_paired_example_of_newcombe_worked_by_hand():
    # p = .5, q = .2, n = 40: Wilson (.352, .648) and (.105, .348); correlation -sqrt(.1 / .4) = -.5
    p_low, p_high = proportion_confint(20, 40, method="wilson")
    q_low, q_high = proportion_confint(8, 40, method="wilson")
    down, up = 0.5 - p_low, q_high - 0.2
    low = 0.3 - (down**2 + down * up + up**2) ** 0.5
    up, down = p_high - 0.5, 0.2 - q_low
    high = 0.3 + (up**2 + down * up + down**2) ** 0.5
    assert bounds(net_share(*one(20, 8, 40))) == pytest.approx((100 * low, 100 * high))


def test_net_share_covers_the_truth_about_as_often_as_it_says():
    random = np.random.default_rng(7)
    drawn = random.multinomial(80, [0.45, 0.25, 0.30], size=4000).astype(float)
    low, high = net_share(drawn[:, 0], drawn[:, 1], np.full(4000, 80.0))
    assert np.mean((low <= 20) & (high >= 20)) == pytest.approx(0.95, abs=0.015)


@quick
@given(st.integers(1, 60), st.data())
def test_a_net_share_lies_in_its_interval_and_the_interval_on_the_scale(n, data):
    positive = data.draw(st.integers(0, n))
    negative = data.draw(st.integers(0, n - positive))
    low, high = bounds(net_share(*one(positive, negative, n)))
    assert -100 <= low <= 100 * (positive - negative) / n + 1e-9
    assert 100 >= high >= 100 * (positive - negative) / n - 1e-9


@quick
@given(values)
def test_a_mean_has_the_t_interval_of_scipy(numbers):
    found = bounds(student(*one(sum(numbers), sum(v * v for v in numbers), len(numbers))))
    expected = stats.t.interval(0.95, len(numbers) - 1, np.mean(numbers), stats.sem(numbers) or 1e-300)
    assert found == pytest.approx(expected, rel=1e-4, abs=1e-2)


def test_one_value_has_no_interval():
    assert all(np.isnan(side[0]) for side in student(*one(5, 25, 1)))


@quick
@given(values)
def test_a_geometric_mean_has_the_t_interval_of_the_logarithms(numbers):
    logs = np.log(numbers)
    expected = np.exp(stats.t.interval(0.95, len(logs) - 1, logs.mean(), stats.sem(logs) or 1e-300))
    found = bounds(student_on_logs(*one(logs.sum(), (logs**2).sum(), len(logs))))
    assert found == pytest.approx(expected, rel=1e-4)


def test_the_mean_of_skewed_times_is_covered_about_as_often_as_said():
    random = np.random.default_rng(3)
    times = random.lognormal(1.0, 0.8, size=(3000, 60))
    logs = np.log(times)
    low, high = mean_on_logs(times.mean(1), logs.sum(1), (logs**2).sum(1), np.full(3000, 60.0))
    truth = np.exp(1.0 + 0.32)
    assert np.mean((low <= truth) & (high >= truth)) == pytest.approx(0.95, abs=0.015)


def test_a_volume_has_the_t_interval_of_its_daily_mean_times_the_days():
    days = np.array([3.0, 0.0, 5.0, 4.0, 0.0, 9.0, 7.0])
    mean = stats.t.interval(0.95, 6, days.mean(), stats.sem(days))
    found = bounds(day_to_day(*one(days.sum(), (days**2).sum(), 7)))
    assert found == pytest.approx((7 * mean[0], 7 * mean[1]))


def test_ten_events_by_chance_are_4_8_to_18_4():
    assert bounds(poisson(*one(10, 1))) == pytest.approx((4.795, 18.390), abs=1e-3)
    assert bounds(poisson(*one(0, 1))) == pytest.approx((0, 3.689), abs=1e-3)


def test_a_known_variance_reaches_1_96_standard_errors():
    assert bounds(normal(*one(10, 4))) == pytest.approx((10 - 3.92, 10 + 3.92), abs=1e-3)
