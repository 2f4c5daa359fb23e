"""Cells of several columns put together as one number."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pytest

from dashboard.metrics.by_agent import by_agent
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.cells import cells, keys_of, people_query
from dashboard.metrics.compile import compile_query
from dashboard.scope import Scope, Window
from tests.metrics.rows_at_random import FIRST, rows_at_random

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
SHARES = pa.table({
    "label": ["now"] * 4, "agent_id": ["a", "a", "b", None], "topic": ["x", None, "x", "x"],
    "satisfied": [8.0, 1.0, 30.0, 5.0], "csat_answers": [10.0, 2.0, 40.0, 5.0],
})  # fmt: skip


def test_what_is_not_stated_is_an_empty_name():
    keys, which = keys_of(SHARES, ("agent_id", "topic"))
    assert [keys[at] for at in which] == [("a", "x"), ("a", ""), ("b", "x"), ("", "x")]
    again, which = keys_of(pa.concat_tables([SHARES, SHARES]), ("agent_id", "topic"))
    assert again == keys
    assert [again[at] for at in which[4:]] == [again[at] for at in which[:4]]


def test_rows_of_one_key_add_up_and_those_without_one_are_left_out():
    keys = [("mine",), ("mine",), ("theirs",), None]
    found = cells(CATALOGUE["csat"], SHARES, keys, np.arange(4), NOW)
    assert (found["mine",].value, found["mine",].n) == (75.0, 12)
    assert (found["theirs",].value, found["theirs",].small) == (75.0, False)
    assert found["mine",].small
    assert set(found) == {("mine",), ("theirs",)}


def test_waits_of_one_key_make_one_curve():
    table = pa.table({
        "label": ["now"] * 4, "agent_id": ["a", "b", "a", "b"], "seconds": [10.0, 20.0, 40.0, 80.0],
        "observed": [True, True, False, True], "n": [1.0, 1.0, 1.0, 1.0],
    })  # fmt: skip
    found = cells(CATALOGUE["first_response_time"], table, [("all",)], np.zeros(4, dtype=int), NOW)
    assert (found["all",].value, found["all",].n) == (20.0, 4)
    apart = cells(CATALOGUE["first_response_time"], table, [("b",), ("a",)], np.array([0, 1, 0, 1]), NOW)
    assert {key[0]: answer.value for key, answer in apart.items()} == {"a": 20.0, "b": 10.0}


def test_nothing_makes_no_cells():
    assert cells(CATALOGUE["csat"], SHARES, [None], np.zeros(4, dtype=int), NOW) == {}


def test_agents_are_asked_of_the_table_that_knows_them_with_the_same_sums():
    scope = Scope(NOW.start, NOW.end, team=("Care",))
    question = compile_query([by_agent(CATALOGUE["csat"])], scope, [NOW], ("agent_id", "topic"))
    assert "from agent_day" in question.sql
    assert question.params["team"] == ["Care"]
    assert by_agent(CATALOGUE["reopen_rate"]).relation.name == "agent_day"


def test_waits_of_agents_are_asked_of_contacts_that_name_one():
    scope = Scope(NOW.start, NOW.end)
    question = compile_query(
        [by_agent(CATALOGUE["first_response_time"])], scope, [NOW], ("agent_id", "topic")
    )
    assert "from fact_contact" in question.sql
    assert "agent_id is not null" in question.sql


def test_totals_with_their_days_are_asked_for_cells_too():
    question = compile_query(
        [by_agent(CATALOGUE["contacts"])], Scope(NOW.start, NOW.end), [NOW], ("agent_id", "topic")
    )
    assert "as days" in question.sql


def test_behind_a_share_of_reopened_contacts_stand_all_that_were_resolved():
    question = people_query(CATALOGUE["reopen_rate"], Scope(NOW.start, NOW.end), NOW, ("agent_id",), [("a",)])
    assert "and (resolved or reopens > 0)" in question.sql


@pytest.mark.parametrize("key", ["csat", "first_contact_resolution", "first_response_time"])
def test_people_are_counted_behind_the_same_filters(key):
    scope = Scope(NOW.start, NOW.end, channel=("phone",))
    question = people_query(by_agent(CATALOGUE[key]), scope, NOW, ("agent_id", "topic"), [("a", "x")])
    assert "r.agent_id, r.topic" in question.sql
    assert question.params["channel"] == ["phone"]
    assert (question.params["few_agent_id"], question.params["few_topic"]) == (["a"], ["x"])


@pytest.mark.parametrize("key", ["csat", "first_response_time", "reopen_rate"])
def test_people_behind_some_cells_are_those_of_their_rows(snapshot, key):
    metric, by = by_agent(CATALOGUE[key]), ("agent_id", "topic", "channel")
    window = Window("now", FIRST + timedelta(days=5), FIRST + timedelta(days=35))
    facts = {
        name: [{**row, "agent_id": "ab"[at % 2] if at % 5 else None, "topic": "x" if at % 3 else None}
               for at, row in enumerate(rows)]
        for name, rows in rows_at_random(3, 400).items() if name in ("fact_answer", "fact_contact")
    }  # fmt: skip
    wanted = {
        "csat": lambda r: r["kind"] == "csat",
        "first_response_time": lambda r: r["agent_id"] is not None,
        "reopen_rate": lambda r: r["resolved"] or r["reopens"] > 0,
    }[key]
    people: dict[tuple[str, ...], list[object]] = {}
    for row in facts[metric.fact]:
        if row["channel"] == "web" and window.start <= row["day"] < window.end and wanted(row):
            who = row["customer_id"] or object()
            people.setdefault(tuple(row[name] or "" for name in by), []).append(who)
    few = sorted(people)[::2]
    assert few
    scope = Scope(window.start, window.end, channel=("web",))
    question = people_query(metric, scope, window, by, few)
    found = snapshot(**facts).query(question.sql, question.params)
    keys, which = keys_of(found, by)
    counted = dict(zip((keys[at] for at in which), found.column("people").to_pylist(), strict=True))
    assert counted == {cell: len(set(people[cell])) for cell in few}
