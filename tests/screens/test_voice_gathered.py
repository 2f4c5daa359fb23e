"""The page Voice without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

import io

import openpyxl
import pytest
import streamlit as st

from dashboard.reports.write import made as written
from dashboard.screens import data
from dashboard.screens.card import link_of
from dashboard.screens.exhibits import page, report_of, visit_of
from dashboard.screens.gather import Gathered
from tests.screens.conftest import PEOPLE, STORY, made
from tests.screens.test_voice_page import NEWS, ODD, REVIEWS, bars, home, opened, over_page

__all__ = ["home"]
QUERY = {"period": ["28d"]}
OTHER = {
    "period": ["28d"], "feelings": ["language"], "score": ["stars"], "topic": ["payment"], "feeling": ["negative"],
    "source": ["Shop"], "language": ["en"], "find": ["pay"], "sheet": ["2"], "reviews": ["app_version"],
    "brands": ["all"], "tile": ["review_rating"],
}  # fmt: skip
COMPARED = {"period": ["28d"], "compare": ["previous"]}


def gathered(home, query) -> Gathered:
    st.cache_resource.clear()
    db, _ = data.published(home)
    return page("voice", visit_of(db, home, query), query)


def report(home, query):
    st.cache_resource.clear()
    db, _ = data.published(home)
    return report_of("voice", visit_of(db, home, query), query)


def card(found: Gathered, key: str) -> list[dict]:
    return [dict(row) for row in next(each for each in found.cards if each.key == key).rows()]


@pytest.mark.parametrize("query", [QUERY, OTHER])
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(home, query):
    found = gathered(home, query)
    keys = [each.key for each in found.cards]
    assert len(keys) == len(set(keys)) >= 10
    assert found.sentence
    for slide in report(home, query).slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        if slide.rows:
            plot = slide.plot
            wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
            assert wanted <= set(slide.columns()), slide.key


@pytest.mark.parametrize("query", [QUERY, OTHER])
def test_the_link_to_a_card_shows_the_same_card(home, query):
    for each in gathered(home, query).cards:
        there = link_of(each)
        same = next(one for one in gathered(home, there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


def test_the_rows_of_the_topics_are_the_bars_of_the_screen(home, monkeypatch):
    rows = card(gathered(home, COMPARED), "voice_topics")
    for app in over_page(home, monkeypatch):
        drawn = bars(opened(app, period="28d", compare="previous"), "Texts with each topic")
    now = [row for row in rows if row["series"] == "now"]
    assert [row["key"] for row in drawn] == [row["topic"] for row in now]
    # 28 days with 12 reviews (20 of them since day 80; 8 with 10), three about payment since then, else one
    assert now[0]["texts"] == 20 * 3 + 8
    assert now[0]["share"] == pytest.approx(100 * now[0]["texts"] / now[0]["of all texts"])
    assert {row["series"] for row in rows} == {"now", "before"}


def test_the_rows_of_the_stars_are_in_stars_with_where_they_stood(home):
    rows = card(gathered(home, COMPARED | {"reviews": ["site"]}), "voice_stars_site")
    now, before = rows
    # ten a day to day 79: 1, 4 and eight of 5; twelve a day since: 1, 1, 2, 4 and eight of 5
    assert before["stars"] == pytest.approx((1 + 4 + 8 * 5) / 10)
    assert now["stars"] == pytest.approx((8 * (1 + 4 + 40) + 20 * (1 + 1 + 2 + 4 + 40)) / (8 * 10 + 20 * 12))
    assert now["low"] < now["stars"] < now["high"]


def test_the_steps_of_a_line_stand_together_in_the_order_of_time(home):
    rows = card(gathered(home, QUERY), "voice_brands")
    names = [row["name"] for row in rows]
    assert list(dict.fromkeys(names)) == ["Tea & Co", "Rival"]
    assert names == sorted(names, key=["Tea & Co", "Rival"].index)
    own = [row for row in rows if row["own"]]
    assert [row["from"] for row in own] == sorted(row["from"] for row in own)
    assert own[-1]["share"] == pytest.approx(50)


def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(home):
    whole = report(home, QUERY)
    stars = next(slide for slide in whole.slides if slide.key.startswith("voice_stars"))
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == stars.headline)
    columns = [cell.value for cell in sheet[5]]
    assert sheet.cell(6, columns.index("stars") + 1).value == pytest.approx(stars.rows[0]["stars"])
    assert stars.headline in written(whole, ".html").decode("utf-8")


@pytest.mark.parametrize("rows", [(), (ODD,), (PEOPLE, STORY), (NEWS,), (REVIEWS,)])
def test_a_page_with_little_or_nothing_is_gathered(tmp_path, rows):
    found = gathered(made(tmp_path / "home", *rows), OTHER)
    frames = {each.key: list(each.rows()) for each in found.cards}
    assert len(frames) == len(found.cards)
    assert found.sentence
