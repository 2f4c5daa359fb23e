"""Time to convert, with those who may still come counted as waiting."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from dashboard.insight.funnel import DAY, Step, Way, walk
from dashboard.insight.funnel_times import by_then, times
from tests.insight.test_funnel import BUYING, journeys

SECONDS = 86_400.0


def test_who_has_not_come_waits_to_the_end_of_the_window_or_of_the_data():
    touches = journeys(
        quick="page:0 cart:1", slow="page:0 cart:4", never="page:0", young="page:10"
    )  # never waited 7 days, young 2 days: to the end of the data
    first, second = times(walk(touches, BUYING, Way(days=7), 12 * DAY))
    assert (first.n, first.arrived) == (4, 2)
    assert (first.curve.times / SECONDS).tolist() == [1, 4]
    assert first.curve.survival.tolist() == pytest.approx(
        [3 / 4, 3 / 4 * 1 / 2]
    )  # at 4 days two are still watched
    assert first.median[0] == 4 * SECONDS
    assert (second.n, second.arrived, second.median[0]) == (2, 0, None)


def test_the_window_runs_from_the_entry_also_for_later_steps():
    touches = journeys(late="page:0 cart:5 order:9")
    _, second = times(walk(touches, BUYING, Way(days=7), 100 * DAY))
    assert (second.n, second.arrived, second.curve.last) == (1, 0, 2 * SECONDS)


def test_optional_steps_have_no_time_of_their_own():
    steps = [BUYING[0], Step("touchpoint", "cart", optional=True), BUYING[2]]
    (only,) = times(walk(journeys(a="page:0 cart:1 order:3"), steps, Way(), 100 * DAY))
    assert (only.place, only.following, only.median[0]) == (0, 2, 3 * SECONDS)


def test_the_share_that_has_come_is_one_minus_statsmodels_survival():
    dice = np.random.default_rng(5)
    starts, waits = dice.uniform(0, 15, 60), dice.exponential(9, 60)
    people = {
        f"p{i}": f"page:{start:.3f}" + f" cart:{start + wait:.3f}" * bool(wait < 20)
        for i, (start, wait) in enumerate(zip(starts, waits, strict=True))
    }
    walks = walk(journeys(**people), BUYING[:2], Way(days=12), 20 * DAY)
    (found,) = times(walks)
    came = walks.reached[:, 1] < 100 * DAY
    waited = (
        np.where(came, walks.reached[:, 1], np.minimum(walks.entered + 12 * DAY, 20 * DAY)) - walks.entered
    )
    oracle = SurvfuncRight(waited / 1e6, came.astype(int))
    share, low, high = by_then(found.curve, oracle.surv_times)
    assert share == pytest.approx(100 * (1 - oracle.surv_prob))
    assert np.all((low <= share) & (share <= high))


def test_nobody_sets_out_from_an_empty_funnel():
    (first, _) = times(walk(journeys(), BUYING, Way(), 0))
    assert (first.n, first.median) == (0, (None, None, None))
