"""The page Voice over a small story: a topic that rises in the app, hostile words, and a database without any."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import PEOPLE, STORY, over
from tests.screens.reading import bars, figures, html, opened, sentence, words
from tests.screens.voice_story import ODD, ORIGIN, ROWS


@pytest.fixture
def voice(home_of, monkeypatch) -> AppTest:
    return over(home_of(*ROWS), monkeypatch, "voice")


def test_the_rise_of_the_last_weeks_is_told_in_the_sentence_and_on_its_card(voice):
    app = opened(voice, period="28d")
    assert "Payment and checkout in App came up" in words(app).splitlines()[0]
    assert "Sudden rise: Payment and checkout in App" in words(app)
    assert '<th scope="row">Payment and checkout in App</th>' in html(app)


def test_angry_reviews_without_an_answer_are_counted_and_shown(voice):
    app = opened(voice, period="7d")
    assert "14 angry texts wait for an answer" in words(app)
    assert "Of 21 angry texts." in words(app)


def test_stars_differ_where_the_topic_comes_up(voice):
    app = opened(voice, period="28d", score="stars")
    # with it: 28 days of 1 star, and 20 days of 1 and 2 stars; without it: eight of 5 and one of 4 a day
    assert "Reviews have 3.59 stars fewer where payment and checkout comes up" in words(app)


def test_a_score_that_no_text_has_gives_way_to_one_that_there_is(voice):
    app = opened(voice, period="28d", score="csat")
    assert "Stars of texts with the topic" in words(app)


def test_a_search_finds_marks_and_counts(voice):
    app = opened(voice, period="7d", find="pay fail")
    assert "21 texts with pay fail" in words(app)
    assert "<mark>pay</mark>ment <mark>fail</mark>ed again" in html(app)


def test_hostile_words_are_shown_as_they_are_and_nowhere_as_anything_else(voice):
    app = opened(voice, period="365d", find="script refund")
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;" in html(app)
    assert "<script" not in html(app)


def test_a_language_without_a_model_is_counted_as_not_scored(voice):
    app = opened(voice, period="365d")
    assert "<b>Lithuanian</b> 1 without a score" in html(app)


def test_a_competitor_that_becomes_as_loud_takes_its_share(voice):
    app = opened(voice, period="28d", compare="none")
    assert "No competitor was talked about more than Tea & Co beyond chance" in words(app)
    lines = next(f for f in figures(app).values() if any("Rival" in str(t.get("text")) for t in f["data"]))
    assert {text.strip() for trace in lines["data"] for text in trace.get("text", [])} == {
        "Tea &amp; Co",
        "Rival",
    }


def test_versions_are_compared_from_the_newest(voice):
    app = opened(voice, period="90d", reviews="app_version")
    assert bars(app, "Mean stars of 5 by app version")[0]["label"] == "1.4.0"
    assert "1.4.0 has" in words(app)


def test_sheets_turn_and_end(voice):
    first = opened(voice, period="7d")
    assert "Sheet 1 of" in words(first)
    first.button(key="voice_older").click().run()
    assert not first.exception
    assert "Sheet 2 of" in words(first)


@pytest.mark.parametrize(
    "query",
    [
        {"find": "\x00\"'%_;--", "sheet": "-3", "topic": "<b>", "feeling": "?",
         "source": "'; drop table", "language": "xx"},
        {"feelings": "no", "score": "no", "reviews": "no", "brands": "no", "sheet": "9" * 40, "find": "x" * 5000},
        {"feelings": "touchpoint", "period": "365d"}, {"source_class": "inferred"}, {"source_class": "direct"},
        {"period": "7d", "feelings": "language"}, {"channel": "web", "reviews": "location"},
    ],
)  # fmt: skip
def test_nonsense_in_the_address_breaks_nothing(voice, query):
    assert sentence(opened(voice, **query))


def test_the_page_works_on_an_empty_database(home_of, monkeypatch):
    app = over(home_of(), monkeypatch, "voice")
    assert "shows what people write" in words(opened(app))


def test_answers_without_a_comment_say_what_is_missing(home_of, monkeypatch):
    app = over(home_of(PEOPLE, STORY), monkeypatch, "voice")
    assert "shows what people write" in words(opened(app))


def test_one_text_is_enough(home_of, monkeypatch):
    app = over(home_of(ODD), monkeypatch, "voice")
    found = words(opened(app))
    assert "1 text" in found
    assert "No sudden rise" in found


def test_a_period_without_texts_says_where_the_texts_are(home_of, monkeypatch):
    older = (
        ODD.replace("2026-04-09", "2026-01-05")
        + " union all "
        + "select 'second', timestamp '2026-02-03 10:00', "
    )
    home = home_of(PEOPLE, STORY, f"{older} 'post', 'x', 'Too late again', 'en', {ORIGIN}")
    told = words(opened(over(home, monkeypatch, "voice"), period="28d"))
    assert told.splitlines()[0].endswith("Nobody wrote in this period. The texts are of 5 Jan to 3 Feb 2026.")
    assert "No numbers yet" not in told
