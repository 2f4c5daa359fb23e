from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import CumIncidenceRight, SurvfuncRight, survdiff

from dashboard.metrics.survival import (
    aalen_johansen,
    kaplan_meier,
    log_rank,
    quantile,
    survival_at,
)
from dashboard.metrics.waits import waits_of

quick = settings(max_examples=25, deadline=None)
waits = st.lists(st.tuples(st.integers(1, 15), st.booleans()), min_size=1, max_size=40)


def mean_of(time, seen):
    """The mean of one cell as pages ask for it, with its interval."""
    columns = {"seconds": time, "observed": seen, "n": np.ones(time.size)}
    return [side[0] for side in waits_of("mean", [("now", None)], [0], columns)[2:]]


def curve_of(rows):
    time, seen = zip(*rows, strict=True)
    return kaplan_meier(np.array(time, dtype=float), np.array(seen), np.ones(len(rows)))


def test_a_case_worked_by_hand():
    # 5 wait 1, 2+, 3, 3, 4+ (+ still waiting): S(1) = 4/5, S(3) = 4/5 * 1/3
    curve = curve_of([(1, True), (2, False), (3, True), (3, True), (4, False)])
    assert curve.times.tolist() == [1, 3]
    assert curve.survival == pytest.approx([4 / 5, 4 / 15])
    assert quantile(curve, 0.5)[0] == 3
    assert mean_of(np.array([1.0, 2, 3, 3, 4]), np.array([True, False, True, True, False]))[
        0
    ] == pytest.approx(1 + 2 * 0.8 + 4 / 15)


def test_leaving_out_those_who_still_wait_would_flatter_the_median():
    rows = [(10, True)] * 4 + [(100, False)] * 6
    assert quantile(curve_of(rows), 0.5)[0] is None
    assert quantile(curve_of(rows[:4]), 0.5)[0] == 10


def test_a_median_that_is_not_reached_is_none():
    assert quantile(curve_of([(5, False)] * 3), 0.5) == (None, None, None)


def test_people_may_be_counted_instead_of_repeated():
    counted = kaplan_meier(np.array([1.0, 3.0]), np.array([True, False]), np.array([3.0, 2.0]))
    repeated = curve_of([(1, True)] * 3 + [(3, False)] * 2)
    assert counted.survival.tolist() == repeated.survival.tolist()
    assert counted.high.tolist() == repeated.high.tolist()


@quick
@given(waits)
def test_the_curve_is_that_of_scipy_and_statsmodels(rows):
    curve = curve_of(rows)
    time, seen = map(np.array, zip(*rows, strict=True))
    if not seen.any():
        assert curve.times.size == 0
        return
    data = stats.CensoredData(uncensored=time[seen], right=time[~seen])
    expected = stats.ecdf(data).sf
    assert curve.survival == pytest.approx(expected.evaluate(curve.times))
    theirs = SurvfuncRight(time, seen.astype(int))
    inside = curve.survival > 1e-9
    errors = np.interp(curve.times, theirs.surv_times, theirs.surv_prob_se)
    assert curve.survival == pytest.approx(np.interp(curve.times, theirs.surv_times, theirs.surv_prob))
    if inside.any():
        low, high = stats.norm.interval(0.95)
        log_log = np.log(-np.log(curve.survival[inside]))
        error = errors[inside] / (curve.survival[inside] * np.abs(np.log(curve.survival[inside])))
        assert curve.low[inside] == pytest.approx(np.exp(-np.exp(log_log + high * error)))
        assert curve.high[inside] == pytest.approx(np.exp(-np.exp(log_log + low * error)))


@quick
@given(waits, st.sampled_from([Fraction(1, 2), Fraction(9, 10)]))
def test_quantiles_are_those_of_exact_fractions(rows, share):
    survival, expected = Fraction(1), None
    for time in sorted({time for time, seen in rows if seen}):
        at_risk = sum(1 for t, _ in rows if t >= time)
        survival *= 1 - Fraction(sum(1 for t, seen in rows if t == time and seen), at_risk)
        if survival <= 1 - share:
            expected = time
            break
    assert quantile(curve_of(rows), float(share))[0] == expected


