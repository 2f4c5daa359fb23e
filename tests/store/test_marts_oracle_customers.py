"""Orders, buyers and spells against plain Python over the same random rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from tests.store.random_record import Row, local, person


def test_buyers_and_orders_agree_with_plain_python(made):
    tables, snapshot = made
    orders = [o | {"who": person(o["customer_id"])} for o in tables["purchase"] if o["status"] != "voided"]
    found = snapshot.query("select order_id, amount, day from fact_purchase").to_pylist()
    assert {row["order_id"]: (round(row["amount"], 9), row["day"]) for row in found} == {
        o["order_id"]: (round(o["amount"] - (o["refunded"] or 0), 9), local(o["ordered_at"])) for o in orders
    }
    until = max(o["ordered_at"] for o in orders)
    wanted = {}
    for who in {o["who"] for o in orders if o["who"]}:
        times = sorted({o["ordered_at"] for o in orders if o["who"] == who})
        back = len(times) > 1 and times[1] - times[0] <= timedelta(days=10)
        wanted[who] = (times[0], times[0] + timedelta(days=10) <= until, back)
    found = snapshot.query(
        "select f.customer_id, f.at, f.mature, f.repurchased from fact_buyer f"
    ).to_pylist()
    assert {row["customer_id"]: (row["at"], row["mature"], row["repurchased"]) for row in found} == wanted


def contract_spells(subscriptions: list[Row]) -> set[tuple[str, date, date | None]]:
    """Every day under contract is marked; unbroken runs of marked days are the spells."""
    far, one = date(2030, 1, 1), timedelta(days=1)
    days: dict[str, set[date]] = defaultdict(set)
    for row in subscriptions:
        start, end = row["started_on"], row["ended_on"] or far
        days[row["customer_id"]] |= {start + n * one for n in range((end - start).days + 1)}
    spells = set()
    for who, marked in days.items():
        for start in (day for day in marked if day - one not in marked):
            end = next(start + n * one for n in range(5000) if start + (n + 1) * one not in marked)
            spells.add((who, start, None if end == far else end))
    return spells


def inactivity_spells(orders: list[Row], as_of: date) -> set[tuple[str, date, date | None]]:
    """Purchase days walked through in order; twenty days without one end a spell."""
    days: dict[str, list[date]] = defaultdict(list)
    for order in sorted(orders, key=lambda o: o["ordered_at"]):
        if order["status"] != "voided" and order["customer_id"]:
            days[person(order["customer_id"])].append(local(order["ordered_at"]))
    spells, silence = set(), timedelta(days=20)
    for who, bought in days.items():
        start = bought[0]
        for day, following in zip(bought, [*bought[1:], date.max], strict=True):
            if following - day > silence:
                spells.add((who, start, day + silence if day + silence <= as_of else None))
                start = following
    return spells


def test_spells_agree_with_plain_python(made):
    tables, snapshot = made
    as_of = snapshot.query("select value from meta where key = 'as_of'").to_pylist()[0]["value"]
    wanted = {
        "contract": contract_spells(tables.get("subscription", [])),
        "inactivity": inactivity_spells(tables["purchase"], date.fromisoformat(as_of)),
    }
    for rule, spells in wanted.items():
        found = snapshot.query(
            "select customer_id, started_on, ended_on from spell where rule = $rule", {"rule": rule}
        ).to_pylist()
        assert {(row["customer_id"], row["started_on"], row["ended_on"]) for row in found} == spells
        assert len(found) == len(spells)
