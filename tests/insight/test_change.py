from __future__ import annotations

from datetime import date
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from dashboard.insight.change import difference, stand_out
from dashboard.metrics.answer import Answer
from dashboard.metrics.intervals import wilson
from dashboard.scope import Window

quick = settings(max_examples=25, deadline=None)
NOW, BEFORE = (
    Window("now", date(2025, 2, 1), date(2025, 3, 1)),
    Window("before", date(2025, 1, 4), date(2025, 2, 1)),
)


def answer(value, low=None, high=None, *, metric="csat", variant=None, window=NOW, refused=None, n=100):
    return Answer(metric, variant, window, None, value, low, high, n, {}, refused)


def share(hits, n, window):
    low, high = wilson(np.array([float(hits)]), np.array([float(n)]))
    return answer(100 * hits / n, float(low[0]), float(high[0]), window=window, n=n)


@quick
@given(st.integers(1, 300), st.integers(1, 300), st.data())
def test_the_difference_of_two_shares_is_newcombes(n1, n0, data):
    hits1, hits0 = data.draw(st.integers(0, n1)), data.draw(st.integers(0, n0))
    change = difference(share(hits1, n1, NOW), share(hits0, n0, BEFORE))
    low, high = confint_proportions_2indep(hits1, n1, hits0, n0, compare="diff", method="newcomb")
    assert (change.low, change.high) == (
        pytest.approx(100 * low, abs=1e-6),
        pytest.approx(100 * high, abs=1e-6),
    )
    assert change.signal == (change.low > 0 or change.high < 0)
    assert change.signal == (change.chance < 0.05)


def test_an_interval_that_is_not_centred_is_used_as_it_is():
    change = difference(answer(45, 29, 58), answer(20, 5, 33, window=BEFORE))
    assert change.delta == 25
    assert change.low == pytest.approx(25 - sqrt(16**2 + 13**2))
    assert change.high == pytest.approx(25 + sqrt(13**2 + 15**2))
    assert change.why == "more than chance would give"


def test_a_small_difference_is_within_chance():
    change = difference(answer(46, 30, 60), answer(45, 29, 58, window=BEFORE))
    assert (change.signal, change.why) == (False, "within chance")


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        (answer(None), answer(1, 0, 2), "nothing was observed in this period"),
        (answer(1, 0, 2), answer(None), "nothing observed to compare with"),
        (answer(None, refused="No scores."), answer(1, 0, 2), "No scores."),
        (answer(1, 0, 2, window=Window("now", NOW.start, NOW.end, True)), answer(1, 0, 2),
         "one of the periods is not whole"),
        (answer(1, 0, 2, metric="revenue"), answer(1, 0, 2, metric="revenue", window=Window("b", date(2025, 1, 1),
         date(2025, 1, 8))), "the periods differ in length"),
        (answer(1, 0, 2, metric="churn_rate"), answer(1, 0, 2, metric="churn_rate", window=Window("b",
         date(2025, 1, 1), date(2025, 1, 8))), "the periods differ in length"),
    ],
)  # fmt: skip
def test_what_does_not_compare_is_not_compared(now, before, why):
    change = difference(now, before)
    assert (change.comparable, change.delta, change.signal, change.why) == (False, None, False, why)


def test_shares_of_periods_of_different_length_compare():
    longer = Window("b", date(2024, 1, 1), date(2025, 1, 1))
    assert difference(share(50, 100, NOW), share(500, 1000, longer)).comparable


def test_a_bound_that_is_not_reached_stays_open():
    change = difference(
        answer(100, 80, None, metric="first_response_time"), answer(60, 50, 70, window=BEFORE)
    )
    assert change.high is None
    assert change.signal  # the near side is known: 40 - sqrt(20^2 + 10^2) > 0


def test_changes_are_called_out_about_as_rarely_as_said_when_nothing_changed():
    random = np.random.default_rng(2)
    found = [
        difference(share(int(a), 200, NOW), share(int(b), 150, BEFORE)).signal
        for a, b in zip(random.binomial(200, 0.4, 1500), random.binomial(150, 0.4, 1500), strict=True)
    ]
    assert np.mean(found) == pytest.approx(0.05, abs=0.015)


def test_the_example_of_benjamini_and_hochberg_rejects_their_four():
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
               0.6528, 0.7590, 1.0]  # fmt: skip
    assert stand_out(chances) == [True] * 4 + [False] * 11


def test_a_change_without_a_known_chance_does_not_stand_out():
    assert stand_out([None, 0.01, None]) == [False, True, False]
    assert stand_out([]) == []
