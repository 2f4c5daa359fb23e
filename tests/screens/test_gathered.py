"""A page run without a reader shows what a reader sees, and a deck finds its cards again."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest

from dashboard.metrics.metric import Database
from dashboard.reports.deck import Deck, Slide
from dashboard.screens.exhibits import deck_report
from dashboard.screens.gather import gathering
from tests.screens.gathering import gathered, report, visited
from tests.screens.reading import below, opened, sentence, tiles

WINDOW = {"period": ["28d"]}


@pytest.fixture
def db(story_home: Path) -> Database:
    return visited(story_home, {}).db


def test_a_gathered_page_has_the_cards_the_sentence_and_the_tiles_of_the_page(story, story_home):
    seen = opened(story, period="28d", by="channel")
    found = gathered("overview", story_home, {**WINDOW, "by": ["channel"]})
    assert found.sentence == sentence(seen)
    for made_card in found.cards:
        assert made_card.title in below(seen)
    told = report("overview", story_home, WINDOW)
    assert {tile.label: tile.value for tile in told.tiles} == {
        tile["label"]: tile["value"] for tile in tiles(seen).values()
    }


def test_nothing_is_being_gathered_afterwards(story_home):
    gathered("overview", story_home, WINDOW)
    assert gathering() is None


def test_the_rows_of_a_card_are_the_numbers_of_the_story(story_home):
    told = report("overview", story_home, {**WINDOW, "by": ["channel"]})
    bars = next(each for each in told.slides if each.key == "breakdown_nps")
    now = {row["group"]: row["value"] for row in bars.rows if row["series"] == "now"}
    assert now == {"app": -100, "web": 100}
    assert {bars.plot.x, bars.plot.y, bars.plot.series} <= set(bars.columns())
    assert any("survey_answer_day" in statement for statement in bars.statements)


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


def test_a_page_without_data_is_gathered_too(home_of):
    told = report("overview", home_of(), {})
    assert told.sentence
    assert {tile.value for tile in told.tiles} == {"–"}
