"""Curves of who still waits, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.duration.survfunc import CumIncidenceRight

from dashboard.insight.waiting import Counted, settled, thinned, waits
from dashboard.metrics.metric import NOT_STATED

SECONDS = np.array([10.0, 20.0, 30.0, 5.0])
OBSERVED = np.array([True, False, True, True])
N = np.array([2.0, 1.0, 1.0, 8.0])


def test_each_group_has_its_curve_its_median_and_who_still_waits():
    slow, fast = waits(Counted(["a", "a", "a", None], SECONDS, N), OBSERVED)
    assert (slow.group, slow.n, slow.unseen, slow.median[0]) == ("a", 4, 1, 10.0)
    assert slow.curve.survival.tolist() == pytest.approx([0.5, 0.0])
    assert (fast.group, fast.median[0], fast.n) == (NOT_STATED, 5.0, 8)


def test_a_group_that_never_got_an_answer_comes_first_without_a_median():
    found = waits(Counted(["a", "b"], np.array([10.0, 10.0]), np.array([3.0, 3.0])), np.array([False, True]))
    assert [(wait.group, wait.median[0]) for wait in found] == [("a", None), ("b", 10.0)]
    assert settled(found[0]) == 10.0


def test_the_thinned_curve_is_the_curve_and_ends_where_watching_ended():
    (wait,) = waits(Counted(["a"] * 3, SECONDS[:3], N[:3]), OBSERVED[:3])
    points = thinned(wait, 1.0, 100.0)
    assert points[0].share == 100.0
    assert points[0].low is None
    assert {round(point.share) for point in points} == {100, 50}
    assert points[-1].seconds <= 30.0
    assert settled(wait) == 30.0


def test_nothing_makes_no_curves():
    assert waits(Counted([], np.zeros(0), np.zeros(0)), np.zeros(0)) == []


def test_giving_up_competes_with_being_resolved():
    # of 4: resolved at 1, gave up at 2, resolved at 3, still open at 3; and of another team nobody gave up
    counted = Counted(["a"] * 4 + ["b"], np.array([1.0, 2, 3, 3, 5]), np.ones(5))
    gave_up = Counted(["a"], np.array([2.0]), np.ones(1))
    b, a = waits(counted, np.array([True, False, True, False, True]), gave_up)
    assert (a.n, a.unseen, b.ends) == (4, 2, None)
    points = thinned(a, 1.0, 3.0)
    assert (points[0].met, points[0].given_up) == (25.0, 0.0)
    assert (points[-1].met, points[-1].given_up) == pytest.approx((50.0, 25.0))
    assert a.curve.survival.tolist() == pytest.approx([3 / 4, 3 / 8])


def test_ends_are_those_of_statsmodels_for_many_at_a_time():
    chance = np.random.default_rng(5)
    time, cause = chance.integers(1, 30, 400).astype(float), chance.integers(0, 3, 400)
    gave_up = Counted(["a"] * int((cause == 2).sum()), time[cause == 2], np.ones(int((cause == 2).sum())))
    (wait,) = waits(Counted(["a"] * 400, time, np.ones(400)), cause == 1, gave_up)
    theirs = CumIncidenceRight(time, cause)
    assert np.interp(theirs.times, wait.ends.times, wait.ends.met) == pytest.approx(theirs.cinc[0])
    assert np.interp(theirs.times, wait.ends.times, wait.ends.given_up) == pytest.approx(theirs.cinc[1])
