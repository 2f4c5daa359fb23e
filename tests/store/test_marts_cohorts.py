"""Cohorts and what went before churn, from a record to the answer of the page, worked out by hand."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

import pytest

from dashboard.company import Company
from dashboard.cubes import PEOPLE
from dashboard.insight.cohorts import BRACKETS, LAST, cohorts, step_start
from dashboard.metrics.shape import ask
from dashboard.scope import Scope

START = datetime(2026, 3, 2, 12)
DAY = START.date()
PLACES = {"people": PEOPLE}


def order(number: int, days: float, customer: str, **more):
    at = START + timedelta(days=days)
    return {"order_id": str(number), "ordered_at": at, "customer_id": customer, "amount": 10.0, **more}


def matrix(snapshot, way: str, grain: str = "day", entry: str = "first_order", event: str = "order", **scope):
    told = {"after": "last"}.get(way, way)
    given = {
        "entry": entry,
        "event": event,
        "grain": grain,
        "way": told,
        "first": date(2020, 1, 1),
        "end": date(2030, 1, 1),
    }
    question = ask("cohort", Scope(date(2026, 1, 1), date(2026, 6, 1), **scope), given, PLACES)
    until = snapshot.query("select value from meta where key = 'as_of'").column(0).to_pylist()[0]
    return cohorts(snapshot.query(question.sql, question.params), grain, way, date.fromisoformat(until))


THREE = [order(1, 0, "a"), order(2, 0, "b"), order(3, 0, "c"), order(4, 1, "b"), order(5, 5, "c")]
SIXTH = {"event_id": "e", "happened_at": START + timedelta(days=6), "name": "store_visit", "channel": "store"}


@pytest.mark.parametrize(
    ("way", "shares"), [("on", [100, 33, 0, 0, 0, 33, 0]), ("after", [100, 66, 33, 33, 33, 33, 0])]
)
def test_one_back_on_day_one_and_one_on_day_five_of_three(built, way, shares):
    found = matrix(built(purchase=THREE, event=[SIXTH]), way)
    assert [int(x) for x in found.share()[0]] == shares
    assert found.mature.all()


def test_a_bracket_counts_each_customer_once_however_often_back(built):
    found = matrix(built(purchase=[*THREE, order(6, 6, "c"), order(7, 8, "a")]), "bracket")
    assert found.first == (0, 1, 2, 4, 8)
    assert found.back[0].tolist() == [3, 1, 0, 1, 1]
    assert found.revenue[0].tolist() == [30, 10, 0, 20, 10]


def test_several_orders_of_a_day_are_one_return_and_all_their_money(built):
    found = matrix(built(purchase=[*THREE, order(6, 1.01, "b", amount=5.0)]), "on")
    assert (found.back[0, 1], found.revenue[0, 1]) == (1, 15)


def test_weeks_begin_on_the_companys_day(built):
    company = Company(name="Acme", week_start="sunday")
    snapshot = built(
        company, purchase=[order(1, -1, "a"), order(2, 5, "a"), order(3, 6, "a")]
    )  # Sunday, Saturday, Sunday
    found = matrix(snapshot, "on", "week")
    assert found.cohorts == (date(2026, 3, 1),)
    assert found.back[0].tolist() == [
        1,
        1,
    ]  # the Saturday is in the first week, the next Sunday in the second


def test_customers_older_than_the_data_are_in_no_cohort(built):
    people = [{"customer_id": "a", "since": date(2019, 5, 1)}, {"customer_id": "b", "since": DAY}]
    snapshot = built(purchase=THREE, customer=people)
    assert matrix(snapshot, "on").size.tolist() == [2]
    (watched,) = snapshot.query(*_asked("cohort_watched", {"entry": "first_order"})).to_pylist()
    assert (watched["before_data"], watched["begun"]) == (1, 2)


def _asked(name: str, params):
    question = ask(name, Scope(date(2026, 1, 1), date(2026, 6, 1)), params, PLACES)
    return question.sql, question.params


def test_filters_choose_customers_and_the_groups_add_up(built):
    people = [{"customer_id": who, "persona": "hunter" if who == "b" else "family"} for who in "abc"]
    snapshot = built(purchase=THREE, customer=people)
    assert matrix(snapshot, "on", persona=("hunter",)).back[0].tolist()[:2] == [1, 1]
    assert matrix(snapshot, "on", persona=("family",)).back[0].tolist()[:2] == [2, 0]
    given = {
        "entry": "first_order",
        "event": "order",
        "grain": "day",
        "way": "on",
        "first": DAY,
        "end": date(2030, 1, 1),
    }
    rows = snapshot.query(*_asked("cohort_groups", {**given, "by": "persona"})).to_pylist()
    size = {row["part"]: row["customers"] for row in rows if row["way"] == "size"}
    assert size == {"hunter": 1, "family": 2}


def contract(number: int, started: str, ended: str | None = None, customer: str | None = None, **more):
    days = {"started_on": date.fromisoformat(started), "ended_on": ended and date.fromisoformat(ended)}
    return {"subscription_id": str(number), "customer_id": customer or f"c{number}", **days, **more}


def test_a_contract_counts_in_the_months_at_whose_end_it_still_runs(built):
    snapshot = built(
        subscription=[
            contract(1, "2025-01-10", "2025-03-15", monthly_amount=5),
            contract(2, "2025-01-20", monthly_amount=7),
            contract(3, "2025-01-05", "2025-01-25", monthly_amount=9),  # gone in the month it began
        ],
        purchase=[
            {"order_id": "x", "ordered_at": datetime(2025, 4, 30, 12), "customer_id": "c2", "amount": 1.0}
        ],
    )
    found = matrix(snapshot, "after", "month", "contract", "contract")
    assert found.back[0].tolist() == [
        3,
        2,
        1,
        1,
    ]  # January as begun; then February, March, April at their ends
    assert found.revenue[0].tolist() == [21, 12, 7, 7]
    assert found.mature.all()


def test_a_contract_carries_its_terms_and_the_reason_it_ended(built, rows_of):
    terms = {"contract": "annual", "plan": "large"}
    snapshot = built(subscription=[
        contract(1, "2025-01-01", "2025-12-31", "c", contract="monthly", plan="small", reason="not this one"),
        contract(2, "2026-01-01", "2026-02-01", "c", **terms, reason="price"),
        contract(3, "2026-03-01", None, "d", **terms),
    ])  # fmt: skip
    first, second = rows_of(snapshot, "spell", "started_on")
    assert [first[name] for name in ("contract", "plan", "reason")] == ["annual", "large", "price"]
    assert (second["reason"], second["churned"]) == (None, False)


def test_what_was_met_in_the_ninety_days_before_and_not_after(built, rows_of):
    """The last stretch is the 90 days to 1 March 2026, from 1 December 2025."""
    last = {"order_id": "x", "ordered_at": datetime(2026, 3, 1, 12), "amount": 1.0, "customer_id": "z"}
    first = {"order_id": "y", "ordered_at": datetime(2025, 8, 1, 12), "amount": 1.0, "customer_id": "z"}
    asked = {"channel": "email", "status": "open"}
    snapshot = built(
        subscription=[
            contract(1, "2025-01-01", "2026-01-15", "gone", contract="annual"),
            contract(2, "2025-06-01", None, "there", contract="monthly"),
            contract(3, "2025-12-20", None, "later"),
        ],
        purchase=[first, last],
        contact=[
            {"contact_id": "1", "customer_id": "gone", "opened_at": datetime(2025, 11, 1), **asked},
            {"contact_id": "2", "customer_id": "there", "opened_at": datetime(2026, 1, 1), **asked},
        ],
    )
    rows = [row for row in rows_of(snapshot, "churn_case", "customer_id") if row["ends"] == date(2026, 3, 1)]
    gone, there = (row for row in rows if row["rule"] == "contract")
    assert (gone["customer_id"], gone["has_left"], gone["tenure"]) == ("gone", True, "turns one year")
    assert (gone["contact"], gone["unresolved"], gone["contract"]) == (True, True, "annual")
    assert (there["customer_id"], there["has_left"], there["tenure"]) == ("there", False, "3 to 9 months")
    assert (there["contact"], there["late_reply"]) == (False, False)  # it was met after the stretch began


def test_without_contracts_leaving_is_no_order_for_the_inactive_days(built, rows_of):
    company = Company(name="Acme", churn={"inactive_days": 30})
    days = {"once": [100], "twice": [40, 100], "back": [95, 110], "early": [10]}
    orders = [
        order(i * 10 + j, day, who)
        for i, (who, told) in enumerate(days.items())
        for j, day in enumerate(told)
    ]
    snapshot = built(company, purchase=[*orders, order(99, 130, "end"), order(98, 0, "end")])
    rows = {
        r["customer_id"]: r
        for r in rows_of(snapshot, "churn_case", "customer_id")
        if r["ends"] == DAY + timedelta(days=130)
    }
    assert set(rows) == {"once", "twice", "back"}  # ordered in the 30 days up to day 100
    assert {who: row["has_left"] for who, row in rows.items()} == {"once": True, "twice": True, "back": False}
    assert {who: row["one_order"] for who, row in rows.items()} == {
        "once": True,
        "twice": False,
        "back": True,
    }


def test_the_factors_add_up_to_the_cases(made):
    _, snapshot = made
    cases = snapshot.query(
        "select count(*), sum(case when has_left then 1 else 0 end) from churn_case where contact is not null"
    )
    sums = snapshot.query("select sum(cases), sum(leavers) from churn_factor where factor = 'contact'")
    assert [c[0].as_py() or 0 for c in cases.columns] == [c[0].as_py() or 0 for c in sums.columns]


def _step(day: date, other: date, grain: str) -> int:
    monday = day - timedelta(days=day.weekday())
    if grain == "day":
        return (other - day).days
    if grain == "week":
        return (other - monday).days // 7
    return 12 * (other.year - day.year) + other.month - day.month


@pytest.mark.parametrize("grain", ["day", "week", "month"])
@pytest.mark.parametrize("event", ["order", "visit"])
def test_every_cell_agrees_with_plain_python_over_random_rows(made, grain, event):
    _, snapshot = made
    acts = {"order": "fact_purchase", "visit": "fact_session"}
    rows = {
        name: {(r["customer_id"], r["day"]) for r in snapshot.query(f"select customer_id, day from {fact}").to_pylist()
               if r["customer_id"] and r["day"]}
        for name, fact in acts.items()
    }  # fmt: skip
    as_of = date.fromisoformat(
        snapshot.query("select value from meta where key = 'as_of'").column(0).to_pylist()[0]
    )
    first: dict[str, date] = {}
    for who, day in sorted(rows["order"] | rows["visit"], key=lambda act: act[1]):
        first.setdefault(who, day)
    steps: dict[str, set[int]] = defaultdict(set)
    for who, day in rows[event]:
        if day <= as_of:
            steps[who].add(_step(first[who], day, grain))
    for way in ("on", "after", "bracket"):
        found = matrix(snapshot, way, grain, "first_seen", event)
        for row, cohort in enumerate(found.cohorts):
            members = [who for who, day in first.items() if _start(day, grain) == cohort]
            assert found.size[row] == len(members)
            for at in range(1, len(found.first)):
                a, b = found.first[at], found.last[at]
                reach = range(a, 10_000) if way == "after" else range(a, b + 1)
                assert found.back[row, at] == sum(any(k in steps[who] for k in reach) for who in members)
                assert found.mature[row, at] == (
                    step_start(cohort, b + 1, grain) <= as_of + timedelta(days=1)
                )


def _start(day: date, grain: str) -> date:
    return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[grain]


def test_the_brackets_of_the_mart_are_those_of_the_page():
    assert all(pairs[-1][1] == LAST[grain] for grain, pairs in BRACKETS.items())
    for pairs in BRACKETS.values():
        assert [a for a, _ in pairs][1:] == [b + 1 for _, b in pairs][:-1]
