"""What is made of marts that are compared with the snapshot before is what a build of every day gives."""

from __future__ import annotations

import re
from datetime import timedelta

import duckdb
import pytest

from dashboard.store import steps
from dashboard.store.build import build
from dashboard.store.compared import COMPARED
from dashboard.store.days import BY_DAY
from dashboard.store.folder import folder_of
from dashboard.store.schema import TABLES
from dashboard.store.taxonomy import FILE as TOPICS
from tests.store.days_built import begin, both, change, late, read, taken
from tests.store.random_record import COMPANY, START


@pytest.fixture
def begun(home, put):
    return begin(home, put)


def test_a_contact_that_ends_or_is_followed_later_changes_its_own_day(begun, put):
    change(begun, "update contact set resolved_at = opened_at + interval 1 hour, customer_id = 'd', topic = 'bill', "
                  "is_test = false, reopens = 2, status = null where contact_id = '0007'")  # fmt: skip
    found = taken(both(begun))
    assert {
        "contact_day",
        "contact_day_place",
        "load_hour",
        "agent_day",
        "path_step_day",
        "pain_day",
    } <= found
    ((opened_at,),) = read(begun, "select opened_at from contact where contact_id = '0007'")
    put(begun, contact=[
        {"contact_id": "after", "opened_at": opened_at + timedelta(days=1), "customer_id": "d", "topic": "bill"}
    ])  # fmt: skip
    assert "contact_day" in taken(both(begun))
    change(begun, "delete from contact where contact_id in ('after', '0011')")
    assert "contact_day" in taken(both(begun))


def test_waits_that_grow_spare_what_does_not_read_them(begun, put):
    put(begun, contact=[{"contact_id": "new", "opened_at": START + timedelta(days=70), "_source": "desk"}])
    found = taken(both(begun))
    assert "load_hour" in found
    assert "first_reply_day" not in found


def test_a_mention_edited_or_taken_away_changes_its_day(begun):
    change(
        begun,
        "update mention set body = 'The bill is wrong', brand = null, rating = 1 where mention_id = 'm0005'",
    )
    change(begun, "delete from mention where mention_id = 'm0006'")
    assert {"brand_day", "text_day", "topic_day", "topic_day_place", "touchpoint_day_place"} <= taken(
        both(begun)
    )


def test_another_word_of_a_topic_changes_the_days_it_is_said_on(begun):
    (begun / TOPICS).write_text('[light]\nany = ["lamp"]\n', "utf-8")
    assert "text_day" in taken(both(begun))


def test_a_customer_back_before_or_after_changes_who_was_there_before(home, put):
    put(home, event=[late(n, n, session_id=f"u{n}", customer_id="abc"[n % 3]) for n in range(60)])
    build(home, COMPANY)
    put(
        home, event=[late(101, 55, customer_id="d", session_id="back"), late(102, 61, customer_id="newcomer")]
    )
    assert {"visitor_day", "visitor_channel_segment_day"} <= taken(both(home))
    put(home, event=[late(103, 54, customer_id="d", session_id="before"), late(104, 62, customer_id="a")])
    assert {"visitor_day", "visitor_channel_segment_day"} <= taken(both(home))
    change(home, "delete from event where session_id = 'before'")
    assert "visitor_day" in taken(both(home))


def test_ways_through_touchpoints_are_made_anew_for_who_was_there(begun, put):
    def built() -> str:
        return next(words for words in both(begun) if words.startswith("Built touch_path"))

    put(
        begun,
        event=[late(1, 61, customer_id="a", name="error", session_id="t9"), late(2, 61, customer_id="new")],
    )
    assert "of ids seen" in built()
    put(begun, event=[late(3, 80, customer_id="b", task="pay")])  # journeys that were open are over
    assert "of ids seen" in built()
    change(begun, "delete from event where event_id = 'new1'")
    assert "of ids seen" in built()
    change(begun, "delete from event where event_id = 'new3'")  # the data ends earlier
    assert "of ids seen" not in built()


def test_a_value_not_met_before_leaves_the_days_before_it(begun, put):
    put(begun, event=[late(1, 61, customer_id="a", device="a watch")])
    assert {"fact_event", "fact_answer", "load_hour", "session_day"} <= taken(both(begun))


def test_what_is_told_by_day_is_a_mart():
    assert {*BY_DAY, *COMPARED} <= {step.name for step in steps.STEPS}
    assert not set(BY_DAY) & set(COMPARED)


def test_what_is_told_by_day_knows_no_last_day_of_the_data():
    assert [
        name for name in BY_DAY if re.search(r"as_of|first_day|\bmax\(\w+\.day", steps.mart_sql(name))
    ] == []


def test_what_is_told_by_day_lies_by_day(begun):
    (path,) = folder_of(begun).glob("*.duckdb")
    with duckdb.connect() as con:
        con.execute(f"attach '{path}' as snap (read_only)")
        for step in (step for step in steps.STEPS if step.name in BY_DAY and step.kind != "work"):
            first = con.execute(f"describe snap.{step.name}").fetchall()[0][0]
            assert step.order == 'x."at"' or (step.order, first) == ("all", "day"), step.name


def test_what_is_told_by_day_reads_what_is_told():
    known = {*BY_DAY, *COMPARED, *TABLES}
    assert [name for name, days in BY_DAY.items() if not known.issuperset(days.reads)] == []
    named = {
        step.name for step in steps.STEPS if step.name not in ("identity", "person", "agent", "event_visit")
    }
    for name, days in BY_DAY.items():
        reads = set(re.findall(r"(?:from|join) (\w+)", steps.mart_sql(name))) & named
        assert reads - {"contact_source", "mention_source", "event_source"} <= set(days.reads), name
