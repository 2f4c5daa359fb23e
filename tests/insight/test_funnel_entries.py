"""The usual funnel walked at build, cut to any period: the same ways as walking the period's touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import duckdb
import numpy as np
import pytest

from dashboard.company import Company, Stage
from dashboard.insight import funnel_entries
from dashboard.insight.funnel import WITHIN, Step, Way, grouped, walk
from dashboard.insight.funnel_counts import counted, groups
from dashboard.insight.funnel_read import read_entries, read_groups, read_tally, read_touches
from dashboard.insight.funnel_tally import narrowed, tallied
from dashboard.metrics.shape import ask
from dashboard.metrics.written import written
from dashboard.scope import Scope

STAGES = ("look", "choose", "buy")
FIRST, LAST = date(2026, 1, 1), date(2026, 4, 1)
UNTIL = int(np.datetime64("2026-04-01 16:00", "us").astype(np.int64))
MADE = """
create table funnel_touch as
select unit, who, "at", cast("at" as date) as day, step, stage, channel, device, segment, persona, region, source_class
from (
  select
    case when n % 3 = 0 then 'session' else 'customer' end as unit,
    cast((hash(n, {seed}) % 40) * 3 + least(n % 3, 1) as bigint) as who,
    timestamp '2026-01-01' + to_hours(cast(hash(n, {seed}, 2) % 2600 as integer)) as "at",
    stages[1 + (hash(n, {seed}, 3) % 4)::integer] as stage,
    ['cart', 'pay', 'order', 'call'][1 + (hash(n, {seed}, 3) % 4)::integer] as step,
    ['web', 'app', null][1 + (hash(n, {seed}, 4) % 3)::integer] as channel, 'mobile' as device,
    case when hash(n, {seed}) % 2 = 0 then 'old' else 'new' end as segment, null::varchar as persona,
    null::varchar as region, 'inferred' as source_class
  from range({rows}) r(n), (select ['look', 'choose', 'buy', null] as stages)
)
order by unit, who, "at", step, channel, device
"""
TOUCHES, POINTS = written("funnel_touches"), written("funnel_points")
ENTRIES, COUNTS, INSIDE = (written(f"funnel_{name}") for name in ("entries", "counts", "inside"))
GROUPED = written("funnel_groups")
COMPANY = Company(
    name="x",
    brands={"own": ["x"]},
    journey=(Stage(name="buy", touchpoints=("cart", "pay", "nowhere", "order")),),
)
FOLLOWED = {"scope": ("channel", "segment", "persona", "region")}


def one_window(start: date, end: date) -> dict[str, object]:
    return {"label": ["0"], "first_day": [start], "end_day": [end], "earliest": start, "latest": end}


def _made(seed: int, rows: int = 1500) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(MADE.format(seed=seed, rows=rows))
    con.execute(f"create type stage as enum {STAGES}")
    con.execute("alter table funnel_touch alter stage type stage")
    tables = funnel_entries.usual_funnels(lambda sql: con.sql(sql).to_arrow_table(), COMPANY, LAST)
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
        slow = _walked(con, asked, steps, way, until)
        quick = read_entries(con.sql(ENTRIES, params=asked).to_arrow_table(), steps, way, until)
        for filters in ({}, {"channel": ["app"]}, {"channel": ["(not stated)"], "segment": ["old"]}):
            one, other = narrowed(slow, filters), narrowed(quick, filters)
            assert counted(one) == counted(other)
            order = np.argsort(other.who)
            assert one.who.tolist() == other.who[order].tolist()
            assert one.reached.tolist() == other.reached[order].tolist()


def _walked(con, asked, steps, way, until):
    """Through the touches themselves."""
    stages, points = ([s.value for s in steps if s.kind == kind] for kind in ("stage", "touchpoint"))
    last = asked["end"] + timedelta(days=way.days + 1)
    told = {**asked, "last": last} | ({"points": points, "every": False} if points else {})
    table = con.sql(POINTS if points else TOUCHES, params=told).to_arrow_table()
    found = walk(read_touches(table, points), steps, way, until)
    first = {**asked, "stages": stages[:1], "points": [] if stages else points[:1]}
    return grouped(found, read_groups(con.sql(GROUPED, params=first).to_arrow_table()))


def _by_group(entrants, by):
    """What is counted of each group, whatever number its name has."""
    return {name: counted(entrants, rows) for name, rows in groups(entrants, by)}


@pytest.mark.parametrize("unit", ["customer", "session"])
def test_what_the_build_counted_is_what_a_walk_through_the_touches_counts(unit):
    con, steps = _made(3), [Step("stage", stage) for stage in STAGES]
    for start, length, days in zip((0, 10, 33, 70), (90, 21, 30, 21), WITHIN[:4], strict=True):
        first, way = FIRST + timedelta(days=start), Way(days=days)
        asked = {"unit": unit, "start": first, "end": first + timedelta(days=length)}
        seen = np.datetime64(UNTIL, "us") - np.timedelta64(days, "D")
        table = con.sql(COUNTS, params={**asked, "days": days, "seen": seen.item()}).to_arrow_table()
        tally, walks = read_tally(table, steps, way), _walked(con, asked, steps, way, UNTIL)
        for entrants in (tally, tallied(walks)):
            assert counted(entrants) == counted(walks)
            for by in ("channel", "segment", "persona"):
                assert _by_group(entrants, by) == _by_group(walks, by)
        assert counted(narrowed(tally, {"channel": ["app"]})) == counted(
            narrowed(walks, {"channel": ["app"]})
        )


def test_visits_through_the_touchpoints_of_a_stage_are_counted_as_a_walk_counts_them():
    con, way = _made(4), Way(days=1)
    rows = con.sql("select point from funnel_usual where unit = 'session' and stage = 'buy' and point is not null "
                   "order by place").fetchall()  # fmt: skip
    assert rows == [("cart",), ("pay",), ("order",)]
    seen = "select epoch_us(max(f.at)) from funnel_touch f where unit = 'session' and day <= $1"
    ((until,),) = con.sql(seen, params=[LAST]).fetchall()
    steps = [Step("touchpoint", point) for (point,) in rows]
    for start, length in ((0, 91), (10, 21), (80, 11)):
        first = FIRST + timedelta(days=start)
        span = {"start": first, "end": first + timedelta(days=length)}
        tally = read_tally(con.sql(INSIDE, params={**span, "stage": "buy"}).to_arrow_table(), steps, way)
        walks = _walked(con, {**span, "unit": "session"}, steps, way, until)
        assert counted(tally) == counted(walks)
        assert counted(tally).levels[1].of_first.hits or start == 80
        assert _by_group(tally, "segment") == _by_group(walks, "segment")
        for filters in ({}, {"segment": ("old",)}):
            asked = ask("funnel_channels", replace(Scope(**span), **filters), one_window(**span), FOLLOWED)
            found = read_tally(con.sql(asked.sql, params=asked.params).to_arrow_table(), steps, way)
            assert _by_group(found, "channel") == _by_group(narrowed(walks, filters), "channel")


def test_customers_walked_in_many_parts_are_walked_the_same(monkeypatch):
    tables = ("funnel_entry", "funnel_inside_day", "funnel_inside_day_place")
    whole = [_made(1).sql(f"from {name}").fetchall() for name in tables]
    monkeypatch.setattr(funnel_entries, "PART", 100)
    assert [_made(1).sql(f"from {name}").fetchall() for name in tables] == whole


def test_without_a_touch_there_is_no_entry_and_no_usual_funnel():
    con = _made(1, rows=0)
    assert con.sql("select count(*) from funnel_entry").fetchall() == [(0,)]
    assert con.sql("select count(*) from funnel_usual").fetchall() == [(0,)]


def test_the_usual_funnel_keeps_the_order_of_the_company():
    rows = _made(1).sql(written("funnel_usual")).fetchall()
    assert [stage for unit, stage, point, _ in rows if unit == "customer" and point is None] == list(STAGES)
    assert [point for unit, _, point, _ in rows if point is not None] == ["cart", "pay", "order"]
