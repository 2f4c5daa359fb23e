"""The usual funnel walked at build, cut to any period: the same ways as walking the period's touches."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from dashboard.company import Company
from dashboard.insight import funnel_entries
from dashboard.insight.funnel import Step, Way, narrowed, read_entries, read_touches, walk
from dashboard.insight.funnel_counts import counted
from dashboard.metrics.shape import shape_sql

STAGES = ("look", "choose", "buy")
FIRST = date(2026, 1, 1)
MADE = """
create table funnel_touch as
select unit, who, "at", cast("at" as date) as day, step, stage, channel, device, segment, persona, region, source_class
from (
  select
    case when n % 3 = 0 then 'session' else 'customer' end as unit,
    cast((hash(n, {seed}) % 40) * 3 + least(n % 3, 1) as bigint) as who,
    timestamp '2026-01-01' + to_hours(cast(hash(n, {seed}, 2) % 2600 as integer)) as "at",
    stages[1 + (hash(n, {seed}, 3) % 4)::integer] as stage, 'step' as step,
    ['web', 'app', null][1 + (hash(n, {seed}, 4) % 3)::integer] as channel, 'mobile' as device,
    case when hash(n, {seed}) % 2 = 0 then 'old' else 'new' end as segment, null::varchar as persona,
    null::varchar as region, 'inferred' as source_class
  from range({rows}) r(n), (select ['look', 'choose', 'buy', null] as stages)
)
order by unit, who, "at", step, channel, device
"""
TOUCHES = shape_sql("funnel_touches")
ENTRIES = shape_sql("funnel_entries")


def _made(seed: int, rows: int = 1500) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(MADE.format(seed=seed, rows=rows))
    con.execute(f"create type stage as enum {STAGES}")
    con.execute("alter table funnel_touch alter stage type stage")
    tables = funnel_entries.usual_funnels(lambda sql: con.sql(sql).to_arrow_table(), Company(name="x"), FIRST)
    for name, table in tables.items():
        con.register(f"{name}_found", table)
        con.execute(f"create table {name} as select * from {name}_found")
    return con


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("unit", ["customer", "session"])
def test_the_funnel_walked_at_build_is_the_funnel_of_every_period(seed, unit):
    con = _made(seed)
    chance = np.random.default_rng(seed)
    until = int(np.datetime64("2026-04-01", "us").astype(np.int64))
    steps = [Step("stage", stage) for stage in STAGES]
    for _ in range(8):
        start = FIRST + timedelta(days=int(chance.integers(0, 90)))
        end = start + timedelta(days=int(chance.integers(1, 60)))
        way = Way(days=int(chance.choice([1, 7, 30, 90])))
        asked = {"unit": unit, "start": start, "end": end}
        last = {"last": end + timedelta(days=way.days + 1), "points": True}
        touches = read_touches(con.sql(TOUCHES, params={**asked, **last}).to_arrow_table())
        slow = walk(touches, steps, way, until)
        quick = read_entries(con.sql(ENTRIES, params=asked).to_arrow_table(), steps, way, until)
        for filters in ({}, {"channel": ["app"]}, {"channel": ["(not stated)"], "segment": ["old"]}):
            one, other = narrowed(slow, filters), narrowed(quick, filters)
            assert counted(one) == counted(other)
            assert one.who.tolist() == other.who.tolist()
            assert one.reached.tolist() == other.reached.tolist()


def test_customers_walked_in_many_parts_are_walked_the_same(monkeypatch):
    whole = _made(1).sql("select * from funnel_entry").fetchall()
    monkeypatch.setattr(funnel_entries, "PART", 100)
    assert _made(1).sql("select * from funnel_entry").fetchall() == whole


def test_without_a_touch_there_is_no_entry_and_no_usual_funnel():
    con = _made(1, rows=0)
    assert con.sql("select count(*) from funnel_entry").fetchall() == [(0,)]
    assert con.sql("select count(*) from funnel_usual").fetchall() == [(0,)]
