"""The model is held against what came after it, and its parameters are told."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from dashboard.company import Company
from dashboard.insight.btyd import fit_frequency
from dashboard.insight.purchases import NOTABLE
from dashboard.insight.value_check import CHECK_SCHEMA, MODEL_SCHEMA, value_checks
from tests.insight.test_value import AS_OF, COMPANY, buyers, contracts


def told(tables):
    return {row["name"]: row for row in tables["value_model"].to_pylist()}


@pytest.fixture(scope="module")
def shop(snapshot):
    rows, people = buyers(600, 9)
    return value_checks(snapshot(fact_purchase=rows, customer=people).query, COMPANY, AS_OF), rows


def by_customer(rows, until):
    days = {}
    for row in rows:
        if row["day"] <= until:
            days.setdefault(row["customer_id"], set()).add(row["day"])
    return {name: sorted(found) for name, found in days.items()}


def test_the_parameters_are_those_fitted_on_everything_known(shop):
    tables, rows = shop
    days = by_customer(rows, AS_OF).values()
    x = np.array([len(d) - 1.0 for d in days])
    last = np.array([(d[-1] - d[0]).days / 7 for d in days])
    age = np.array([(AS_OF - d[0]).days / 7 for d in days])
    model = fit_frequency(x, last, age)
    for name in ("r", "alpha", "a", "b"):
        row = told(tables)[name]
        assert row["value"] == pytest.approx(getattr(model, name), rel=1e-4)
        assert row["low"] < row["value"] < row["high"]
    assert told(tables)["buyers"]["value"] == x.size
    assert told(tables)["repeat buyers"]["value"] == (x > 0).sum()


def test_what_came_is_counted_after_the_cut_by_the_purchases_before_it(shop):
    tables, rows = shop
    groups = tables["value_check"].to_pylist()
    first = min(row["day"] for row in rows)
    cut = AS_OF - timedelta(days=min((AS_OF - first).days // 2, 365))
    before, after = by_customer(rows, cut), by_customer(rows, AS_OF)
    for group in groups:
        least = int(group["name"].split()[0])
        of = [
            n
            for n, d in before.items()
            if (len(d) - 1 >= 7 if "more" in group["name"] else len(d) - 1 == least)
        ]
        assert group["cut_on"] == cut
        assert group["customers"] == len(of)
        assert group["actual"] == pytest.approx(np.mean([len(after[n]) - len(before[n]) for n in of]))
        assert group["low"] <= group["actual"] <= group["high"]
    assert sum(group["customers"] for group in groups) == len(before)


def bought(n, seed, dearer=0.0):
    """Customers as BG/NBD and Gamma-Gamma take them: a pace, a chance to leave after each repeat purchase, a
    usual spend. `dearer`: how much the usual spend goes with the pace, which the models do not know."""
    random = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        pace, leave = random.gamma(0.8, 1 / 6), random.beta(0.9, 2.5)
        spend = 40 / random.gamma(4.0) * (1 + dearer * pace)
        day = first = float(random.uniform(0, 250))
        while day < 530:
            on = date(2024, 1, 1) + timedelta(days=int(day))
            rows.append({"customer_id": f"c{i:05}", "day": on, "amount": float(random.gamma(3, spend))})
            if day > first and random.random() < leave:
                break
            day += 7 * random.exponential(1 / pace)
    return rows


def test_customers_as_the_model_takes_them_buy_about_what_it_expects(snapshot):
    tables = value_checks(snapshot(fact_purchase=bought(3000, 2)).query, COMPANY, AS_OF)
    groups = tables["value_check"].to_pylist()
    came, expected = (sum(g[name] * g["customers"] for g in groups) for name in ("actual", "expected"))
    assert expected == pytest.approx(came, rel=0.1)
    assert abs(told(tables)["rank correlation"]["value"]) < NOTABLE


def test_spend_that_goes_with_frequency_is_found(snapshot):
    tables = value_checks(snapshot(fact_purchase=bought(1500, 3, dearer=8.0)).query, COMPANY, AS_OF)
    row = told(tables)["rank correlation"]
    assert row["low"] > NOTABLE
    assert row["low"] < row["value"] < row["high"]


def test_contracts_are_judged_by_what_was_known_a_year_before(snapshot):
    """100 contracts a year old at the cut, half of which ended at 200 days; 60 young ones, 30 ended since."""
    cut = AS_OF - timedelta(days=365)
    rows = []
    for i in range(160):
        old = i < 100
        started = cut - timedelta(days=300 if old else 100)
        ended = started + timedelta(days=200) if i < 50 or 100 <= i < 130 else None
        rows.append({"customer_id": f"c{i}", "rule": "contract", "started_on": started, "ended_on": ended,
                     "monthly_value": 10.0})  # fmt: skip
    tables = value_checks(snapshot(spell=rows).query, COMPANY, AS_OF)
    young, old = tables["value_check"].to_pylist()
    assert (young["name"], young["customers"], old["name"], old["customers"]) == (
        "under 6 months",
        60,
        "6 to 12 months",
        50,
    )
    assert (young["actual"], old["actual"]) == (50, 0)
    # known at the cut: 50 of 160 left, at 200 days; the young pass day 200 and then go on at the average rate
    hazard = 50 / (50 * 200 + 50 * 300 + 60 * 100)
    assert young["expected"] == pytest.approx(100 * (1 - 0.5 * np.exp(-hazard * (465 - 300))))
    assert old["expected"] == pytest.approx(100 * (1 - np.exp(-hazard * 365)))


def test_contracts_tell_how_long_half_of_them_last(snapshot):
    rows, people = contracts()
    tables = value_checks(snapshot(spell=rows, customer=people).query, COMPANY, AS_OF)
    assert told(tables)["contracts"]["value"] == 200
    assert told(tables)["half last, months"]["value"] == pytest.approx(200 / 30.4375)
    assert tables["value_check"].num_rows == 0  # none was there a year ago


def test_too_few_give_empty_tables_of_the_right_shape(snapshot):
    for company in (COMPANY, Company.model_validate({"name": "Club", "churn": {"rule": "contract"}})):
        tables = value_checks(snapshot().query, company, date(2025, 1, 1))
        assert tables["value_model"].schema == MODEL_SCHEMA
        assert tables["value_check"].schema == CHECK_SCHEMA
        assert tables["value_model"].num_rows == tables["value_check"].num_rows == 0
