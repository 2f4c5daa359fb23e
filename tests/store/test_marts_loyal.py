"""Who is loyal, and what loyal customers and the others did: worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

LAST = datetime(2026, 1, 10, 12)


def orders(customer, *days_ago, **more):
    return [
        {"order_id": f"{customer}-{at}", "ordered_at": LAST - timedelta(days=ago), "customer_id": customer,
         "amount": 10.0, "channel": "web", **more}
        for at, ago in enumerate(days_ago)
    ]  # fmt: skip


def answer(customer, score, kind="nps", days_ago=1, **more):
    scale = {"nps": (0, 10), "csat": (1, 5)}[kind]
    return {
        "answer_id": f"{customer}-{kind}-{days_ago}", "answered_at": LAST - timedelta(days=days_ago),
        "customer_id": customer, "kind": kind, "score": float(score), "scale_min": float(scale[0]),
        "scale_max": float(scale[1]), "direction": "up", **more,
    }  # fmt: skip


BUYERS = [
    *orders("often", 0, 10, 20), *orders("other", 5, 15, 25, 35), *orders("old", 400, 410, 420, 430, 440),
    *orders("once", 3), *(order for name in ("two", "too", "duo") for order in orders(name, 4, 8)),
    *(order for i in range(6) for order in orders(f"c{i}", 30 + i)),
]  # fmt: skip


@pytest.fixture
def people(built, rows_of):
    def of(**tables):
        return {row["customer_id"]: row for row in rows_of(built(**tables), "loyal_customer", "customer_id")}

    return of


def test_regulars_are_the_top_quarter_by_orders_of_the_last_365_days(people):
    found = people(purchase=BUYERS)
    assert {name for name, row in found.items() if row["in_tier"]} == {
        "often",
        "other",
    }  # 4 and 3 orders; who has two begin above the top quarter
    assert found["old"]["orders_365"] == 0  # five, but more than a year ago
    assert all(row["loyal"] == row["in_tier"] and row["compared"] for row in found.values())


def test_where_scores_are_known_a_regular_is_loyal_by_the_latest_of_them(people):
    answers = [
        answer("often", 10), answer("often", 2, days_ago=9), answer("other", 9, days_ago=9), answer("other", 8),
        answer("once", 10),
    ]  # fmt: skip
    found = people(purchase=BUYERS, survey_answer=answers)
    assert {name for name, row in found.items() if row["loyal"]} == {"often"}
    assert {name for name, row in found.items() if row["compared"]} == {"often", "other", "once"}


def test_a_score_of_recommending_counts_before_one_of_content(people):
    answers = [
        answer("often", 10, days_ago=30),
        answer("often", 1, kind="csat"),
        answer("other", 5, kind="csat"),
    ]
    found = people(purchase=BUYERS, survey_answer=answers)
    assert found["often"]["score_is_high"]
    assert found["other"]["score_is_high"]


def test_without_orders_the_longest_running_contracts_are_the_regulars(people):
    contracts = [
        {"subscription_id": str(i), "customer_id": f"c{i}", "tenure_months": float(i), "churned": i == 9,
         "contract": "annual"}
        for i in range(10)
    ]  # fmt: skip
    found = people(subscription=contracts)
    assert {name for name, row in found.items() if row["loyal"]} == {"c6", "c7", "c8"}  # of the nine that run
    assert found["c9"]["contract"] is None


def factors(snapshot, rows_of):
    """The parts of each trait, added up over all groups of customers."""
    found = {}
    for row in rows_of(snapshot, "loyal_factor", "kind"):
        key, parts = (row["loyal"], row["kind"], row["name"]), (row["n"], row["total"], row["squares"])
        found[key] = tuple(a + b for a, b in zip(found.get(key, (0, 0, 0)), parts, strict=True))
    return found


def test_traits_are_added_up_for_both_sides(built, rows_of):
    snapshot = built(
        purchase=[*BUYERS, *orders("store", 2, channel="store", discount=1.0)],
        customer=[{"customer_id": "often", "segment": "plus"}],
        contact=[
            {"contact_id": "1", "opened_at": LAST - timedelta(days=3), "customer_id": "often", "channel": "phone"},
            {"contact_id": "2", "opened_at": LAST - timedelta(days=2), "customer_id": "often", "channel": "phone",
             "resolved_at": LAST},
            {"contact_id": "3", "opened_at": LAST - timedelta(days=500), "customer_id": "once", "channel": "phone"},
        ],
    )  # fmt: skip
    found = factors(snapshot, rows_of)
    assert found[True, "all", ""][0] == 2
    assert found[False, "all", ""][0] == 12
    assert found[True, "segment", "plus"] == (1, 1, 1)
    assert (False, "segment", "plus") not in found
    assert found[False, "first", "store"] == (1, 1, 1)
    assert (
        found[False, "used", "web"][0] == 10
    )  # not who bought in the store only, nor whose orders are too old
    assert found[False, "discounted", ""] == (11, 1, 1)
    assert found[True, "contact", ""] == (2, 1, 1)
    assert found[False, "contact", ""] == (12, 0, 0)  # the only one was more than a year ago
    assert found[True, "contacts", ""] == (2, 2, 4)
    assert found[True, "contacted", "phone"] == (1, 1, 1)
    assert found[True, "still_open", ""] == (1, 1, 1)
    assert found[True, "amount", ""] == (2, 20, 200)


def test_content_is_a_share_of_those_who_said_so_at_the_stage(built, rows_of):
    answers = [
        answer("often", 10), answer("other", 10), answer("once", 1),
        answer("often", 5, kind="csat", touchpoint="delivery"), answer("once", 1, kind="csat", touchpoint="delivery"),
        answer("once", 2, kind="csat", days_ago=5, touchpoint="delivery"),
    ]  # fmt: skip
    found = factors(built(purchase=BUYERS, survey_answer=answers), rows_of)
    assert found[True, "content", "Service"] == (1, 1, 1)
    assert found[False, "content", "Service"] == (1, 0, 0)


def test_no_contacts_at_all_are_no_trait(built, rows_of):
    assert not any(kind == "contact" for _, kind, _ in factors(built(purchase=BUYERS), rows_of))


def test_nobody_is_nobody(people):
    assert people() == {}
