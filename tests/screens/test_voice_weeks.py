"""Rows of weeks to unbroken series, and a rise in words."""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from dashboard.insight.alerts import Rise
from dashboard.screens.voice_weeks import Alert, Series, said, series, what


def row(weeks_ago, texts, known=4, channel="app"):
    return {"topic": "pay", "channel": channel, "weeks_ago": weeks_ago, "texts": texts, "weeks_known": known}


def test_weeks_without_a_text_are_zero_once_the_channel_is_known_and_unknown_before():
    (one,) = series(pa.Table.from_pylist([row(0, 5.0), row(2, 3.0)]), "topic", "channel", 6)
    assert one == Series("pay", "app", False, (None, None, 0.0, 3.0, 0.0, 5.0))


def test_a_first_week_that_is_not_whole_is_left_out():
    (one,) = series(pa.Table.from_pylist([row(0, 5.0, known=1), row(1, 2.0, known=1)]), "topic", "channel", 3)
    assert one.counts == (None, None, 5.0)


def test_each_channel_is_a_series_of_its_own_and_what_is_not_stated_too():
    table = pa.Table.from_pylist([row(0, 1.0), row(0, 2.0, channel=None)])
    assert [(one.place, one.counts[-1]) for one in series(table, "topic", "channel", 2)] == [
        ("app", 1.0),
        (None, 2.0),
    ]


def test_a_rise_says_what_how_much_and_when():
    rise = Alert(
        Series("pay", "app", False, ()), Rise(0, 3, 4, 60, 20.0, 1e-9), date(2026, 8, 17), date(2026, 8, 31)
    )
    assert (
        said([rise], {"pay": "Payment"})
        == "Payment in App came up 3.0 times as often as usual, 17 Aug to 30 Aug 2026."
    )
    assert said([], {}) == ""
    news = Alert(
        Series("Rival", "news", True, ()), Rise(0, 3, 3, 60, 0.0, 1e-9), date(2026, 8, 17), date(2026, 8, 24)
    )
    assert what(news, {}) == "Rival in news"
    assert "over ten times" in said([news], {})
