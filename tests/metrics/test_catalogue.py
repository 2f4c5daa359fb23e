from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.catalogue import CATALOGUE, find, in_force
from dashboard.metrics.query import measure
from dashboard.scope import Scope, Window, buckets
from tests.metrics.oracles import ORACLES, left_of, volume_interval
from tests.metrics.rows_at_random import DAYS, FIRST, rows_at_random

STATED_ELSEWHERE = {"churn_rate", "retention_rate", "clv", "revenue_at_risk", "contact_rate"}
seeds = given(st.integers(0, 100_000))
random_data = settings(max_examples=8, deadline=None)
NOW = Window("now", FIRST + timedelta(20), FIRST + timedelta(33))
BEFORE = Window("before", FIRST, FIRST + timedelta(20))


def variants():
    return [
        metric.as_variant(v)
        for metric in CATALOGUE.values()
        for v in (None, *(x.key for x in metric.variants))
    ]


def inside(rows, window):
    return [row for row in rows if window.start <= row["day"] < window.end]


def test_every_metric_and_variant_has_an_oracle():
    told = {(metric.key, metric.variant) for metric in variants() if metric.key not in STATED_ELSEWHERE}
    assert told == set(ORACLES)


@random_data
@seeds
def test_every_metric_is_what_plain_counting_of_the_rows_gives(snapshot, covered, seed):
    facts = rows_at_random(seed)
    db = snapshot(**facts)
    metrics = [metric for metric in variants() if (metric.key, metric.variant) in ORACLES]
    scope = Scope(NOW.start, NOW.end)
    for answer in measure(db, metrics, scope, [NOW, BEFORE], coverage=covered):
        fact, oracle = ORACLES[answer.metric, answer.variant]
        value, n = oracle(inside(facts[fact], answer.window))
        told = (answer.metric, answer.variant, answer.window.label)
        assert answer.n == n, told
        assert answer.value == (None if value is None else pytest.approx(value)), told
        if answer.value is not None and answer.low is not None and answer.metric != "nps":
            assert answer.low <= answer.value + 1e-9, told
        if answer.value is not None and answer.high is not None and answer.metric != "nps":
            assert answer.high >= answer.value - 1e-9, told


@random_data
@seeds
def test_filters_and_breakdowns_are_what_plain_counting_gives(snapshot, covered, seed):
    facts = rows_at_random(seed)
    db = snapshot(**facts)
    scope = Scope(NOW.start, NOW.end, channel=("app", "(not stated)"), segment=("new", "loyal"))
    metrics = [m for m in variants() if (m.key, m.variant) in ORACLES and m.key != "contact_rate"]
    found = measure(db, metrics, scope, [NOW], "stage", coverage=covered)
    for answer in found:
        fact, oracle = ORACLES[answer.metric, answer.variant]
        kept = [r for r in facts[fact] if r["channel"] in ("app", None) and r["segment"] in ("new", "loyal")]
        if answer.metric in ("nps", "csat", "ces") and answer.variant == "per_person":
            continue  # latest of all stages, then told apart: see test_query
        stage = None if answer.group == "(not stated)" else answer.group
        value, n = oracle([row for row in inside(kept, NOW) if row["stage"] == stage])
        assert (answer.n, answer.value) == (n, None if value is None else pytest.approx(value)), answer


@random_data
@seeds
def test_churn_and_retention_count_those_there_at_the_start(snapshot, covered, seed):
    spells = rows_at_random(seed)["spell"]
    db = snapshot(spell=spells)
    contracts = [s for s in spells if s["rule"] == "contract"]
    silent = [s for s in spells if s["rule"] == "inactivity"]
    expected = {
        None: left_of(contracts, NOW.start, NOW.end), "contract": left_of(contracts, NOW.start, NOW.end),
        "inactivity": left_of(silent, NOW.start, NOW.end),
        "revenue": left_of(contracts, NOW.start, NOW.end, lambda s: s["monthly_value"]),
    }  # fmt: skip
    for key in ("churn_rate", "retention_rate"):
        metrics = [find(key, variant) for variant in expected]
        for answer in measure(db, metrics, Scope(NOW.start, NOW.end), [NOW], coverage=covered):
            value, n = expected[answer.variant]
            value = value if key == "churn_rate" or value is None else 100 - value
            assert answer.n == n
            assert answer.value == (None if value is None else pytest.approx(value))
            if answer.value is not None:
                assert answer.low - 1e-9 <= answer.value <= answer.high + 1e-9


@random_data
@seeds
def test_a_volume_has_the_interval_of_its_days(snapshot, covered, seed):
    facts = rows_at_random(seed)
    db = snapshot(**facts)
    metrics = [find("revenue"), find("footfall")]
    for answer, (fact, column) in zip(
        measure(db, metrics, Scope(NOW.start, NOW.end), [NOW], coverage=covered),
        (("fact_purchase", "amount"), ("fact_visit", "visits")),
        strict=True,
    ):
        low, high = volume_interval(inside(facts[fact], NOW), column, NOW.start, NOW.end)
        assert (answer.low, answer.high) == (pytest.approx(low), pytest.approx(high))


