"""Freshness is against the data's own last day."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.screens.coverage import freshness

AS_OF = date(2026, 11, 22)


def test_a_source_that_reaches_the_last_days_is_fresh():
    assert freshness(datetime(2026, 11, 20, 8), AS_OF) == "to 20 Nov 2026"


def test_a_source_that_stopped_a_week_ago_is_behind():
    assert freshness(datetime(2026, 11, 15, 8), AS_OF) == "to 15 Nov 2026, 7 days behind"


def test_a_source_without_dates_says_so():
    assert freshness(None, AS_OF) == "no dates"
