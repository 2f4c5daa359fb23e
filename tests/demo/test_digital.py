"""The fault of the app, in its events."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.demo.raw import ZONE, Made, between, sheet


@pytest.fixture(scope="module")
def events(larger: Made) -> pd.DataFrame:
    parts = [sheet(larger[0], f"ga4_events_part{part}.csv.gz") for part in range(1, 9)]
    frame = pd.concat(parts)
    frame = frame[frame.event_timestamp.str.isdigit()]
    at = pd.to_datetime(frame.event_timestamp.astype("int64"), unit="us", utc=True)
    return frame.assign(at=at.dt.tz_convert(ZONE).dt.tz_localize(None), app=frame.platform != "WEB")


def test_checkouts_in_the_app_fail_for_six_weeks(events: pd.DataFrame) -> None:
    app = events[events.app & (events["event_params.task"] == "checkout")]

    def success(frame: pd.DataFrame) -> float:
        names = frame.event_name.value_counts()
        return names["task_finish"] / names["task_start"]

    assert success(between(app, "2026-08-17", "2026-09-28")) < 0.55
    assert success(between(app, "2026-05-05", "2026-08-17")) > 0.65
    assert success(between(app, "2026-09-28", "2026-11-01")) > 0.65
    web = events[~events.app & (events["event_params.task"] == "checkout")]
    assert success(between(web, "2026-08-17", "2026-09-28")) > 0.65


def test_carts_in_the_app_are_left_more_often(events: pd.DataFrame) -> None:
    app = events[events.app]
    key = app.user_pseudo_id + app["event_params.ga_session_id"]

    def left(start: str, end: str) -> float:
        during = (app["at"] >= start) & (app["at"] < end)
        carts = set(key[during & (app.event_name == "add_to_cart")])
        bought = set(key[during & (app.event_name == "purchase")])
        return 1 - len(carts & bought) / len(carts)

    assert left("2026-08-17", "2026-09-28") > left("2026-05-05", "2026-08-17") + 0.03
