"""Targets of numbers that grow with the period are for a month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dashboard.metrics.catalogue import find
from dashboard.metrics.target import for_window
from dashboard.scope import Window


def _days(days: int) -> Window:
    return Window("now", date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days))


def test_a_score_has_the_same_target_whatever_the_period() -> None:
    assert for_window(find("nps"), 40, _days(7)) == for_window(find("nps"), 40, _days(365)) == 40


def test_two_percent_lost_a_month_is_almost_six_in_ninety_days() -> None:
    # 0.98 to the power of 90 / 30.4375 is 0.94200
    assert for_window(find("churn_rate"), 2, _days(90)) == pytest.approx(5.80, abs=0.005)


def test_retention_and_churn_ask_the_same() -> None:
    churn, stay = (
        for_window(find(key), given, _days(365)) for key, given in (("churn_rate", 2), ("retention_rate", 98))
    )
    assert churn + stay == pytest.approx(100)


def test_a_year_of_revenue_is_twelve_months_of_it() -> None:
    assert for_window(find("revenue"), 1000, _days(365)) == pytest.approx(11_992, abs=1)
