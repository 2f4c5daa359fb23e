"""The page Digital without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import streamlit as st

from dashboard.reports.exhibit import Report
from dashboard.reports.write import made as written
from dashboard.screens import data
from dashboard.screens.card import link_of
from dashboard.screens.exhibits import page, report_of, visit_of
from dashboard.screens.gather import Gathered
from tests.screens.conftest import STORY as ANSWERS
from tests.screens.conftest import made
from tests.screens.digital_story import LAST, STORY
from tests.screens.test_digital import shop_home

__all__ = ["shop_home"]
SINCE = {"from": ["2026-02-25"], "to": ["2026-04-11"]}
LONG = {"period": ["90d"]}
CHOSEN = SINCE | {
    "across": ["channel"], "measure": ["time_on_task"], "task": ["checkout"], "device": ["mobile"],
    "store": ["Store A"], "tile": ["footfall"], "by": ["channel"],
}  # fmt: skip
FILTERED = SINCE | {"across": ["channel"], "channel": ["app"]}
QUERIES = [SINCE, LONG, LONG | {"campaign": ["Good"]}, CHOSEN, FILTERED, SINCE | {"across": ["channel"]}]


def gathered(home: Path, query: dict[str, list[str]]) -> Gathered:
    st.cache_resource.clear()
    db, _ = data.published(home)
    return page("digital", visit_of(db, home, query), query)


def report(home: Path, query: dict[str, list[str]]) -> Report:
    st.cache_resource.clear()
    db, _ = data.published(home)
    return report_of("digital", visit_of(db, home, query), query)


def card(found: Gathered, key: str) -> list[dict]:
    return [dict(row) for row in next(each for each in found.cards if each.key == key).rows()]


@pytest.mark.parametrize("query", QUERIES)
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(shop_home, query):
    found = gathered(shop_home, query)
    keys = [each.key for each in found.cards]
    assert len(keys) == len(set(keys)) >= 5
    assert found.sentence
    for slide in report(shop_home, query).slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        if slide.rows:
            plot = slide.plot
            wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
            assert wanted <= set(slide.columns()), slide.key
            assert plot.kind != "table", slide.key


@pytest.mark.parametrize("query", QUERIES)
def test_the_link_to_a_card_shows_the_same_card(shop_home, query):
    for each in gathered(shop_home, query).cards:
        there = link_of(each)
        same = next(one for one in gathered(shop_home, there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


def test_the_matrix_is_one_row_a_task_and_device_in_percent(shop_home):
    rows = {row["device"]: row for row in card(gathered(shop_home, SINCE), "digital_task_success")}
    assert rows["mobile"]["value"] == pytest.approx(100 * 225 / 450)
    assert rows["desktop"]["value"] == pytest.approx(100 * 405 / 450)
    assert rows["mobile"]["low"] < 50 < rows["mobile"]["high"]
    assert (rows["mobile"]["n"], rows["mobile"]["before"]) == (450, pytest.approx(90))


def test_visits_are_told_by_device_and_all_together(shop_home):
    rows = card(gathered(shop_home, SINCE), "digital_visits")
    bounce = {row["device"]: row for row in rows if row["number"] == "Bounce rate"}
    assert set(bounce) == {"desktop", "mobile", "all"}
    assert bounce["all"]["n"] == bounce["desktop"]["n"] + bounce["mobile"]["n"]


def test_terms_and_stores_stand_in_the_order_of_their_bars_and_then_where_they_stood(shop_home):
    found = gathered(shop_home, SINCE)
    stores = card(found, "digital_store_conversion")
    assert [(row["series"], row["store"]) for row in stores[:1]] == [("now", "Store C")]
    assert [row["series"] for row in stores] == ["now"] * 3 + ["before"] * 3
    assert stores[0]["value"] == pytest.approx(100 * 225 / 2700)
    terms = card(found, "digital_search")
    assert [(row["series"], row["term"], row["found nothing"]) for row in terms][:1] == [
        ("now", "umbrella", 135)
    ]
    assert terms[0]["low"] < 135 < terms[0]["high"]


def test_the_curve_of_a_campaign_begins_at_nothing_and_ends_where_its_time_does(shop_home):
    rows = card(gathered(shop_home, LONG | {"campaign": ["Good"]}), "digital_coupon_days")
    mine = [row for row in rows if row["campaign"] == "Good"]
    assert (mine[0]["day"], mine[0]["redeemed by then"]) == (0, 0)
    assert mine[-1]["day"] <= 60
    assert mine[-1]["redeemed by then"] == pytest.approx(20)
    assert [row["campaign"] for row in rows] == ["Good"] * len(mine) + ["All others"] * (
        len(rows) - len(mine)
    )


def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(shop_home):
    whole = report(shop_home, SINCE)
    stores = next(slide for slide in whole.slides if slide.key == "digital_store_conversion")
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == stores.headline)
    columns = [cell.value for cell in sheet[5]]
    assert sheet.cell(6, columns.index("value") + 1).value == pytest.approx(100 * 225 / 2700)
    told = written(whole, ".html").decode("utf-8")
    assert all(slide.headline in told for slide in whole.slides)


@pytest.mark.parametrize("rows", [(), (LAST,), (*STORY, ANSWERS)])
@pytest.mark.parametrize("query", [{}, CHOSEN, {"source_class": ["direct"]}])
def test_a_page_with_little_or_nothing_is_gathered(tmp_path, rows, query):
    found = gathered(made(tmp_path / "home", *rows), query)
    for each in found.cards:
        assert all(isinstance(row, dict) for row in each.rows())


def test_a_task_of_too_few_customers_is_not_told(tmp_path):
    few = """insert into event by name select 'few' || i as event_id, 'v' || (i // 2) as session_id, 'p' || (i // 2) as
      customer_id, timestamp '2026-04-01 12:00' + to_minutes(i) as happened_at, 'web' as channel, 'tv' as device,
      case i % 2 when 0 then 'task_start' else 'task_finish' end as name, 'checkout' as task, 'e.csv' as _file,
      1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at from range(6) n(i)"""
    found = gathered(made(tmp_path / "home", *STORY, few), SINCE | {"task": ["checkout"], "device": ["tv"]})
    assert "digital_task" not in {each.key for each in found.cards}
    told = {row["device"]: row["value"] for row in card(found, "digital_task_success")}
    assert told["tv"] is None
