"""Curves by group: medians, who differs from whom, what is withheld, and where a curve ends."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from dashboard.insight.lasting import MONTH, axis_marks, cliff, lasting, points
from dashboard.metrics.metric import NOT_STATED


def columns(*groups):
    """Rows of `survival.sql` from (name, people, [(months, left, n)])."""
    rows = [
        (name, people, m * MONTH, left, float(n)) for name, people, cells in groups for m, left, n in cells
    ]
    keys = ("name", "people", "days", "has_left", "n")
    return {key: [row[at] for row in rows] for at, key in enumerate(keys)}


SHORT = ("short", 100, [(6, True, 60), (12, True, 30), (24, False, 10)])
LONG = ("long", 100, [(12, True, 10), (24, False, 90)])


def test_the_median_is_the_month_by_which_half_had_left_and_not_reached_where_they_did_not():
    short, long = lasting(columns(SHORT, LONG), 30, 5).groups
    assert (short.name, long.name) == ("short", "long")
    assert short.median[0] == 6
    assert long.median == (None, None, None)
    assert (short.n, short.left) == (100, 90)
    assert (short.at(5.9), short.at(6), short.at(12)) == (100, 40, pytest.approx(10))
    assert short.at_risk(6) == 100  # who leaves in a month was there in it
    assert short.at_risk(6.1) == 40


def test_groups_that_differ_name_each_other_and_groups_alike_do_not():
    found = lasting(columns(SHORT, LONG, ("twin", 100, LONG[2])), 30, 5)
    apart = {group.name: set(group.apart) for group in found.groups}
    assert apart == {"short": {"long", "twin"}, "long": {"short"}, "twin": {"short"}}
    assert found.test.freedom == 2
    assert found.signal
    same = lasting(columns(LONG, ("twin", 100, LONG[2])), 30, 5)
    assert not same.signal
    assert same.groups[0].apart == ()


def test_too_few_people_are_withheld_and_take_no_part_in_the_test():
    found = lasting(columns(SHORT, LONG, ("few", 4, [(1, True, 4)])), 30, 5)
    assert [group.name for group in found.shown] == ["short", "long"]
    assert found.test.freedom == 1
    assert lasting(columns(("few", 4, [(1, True, 4)])), 30, 5).test is None


def test_many_times_of_few_people_are_few_people():
    assert lasting(columns(("one", 3, [(1, True, 50)])), 30, 5).shown == ()


def test_who_is_not_stated_is_a_group_only_where_nobody_is():
    unknown = (NOT_STATED, 50, [(3, True, 50)])
    assert [group.name for group in lasting(columns(SHORT, unknown), 30, 5).groups] == ["short"]
    assert [group.name for group in lasting(columns(unknown), 30, 5).groups] == [NOT_STATED]


def test_the_drawn_curve_ends_where_too_few_are_watched_and_holds_the_marks_of_the_axis():
    (group,) = lasting(columns(("all", 50, [(6, True, 20), (10, False, 26), (40, False, 4)])), 30, 5).groups
    drawn = points(group, [0, 3, 6, 9, 12], 5)
    assert [point.months for point in drawn] == [0, 3, 6, 9, 10]
    assert [point.share for point in drawn] == [100, 100, 60, 60, 60]
    assert [point.at_risk for point in drawn] == [50, 50, 50, 30, 30]


def test_the_points_are_those_of_statsmodels_with_their_band():
    random = np.random.default_rng(3)
    months, left = random.integers(1, 30, 400), random.random(400) < 0.6
    cells = [(m, bool(e), 1) for m, e in zip(months, left, strict=True)]
    (group,) = lasting(columns(("all", 400, cells)), 30, 5).groups
    theirs = SurvfuncRight(months, left.astype(int))
    known = {point.months: point for point in points(group, [], 1)}
    for month, share, error in zip(theirs.surv_times, theirs.surv_prob, theirs.surv_prob_se, strict=True):
        assert known[month].share == pytest.approx(100 * share)
        reach = 1.959964 * error / (share * abs(np.log(share)))
        band = [100 * share ** np.exp(side) for side in (reach, -reach)]
        assert [known[month].low, known[month].high] == pytest.approx(band, rel=1e-5)


def test_a_fall_that_the_others_do_not_share_is_told_with_its_month():
    found = lasting(columns(("hunter", 100, [(12, True, 60), (30, False, 40)]), LONG), 30, 5)
    steep = cliff(found, 5)
    assert (steep.name, steep.months) == ("hunter", 12)
    assert steep.fall == pytest.approx(60)
    assert steep.others == pytest.approx(10)
    assert cliff(lasting(columns(LONG, ("twin", 100, LONG[2])), 30, 5), 5) is None


def test_nobody_gives_no_group():
    assert lasting(columns(), 30, 5).groups == ()


@pytest.mark.parametrize(
    ("longest", "marks"), [(0.0, [0]), (5.0, [0, 1, 2, 3, 4, 5]), (24.0, [0, 3, 6, 9, 12, 15, 18, 21, 24]),
                           (72.0, [0, 12, 24, 36, 48, 60, 72])],
)  # fmt: skip
def test_the_axis_counts_months_as_people_do(longest, marks):
    assert axis_marks(longest) == marks


def test_a_curve_of_many_steps_is_thinned_and_a_fall_stays_on_its_day():
    days = [(day / MONTH, True, 1) for day in range(1, 701)]
    (group,) = lasting(
        columns(("all", 2000, [*days, (365 / MONTH, True, 600), (24, False, 700)])), 30, 5
    ).groups
    drawn = points(group, [], 5)
    assert len(drawn) < 140
    before, after = (next(p for p in reversed(drawn) if p.months < 365 / MONTH), group.at(365 / MONTH))
    assert next(p for p in drawn if p.months > before.months).months == 365 / MONTH
    assert before.share - group.at(364.9 / MONTH) < 1
    assert before.share - after > 30
