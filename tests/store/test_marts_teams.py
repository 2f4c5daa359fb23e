"""Agents, the load of every hour and what is open, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from dashboard.company import Company


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def contact(contact_id: str, opened: str, replied: str | None = None, resolved: str | None = None, **more):
    return {
        "contact_id": contact_id, "opened_at": at(opened), "first_reply_at": replied and at(replied),
        "resolved_at": resolved and at(resolved), "customer_id": f"c{contact_id}", **more,
    }  # fmt: skip


def test_an_agent_belongs_to_the_declared_team_or_where_most_contacts_were(built, rows_of):
    snapshot = built(
        agent=[{"agent_id": "ann", "name": "Ann Other", "team": "Care", "is_bot": False},
               {"agent_id": "robo", "team": None, "is_bot": True}],
        contact=[contact("1", "2026-03-02 10:00", agent_id="ann", team="Returns"),
                 contact("2", "2026-03-02 10:00", agent_id="ben", team="Returns"),
                 contact("3", "2026-03-03 10:00", agent_id="ben", team="Returns"),
                 contact("4", "2026-03-03 11:00", agent_id="ben", team="Care"),
                 contact("5", "2026-03-03 11:00", agent_id="eve")],
    )  # fmt: skip
    rows = {row["agent_id"]: (row["team"], row["is_bot"]) for row in rows_of(snapshot, "agent", "agent_id")}
    assert rows == {
        "ann": ("Care", False),
        "ben": ("Returns", False),
        "eve": (None, False),
        "robo": (None, True),
    }


def test_a_snapshot_holds_no_agents_name(built):
    snapshot = built(agent=[{"agent_id": "a1", "name": "Ann Other", "team": "Care"}],
                     contact=[contact("1", "2026-03-02 10:00", agent_id="a1")])  # fmt: skip
    assert set(snapshot.query("select * from agent").column_names) == {"agent_id", "team", "is_bot"}


def test_an_agents_day_adds_up_answers_and_contacts_by_topic_and_leaves_bots_out(built):
    snapshot = built(
        agent=[{"agent_id": "robo", "is_bot": True}],
        contact=[
            contact("1", "2026-03-02 10:00", None, "2026-03-02 11:00", agent_id="ann", topic="return", reopens=1),
            contact("2", "2026-03-02 12:00", None, "2026-03-02 13:00", agent_id="ann", topic="return"),
            contact("3", "2026-03-02 12:00", agent_id="ann", topic="app"),
            contact("4", "2026-03-02 12:00", agent_id="robo", topic="app"),
            contact("5", "2026-03-02 12:00", topic="app"),
            contact("9", "2026-03-31 12:00", None, "2026-03-31 12:00"),
        ],
        survey_answer=[
            {"answer_id": f"a{n}", "answered_at": at("2026-03-02 18:00"), "kind": "csat", "score": score,
             "scale_min": 1, "scale_max": 5, "direction": "up", "agent_id": "ann", "customer_id": "c1"}
            for n, score in enumerate((5, 4, 2))
        ],
    )  # fmt: skip
    found = snapshot.query(
        "select topic, contacts, resolved, ever_resolved, reopened, mature_resolved, resolved_first_time, "
        "csat_answers, satisfied from agent_day where agent_id = 'ann' order by topic nulls last"
    ).to_pylist()
    assert [tuple(row.values()) for row in found] == [
        ("app", 1, 0, 0, 0, 0, 0, 0, 0), ("return", 2, 2, 2, 1, 2, 1, 0, 0), (None, 0, 0, 0, 0, 0, 0, 3, 2),
    ]  # fmt: skip
    agents = snapshot.query("select distinct agent_id from agent_day").column("agent_id").to_pylist()
    assert agents == ["ann"]


def test_an_hour_is_the_companys_on_both_sides_of_a_clock_change(built):
    snapshot = built(
        Company(name="Acme", time_zone="Europe/Vilnius"),
        contact=[
            contact("1", "2026-03-28 22:30"),
            contact("2", "2026-03-29 06:00"),
            contact("3", "2026-03-27 06:00"),
        ],
    )
    rows = snapshot.query("select day, hour, contacts from load_hour order by day, hour").to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        (date(2026, 3, 27), 8, 1), (date(2026, 3, 29), 0, 1), (date(2026, 3, 29), 9, 1),
    ]  # fmt: skip


def test_queues_are_counted_in_their_hour(built):
    def call(contact_id, seconds, abandoned=False):
        return contact(
            contact_id, "2026-03-02 09:15", queued=True, queue_seconds=seconds, abandoned=abandoned
        )

    snapshot = built(
        contact=[call("1", 10.0), call("2", 60.0), call("3", 5.0, True), contact("4", "2026-03-02 09:50")]
    )
    row = snapshot.query("select contacts, queued, abandoned, answered_in_target from load_hour").to_pylist()
    assert row == [{"contacts": 4, "queued": 3, "abandoned": 1, "answered_in_target": 1}]


def open_at_the_end_of(snapshot, day: str, opened: str = "opened", closed: str = "closed") -> int:
    found = snapshot.query(
        f"select coalesce(sum({opened} - {closed}), 0)::bigint as n from backlog_day where day <= $day",
        {"day": day},
    )
    return found.column("n").to_pylist()[0]


def test_a_contact_is_open_from_its_day_until_the_day_it_was_resolved_or_given_up(built):
    snapshot = built(contact=[
        contact("1", "2026-03-02 10:00", "2026-03-02 11:00", "2026-03-04 09:00"),
        contact("2", "2026-03-03 10:00", "2026-03-05 10:00"),
        contact("3", "2026-03-03 12:00", queued=True, abandoned=True, queue_seconds=60.0),
        contact("4", "2026-03-06 12:00", "2026-03-06 12:00", "2026-03-06 13:00"),
    ])  # fmt: skip
    days = [open_at_the_end_of(snapshot, f"2026-03-0{day}") for day in range(1, 7)]
    assert days == [0, 1, 2, 1, 1, 1]
    unanswered = [open_at_the_end_of(snapshot, f"2026-03-0{day}", "asked", "answered") for day in range(1, 7)]
    assert unanswered == [0, 0, 1, 1, 0, 0]


def test_a_source_that_never_says_when_contacts_end_has_no_backlog(built):
    snapshot = built(contact=[contact("1", "2026-03-02 10:00"), contact("2", "2026-03-03 10:00")])
    assert open_at_the_end_of(snapshot, "2026-03-31") == 0


@pytest.mark.parametrize("table", ["agent_day", "load_hour", "backlog_day"])
def test_the_cubes_add_up_to_the_facts_of_a_random_record(made, table):
    _, snapshot = made
    asked = {
        "agent_day": ("sum(contacts)", "select count(*) from fact_contact f left join agent g using (agent_id) "
                      "where day is not null and f.agent_id is not null and not coalesce(g.is_bot, false)"),
        "load_hour": ("sum(contacts)", "select count(*) from fact_contact where day is not null"),
        "backlog_day": ("sum(opened)", "select count(*) from fact_contact where resolution_s is not null"),
    }  # fmt: skip
    total, oracle = asked[table]
    found = snapshot.query(
        f"select coalesce({total}, 0)::bigint as n, ({oracle})::bigint as facts from {table}"
    )
    assert found.column("n").to_pylist() == found.column("facts").to_pylist()
