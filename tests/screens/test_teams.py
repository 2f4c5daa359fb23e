"""The page Teams as a reader meets it, over the story of teams_story.py."""

from __future__ import annotations

import hashlib
import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.screens.teams_names import listed, short
from tests.screens.conftest import STORY as ANSWERS_ONLY
from tests.screens.conftest import over
from tests.screens.reading import chosen, figures, html, opened, sentence, titles, words
from tests.screens.teams_story import COMPANY, ORIGIN, STORY

HOSTILE = "<img src=x onerror=alert(1)> {team} $x$ **b**"


@pytest.fixture
def desk(home_of, monkeypatch) -> AppTest:
    return over(home_of(*STORY, company=COMPANY), monkeypatch, "teams")


def figure(app: AppTest, key: str) -> dict:
    return next(spec for name, spec in figures(app).items() if name.startswith(key))


def test_the_team_that_got_worse_is_the_first_sentence(desk):
    told = sentence(opened(desk, period="28d"))
    assert told.startswith(
        "Returns got worse on customer satisfaction (80.4% to 40.2%), first response time (20 min to 3 h)"
    )
    assert told.endswith("No other team changed more than chance would give.")


def test_the_leaderboard_ranks_the_teams_apart(desk):
    app = opened(desk, period="28d")
    assert "Care stands first on customer satisfaction" in titles(app)
    points = figure(app, "figure_board_team")["data"][2]
    assert points["customdata"] == ["Care", "Returns"]
    assert points["x"][0] == pytest.approx(90, abs=1.5)
    assert "rank 1" in figure(app, "figure_board_team")["data"][3]["text"][0]


def test_all_numbers_stand_in_one_table_with_volume_unranked(desk):
    table = html(opened(desk, period="28d"))
    assert '<th scope="row">Care</th>' in table
    assert "rank 2" in table
    assert "<td>224</td></tr>" in table  # 2 agents x 4 contacts x 28 days of Returns, without a rank


def test_agents_are_compared_by_their_ids_never_by_their_names(desk):
    app = opened(desk, period="28d", who="agent")
    points = figure(app, "figure_board_agent")["data"][2]
    assert set(points["customdata"]) == {"ann", "ben", "cat", "dan"}
    assert points["customdata"][-1] == "dan"
    assert "Surname" not in words(app) + html(app) + json.dumps(figures(app))


def test_waits_are_told_by_team_with_those_still_waiting(desk):
    app = opened(desk, period="28d")
    assert "Returns takes longest: half wait 3 h or more for a first reply" in titles(app)
    slowest = next(
        trace for trace in figure(app, "figure_waits_resolution_time")["data"] if "fill" not in trace
    )
    assert slowest["y"][-1] == pytest.approx(25.0)  # one contact in four is never resolved


def test_opening_hours_are_a_choice_that_the_address_carries(desk):
    app = opened(desk, period="28d", hours="business")
    assert "First response time, business hours by team" in words(app)
    assert chosen(app)["hours"] == "business"
    assert chosen(opened(app, hours="calendar"))["hours"] == "calendar"


def test_what_is_left_open_is_counted_day_by_day(desk):
    app = opened(desk, period="28d")
    assert "56 contacts are open at the end of the period" in titles(app)  # 2 agents x 1 x 28 days


def test_the_busiest_hour_is_told_in_the_companys_time(desk):
    app = opened(desk, period="28d")
    assert any(title.endswith("9:00 are busiest: 8 contacts an hour") for title in titles(app))


def test_the_month_the_bot_turned_is_found_even_when_the_period_is_short(desk):
    assert any(
        title.startswith("Since February 2026 the bot keeps 75% instead of 50%")
        for title in titles(opened(desk, period="28d"))
    )


def test_coaching_sets_an_agent_beside_the_best_of_the_team_with_answers_to_talk_about(desk):
    app = opened(desk, period="28d", agent="dan")
    told = next(title for title in titles(app) if title.startswith("Agent dan"))
    assert told.startswith("Agent dan is behind on Return · ")
    assert "the best" in told
    # of 112 answers each: 22 satisfied with dan, 68 with cat
    assert "Over all of it 19.6%; the best, with the same mix of work, 60.7%." in words(app)
    assert any(title.startswith("Answers to talk about: Return · ") for title in titles(app))
    assert set(app.dataframe[0].value["comment"]) == {"About dan"}


def test_goals_say_reached_or_missed_and_a_teams_own_goal_wins(desk):
    told = html(opened(desk, period="28d"))
    assert "own goal 30%" in told
    assert "reached" in told
    assert "missed" in told
    assert "goal 30 min" in told


