"""The page Teams without a reader: its cards with their rows, as every export takes them."""

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
from dashboard.screens.teams_topics import drawn_cells
from tests.screens.conftest import PEOPLE, made
from tests.screens.conftest import STORY as ANSWERS_ONLY
from tests.screens.teams_story import STORY
from tests.screens.test_teams import desk_home

__all__ = ["desk_home"]
QUERY = {"period": ["28d"]}
OTHER = {
    "period": ["28d"], "who": ["agent"], "rank": ["first_response_time"], "hours": ["business"], "agent": ["dan"],
    "load": ["abandoned"], "tile": ["contacts"],
}  # fmt: skip
TEAM = {"period": ["28d"], "team": ["Returns"], "rank": ["reopen_rate"]}


def gathered(home, query) -> Gathered:
    st.cache_resource.clear()
    db, _ = data.published(home)
    return page("teams", visit_of(db, home, query), query)


def report(home, query):
    st.cache_resource.clear()
    db, _ = data.published(home)
    return report_of("teams", visit_of(db, home, query), query)


def card(found: Gathered, key: str) -> list[dict]:
    return [dict(row) for row in next(each for each in found.cards if each.key == key).rows()]


@pytest.mark.parametrize("query", [QUERY, OTHER, TEAM])
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(desk_home, query):
    found = gathered(desk_home, query)
    keys = [each.key for each in found.cards]
    assert len(keys) == len(set(keys)) >= 11
    assert found.sentence
    for slide in report(desk_home, query).slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        if slide.rows:
            plot = slide.plot
            wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
            assert wanted <= set(slide.columns()), slide.key


@pytest.mark.parametrize("query", [QUERY, OTHER, TEAM])
def test_the_link_to_a_card_shows_the_same_card(desk_home, query):
    for each in gathered(desk_home, query).cards:
        there = link_of(each)
        same = next(one for one in gathered(desk_home, there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


def test_the_rows_of_the_leaderboard_are_its_lines_in_percent(desk_home):
    found = gathered(desk_home, QUERY)
    care, returns = card(found, "leaderboard")
    assert (care["name"], care["rank from"], returns["rank from"]) == ("Care", 1, 2)
    assert care["own value"] > returns["own value"]
    assert care["low"] < care["estimate"] < care["high"] <= 100
    assert found.figures["leaderboard"].data[2]["x"] == pytest.approx((care["estimate"], returns["estimate"]))


def test_the_days_of_a_team_stand_together_in_the_order_of_time(desk_home):
    rows = card(gathered(desk_home, QUERY), "backlog")
    teams = [row["team"] for row in rows]
    assert teams == [team for each in dict.fromkeys(teams) for team in teams if team == each]
    last = [row for row in rows if row["team"] == teams[0]]
    assert [row["day"] for row in last] == sorted(row["day"] for row in last)
    assert sum(row["open"] for row in rows if row["day"] == last[-1]["day"]) == 56  # 2 agents x 1 x 28 days


def test_the_week_starts_as_the_company_says_and_hours_run_on(desk_home):
    rows = card(gathered(desk_home, QUERY), "load")
    places = [(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].index(row["weekday"]),
               row["hour"]) for row in rows]  # fmt: skip
    assert places == sorted(places)


def test_a_bots_month_that_is_not_over_is_marked(desk_home):
    rows = card(gathered(desk_home, QUERY), "bot")
    assert [row["outcome"] for row in rows] == sorted((row["outcome"] for row in rows), reverse=True)
    assert rows[-1]["partial"]
    assert not rows[0]["partial"]


def test_coaching_sets_two_bars_on_every_kind_of_work(desk_home):
    rows = card(gathered(desk_home, {**QUERY, "agent": ["dan"]}), "coaching")
    own = [row for row in rows if row["who"] == "Agent dan"]
    others = [row for row in rows if row["who"] == "the best"]
    assert [row["work"] for row in own] == [row["work"] for row in others]
    assert own[0]["value"] - others[0]["value"] == pytest.approx(own[0]["difference"])


def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(desk_home):
    whole = report(desk_home, QUERY)
    board = next(slide for slide in whole.slides if slide.key == "leaderboard")
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == board.headline)
    columns = [cell.value for cell in sheet[5]]
    assert sheet.cell(6, columns.index("estimate") + 1).value == pytest.approx(board.rows[0]["estimate"])
    assert board.headline in written(whole, ".html").decode("utf-8")


@pytest.mark.parametrize("rows", [(), (PEOPLE, ANSWERS_ONLY), STORY[:1]])
def test_a_page_with_little_or_nothing_is_gathered(tmp_path, rows):
    found = gathered(made(tmp_path / "home", *rows), OTHER)
    frames = {each.key: list(each.rows()) for each in found.cards}
    assert len(frames) == len(found.cards)
    assert found.sentence


class Told:
    """A cell as far as its place is decided by it."""

    def __init__(self, agent: str, topic: str, score: float, n: int, stands: bool = False) -> None:
        self.agent, self.topic, self.score, self.stands = agent, topic, score, stands
        self.answer = type("Answer", (), {"n": n})


def test_the_agents_with_the_most_to_say_are_drawn_team_by_team_and_topics_with_them():
    people = {f"a{i:02d}": "Shop" if i % 2 else "Care" for i in range(30)}
    cells = [Told(agent, people[agent] + " work", i / 100, 50) for i, agent in enumerate(people)]
    cells.append(Told("a00", "Rare", 0.0, 40, stands=True))
    agents, topics = drawn_cells(cells, people)
    assert len(agents) == 20
    assert "a00" in agents  # hardly apart, but surely
    assert "a01" not in agents
    assert [people[agent] for agent in agents] == sorted(people[agent] for agent in agents)
    assert topics == ["Care work", "Rare", "Shop work"]
