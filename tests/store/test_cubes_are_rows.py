"""What cubes answer is what the rows answer: random periods, filters and breakdowns of a made-up company."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dashboard.metrics.by_agent import by_agent
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.cells import cells, keys_of
from dashboard.metrics.compile import bounds, compile_query
from dashboard.metrics.lots import mark
from dashboard.metrics.narrowed import narrowed
from dashboard.metrics.query import measure
from dashboard.metrics.shape import ask
from dashboard.scope import DIMENSIONS, Scope, buckets
from dashboard.store.steps import make_functions

PEOPLE = ("segment", "persona", "region")
FIRST, DAYS = date(2024, 11, 1), 730


@pytest.fixture(scope="module")
def snapshot(made_up):
    return made_up


@pytest.fixture(scope="module")
def facts(snapshot):
    """A fact as a frame, read once."""
    read: dict[str, pd.DataFrame] = {}

    def fact(name: str) -> pd.DataFrame:
        if name not in read:
            read[name] = snapshot.query(f"select * from {name}").to_pandas(date_as_object=False)
        return read[name]

    return fact


def yes(column):
    return column.fillna(False).astype(bool)


def percent(hits, of):
    return 100 * hits / of if of else None


def days_of(values):
    return values.dt.date


def within(frame, window):
    days = days_of(frame.day)
    return frame[(days >= window.start) & (days < window.end)]


def conversion(f):
    return percent(yes(f.ordered).sum(), len(f)), len(f)


def visitors(f):
    known = f[f.customer_id.notna()]
    there = known.customer_id.nunique()
    return percent(known[yes(known.ordered)].customer_id.nunique(), there), there


def first_reply(f):
    waits = f[f.first_reply_s.notna()]
    if waits.empty:
        return None, 0
    seen = yes(waits.first_reply_observed)
    curve = stats.ecdf(
        stats.CensoredData(waits.first_reply_s[seen].to_numpy(), right=waits.first_reply_s[~seen].to_numpy())
    ).sf
    below = np.flatnonzero(curve.probabilities <= 0.5 + 1e-12)
    return (float(curve.quantiles[below[0]]) if below.size else None), len(waits)


RAW = {
    ("nps", None): ("fact_answer", lambda f: (
        percent(yes(f.promoter).sum() - yes(f.detractor).sum(), f.promoter.count()), f.promoter.count())),
    ("csat", None): ("fact_answer", lambda f: (
        percent(yes(f.satisfied).sum(), f.satisfied.count()), f.satisfied.count())),
    ("revenue", None): ("fact_purchase", lambda f: (f.amount.sum() if len(f) else None, len(f))),
    ("orders", None): ("fact_purchase", lambda f: (len(f) or None, len(f))),
    ("conversion_rate", None): ("fact_session", conversion),
    ("conversion_rate", "per_customer"): ("fact_session", visitors),
    ("bounce_rate", None): ("fact_session", lambda f: (percent(yes(f.bounced).sum(), len(f)), len(f))),
    ("first_contact_resolution", None): ("fact_contact", lambda f: (
        percent(yes(f.resolved_first_time).sum(), yes(f.mature).sum()), yes(f.mature).sum())),
    ("first_response_time", None): ("fact_contact", first_reply),
    ("reopen_rate", None): ("fact_contact", lambda f: (
        percent((f.reopens > 0).sum(), (yes(f.resolved) | (f.reopens > 0)).sum()),
        (yes(f.resolved) | (f.reopens > 0)).sum())),
    ("cart_abandonment", None): ("fact_cart", lambda f: (
        percent((~yes(f.ordered) & yes(f.mature)).sum(), yes(f.mature).sum()), yes(f.mature).sum())),
    ("repurchase_rate", None): ("fact_buyer", lambda f: (
        percent((yes(f.repurchased) & yes(f.mature)).sum(), yes(f.mature).sum()), yes(f.mature).sum())),
    ("task_success", None): ("fact_task", lambda f: (
        percent((yes(f.finished) & yes(f.mature)).sum(), yes(f.mature).sum()), yes(f.mature).sum())),
}  # fmt: skip
"""Metric and way of counting to the rows it is counted over in plain pandas: value and n."""


def scopes(snapshot, seed, count=6, dimensions=DIMENSIONS):
    chance = np.random.default_rng(seed)
    known = snapshot.query("select dimension, value from vocabulary").to_pandas()
    for _ in range(count):
        start = FIRST + timedelta(days=int(chance.integers(0, DAYS - 10)))
        filters = {
            name: tuple(chance.choice(known[known.dimension == name].value, int(chance.integers(1, 3))))
            for name in chance.permutation(dimensions)[: int(chance.integers(0, 3))]
        }
        yield Scope(start, start + timedelta(days=int(chance.integers(1, 400))), **filters)


def chosen(frame, scope, followed):
    for name, values in scope.filters().items():
        if name in followed:
            frame = frame[frame[name].astype(object).isin(values)]
    return frame


@pytest.mark.parametrize(("key", "variant"), RAW)
@pytest.mark.parametrize("seed", range(3))
def test_a_number_from_a_cube_is_the_number_of_its_rows(snapshot, facts, key, variant, seed):
    fact, count = RAW[key, variant]
    metric = CATALOGUE[key].as_variant(variant)
    for scope in scopes(snapshot, seed):
        windows = [scope.now(), replace(scope.before(), label="before")]
        rows = chosen(facts(fact), scope, metric.relation.dimensions)
        by = [None, "segment", "channel", "team", "stage"][(seed + scope.start.day) % 5]
        answers = measure(snapshot, [metric], scope, windows, by)
        groups = rows[by].astype(object).where(rows[by].notna(), "(not stated)") if by else None
        assert {(answer.window.label, answer.group) for answer in answers if answer.n} == {
            (window.label, group) for window in windows for group in (groups.unique() if by else [None])
            if count(within(rows[groups == group] if by else rows, window))[1]
        }  # fmt: skip
        for answer in answers:
            own = within(rows[groups == answer.group] if by else rows, answer.window)
            value, n = count(own)
            assert answer.n == n
            assert answer.value == (pytest.approx(value) if value is not None and n else None)


@pytest.mark.parametrize("by", [None, "channel", "device", "segment"])
@pytest.mark.parametrize("channel", [(), ("web",), ("app", "web"), ("(not stated)",)])
def test_visitors_are_counted_once_wherever_they_were(snapshot, facts, channel, by):
    sessions, metric = facts("fact_session"), CATALOGUE["conversion_rate"].as_variant("per_customer")
    for anywhere in scopes(snapshot, 5, dimensions=("segment",)):
        scope = replace(anywhere, channel=channel)
        own = chosen(sessions, scope, ("segment",))
        if channel:
            own = own[own.channel.astype(object).where(own.channel.notna(), "(not stated)").isin(channel)]
        windows = [scope.now(), replace(scope.before(), label="before")]
        answers = measure(snapshot, [metric], scope, windows, by)
        assert answers if len(own) else not any(answer.n for answer in answers)
        for answer in answers:
            mine = own if by is None else own[own[by].astype(object) == answer.group]
            value, n = visitors(within(mine, answer.window))
            assert (answer.n, answer.value) == (n, pytest.approx(value) if n else None)


@pytest.mark.parametrize("own", ["g", "c0000000", "80000000"])
def test_customers_drawn_by_lot_are_the_ones_of_these_lots(snapshot, own):
    """Who was recovered is drawn by `own`, all others by `others`, whatever else happened to the same customers."""
    columns = ["failed", "recovered", "day", "orders_before", "spend_before", "tenure_days"]
    lot_of = {
        row["customer_id"]: row["lot"]
        for row in snapshot.query("select customer_id, lot from recovery_episode").to_pylist()
    }
    for scope in (Scope(FIRST, FIRST + timedelta(days=DAYS)), *scopes(snapshot, 17)):
        episodes = chosen(snapshot.query("select * from recovery_episode").to_pandas(), scope, DIMENSIONS)
        days = pd.to_datetime(episodes.day).dt.date
        episodes = episodes[episodes.judged & (days >= scope.start) & (days < scope.end)]
        first = episodes.sort_values(["failed", "at", "occasion_id"], ascending=[False, True, True])
        first = first.drop_duplicates("customer_id")
        recovered = first.failed & first.recovered
        lots = first.customer_id.map(lot_of)
        first = first[(recovered & (lots < own)) | (~recovered & (lots < "80000000"))]
        params = {"from_day": scope.start, "to_day": scope.end, "own": own, "others": "80000000"}
        question = ask("recovery_cohort", scope, params)
        found = snapshot.query(question.sql, question.params).to_pandas()
        expected = first.sort_values("customer_id")[columns].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[columns], expected, check_dtype=False)


@pytest.mark.parametrize("share", [1 / 32, 1 / 4, 1.0])
def test_occasions_in_a_slice_of_the_lots_are_counted_apart(snapshot, share):
    """Customers who were ever recovered, and all others, by where their lot falls among all lots there could be."""
    episodes = snapshot.query("select * from recovery_episode").to_pandas()
    ever = set(episodes[episodes.failed & episodes.recovered].customer_id)
    inside = episodes.lot.map(lambda lot: int(lot, 16) / 16 ** len(lot)) < share
    for scope in scopes(snapshot, 23):
        own = chosen(episodes[inside & episodes.judged], scope, DIMENSIONS)
        days = pd.to_datetime(own.day).dt.date
        own = own[(days >= scope.start) & (days < scope.end)].customer_id.isin(ever)
        question = ask(
            "recovery_size", scope, {"from_day": scope.start, "to_day": scope.end, "slice": mark(share)}
        )
        (found,) = snapshot.query(question.sql, question.params).to_pylist()
        assert found == {"own": own.sum(), "others": (~own).sum()}


def test_answers_about_a_touchpoint_are_counted_in_the_cube(snapshot, facts):
    answers = facts("fact_answer")
    for scope in scopes(snapshot, 19):
        for touchpoint in answers.touchpoint.dropna().unique():
            metric = narrowed(CATALOGUE["csat"], {"touchpoint": (touchpoint,)})
            own = chosen(answers, scope, DIMENSIONS)
            own = within(own[own.touchpoint.astype(object) == touchpoint], scope.now())
            (answer,) = measure(snapshot, [metric], scope, [scope.now()])
            n = own.satisfied.count()
            assert answer.n == n
            assert answer.value == (pytest.approx(percent(yes(own.satisfied).sum(), n)) if n else None)


@pytest.mark.parametrize("variant", ["contract", "inactivity", "revenue"])
@pytest.mark.parametrize("seed", range(3))
def test_who_left_is_counted_from_the_times_as_a_customer(snapshot, facts, seed, variant):
    spells = facts("spell")
    spells = spells[spells.rule == ("inactivity" if variant == "inactivity" else "contract")]
    metric = CATALOGUE["churn_rate"].as_variant(variant)
    for scope in scopes(snapshot, seed, dimensions=PEOPLE):
        by = (None, *PEOPLE)[(seed + scope.start.day) % 4]
        windows = [scope.now(), replace(scope.before(), label="before")]
        for answer in measure(snapshot, [metric], scope, windows, by):
            own = chosen(spells, scope, PEOPLE)
            if by:
                own = own[own[by].astype(object).where(own[by].notna(), "(not stated)") == answer.group]
            began, ended = (pd.to_datetime(own[name]) for name in ("started_on", "ended_on"))
            start, end = pd.Timestamp(answer.window.start), pd.Timestamp(answer.window.end)
            there = own[(began < start) & (ended.isna() | (ended >= start))]
            weight = there.monthly_value if variant == "revenue" else pd.Series(1, there.index)
            gone = pd.to_datetime(there.ended_on) < end
            assert answer.n == len(there)
            assert answer.value == (
                pytest.approx(100 * weight[gone].sum() / weight.sum(), abs=1e-9) if len(there) else None
            )


SHAPES = {
    "voice_topics": ("topic_day",), "voice_weeks": ("text_day", "topic_day"),
    "voice_counted": ("text_day", "topic_day"), "voice_feelings": ("text_day",), "voice_choices": ("text_day",),
    "digital_tasks": ("task_day",), "touchpoint_feeling": ("touchpoint_day",), "teams_backlog": ("backlog_day",),
    "teams_bot": ("contact_day",),
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_smaller_cube_answers_as_the_cube_with_every_filter(snapshot, name):
    taken = set()
    for scope in (Scope(FIRST, FIRST + timedelta(days=200)), *scopes(snapshot, 7, count=12)):
        span = {"label": ["now"], "first_day": [scope.start], "end_day": [scope.end], "classes": [], "by": "source",
                "earliest": scope.start, "latest": scope.end, "first": scope.start, "until": scope.end,
                "source": None, "language": None, "feeling": "neutral", "topic": "price"}  # fmt: skip
        if name == "touchpoint_feeling":
            span["classes"] = ["direct", "indirect", "inferred"]
        question = ask(name, scope, span)
        whole = question.sql
        for cube in SHAPES[name]:
            assert cube in whole
            taken |= set(re.findall(rf"\b{cube}_\w+", whole))
            whole = re.sub(rf"\b{cube}_\w+", cube, whole)
        small = snapshot.query(question.sql, question.params).to_pandas()
        pd.testing.assert_frame_equal(small, snapshot.query(whole, question.params).to_pandas())
    assert len(taken) >= len(SHAPES[name])


@pytest.mark.parametrize(
    ("measured", "column"), [("nps", "promoter"), ("csat", "satisfied"), ("ces", "easy")]
)
def test_answers_about_a_place_are_those_of_the_rows_week_by_week(snapshot, facts, measured, column):
    counted = 0
    for scope in scopes(snapshot, 23, count=4, dimensions=("segment", "persona")):
        answers = chosen(facts("fact_answer"), scope, DIMENSIONS)
        answers = answers[answers[column].notna() & answers.touchpoint.notna()]
        weeks = buckets(scope.start, scope.end, "week")
        for (what, channel), own in answers.groupby(["touchpoint", "channel"], observed=True):
            question = ask("pain_place_weeks", scope, {
                **bounds(weeks), "measure": measured, "what": what, "in_channel": channel,
            })  # fmt: skip
            for row, week in zip(
                snapshot.query(question.sql, question.params).to_pylist(), weeks, strict=True
            ):
                told = within(own, replace(scope, start=week.start, end=week.end))
                bad = int((told.detractor == True).sum()) if measured == "nps" else 0  # noqa: E712
                expected = {
                    "label": week.label,
                    "n": len(told),
                    "good": told[column].astype(int).sum(),
                    "bad": bad,
                }
                assert row == expected
                counted += len(told)
    assert counted


@pytest.mark.parametrize("measured", ["nps", "csat", "ces"])
def test_pains_from_cubes_are_the_pains_of_the_rows(snapshot, measured):
    for drawn in scopes(snapshot, 3, count=12, dimensions=("segment", "persona", "channel")):
        scope = replace(drawn, channel=drawn.channel[:1])
        params = {
            "measure": measured, "days": 30, "earliest": scope.start - timedelta(days=30), "places": True,
            "in_channel": bool(scope.channel),
        }  # fmt: skip
        places = {"scope": DIMENSIONS, "people": PEOPLE, "touched": ("channel", "stage", *PEOPLE),
                  "met": ("channel", "segment", "persona")}  # fmt: skip
        found = [ask(name, scope, params, places) for name in ("pain_people", "pain_people_rows")]
        assert found[0].sql != found[1].sql
        cubes, rows = (snapshot.query(one.sql, one.params).to_pandas() for one in found)
        pd.testing.assert_frame_equal(cubes, rows, check_dtype=False)
        counts = [
            ask(name, scope, {}, {"people": PEOPLE}) for name in ("pain_measures", "pain_measures_rows")
        ]
        assert counts[0].sql != counts[1].sql
        assert snapshot.query(counts[0].sql, counts[0].params).to_pylist() == (
            snapshot.query(counts[1].sql, counts[1].params).to_pylist()
        )


@pytest.mark.parametrize("key", ["csat", "first_contact_resolution", "first_response_time"])
def test_cells_of_agents_and_topics_are_those_of_the_rows(snapshot, facts, key):
    metric, by, (source, reckoned) = by_agent(CATALOGUE[key]), ("agent_id", "topic"), RAW[key, None]
    for scope in scopes(snapshot, 17, count=8, dimensions=("segment", "channel")):
        question = compile_query([metric], scope, [scope.now()], by)
        table = snapshot.query(question.sql, question.params)
        keys, which = keys_of(table, by)
        found = cells(metric, table, [key if key[0] else None for key in keys], which, scope.now())
        rows = within(chosen(facts(source), scope, DIMENSIONS), scope)
        names = [rows[name].astype(object).where(rows[name].notna(), "") for name in by]
        expected = {cell: reckoned(own) for cell, own in rows.groupby(names) if cell[0]}
        expected = {cell: answer for cell, answer in expected.items() if answer[1]}
        assert {cell: answer.n for cell, answer in found.items() if answer.n} == {
            cell: n for cell, (_, n) in expected.items()
        }
        for cell, (value, _) in expected.items():
            assert found[cell].value == (None if value is None else pytest.approx(value))


@pytest.mark.parametrize("business", [False, True])
def test_those_who_gave_up_are_those_of_the_rows(snapshot, facts, business):
    seconds, some = "resolution_business_s" if business else "resolution_read_s", 0
    for scope in scopes(snapshot, 19, dimensions=("segment", "channel")):
        question = ask("teams_given_up", scope, {"business": business})
        found = snapshot.query(question.sql, question.params).to_pylist()
        rows = within(chosen(facts("fact_contact"), scope, DIMENSIONS), scope.now())
        gone = yes(rows.abandoned) & rows.queue_seconds.notna() & rows[seconds].notna()
        own = rows[gone & (rows.resolution_s <= rows.queue_seconds) & ~yes(rows.resolution_observed)]
        counts = own.groupby([own.team.astype(object), seconds], dropna=False).size()
        assert {(row["team"], row["seconds"]): row["n"] for row in found} == counts.to_dict()
        some += len(found)
    assert some


LISTED = {
    "funnel_steps": "select stage, step, unit = 'session' as in_visits, source_class = 'inferred' as behaviour, "
    "count(*) as touches from funnel_touch group by all order by stage nulls last, step, in_visits, behaviour",
    "funnel_until": 'select unit, max("at") as until from funnel_touch where day <= '
    "(select cast(value as date) from meta where key = 'as_of') group by unit",
    "cohort_kinds": "select entry, count(*) as customers from cohort_entry where not known_before "
    "group by entry order by 1",
    "survival_kinds": "select rule, count(*) as spells, count(distinct segment) as segment, count(distinct persona) as "
    "persona, count(distinct region) as region, count(distinct contract) as contract, count(distinct plan) as plan, "
    "count(started_on) > 0 as dated from spell where tenure_days >= 0 group by rule order by rule",
}


@pytest.mark.parametrize("name", LISTED)
def test_a_list_from_a_cube_is_the_list_of_the_rows(snapshot, name):
    question = ask(name, Scope(FIRST, FIRST + timedelta(days=90)), {}, {})
    found, expected = snapshot.query(question.sql).to_pylist(), snapshot.query(LISTED[name]).to_pylist()
    assert sorted(map(str, found)) == sorted(map(str, expected))


def test_customers_with_several_contracts_are_counted_once_in_a_curve(snapshot, facts):
    spells = facts("spell")
    spells = spells[(spells.rule == "inactivity") & (spells.tenure_days >= 0)]
    for by, until in (
        ("all", date(2026, 10, 31)),
        ("segment", date(2026, 3, 1)),
        ("region", date(2026, 3, 1)),
    ):
        own = spells[pd.to_datetime(spells.started_on).dt.date <= until]
        names = (
            pd.Series("", own.index)
            if by == "all"
            else own[by].astype(object).where(own[by].notna(), "(not stated)")
        )
        params = {"by": by, "rule": "inactivity", "until": until, "regional": False}
        question = ask("survival", Scope(FIRST, until), params, {"people": PEOPLE})
        found = snapshot.query(question.sql, question.params).to_pandas()
        assert (
            dict(zip(found.name, found.people, strict=True))
            == own.groupby(names).customer_id.nunique().to_dict()
        )


@pytest.mark.parametrize("by", ["", "segment", "persona"])
@pytest.mark.parametrize("rule", ["contract", "inactivity"])
def test_a_curve_up_to_the_last_day_is_the_curve_of_the_rows(snapshot, facts, rule, by):
    spells = facts("spell")
    for scope in scopes(snapshot, 11, dimensions=("segment", "persona")):
        own = chosen(spells[(spells.rule == rule) & (spells.tenure_days >= 0)], scope, PEOPLE)
        own = own.assign(
            name=own[by].astype(object).where(own[by].notna(), "(not stated)") if by else "",
            has_left=yes(own.churned),
        )
        question = ask("survival_today", scope, {"by": by, "rule": rule}, {"people": PEOPLE})
        found = snapshot.query(question.sql, question.params).to_pandas()
        lengths = own.groupby(["name", "tenure_days", "has_left"]).size()
        assert found.set_index(["name", "days", "has_left"]).n.to_dict() == lengths.to_dict()
        people = own.groupby("name").customer_id.nunique()
        assert dict(zip(found.name, found.people, strict=True)) == people.to_dict()


def test_times_read_in_steps_are_right_to_one_percent():
    with duckdb.connect() as con:
        make_functions(con)
        far = con.execute("""
            select max(abs(in_steps(s) / s - 1)) from (select exp(i / 500.0) as s from range(10000) r(i))
            """).fetchall()  # fmt: skip
        assert far[0][0] <= 0.01
        assert con.execute("select in_steps(0), in_steps(null)").fetchall() == [(0, None)]
