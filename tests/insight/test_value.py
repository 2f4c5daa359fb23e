from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from dashboard.company import Company
from dashboard.insight.btyd import fit_frequency, fit_spend
from dashboard.insight.purchases import dependence, rank_correlation
from dashboard.insight.value import OUTLOOK_SCHEMA, VALUE_SCHEMA, customer_values, month_ends

AS_OF = date(2025, 6, 15)
COMPANY = Company(name="Shop")


def buyers(n=300, seed=4):
    """Customers that buy at their own pace and may stop after any purchase."""
    random = np.random.default_rng(seed)
    rows, people = [], []
    for i in range(n):
        people.append(
            {
                "customer_id": f"c{i:04}",
                "segment": "new" if i % 2 else "loyal",
                "persona": None,
                "region": "north",
            }
        )
        day, pace = float(random.uniform(0, 500)), random.gamma(1.0, 1 / 40) + 0.002
        while day < 530:
            on = date(2024, 1, 1) + timedelta(days=int(day))
            rows.append({"customer_id": f"c{i:04}", "day": on, "amount": float(random.gamma(4, 10))})
            if random.random() < 0.15:
                break
            day += random.exponential(1 / pace)
    return rows, people


@pytest.fixture(scope="module")
def shop(snapshot):
    rows, people = buyers()
    costs = [{"month": date(2025, 2, 1), "kind": "acquisition", "amount": 900.0}]
    return snapshot(fact_purchase=rows, customer=people, cost_month=costs), rows, people


def test_thirteen_month_ends_and_today():
    days = month_ends(AS_OF)
    assert len(days) == 14
    assert days[-3:] == [date(2025, 4, 30), date(2025, 5, 31), AS_OF]
    assert days[0] == date(2024, 5, 31)


def test_each_month_end_counts_the_customers_and_revenue_known_then(shop):
    db, rows, _ = shop
    found = customer_values(db.query, COMPANY, AS_OF)["customer_value"].to_pylist()
    for day in (AS_OF, date(2025, 1, 31), date(2024, 5, 31)):
        mine = [row for row in found if row["as_of"] == day]
        known = [r for r in rows if r["day"] <= day]
        year = [r["amount"] for r in known if r["day"] > day - timedelta(days=365)]
        assert sum(row["customers"] for row in mine) == len({r["customer_id"] for r in known})
        assert sum(row["revenue_365"] for row in mine) == pytest.approx(sum(year))
        assert {row["segment"] for row in mine} == {"new", "loyal"}


def test_rows_name_the_month_end_that_follows_them(shop):
    found = customer_values(shop[0].query, COMPANY, AS_OF)["customer_value"].to_pylist()
    following = {row["as_of"]: row["next_as_of"] for row in found}
    assert following[date(2025, 5, 31)] == AS_OF
    assert following[AS_OF] is None


def test_costs_and_margin_are_none_until_the_company_tells_them(shop, snapshot):
    told = customer_values(shop[0].query, COMPANY, AS_OF)["customer_value"].to_pylist()
    assert all(row["margin_365"] is None for row in told)
    with_margin = Company.model_validate({"name": "Shop", "value": {"gross_margin": 0.4}})
    rows = customer_values(shop[0].query, with_margin, AS_OF)["customer_value"].to_pylist()
    assert all(row["margin_365"] == pytest.approx(0.4 * row["revenue_365"]) for row in rows)
    now = [row for row in told if row["as_of"] == AS_OF]
    first = {}
    for row in sorted(shop[1], key=lambda r: r["day"]):
        first.setdefault(row["customer_id"], row["day"])
    won = sum(1 for day in first.values() if day > AS_OF - timedelta(days=365))
    assert sum(row["acquisition_cost"] for row in now) == pytest.approx(
        900 / won * sum(r["customers"] for r in now)
    )


