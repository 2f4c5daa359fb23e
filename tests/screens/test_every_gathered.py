"""What holds for every page without a reader, over its own home, at each of its addresses."""

from __future__ import annotations

from html import unescape

import pytest

from dashboard.reports.write import made as written
from dashboard.screens.card import link_of
from tests.screens.gathered_pages import (
    CHOSEN,
    DIGITAL,
    JOURNEY,
    MEMBERS,
    PAGES,
    SCORECARD,
    SINCE,
    TEAMS,
    VOICE,
    WINDOW,
)
from tests.screens.gathering import column, gathered, report, visited

ASKED = [
    pytest.param(page, query, id=f"{page.called or page.name}-{place}")
    for page in PAGES for place, query in enumerate(page.queries)
]  # fmt: skip
POOR = [
    pytest.param(page, rows, query, id=f"{page.name}-{place}-{asked}")
    for page in PAGES for place, rows in enumerate(page.little) for asked, query in enumerate(page.poorly)
]  # fmt: skip


@pytest.mark.parametrize(("page", "query"), ASKED)
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(home_of, page, query):
    told = report(page.name, page.home(home_of), query)
    keys = [slide.key for slide in told.slides]
    assert len(keys) == len(set(keys)) >= page.least
    assert set(keys) >= set(page.always)
    assert told.sentence
    for slide in told.slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        assert slide.rows or not page.full, slide.key
        assert not page.even or all(set(row) == set(slide.columns()) for row in slide.rows), slide.key
        if slide.rows:
            plot = slide.plot
            wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
            assert wanted <= set(slide.columns()), slide.key
            assert plot.kind != "table" or not page.drawn, slide.key


@pytest.mark.parametrize(("page", "query"), ASKED)
def test_the_rows_behind_every_card_can_be_asked(home_of, page, query):
    home = page.home(home_of)
    snapshot = visited(home, query).db
    for each in gathered(page.name, home, query).cards:
        behind = each.rows_behind(3)
        if behind is not None:
            assert snapshot.query(behind.sql, behind.params).num_rows <= 3, each.key


@pytest.mark.parametrize(("page", "query"), ASKED)
def test_the_link_to_a_card_shows_the_same_card(home_of, page, query):
    home = page.home(home_of)
    for each in gathered(page.name, home, query).cards:
        there = link_of(each)
        same = next(one for one in gathered(page.name, home, there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


@pytest.mark.parametrize(("page", "rows", "query"), POOR)
def test_a_page_with_little_or_nothing_is_gathered(home_of, page, rows, query):
    found = gathered(page.name, home_of(*rows, company=page.company), query)
    assert found.sentence or "source_class" in query
    keys = [each.key for each in found.cards]
    assert len(keys) == len(set(keys))
    for each in found.cards:
        assert all(isinstance(row, dict) for row in each.rows()), each.key


@pytest.mark.parametrize(
    ("page", "query", "key", "name", "place", "value", "says"),
    [
        (DIGITAL, SINCE, "digital_store_conversion", "value", 0, 100 * 225 / 2700, ""),
        (JOURNEY, CHOSEN | {"order": ["ordered"]}, "funnel", "of_first", 1, 75, ""),
        (SCORECARD, {}, "recovery_bought_again", "value", 0, 75, "bought again more often than those not recovered"),
        (MEMBERS, {}, "survival", "percent", 0, 100, "Hunter leaves soonest: 0% are still there"),
        (TEAMS, WINDOW, "leaderboard", "own value", 0, 100 * 202 / 224, ""),
        (VOICE, WINDOW | {"reviews": ["site"], "compare": ["previous"]}, "voice_stars_site", "stars", 1, 4.5, ""),
    ],
)  # fmt: skip
def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(
    home_of, page, query, key, name, place, value, says
):
    whole = report(page.name, page.home(home_of), query)
    slide = next(slide for slide in whole.slides if slide.key == key)
    kept = column(whole, slide, name)
    assert kept == pytest.approx([row[name] for row in slide.rows])
    assert kept[place] == pytest.approx(value)
    told = unescape(written(whole, ".html").decode("utf-8"))
    assert all(each.headline in told for each in whole.slides)
    assert says in told
