"""The page Voice over a small story: a topic that rises in the app, hostile words, and a database without any."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import PEOPLE, STORY, made, over

ORIGIN = "'f' as _file, 1 as _line, 'Shop' as _source, timestamp '2026-05-01' as _imported_at"
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) $x$ :red[late] refund"
REVIEWS = f"""
insert into mention by name
select 'r' || d || '-' || i as mention_id, timestamp '2026-01-01 10:00' + to_days(d::int) as published_at,
  'review' as kind, 'play' as site, case when i < 3 then 'payment failed again' else 'lovely cups' end as body,
  case i when 0 then 1 when 1 then 1 when 2 then 2 when 11 then 4 else 5 end as rating, 5 as rating_max,
  '1.' || (d // 20) || '.0' as app_version,
  case when i < 3 then -0.7 else 0.6 end as sentiment, 'given' as sentiment_model, 'en' as language, 'app' as channel,
  case when i = 0 then timestamp '2026-01-03 10:00' + to_days(d::int) end as replied_at, {ORIGIN}
from range(100) days(d), range(12) reviews(i)
where i >= 3 or d >= 80 or i = 0
"""
NEWS = f"""
insert into mention by name
select 'n' || d || '-' || i as mention_id, timestamp '2026-01-01 10:00' + to_days(d::int) as published_at,
  'news' as kind, 'courier' as site, 'Seen in town' as title, case when i < 2 then null else 'Rival' end as brand,
  {ORIGIN}
from range(100) days(d), range(4) news(i)
where i < 2 or d >= 40
"""
ODD = f"""
insert into mention by name
select 'odd' as mention_id, timestamp '2026-04-09 10:00' as published_at, 'post' as kind, 'x' as site,
  $${HOSTILE}$$ as body, 'lt' as language, {ORIGIN}
"""


def page() -> None:
    from dashboard.screens.enter import enter
    from dashboard.screens.voice_page import render

    if visit := enter("voice"):
        render(visit)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return made(tmp_path_factory.mktemp("voice") / "home", PEOPLE, STORY, REVIEWS, NEWS, ODD)


@pytest.fixture
def voice(home, monkeypatch):
    yield from over_page(home, monkeypatch)


def over_page(home, monkeypatch):
    for _ in over(home, monkeypatch):
        yield AppTest.from_function(page, default_timeout=30)


def opened(app: AppTest, **query: str) -> AppTest:
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    found = (*app.title, *app.subheader, *app.caption, *app.info, *app.markdown)
    return re.sub(r"[\\\u2060]", "", "\n".join(element.value for element in found))


def html(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def figures(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def bars(app: AppTest, says: str) -> list[dict]:
    """The rows of the bars whose card says this."""
    drawn = [json.loads(component.proto.json) for component in app.get("bidi_component")]
    return next(one["rows"] for one in drawn if says in one.get("alt", ""))


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
    lines = next(f for f in figures(app) if any("Rival" in str(t.get("text")) for t in f["data"]))
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
    assert opened(voice, **query).title


def test_the_page_works_on_an_empty_database(tmp_path, monkeypatch):
    for app in over_page(made(tmp_path / "home"), monkeypatch):
        assert "shows what people write" in words(opened(app))


def test_answers_without_a_comment_say_what_is_missing(tmp_path, monkeypatch):
    for app in over_page(made(tmp_path / "home", PEOPLE, STORY), monkeypatch):
        assert "shows what people write" in words(opened(app))


def test_one_text_is_enough(tmp_path, monkeypatch):
    for app in over_page(made(tmp_path / "home", ODD), monkeypatch):
        found = words(opened(app))
        assert "1 text" in found
        assert "No sudden rise" in found
