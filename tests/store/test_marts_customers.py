"""Contracts, inactivity, buyers, orders and what becomes of a customer's identity, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dashboard.company import Company

START = datetime(2026, 1, 10, 12)


def order(order_id: str, days: float = 0, customer: str | None = "c", **more):
    at = START + timedelta(days=days)
    return {"order_id": order_id, "ordered_at": at, "customer_id": customer, "amount": 10.0, **more}


def contract(number: str, started: str | None, ended: str | None = None, **more):
    days = {
        "started_on": started and date.fromisoformat(started),
        "ended_on": ended and date.fromisoformat(ended),
    }
    return {"subscription_id": number, "customer_id": "c", **days, **more}


@pytest.fixture
def spells(built, rows_of):
    def of(*subscriptions, company=None, **tables):
        given = [company] if company else []
        rows = rows_of(built(*given, subscription=list(subscriptions), **tables), "spell", "started_on")
        return [
            (row["customer_id"], row["rule"], _iso(row["started_on"]), _iso(row["ended_on"])) for row in rows
        ]

    return of


def _iso(day: date | None) -> str | None:
    return day and day.isoformat()


def test_overlapping_and_adjoining_contracts_are_one_time_as_a_customer(spells):
    assert spells(
        contract("1", "2025-01-01", "2025-03-31"),
        contract("2", "2025-04-01", "2025-06-30"),  # the day after
        contract("3", "2025-02-01", "2025-02-28"),  # inside the first
        contract("4", "2025-07-02", "2025-08-31"),  # a day without
        contract("5", "2025-08-31"),  # from the last day on, open
        contract("6", "2025-09-15", "2025-10-01"),  # inside the open one
    ) == [("c", "contract", "2025-01-01", "2025-06-30"), ("c", "contract", "2025-07-02", None)]


def test_a_spell_is_worth_what_its_customer_paid_at_its_end(built, rows_of):
    snapshot = built(
        subscription=[
            contract("1", "2025-01-01", "2025-03-31", monthly_amount=10),
            contract("2", "2025-04-01", monthly_amount=20),
            contract("3", "2025-05-01", monthly_amount=5.5),
        ]
    )
    (row,) = rows_of(snapshot, "spell", "started_on")
    assert row["monthly_value"] == 25.5
    assert row["tenure_days"] == (date(2025, 5, 1) - date(2025, 1, 1)).days  # to the last day with data
    assert row["churned"] is False


def test_a_contract_that_ends_before_it_starts_is_in_no_spell_and_is_reported(built, rows_of):
    snapshot = built(
        subscription=[contract("1", "2025-01-01", "2024-12-31"), contract("2", "2025-01-01", churned=True)]
    )
    assert rows_of(snapshot, "spell", "started_on") == []
    (check,) = snapshot.query(
        "select * from quality where \"check\" = 'contracts with sound days'"
    ).to_pylist()
    assert (check["passed"], check["found"]) == (False, 2)


def test_undated_contracts_have_a_tenure_and_no_days(built, rows_of):
    company = Company(name="Acme", churn={"rule": "contract"})
    snapshot = built(
        company, subscription=[contract("1", None, tenure_months=12, churned=True, monthly_amount=30)]
    )
    (row,) = rows_of(snapshot, "spell", "started_on")
    assert (row["started_on"], row["ended_on"], row["tenure_days"], row["churned"]) == (
        None,
        None,
        365.25,
        True,
    )


def test_a_buyer_has_left_a_hundred_and_eighty_days_after_the_last_purchase(spells):
    assert spells(
        purchase=[
            order("1"), order("2", 180), order("3", 361),  # 180 days on: still there; 181 days on: had left
            order("4", 400, customer="other"),
        ]
    ) == [
        ("c", "inactivity", "2026-01-10", "2027-01-05"),
        ("c", "inactivity", "2027-01-06", None),
        ("other", "inactivity", "2027-02-14", None),
    ]  # fmt: skip


def test_inactivity_is_counted_to_the_last_day_with_data(spells):
    assert spells(purchase=[order("1"), order("2", 180, customer=None)]) == [
        ("c", "inactivity", "2026-01-10", "2026-07-09")
    ]


def test_inactivity_one_day_short_of_the_rule_has_not_left(spells):
    assert spells(purchase=[order("1"), order("2", 179, customer=None)]) == [
        ("c", "inactivity", "2026-01-10", None)
    ]


def test_a_customer_has_spells_by_each_rule_kept_apart(spells):
    assert spells(contract("1", "2025-01-01"), purchase=[order("1")]) == [
        ("c", "contract", "2025-01-01", None),
        ("c", "inactivity", "2026-01-10", None),
    ]


def test_buyers_come_back_within_ninety_days_or_not(built, rows_of):
    snapshot = built(
        purchase=[
            order("a1", 0, "a"), order("a2", 90, "a"),
            order("b1", 0, "b"), order("b2", 90.001, "b"),
            order("c1", 0, "c", channel="web"), order("c2", 0, "c", channel="app"),  # the same moment is one visit
            order("d1", 150, "d"),
            order("z", 200, None),
        ]
    )  # fmt: skip
    rows = {row["customer_id"]: row for row in rows_of(snapshot, "fact_buyer", "customer_id")}
    assert {key: (row["mature"], row["repurchased"]) for key, row in rows.items()} == {
        "a": (True, True), "b": (True, False), "c": (True, False), "d": (False, False),
    }  # fmt: skip
    assert rows["c"]["channel"] == "web"
    assert [(row["mature_buyers"], row["repurchased"]) for row in rows_of(snapshot, "buyer_day", "mature_buyers")] == [
        (1, 0), (2, 1),
    ]  # fmt: skip


def test_orders_count_net_of_refunds_and_without_the_cancelled(built, rows_of):
    snapshot = built(
        purchase=[
            order("1", amount=100, refunded=30, discount=5), order("2", status="Cancelled"),
            order("3", status="voided "), order("4", status="paid", amount=0),
        ]
    )  # fmt: skip
    assert [(row["order_id"], row["amount"]) for row in rows_of(snapshot, "fact_purchase", "order_id")] == [
        ("1", 70), ("4", 0),
    ]  # fmt: skip
    (day,) = rows_of(snapshot, "purchase_day", "day")
    assert (day["orders"], day["revenue"], day["revenue_sumsq"], day["discount"]) == (2, 70, 4900, 5)
    assert rows_of(snapshot, "dropped", "reason")[0]["rows"] == 2
    (check,) = snapshot.query("select * from quality where \"check\" = 'orders with an amount'").to_pylist()
    assert (check["passed"], check["found"]) == (False, 1)


def test_orders_known_only_by_their_lines_are_added_up_from_them(built, rows_of):
    def line(order_id, number, amount):
        return {
            "order_id": order_id, "line": number, "ordered_at": START, "customer_id": "c", "store": "A",
            "amount": amount, "quantity": 2, "discount": 0.1,
        }  # fmt: skip

    snapshot = built(
        purchase=[order("1")],
        order_line=[line("1", "1", 99), line("2", "1", 0.1), line("2", "2", 0.2)],
    )
    rows = rows_of(snapshot, "fact_purchase", "order_id")
    assert [(row["order_id"], row["amount"], row["items"], row["discount"]) for row in rows] == [
        ("1", 10, None, None), ("2", 0.3, 4, 0.2),
    ]  # fmt: skip


def test_a_customer_known_by_email_elsewhere_is_one_customer(built, rows_of):
    snapshot = built(
        customer=[
            {"customer_id": "c", "email_token": "e_1", "segment": "loyal"},
            {"customer_id": "e_1", "email_token": "e_1", "segment": "new", "persona": "saver"},
        ],
        purchase=[order("1", customer="e_1"), order("2", 1)],
        survey_answer=[{"answer_id": "1", "customer_id": "e_1", "answered_at": START}],
    )
    (row,) = rows_of(snapshot, "customer", "customer_id")
    assert (row["customer_id"], row["segment"], row["persona"], row["orders"]) == ("c", "loyal", "saver", 2)
    (answer,) = rows_of(snapshot, "fact_answer", "answer_id")
    assert (answer["customer_id"], answer["segment"]) == ("c", "loyal")


def test_a_customer_mart_adds_up_the_last_365_days(built, rows_of):
    snapshot = built(purchase=[order("1", 0), order("2", 1), order("3", 365)])
    (row,) = rows_of(snapshot, "customer", "customer_id")
    assert (row["revenue_total"], row["revenue_365"], row["orders"]) == (30, 20, 3)
    assert (row["first_order_on"], row["last_order_on"]) == (date(2026, 1, 10), date(2027, 1, 10))
    assert row["cohort_month"] == date(2026, 1, 1)