@random_data
@seeds
def test_a_trend_adds_up_to_the_whole(snapshot, covered, seed):
    facts = rows_at_random(seed)
    db = snapshot(**facts)
    whole = Window("whole", FIRST, FIRST + timedelta(DAYS))
    steps = buckets(whole.start, whole.end, "week")
    metrics = [find(key) for key in ("nps", "csat", "revenue", "contacts", "task_success", "net_sentiment")]
    found = measure(db, metrics, Scope(whole.start, whole.end), [whole, *steps], coverage=covered)
    for metric in metrics:
        mine = [answer for answer in found if answer.metric == metric.key]
        for part in metric.parts:
            assert sum(a.parts.get(part, 0) for a in mine[1:]) == pytest.approx(mine[0].parts.get(part, 0))


def test_contacts_per_hundred_orders_follow_only_what_both_know(snapshot, covered):
    day = date(2025, 1, 5)
    contacts = [{"contact_id": str(i), "day": day, "channel": "phone", "segment": "new"} for i in range(3)]
    orders = [{"day": day, "channel": "web", "segment": "new", "amount": 1.0} for _ in range(12)]
    orders += [{"day": day, "channel": "web", "segment": "loyal", "amount": 1.0} for _ in range(8)]
    db = snapshot(fact_contact=contacts, fact_purchase=orders)
    scope = Scope(NOW.start, NOW.end, channel=("web",), segment=("new",))
    (answer,) = measure(db, [find("contact_rate")], scope, [BEFORE], coverage=covered)
    assert (answer.value, answer.n, answer.ignored) == (25.0, 12, ("channel",))
    assert answer.low == pytest.approx(100 * 0.6187 / 12, rel=1e-3)


def test_value_and_risk_add_up_the_latest_month_end(snapshot, covered):
    base = {"customers": 10, "revenue_365": 1000.0, "revenue_365_sumsq": 110_000.0, "margin_365": 400.0,
            "acquisition_cost": 50.0, "clv_sum": 3000.0, "clv_sumsq": 1_000_000.0, "clv_model_sd": 30.0,
            "alive_sum": 8.0, "p_leave_sum": 2.0, "at_risk_sum": 250.0, "at_risk_var": 400.0}  # fmt: skip
    rows = [
        base
        | {"as_of": date(2024, 12, 31), "next_as_of": date(2025, 1, 31), "segment": "new", "clv_sum": 1.0},
        base | {"as_of": date(2025, 1, 31), "next_as_of": None, "segment": "new"},
        base | {"as_of": date(2025, 1, 31), "next_as_of": None, "segment": "loyal"},
    ]
    db = snapshot(customer_value=rows)
    window = Window("now", date(2025, 1, 1), date(2025, 2, 1))
    metrics = [find("clv", v) for v in (None, "simple", "before_cost", "margin")] + [find("revenue_at_risk")]
    model, simple, before, margin, risk = measure(
        db, metrics, Scope(window.start, window.end), [window], coverage=covered
    )
    assert (model.value, model.n) == (300.0, 20)
    assert simple.value == pytest.approx(100 * 4 - 5)  # 100 a year, 2 of 8 still there leave, 5 to acquire
    assert before.value == pytest.approx(400)
    assert margin.value == pytest.approx(160)
    assert (risk.value, risk.low) == (500.0, pytest.approx(500 - 1.96 * 800**0.5, abs=0.01))
    assert model.low < 300 < model.high


def test_a_customer_value_older_than_a_month_is_not_shown(snapshot, covered):
    db = snapshot(customer_value=[{"as_of": date(2024, 10, 31), "customers": 10, "clv_sum": 5.0}])
    window = Window("now", date(2025, 1, 1), date(2025, 2, 1))
    (answer,) = measure(db, [find("clv")], Scope(window.start, window.end), [window], coverage=covered)
    assert answer.value is None


def test_the_company_rule_picks_the_way_churn_is_counted():
    assert in_force(CATALOGUE["churn_rate"], "inactivity").variant == "inactivity"
    assert in_force(CATALOGUE["retention_rate"], "contract").variant_label == "contract ended"
    assert in_force(CATALOGUE["nps"], "contract").variant is None


def test_every_metric_says_what_it_is_in_one_sentence():
    for metric in variants():
        assert metric.says.endswith("."), metric.key
        assert metric.label
        assert metric.formula
        assert metric.interval_name
        assert metric.minimum_n == 30


def test_no_label_is_used_twice():
    assert len({metric.label for metric in CATALOGUE.values()}) == len(CATALOGUE)
