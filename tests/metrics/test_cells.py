"""Cells of several columns put together as one number."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from dashboard.metrics.by_agent import by_agent
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.cells import cells, keys_of, people_query
from dashboard.metrics.compile import compile_query
from dashboard.scope import Scope, Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
SHARES = pa.table({
    "label": ["now"] * 4, "agent_id": ["a", "a", "b", None], "topic": ["x", None, "x", "x"],
    "satisfied": [8.0, 1.0, 30.0, 5.0], "csat_answers": [10.0, 2.0, 40.0, 5.0],
})  # fmt: skip


def test_what_is_not_stated_is_an_empty_name():
    assert keys_of(SHARES, ("agent_id", "topic")) == [("a", "x"), ("a", ""), ("b", "x"), ("", "x")]


def test_rows_of_one_key_add_up_and_those_without_one_are_left_out():
    keys = [("mine",), ("mine",), ("theirs",), None]
    found = cells(CATALOGUE["csat"], SHARES, keys, NOW)
    assert (found["mine",].value, found["mine",].n) == (75.0, 12)
    assert (found["theirs",].value, found["theirs",].small) == (75.0, False)
    assert found["mine",].small
    assert set(found) == {("mine",), ("theirs",)}


def test_waits_of_one_key_make_one_curve():
    table = pa.table({
        "label": ["now"] * 4, "agent_id": ["a", "b", "a", "b"], "seconds": [10.0, 20.0, 40.0, 80.0],
        "observed": [True, True, False, True], "n": [1.0, 1.0, 1.0, 1.0],
    })  # fmt: skip
    found = cells(CATALOGUE["first_response_time"], table, [("all",)] * 4, NOW)
    assert (found["all",].value, found["all",].n) == (20.0, 4)
    apart = cells(CATALOGUE["first_response_time"], table, [("b",), ("a",), ("b",), ("a",)], NOW)
    assert {key[0]: answer.value for key, answer in apart.items()} == {"a": 20.0, "b": 10.0}


def test_nothing_makes_no_cells():
    assert cells(CATALOGUE["csat"], SHARES, [None] * 4, NOW) == {}


def test_agents_are_asked_of_the_table_that_knows_them_with_the_same_sums():
    scope = Scope(NOW.start, NOW.end, team=("Care",))
    question = compile_query([by_agent(CATALOGUE["csat"])], scope, [NOW], ("agent_id", "topic"))
    assert "from agent_day" in question.sql
    assert question.params["team"] == ["Care"]
    assert by_agent(CATALOGUE["first_response_time"]) == CATALOGUE["first_response_time"]


def test_behind_a_share_of_reopened_contacts_stand_all_that_were_resolved():
    question = people_query(CATALOGUE["reopen_rate"], Scope(NOW.start, NOW.end), NOW, ("agent_id",))
    assert "where (resolved or reopens > 0)" in question.sql


@pytest.mark.parametrize("key", ["csat", "first_contact_resolution", "first_response_time"])
def test_people_are_counted_behind_the_same_filters(key):
    scope = Scope(NOW.start, NOW.end, channel=("phone",))
    question = people_query(by_agent(CATALOGUE[key]), scope, NOW, ("agent_id", "topic"))
    assert "r.agent_id, r.topic" in question.sql
    assert question.params["channel"] == ["phone"]