def test_badges_print_their_rule_and_who_holds_them(desk):
    told = html(opened(desk, period="28d", who="agent"))
    assert "Surely better than the middle of all agents on customer satisfaction, with n 30 or more." in told
    assert "no one yet" in told


def test_a_chosen_team_stays_comparable_with_the_others(desk):
    app = opened(desk, period="28d", team="Returns")
    assert figure(app, "figure_board_team")["data"][2]["customdata"] == ["Care", "Returns"]
    assert "Returns" in sentence(app)


@pytest.mark.parametrize(
    "query",
    [{"who": "nobody", "rank": "<b>", "hours": "x", "agent": HOSTILE, "load": "%"},
     {"agent": "cat", "rank": "reopen_rate"},
     {"channel": "bot"}, {"period": "7d", "who": "agent", "rank": "first_contact_resolution"},
     {"from": "2026-03-20", "to": "2026-03-21"}],
)  # fmt: skip
def test_any_address_and_any_filter_gives_a_page(desk, query):
    assert sentence(opened(desk, **query))


def test_an_empty_database_says_what_is_missing_and_how_to_bring_it(home_of, monkeypatch):
    app = over(home_of(company='name = "Tea"'), monkeypatch, "teams")
    told = words(opened(app))
    assert "No contacts in the data." in told
    assert "agent_id" in told
    assert "No goals are set." in told


def test_one_contact_alone_is_a_page(home_of, monkeypatch):
    row = f"""insert into contact by name select '1' as contact_id, timestamp '2026-01-01 12:00' as opened_at,
      timestamp '2026-01-01 13:00' as first_reply_at, 'ann' as agent_id, 'c' as customer_id, {ORIGIN}"""
    app = over(home_of(row), monkeypatch, "teams")
    assert "No agent has enough to be ranked" in words(opened(app))


def test_answers_without_contacts_or_teams_are_a_page(home_of, monkeypatch):
    app = over(home_of(ANSWERS_ONLY), monkeypatch, "teams")
    assert sentence(opened(app))


def test_hostile_names_reach_no_sink_unescaped(home_of, monkeypatch):
    rows = f"""insert into contact by name
      select i || '' as contact_id, timestamp '2026-01-01 12:00' + to_hours(i::int) as opened_at,
        timestamp '2026-01-01 12:30' + to_hours(i::int) as first_reply_at,
        timestamp '2026-01-01 13:00' + to_hours(i::int) as resolved_at, 'c' || i as customer_id,
        '{HOSTILE}' || (i % 2) as team, '{HOSTILE}' || (i % 4) as agent_id, '{HOSTILE}' as topic,
        '{HOSTILE}' as channel, {ORIGIN} from range(400) t(i)"""
    for who in ("team", "agent"):
        app = over(home_of(rows), monkeypatch, "teams")
        page = opened(app, who=who)
        assert "<img" not in html(page)
        assert "<img" not in json.dumps([_seen(spec) for spec in figures(page).values()])
        assert "<img" not in _unescaped(page)


def _unescaped(page: AppTest) -> str:
    """All Markdown without what is escaped in it."""
    shown = (*page.caption, *page.info)
    return "".join(element.value for element in shown).replace("\\<", "")


def _seen(spec: dict) -> dict:
    """A figure without what only a click carries."""
    return {**spec, "data": [{k: v for k, v in trace.items() if k != "customdata"} for trace in spec["data"]]}


def test_long_ids_are_cut_to_what_tells_them_apart():
    ids = ["e_01fbae8be37c38259089332cd5d7461e", "e_01fbce8be37c38259089332cd5d7461e", "ann"]
    cut = short(ids)
    assert len(set(cut.values())) == 3
    assert cut["ann"] == "ann"
    assert len(cut[ids[0]]) <= 8
    assert short(["x" * 40]) != {}


def test_tokens_of_names_and_addresses_are_told_by_a_few_letters():
    tokens = [
        f"{kind}_{hashlib.sha256(f'{kind}{i}'.encode()).hexdigest()[:32]}" for kind in "te" for i in range(20)
    ]
    cut = short(tokens)
    assert len(set(cut.values())) == len(tokens)
    assert max(map(len, cut.values())) <= 8
    assert all(token.startswith(cut[token].replace("\\", "")) for token in tokens)
    assert set(short(tokens[:1]).values()) == {tokens[0][:5]}


def test_names_are_listed_and_many_are_counted():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(list("abcd")) == "4 of them"
