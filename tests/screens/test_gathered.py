"""A page run without a reader shows what a reader sees, and a deck finds its cards again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
import streamlit as st

from dashboard.reports.deck import Deck, Slide
from dashboard.screens import data
from dashboard.screens.card import link_of
from dashboard.screens.exhibits import deck_report, page, report_of, visit_of
from dashboard.screens.gather import gathering
from dashboard.store.snapshot import Snapshot
from tests.screens.conftest import made
from tests.screens.test_overview import opened, tiles, words

WINDOW = {"period": ["28d"]}


@pytest.fixture
def db(story_home: Path) -> Snapshot:
    st.cache_resource.clear()
    snapshot, _ = data.published(story_home)
    assert snapshot is not None
    return snapshot


def test_a_gathered_page_has_the_cards_the_sentence_and_the_tiles_of_the_page(story, story_home, db):
    seen = opened(story, period="28d", by="channel")
    found = page(
        "overview", visit_of(db, story_home, {**WINDOW, "by": ["channel"]}), {**WINDOW, "by": ["channel"]}
    )
    assert found.sentence == seen.title[0].value.replace("\\", "")
    for made_card in found.cards:
        assert made_card.title in words(seen)
    report = report_of("overview", visit_of(db, story_home, WINDOW), WINDOW)
    assert {tile.label: tile.value for tile in report.tiles} == {
        tile["label"]: tile["value"] for tile in tiles(seen).values()
    }


def test_nothing_is_being_gathered_afterwards(story_home, db):
    page("overview", visit_of(db, story_home, WINDOW), WINDOW)
    assert gathering() is None


def test_the_rows_of_a_card_are_the_numbers_of_the_story(story_home, db):
    query = {**WINDOW, "by": ["channel"]}
    report = report_of("overview", visit_of(db, story_home, query), query)
    bars = next(each for each in report.slides if each.key == "breakdown_nps")
    now = {row["group"]: row["value"] for row in bars.rows if row["series"] == "now"}
    assert now == {"app": -100, "web": 100}
    assert {bars.plot.x, bars.plot.y, bars.plot.series} <= set(bars.columns())
    assert any("survey_answer_day" in statement for statement in bars.statements)


def test_a_link_to_a_card_gathers_the_same_card(story_home, db):
    query = {**WINDOW, "tile": ["nps"], "by": ["segment"]}
    for card in page("overview", visit_of(db, story_home, query), query).cards:
        there = link_of(card)
        again = page("overview", visit_of(db, story_home, there), there)
        same = next(each for each in again.cards if each.key == card.key)
        assert same.title == card.title
        assert list(same.rows()) == list(card.rows())


def test_a_deck_says_what_it_showed_then_and_shows_what_is_found_now(story_home, db):
    slides = (
        Slide("overview", "trend_nps", urlencode(WINDOW, doseq=True), finding="It rose", as_of="2026-01-01"),
        Slide("overview", "trend_nps", urlencode(WINDOW, doseq=True), headline="Mine", note="Look"),
        Slide("overview", query=urlencode(WINDOW, doseq=True), kind="numbers"),
        Slide("overview", "no_such_card", finding="It was here"),
    )
    first, second, numbers, gone = deck_report(Deck("d", "D", slides), db, story_home).slides
    assert first.headline == first.finding == "Net Promoter Score fell from 93 to 0"
    assert (first.then, first.then_as_of) == ("It rose", "2026-01-01")
    assert (second.headline, second.note, second.then) == ("Mine", "Look", "")
    assert numbers.tiles[0].value == "0"
    assert numbers.headline.startswith("Net Promoter Score fell")
    assert gone.missing
    assert gone.headline == "It was here"


def test_every_slide_is_told_while_a_deck_is_read(story_home, db):
    said: list[str] = []
    deck_report(Deck("d", "D", (Slide("overview", "trend_nps"),) * 2), db, story_home, said.append)
    assert said == ["Slide 1 of 2", "Slide 2 of 2"]


def test_a_page_without_data_is_gathered_too(tmp_path):
    home = made(tmp_path / "home")
    st.cache_resource.clear()
    snapshot, _ = data.published(home)
    report = report_of("overview", visit_of(snapshot, home, {}), {})
    assert report.sentence
    assert {tile.value for tile in report.tiles} == {"–"}
