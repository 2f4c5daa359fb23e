"""Curves of who still waits, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.insight.waiting import settled, thinned, waits
from dashboard.metrics.metric import NOT_STATED

SECONDS = np.array([10.0, 20.0, 30.0, 5.0])
OBSERVED = np.array([True, False, True, True])
N = np.array([2.0, 1.0, 1.0, 8.0])


def test_each_group_has_its_curve_its_median_and_who_still_waits():
    slow, fast = waits(["a", "a", "a", None], SECONDS, OBSERVED, N)
    assert (slow.group, slow.n, slow.waiting, slow.median[0]) == ("a", 4, 1, 10.0)
    assert slow.curve.survival.tolist() == pytest.approx([0.5, 0.0])
    assert (fast.group, fast.median[0], fast.n) == (NOT_STATED, 5.0, 8)


def test_a_group_that_never_got_an_answer_comes_first_without_a_median():
    found = waits(["a", "b"], np.array([10.0, 10.0]), np.array([False, True]), np.array([3.0, 3.0]))
    assert [(wait.group, wait.median[0]) for wait in found] == [("a", None), ("b", 10.0)]
    assert settled(found[0]) == 10.0


def test_the_thinned_curve_is_the_curve_and_ends_where_watching_ended():
    (wait,) = waits(["a"] * 3, SECONDS[:3], OBSERVED[:3], N[:3])
    points = thinned(wait, 1.0, 100.0)
    assert points[0].share == 100.0
    assert points[0].low is None
    assert {round(point.share) for point in points} == {100, 50}
    assert points[-1].seconds <= 30.0
    assert settled(wait) == 30.0


def test_nothing_makes_no_curves():
    assert waits([], np.zeros(0), np.zeros(0), np.zeros(0)) == []