@quick
@given(waits)
def test_a_median_lies_in_its_interval(rows):
    middle, low, high = quantile(curve_of(rows), 0.5)
    if middle is not None:
        assert low is not None
        assert low <= middle
        assert high is None or middle <= high


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # statsmodels divides by zero where survival is 1 or 0
def test_the_median_interval_is_that_of_statsmodels():
    random = np.random.default_rng(5)
    time, seen = random.exponential(10, 200), random.random(200) < 0.8
    _, low, high = quantile(kaplan_meier(time, seen, np.ones(200)), 0.5)
    theirs = SurvfuncRight(time, seen.astype(int)).quantile_ci(0.5, method="cloglog")
    assert (low, high) == pytest.approx(theirs, rel=0.05)


def test_the_interval_of_the_mean_covers_the_truth_about_as_often_as_said():
    random = np.random.default_rng(11)
    hits = 0
    for _ in range(600):
        time = random.exponential(10, 150)
        _, low, high = mean_of(np.minimum(time, 20), time < 20)
        hits += low <= 10 * (1 - np.exp(-2)) <= high
    assert hits / 600 == pytest.approx(0.95, abs=0.03)


def test_survival_between_events_is_that_of_the_last_one():
    curve = curve_of([(1, True), (3, True)])
    assert survival_at(curve, np.array([0.5, 1, 2, 3, 9])).tolist() == [1, 0.5, 0.5, 0, 0]


def test_hanging_up_competes_with_being_answered():
    # 4 callers: answered at 1, hung up at 2, answered at 3, still waiting at 3
    time, cause = np.array([1.0, 2, 3, 3]), np.array([1, 2, 1, 0])
    times, share = aalen_johansen(time, cause, np.ones(4))
    assert times.tolist() == [1, 2, 3]
    assert share == pytest.approx([1 / 4, 1 / 4, 1 / 4 + 1 / 2 * 1 / 2])


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # statsmodels divides by zero at the last time
@quick
@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2)), min_size=2, max_size=30))
def test_competing_risks_are_those_of_statsmodels(rows):
    time, cause = map(np.array, zip(*rows, strict=True))
    if set(cause) - {0} != {1, 2}:
        return
    times, share = aalen_johansen(time.astype(float), cause, np.ones(len(rows)))
    theirs = CumIncidenceRight(time, cause)
    assert np.interp(theirs.times, times, share) == pytest.approx(theirs.cinc[0])


def test_the_log_rank_test_worked_by_hand():
    # one leaves at 1 and 2 of group 0, one at 3 and one still there at 3 of group 1: expected of group 0
    # is 2/4 + 1/3 + 0, its variance 1/4 + 2/9 + 0
    time, seen, group = np.array([1.0, 2, 3, 3]), np.array([True, True, True, False]), np.array([0, 0, 1, 1])
    found = log_rank(time, seen, np.ones(4), group)
    assert found.statistic == pytest.approx((2 - 5 / 6) ** 2 / (1 / 4 + 2 / 9))
    assert found.freedom == 1
    assert found.chance == pytest.approx(stats.chi2.sf(found.statistic, 1))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # statsmodels divides by zero where one person is left
@quick
@given(
    st.lists(st.tuples(st.integers(1, 15), st.booleans(), st.integers(0, 3)), min_size=12, max_size=60),
)
def test_any_number_of_groups_is_tested_as_statsmodels_does(rows):
    time, seen, group = map(np.array, zip(*rows, strict=True))
    names = np.unique(group)
    if names.size < 2 or not seen.any():
        return
    place = np.searchsorted(names, group)
    found = log_rank(time.astype(float), seen, np.ones(len(rows)), place)
    if found.freedom < names.size - 1:  # somebody was watched for too short a time to be compared
        return
    statistic, chance = survdiff(time, seen.astype(int), place)
    assert found.statistic == pytest.approx(float(statistic), rel=1e-6, abs=1e-9)
    assert found.chance == pytest.approx(float(chance), rel=1e-6, abs=1e-9)


def test_counted_people_are_tested_as_repeated_ones():
    time, seen, group = np.array([1.0, 2, 2, 5]), np.array([True, True, False, True]), np.array([0, 1, 0, 1])
    n = np.array([3.0, 2, 4, 1])
    times = n.astype(int)
    repeated = log_rank(*(np.repeat(x, times) for x in (time, seen, np.ones(4), group)))
    assert log_rank(time, seen, n, group).statistic == pytest.approx(repeated.statistic)


def test_groups_of_whom_nobody_left_cannot_be_told_apart():
    assert log_rank(np.ones(4), np.zeros(4, dtype=bool), np.ones(4), np.array([0, 0, 1, 1])).chance is None
    assert (
        log_rank(np.zeros(0), np.zeros(0, dtype=bool), np.zeros(0), np.zeros(0, dtype=np.int64)).freedom == 0
    )
