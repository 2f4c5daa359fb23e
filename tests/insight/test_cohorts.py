"""Cohorts by hand: the golden of METRICS.md, brackets, weeks and months, what is not over yet, what stands apart."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

from dashboard.insight.cohort_groups import most_apart
from dashboard.insight.cohorts import apart, cohorts, difference_z, step_start

DAY = date(2026, 3, 2)


def table(*rows: tuple) -> pa.Table:
    """Rows of (cohort, way, period, customers[, revenue])."""
    names = ("cohort", "way", "period", "customers", "revenue")
    return pa.Table.from_pylist([dict(zip(names, (*row, None)[:5], strict=True)) for row in rows])


THREE = table((DAY, "size", 0, 3), (DAY, "on", 1, 1), (DAY, "on", 5, 1))
THREE_LAST = table((DAY, "size", 0, 3), (DAY, "last", 1, 1), (DAY, "last", 5, 1))


def shares(found, row: int = 0) -> list[int]:
    return [int(x) for x in found.share()[row]]


def test_on_day_one_back_on_day_one_and_one_on_day_five_of_three():
    found = cohorts(THREE, "day", "on", DAY + timedelta(days=6))
    assert shares(found) == [100, 33, 0, 0, 0, 33, 0]
    assert found.mature.all()


def test_on_or_after_counts_everyone_who_is_back_then_or_later():
    found = cohorts(THREE_LAST, "day", "after", DAY + timedelta(days=6))
    assert shares(found) == [100, 66, 33, 33, 33, 33, 0]


def test_a_bracket_counts_a_customer_once():
    told = table((DAY, "size", 0, 3), (DAY, "bracket", 1, 1), (DAY, "bracket", 4, 1))
    found = cohorts(told, "day", "bracket", DAY + timedelta(days=7))
    assert list(zip(found.first, found.last, strict=True)) == [(0, 0), (1, 1), (2, 3), (4, 7)]
    assert shares(found) == [100, 33, 0, 33]


def test_a_step_that_is_not_over_is_begun_and_in_no_mean():
    old = DAY - timedelta(days=1)
    told = table(
        (old, "size", 0, 4), (old, "on", 1, 2), (old, "on", 2, 4), (DAY, "size", 0, 6), (DAY, "on", 1, 3)
    )
    found = cohorts(told, "day", "on", DAY + timedelta(days=1))
    assert found.first == (0, 1, 2)
    assert found.begun.tolist() == [[True, True, True], [True, True, False]]
    mean = found.mean()
    assert mean.share.tolist() == [100, 50, 100]  # (2 + 3) of (4 + 6); then only the older cohort
    assert mean.n.tolist() == [10, 10, 4]


def test_a_month_is_over_on_its_last_day_and_not_before():
    told = table((date(2026, 1, 1), "size", 0, 5))
    for until, over in ((date(2026, 2, 27), False), (date(2026, 2, 28), True)):
        assert bool(cohorts(told, "month", "on", until).mature[0, 1]) is over


def test_steps_are_calendar_steps_from_the_first_day_of_the_cohorts_own():
    assert step_start(date(2025, 11, 1), 3, "month") == date(2026, 2, 1)
    assert step_start(date(2026, 3, 2), 2, "week") == date(2026, 3, 16)


def test_the_mean_is_weighted_by_size_with_wilson_around_it():
    older = date(2026, 3, 1)
    told = table((older, "size", 0, 90), (older, "on", 1, 9), (DAY, "size", 0, 10), (DAY, "on", 1, 5))
    mean = cohorts(told, "day", "on", DAY + timedelta(days=5)).mean()
    low, high = proportion_confint(14, 100, method="wilson")
    assert (mean.share[1], mean.low[1], mean.high[1]) == pytest.approx((14, 100 * low, 100 * high))


def test_money_is_per_customer_who_began():
    told = table((DAY, "size", 0, 4, 100.0), (DAY, "on", 1, 1, 20.0))
    assert cohorts(told, "day", "on", DAY + timedelta(days=3)).mean().each.tolist() == [25, 5, 0, 0]


def test_no_cohort_is_an_empty_table_and_not_an_error():
    found = cohorts(table((DAY, "size", 0, 1)).slice(0, 0), "month", "on", DAY)
    assert found.cohorts == () and found.back.shape[0] == 0
    assert np.isnan(found.mean().share).all()
    assert apart(found).size == 0


def test_two_shares_are_compared_by_their_pooled_z():
    pooled = 70 / 300
    z = (30 / 100 - 40 / 200) / np.sqrt(pooled * (1 - pooled) * (1 / 100 + 1 / 200))
    ours = difference_z(*(np.array([x]) for x in (30.0, 100.0, 40.0, 200.0)))
    assert ours[0] == pytest.approx(z)
    assert np.isnan(difference_z(*(np.array([x]) for x in (1.0, 10.0, 1.0, 20.0)))[0])  # too few to judge


def test_a_cohort_that_differs_is_marked_and_one_that_does_not_is_not():
    days = [DAY + timedelta(days=i) for i in range(5)]
    told = table(
        *((d, "size", 0, 400) for d in days), *((d, "on", 1, 100 if i else 200) for i, d in enumerate(days))
    )
    marks = apart(cohorts(told, "day", "on", days[-1] + timedelta(days=1)))
    assert marks[0, 1] == 1
    assert (marks[:, 0] == 0).all()
    expected = norm.isf(0.05 / 2)
    rest = difference_z(*(np.array([x]) for x in (100.0, 400.0, 500.0, 1600.0)))
    assert abs(rest[0]) > expected and marks[1, 1] == -1  # four times a hundred against one with two hundred


def _running(kept: list[int]) -> pa.Table:
    """One monthly cohort with so many still there at the end of each month: counted by their last."""
    first = date(2025, 1, 1)
    gone = [a - b for a, b in zip(kept, [*kept[1:], 0], strict=True)]
    return table((first, "size", 0, kept[0]), *((first, "last", k, n) for k, n in enumerate(gone) if k and n))


def test_the_group_that_leaves_in_one_month_is_named_with_that_month():
    steady = [1000, 980, 960, 940, 920]
    groups = {
        "hunters": cohorts(_running([1000, 980, 960, 500, 490]), "month", "after", date(2026, 1, 1)),
        "others": cohorts(_running(steady), "month", "after", date(2026, 1, 1)),
    }
    found = most_apart(groups, lasting=True)
    assert found is not None
    assert (found.group, found.step, found.lost) == ("hunters", 3, True)
    assert found.share == pytest.approx(100 * 460 / 960)
    assert found.others == pytest.approx(100 * 20 / 960)


def test_groups_that_are_alike_are_not_told_apart():
    alike = cohorts(_running([1000, 980, 960, 940, 920]), "month", "after", date(2026, 1, 1))
    assert most_apart({"a": alike, "b": alike}, lasting=True) is None
    assert most_apart({"a": alike}, lasting=True) is None