def test_the_list_of_customers_adds_up_to_the_sums(shop):
    tables = customer_values(shop[0].query, COMPANY, AS_OF)
    now = [row for row in tables["customer_value"].to_pylist() if row["as_of"] == AS_OF]
    people = tables["customer_outlook"].to_pylist()
    for total, each in (
        ("clv_sum", "clv"),
        ("at_risk_sum", "at_risk"),
        ("p_leave_sum", "p_leave"),
        ("revenue_365", "revenue_365"),
    ):
        assert sum(row[total] for row in now) == pytest.approx(sum(person[each] for person in people))
    assert all(0 <= person["p_leave"] <= 1 and person["clv"] >= 0 for person in people)


def histories(rows):
    """By customer: repeat purchases, weeks to the last and weeks watched, counted with plain Python."""
    days: dict[str, set[date]] = {}
    for row in rows:
        days.setdefault(row["customer_id"], set()).add(row["day"])
    return {
        name: (len(on) - 1, (max(on) - min(on)).days / 7, (AS_OF - min(on)).days / 7) for name, on in days.items()
    }  # fmt: skip


def test_who_is_practically_gone_has_little_left_to_lose(shop):
    people = customer_values(shop[0].query, COMPANY, AS_OF)["customer_outlook"].to_pylist()
    each = {p["customer_id"]: p for p in people}
    found = histories(shop[1])
    often = {name: age - last for name, (x, last, age) in found.items() if x >= 3}
    recent = [each[name] for name, silence in often.items() if silence < 3]
    silent = [each[name] for name, silence in often.items() if silence > 40]
    assert recent
    assert silent
    for name in ("p_leave", "at_risk"):
        assert max(p[name] for p in silent) < 0.2 * np.median([p[name] for p in recent])
    assert max(people, key=lambda p: p["at_risk"]) in recent


def test_the_loss_is_the_purchases_that_leaving_takes_from_who_is_still_there(shop):
    """Customers with 3 purchases or more, drawn 20,000 times: still there, when it ends, and what is then missed."""
    rows = shop[1]
    found = histories(rows)
    columns = np.array(list(found.values()), dtype=float).T
    model, random = fit_frequency(*columns), np.random.default_rng(3)
    means = {}
    for name in found:
        first = min(r["day"] for r in rows if r["customer_id"] == name)
        later = [r for r in rows if r["customer_id"] == name and r["day"] > first]
        means[name] = sum(r["amount"] for r in later) / len({r["day"] for r in later}) if later else 0.0
    spend = fit_spend(columns[0], np.array(list(means.values())))
    people = {
        p["customer_id"]: p
        for p in customer_values(shop[0].query, COMPANY, AS_OF)["customer_outlook"].to_pylist()
    }
    year, n = 365 / 7, 20_000
    for name in [name for name, (x, _, _) in found.items() if x >= 2][:25]:
        x, last, age = found[name]
        gone = model.a / (model.b + x - 1) * ((model.alpha + age) / (model.alpha + last)) ** (model.r + x)
        there = random.random(n) < 1 / (1 + gone)
        pace = random.gamma(model.r + x, 1 / (model.alpha + age), n)
        ends = random.exponential(1, n) / (pace * random.beta(model.a, model.b + x, n))
        each = spend.p * (spend.gamma + x * means[name]) / (spend.p * x + spend.q - 1)
        missed = there * pace * np.maximum(year - ends, 0) * each
        assert abs(people[name]["p_leave"] - (there & (ends < year)).mean()) < 5 * 0.5 / np.sqrt(n)
        assert abs(people[name]["at_risk"] - missed.mean()) < 5 * missed.std() / np.sqrt(n) + 1e-6


def test_those_still_there_are_counted_apart_from_those_who_leave(shop, snapshot):
    now = [
        r
        for r in customer_values(shop[0].query, COMPANY, AS_OF)["customer_value"].to_pylist()
        if r["as_of"] == AS_OF
    ]
    for row in now:
        assert row["p_leave_sum"] < row["alive_sum"] < row["customers"]
    rows, people = contracts()
    under = customer_values(snapshot(spell=rows, customer=people).query, COMPANY, AS_OF)[
        "customer_value"
    ].to_pylist()
    assert all(row["alive_sum"] == row["customers"] for row in under)


