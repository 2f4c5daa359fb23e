"""A small company's random record: ties, gaps and missing values are common."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.company import Company

ZONE = ZoneInfo("America/New_York")
START = datetime(2026, 2, 20)
COMPANY = Company(
    name="Acme", time_zone="America/New_York", churn={"inactive_days": 20},
    windows={"first_contact_resolution_days": 3, "repurchase_days": 10, "coupon_days": 15, "cart_hours": 5},
    hours={day: {"open": "09:00", "close": "17:30"} for day in ("monday", "tuesday", "friday", "sunday")},
    holidays=("2026-03-03",),
)  # fmt: skip
Row = dict[str, Any]


class Dice:
    """Random rows of a small company: ties, gaps and missing values are common."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def one(self, *values: Any) -> Any:
        return self.random.choice(values)

    def when(self, days: int = 60) -> datetime:
        return START + timedelta(minutes=5 * self.random.randrange(days * 288))

    def later(self, at: datetime, minutes: int) -> datetime:
        return at + timedelta(minutes=self.random.randrange(minutes))

    def who(self) -> str | None:
        return self.one("a", "b", "c", "d", "e_b", None)


def contacts(dice: Dice, count: int) -> list[Row]:
    rows = []
    for number in range(count):
        at = dice.when() if dice.random.random() > 0.05 else None
        base = at or START
        rows.append({
            "contact_id": f"{number:04}", "opened_at": at, "_source": dice.one("desk", "desk", "calls"),
            "first_reply_at": dice.one(None, dice.later(base, 3000)), "first_bot_reply_at": dice.one(None, base),
            "resolved_at": dice.one(None, dice.later(base, 9000)), "customer_id": dice.who(),
            "topic": dice.one("bill", "parcel", None), "channel": dice.one("phone", "chat", None),
            "touchpoint": dice.one("delivery", "cart", None), "agent_id": dice.one("bot", "ann", None),
            "reopens": dice.one(None, 0, 1), "abandoned": dice.one(None, False, True),
            "is_bot": dice.one(None, True, False),
            "queue_seconds": dice.one(None, 5, 600), "handle_seconds": dice.one(None, 0, 33, 400),
            "is_test": dice.one(None, False, False, True), "handed_over": dice.one(None, True, False),
        })  # fmt: skip
        if rows[-1]["_source"] == "calls":
            rows[-1]["first_reply_at"] = None
    return rows


def events(dice: Dice, count: int) -> list[Row]:
    names = (
        "page_view",
        "page_view",
        "add_to_cart",
        "purchase",
        "task_start",
        "task_finish",
        "error",
        "store_visit",
    )
    return [
        {
            "event_id": f"{number:04}", "happened_at": dice.when(12), "customer_id": dice.who(),
            "session_id": dice.one(None, *(f"s{n}" for n in range(40))), "name": dice.one(*names),
            "channel": dice.one("web", "app", None, "store"), "touchpoint": dice.one("cart", "search", None),
            "device": dice.one("phone", None), "task": dice.one("pay", "find"), "clicks": dice.one(1, 2, 9),
            "store": dice.one("A", "B"), "quantity": dice.one(None, 3), "_source": dice.one("site", "site", "till"),
            "coupon": dice.one("X", "Y"),
        }
        for number in range(count)
    ] + [
        {
            "event_id": f"k{number:04}", "happened_at": dice.when(), "customer_id": dice.who(), "_source": "site",
            "name": dice.one("coupon_issued", "coupon_redeemed"), "coupon": dice.one("X", "Y", None),
            "campaign": dice.one("m", None),
        }
        for number in range(count // 4)
    ]  # fmt: skip


def purchases(dice: Dice, count: int) -> list[Row]:
    return [
        {
            "order_id": f"{number:04}", "ordered_at": dice.when(), "customer_id": dice.who(),
            "amount": dice.random.randrange(5000) / 100, "refunded": dice.one(None, 1.5), "discount": dice.one(None, 2),
            "status": dice.one(None, "paid", "voided"), "channel": dice.one("web", "store", None),
            "store": dice.one(None, "A", "B"), "session_id": dice.one(None, None, "s1", "s2"),
            "coupon": dice.one(None, None, "X"),
        }
        for number in range(count)
    ]  # fmt: skip


def subscriptions(dice: Dice, count: int) -> list[Row]:
    rows = []
    for number in range(count):
        start = dice.when(400).date()
        end = dice.one(None, start + timedelta(days=dice.random.randrange(60)), start + timedelta(days=20))
        rows.append(
            {
                "subscription_id": f"{number:04}",
                "customer_id": f"c{number % 25}",
                "started_on": start,
                "ended_on": end,
            }
        )
    return rows


CUSTOMERS = [
    {"customer_id": "a", "segment": "loyal", "region": "north"},
    {"customer_id": "b", "email_token": "e_b", "segment": "new", "persona": "saver"},
    {"customer_id": "c"},
]


def tables(seed: int) -> dict[str, list[Row]]:
    """A whole record; every second one has no subscriptions."""
    dice = Dice(seed)
    made = {
        "customer": CUSTOMERS, "agent": [{"agent_id": "bot", "is_bot": True}, {"agent_id": "ann", "team": "blue"}],
        "contact": contacts(dice, 250), "event": events(dice, 400), "purchase": purchases(dice, 120),
    }  # fmt: skip
    return made if seed % 2 else {**made, "subscription": subscriptions(dice, 60)}


def person(customer_id: str | None) -> str | None:
    return "b" if customer_id == "e_b" else customer_id


def local(at: datetime | None) -> date | None:
    return at.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZONE).date() if at else None
