"""A measure against its own months: z by hand, its chance by scipy."""

from __future__ import annotations

from datetime import date
from statistics import fmean

import pytest
from scipy import stats

from dashboard.insight.courted import LEAST_MONTHS, standing, unusual
from dashboard.metrics.answer import Answer
from dashboard.scope import Window

WINDOW = Window("m", date(2026, 1, 1), date(2026, 2, 1))


def answer(value: float | None, n: int = 100, **more) -> Answer:
    return Answer("csat", None, WINDOW, None, value, None, None, n, {}, **more)


ALTERNATING = [answer(80 + (2 if at % 2 else -2)) for at in range(12)]  # mean 80, sd = 2 x sqrt(12/11)


def test_z_is_the_distance_from_the_mean_in_standard_deviations():
    found = standing(answer(73), ALTERNATING, "up")
    assert found.usual == pytest.approx(80)
    assert found.spread == pytest.approx(2 * (12 / 11) ** 0.5)
    assert found.z == pytest.approx(-7 / (2 * (12 / 11) ** 0.5))
    assert found.good == found.z
    assert found.months == 12


def test_where_less_is_better_a_fall_is_good_and_where_neither_is_nothing_is():
    assert standing(answer(73), ALTERNATING, "down").good == pytest.approx(3.351, abs=0.001)
    assert standing(answer(73), ALTERNATING, "neither").good is None


def test_the_chance_is_that_of_a_new_value_against_a_sample():
    found = standing(answer(73), ALTERNATING, "up")
    values = [each.value for each in ALTERNATING]
    t = (73 - fmean(values)) / (stats.tstd(values) * (1 + 1 / 12) ** 0.5)
    assert found.chance == pytest.approx(2 * stats.t.sf(abs(t), 11))


def test_months_without_a_number_or_with_too_few_are_no_history():
    short = [*ALTERNATING[:-1], answer(None, 0, small=True), answer(10, 3, small=True)]
    found = standing(answer(80), short, "up")
    assert (found.z, found.months) == (None, 11)
    assert found.why == f"Only 11 months of history; {LEAST_MONTHS} are needed."


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (answer(None, 0), "Nothing was observed in this month."),
        (answer(80, 4, small=True), "Only 4 observations in this month."),
        (answer(None, 0, refused="No survey scores in the data."), "No survey scores in the data."),
    ],
)
def test_what_is_not_measured_says_why(now, why):
    found = standing(now, ALTERNATING, "up")
    assert (found.z, found.why) == (None, why)


def test_what_never_moved_has_no_z():
    assert standing(answer(81), [answer(80.0)] * 12, "up").why == "It never moved in the months before."


def test_what_is_unusual_is_corrected_for_how_many_are_looked_at():
    odd, plain = standing(answer(70), ALTERNATING, "up"), standing(answer(81), ALTERNATING, "up")
    border = standing(answer(75.2), ALTERNATING, "up")  # one in twenty by itself, not one of ten
    assert border.chance is not None and 0.03 < border.chance < 0.05
    assert unusual([odd, plain]) == [True, False]
    assert unusual([border]) == [True]
    assert not any(unusual([border, *[plain] * 9]))