def test_the_spread_of_what_leaves_is_that_of_independent_coins(shop):
    tables = customer_values(shop[0].query, COMPANY, AS_OF)
    people = tables["customer_outlook"].to_pylist()
    exact = sum(p["at_risk"] ** 2 * (1 - p["p_leave"]) / p["p_leave"] for p in people if p["p_leave"] > 0)
    drawn = sum(row["at_risk_var"] for row in tables["customer_value"].to_pylist() if row["as_of"] == AS_OF)
    assert drawn == pytest.approx(exact, rel=0.3)


def test_the_same_data_gives_the_same_numbers(shop):
    one, two = (customer_values(shop[0].query, COMPANY, AS_OF)["customer_value"] for _ in range(2))
    assert one.equals(two)


def test_too_few_buyers_give_empty_tables_of_the_right_shape(snapshot):
    tables = customer_values(snapshot().query, COMPANY, AS_OF)
    assert tables["customer_value"].schema == VALUE_SCHEMA
    assert tables["customer_outlook"].schema == OUTLOOK_SCHEMA
    assert tables["customer_value"].num_rows == tables["customer_outlook"].num_rows == 0


def contracts():
    """Half of all contracts end after exactly 200 days, half run on; all began 100 or 300 days ago."""
    rows, people = [], []
    for i in range(200):
        old, ends = i < 120, i < 60
        started = AS_OF - timedelta(days=300 if old else 100)
        rows.append(
            {
                "customer_id": f"c{i:03}",
                "rule": "contract",
                "started_on": started,
                "monthly_value": 10.0,
                "ended_on": started + timedelta(days=200) if ends else None,
            }
        )
        people.append({"customer_id": f"c{i:03}", "segment": "plan", "persona": None, "region": None})
    return rows, people  # fmt: skip


def test_contracts_leave_as_others_of_their_age_did(snapshot):
    rows, people = contracts()
    found = customer_values(snapshot(spell=rows, customer=people).query, COMPANY, AS_OF)
    each = {p["customer_id"]: p for p in found["customer_outlook"].to_pylist()}
    assert len(each) == 140
    # past day 300, the longest seen, contracts end at the average rate: 60 in 60 x 200 + 60 x 300 + 80 x 100 days
    hazard = 60 / (60 * 200 + 60 * 300 + 80 * 100)
    old, young = each["c060"], each["c199"]
    assert old["p_leave"] == pytest.approx(1 - np.exp(-hazard * 365))
    assert young["p_leave"] == pytest.approx(1 - 0.5 * np.exp(-hazard * (100 + 365 - 300)))
    assert old["at_risk"] == pytest.approx(old["p_leave"] * 120)
    assert old["revenue_365"] == pytest.approx(120 * 300 / 365)


def test_a_contract_is_worth_its_payments_weighted_by_lasting_and_discounted(snapshot):
    rows, people = contracts()
    company = Company.model_validate({"name": "Club", "value": {"horizon_years": 1, "discount_rate": 0.0}})
    found = customer_values(snapshot(spell=rows, customer=people).query, company, AS_OF)[
        "customer_outlook"
    ].to_pylist()
    old = next(p for p in found if p["customer_id"] == "c060")
    hazard = 60 / (60 * 200 + 60 * 300 + 80 * 100)
    assert old["clv"] == pytest.approx(sum(10 * np.exp(-hazard * (m + 0.5) * 365 / 12) for m in range(12)))


def test_spend_and_frequency_are_set_against_each_other_only_where_both_differ():
    often, much = np.array([1.0, 2, 3, 4, 0]), np.array([10.0, 30, 20, 40, 0])
    assert rank_correlation(often, much) == pytest.approx((0.8, 0.2))  # 1 - 6 * 2 / (4 * 15); t = 1.886, 2 df
    assert rank_correlation(often, np.full(5, 10.0)) is None
    assert rank_correlation(np.array([1.0, 1, 1, 0]), np.array([10.0, 20, 30, 0])) is None
    assert dependence(np.array([1.0, 1, 1, 0]), np.array([10.0, 20, 30, 0])) == ""
