"""The page Digital without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.digital_story import STORY
from tests.screens.gathering import card, gathered

SINCE = {"from": ["2026-02-25"], "to": ["2026-04-11"]}
LONG = {"period": ["90d"]}


@pytest.fixture
def home(home_of) -> Path:
    return home_of(*STORY)


def test_the_matrix_is_one_row_a_task_and_device_in_percent(home):
    rows = {row["device"]: row for row in card(gathered("digital", home, SINCE), "digital_task_success")}
    assert rows["mobile"]["value"] == pytest.approx(100 * 225 / 450)
    assert rows["desktop"]["value"] == pytest.approx(100 * 405 / 450)
    assert rows["mobile"]["low"] < 50 < rows["mobile"]["high"]
    assert (rows["mobile"]["n"], rows["mobile"]["before"]) == (450, pytest.approx(90))


def test_visits_are_told_by_device_and_all_together(home):
    rows = card(gathered("digital", home, SINCE), "digital_visits")
    bounce = {row["device"]: row for row in rows if row["number"] == "Bounce rate"}
    assert set(bounce) == {"desktop", "mobile", "all"}
    assert bounce["all"]["n"] == bounce["desktop"]["n"] + bounce["mobile"]["n"]


def test_terms_and_stores_stand_in_the_order_of_their_bars_and_then_where_they_stood(home):
    found = gathered("digital", home, SINCE)
    stores = card(found, "digital_store_conversion")
    assert [(row["series"], row["store"]) for row in stores[:1]] == [("now", "Store C")]
    assert [row["series"] for row in stores] == ["now"] * 3 + ["before"] * 3
    assert stores[0]["value"] == pytest.approx(100 * 225 / 2700)
    terms = card(found, "digital_search")
    assert [(row["series"], row["term"], row["found nothing"]) for row in terms][:1] == [
        ("now", "umbrella", 135)
    ]
    assert terms[0]["low"] < 135 < terms[0]["high"]


def test_the_curve_of_a_campaign_begins_at_nothing_and_ends_where_its_time_does(home):
    rows = card(gathered("digital", home, LONG | {"campaign": ["Good"]}), "digital_coupon_days")
    mine = [row for row in rows if row["campaign"] == "Good"]
    assert (mine[0]["day"], mine[0]["redeemed by then"]) == (0, 0)
    assert mine[-1]["day"] <= 60
    assert mine[-1]["redeemed by then"] == pytest.approx(20)
    assert [row["campaign"] for row in rows] == ["Good"] * len(mine) + ["All others"] * (
        len(rows) - len(mine)
    )


def test_a_task_of_too_few_customers_is_not_told(home_of):
    few = """insert into event by name select 'few' || i as event_id, 'v' || (i // 2) as session_id, 'p' || (i // 2) as
      customer_id, timestamp '2026-04-01 12:00' + to_minutes(i) as happened_at, 'web' as channel, 'tv' as device,
      case i % 2 when 0 then 'task_start' else 'task_finish' end as name, 'checkout' as task, 'e.csv' as _file,
      1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at from range(6) n(i)"""
    found = gathered("digital", home_of(*STORY, few), SINCE | {"task": ["checkout"], "device": ["tv"]})
    assert "digital_task" not in {each.key for each in found.cards}
    told = {row["device"]: row["value"] for row in card(found, "digital_task_success")}
    assert told["tv"] is None
