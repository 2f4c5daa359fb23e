"""The page Teams without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.screens.teams_topics import drawn_cells
from tests.screens.gathering import card, gathered
from tests.screens.teams_story import COMPANY, STORY

QUERY = {"period": ["28d"]}


@pytest.fixture
def home(home_of) -> Path:
    return home_of(*STORY, company=COMPANY)


def test_the_rows_of_the_leaderboard_are_its_lines_in_percent(home):
    found = gathered("teams", home, QUERY)
    care, returns = card(found, "leaderboard")
    assert (care["name"], care["rank from"], returns["rank from"]) == ("Care", 1, 2)
    assert care["own value"] > returns["own value"]
    assert care["low"] < care["estimate"] < care["high"] <= 100
    assert found.figures["leaderboard"].data[2]["x"] == pytest.approx((care["estimate"], returns["estimate"]))


def test_the_days_of_a_team_stand_together_in_the_order_of_time(home):
    rows = card(gathered("teams", home, QUERY), "backlog")
    teams = [row["team"] for row in rows]
    assert teams == [team for each in dict.fromkeys(teams) for team in teams if team == each]
    last = [row for row in rows if row["team"] == teams[0]]
    assert [row["day"] for row in last] == sorted(row["day"] for row in last)
    assert sum(row["open"] for row in rows if row["day"] == last[-1]["day"]) == 56  # 2 agents x 1 x 28 days


def test_the_week_starts_as_the_company_says_and_hours_run_on(home):
    rows = card(gathered("teams", home, QUERY), "load")
    places = [(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].index(row["weekday"]),
               row["hour"]) for row in rows]  # fmt: skip
    assert places == sorted(places)


def test_a_bots_month_that_is_not_over_is_marked(home):
    rows = card(gathered("teams", home, QUERY), "bot")
    assert [row["outcome"] for row in rows] == sorted((row["outcome"] for row in rows), reverse=True)
    assert rows[-1]["partial"]
    assert not rows[0]["partial"]


def test_coaching_sets_two_bars_on_every_kind_of_work(home):
    rows = card(gathered("teams", home, {**QUERY, "agent": ["dan"]}), "coaching")
    own = [row for row in rows if row["who"] == "Agent dan"]
    others = [row for row in rows if row["who"] == "the best"]
    assert [row["work"] for row in own] == [row["work"] for row in others]
    assert own[0]["value"] - others[0]["value"] == pytest.approx(own[0]["difference"])


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
