"""The demo's clock against the standard library's time zones."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np

from dashboard.demo import clock

VILNIUS = ZoneInfo(clock.ZONE)
MOMENTS = np.random.default_rng(1).integers(1_730_412_000, 1_793_484_000, 3_000)


def test_offsets_are_those_of_the_time_zone() -> None:
    expected = [int(datetime.fromtimestamp(int(at), VILNIUS).utcoffset().total_seconds()) for at in MOMENTS]
    assert clock.offset(MOMENTS).tolist() == expected


def test_local_time_and_back_is_the_same_moment_but_for_the_hour_shown_twice() -> None:
    once = MOMENTS[~clock.repeated(MOMENTS)]
    assert (clock.to_utc(clock.to_local(once)) == once).all()


def test_the_hour_that_clocks_show_twice_is_known() -> None:
    hours = np.array(
        [datetime(2025, 10, 26, hour, 30, tzinfo=ZoneInfo("UTC")).timestamp() for hour in range(4)]
    )
    assert clock.repeated(hours).tolist() == [True, True, False, False]


def test_the_demo_ends_with_october_2026() -> None:
    assert datetime.fromtimestamp(clock.LAST_SECOND, VILNIUS).isoformat() == "2026-10-31T23:59:59+02:00"
    assert clock.DAYS == 730


def test_a_desk_that_is_closed_works_after_it_opens() -> None:
    saturday_evening = np.array([int(datetime(2026, 5, 9, 19, 0, tzinfo=VILNIUS).timestamp())])
    works = datetime.fromtimestamp(int(clock.opening(saturday_evening, np.random.default_rng(1))[0]), VILNIUS)
    assert (works.isoformat()[:10], 8 <= works.hour <= 10) == ("2026-05-11", True)
    noon = np.array([int(datetime(2026, 5, 7, 12, 0, tzinfo=VILNIUS).timestamp())])
    assert clock.opening(noon, np.random.default_rng(1))[0] == noon[0]
