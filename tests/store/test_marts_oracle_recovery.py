"""Failures and recoveries against plain Python over random contacts, answers and orders, by the usual rule."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from dashboard.company import Company

Row = dict[str, Any]
DAY = timedelta(days=1)
BEGIN, LENGTH = datetime(2025, 1, 1), 700
WITHIN, BOUGHT, LONG = 14 * DAY, 90 * DAY, 365 * DAY
STAGE = {"support_contact": "Service", "delivery": "Service", "cart": "Purchase"}


def some(seed: int) -> dict[str, list[Row]]:
    """Three hundred of each, of twelve customers; times fall on whole minutes."""
    dice = random.Random(seed)

    def when() -> datetime:
        return BEGIN + timedelta(minutes=dice.randrange(LENGTH * 1440))

    def who() -> str:
        return f"c{dice.randrange(12)}"

    contacts, answers, orders = [], [], []
    for number in range(300):
        opened = when()
        contacts.append({
            "contact_id": f"{number}", "opened_at": opened, "customer_id": who(),
            "topic": dice.choice(["delivery", "return", None]), "touchpoint": dice.choice([*STAGE, None]),
            "resolved_at": dice.choice([None, *(opened + timedelta(minutes=dice.randrange(60_000)) for _ in range(4))]),
            "reopens": dice.choice([None, 0, 0, 0, 1]),
        })  # fmt: skip
        kind, low, high = dice.choice([("csat", 1, 5), ("nps", 0, 10), ("ces", 1, 7), ("csat", 0, 1)])
        answers.append({
            "answer_id": f"{number}", "answered_at": when(), "customer_id": who(), "kind": kind, "scale_min": low,
            "scale_max": high, "score": dice.randint(low, high), "direction": dice.choice(["up", "up", "down"]),
            "touchpoint": dice.choice([*STAGE, None]),
        })  # fmt: skip
        orders.append({
            "order_id": f"{number}", "ordered_at": when(), "customer_id": who(), "amount": dice.randrange(100) / 4,
        })  # fmt: skip
    return {"contact": contacts, "survey_answer": answers, "purchase": orders}


def points(row: Row) -> float:
    low, high, score = row["scale_min"], row["scale_max"], row["score"]
    return (high - score if row["direction"] == "down" else score - low) / (high - low)


def occasions(rows: dict[str, list[Row]]) -> dict[str, Row]:
    found = {}
    for one in rows["contact"]:
        at, resolved = one["opened_at"], one["resolved_at"]
        landmark = at + WITHIN
        again = resolved and any(
            other["customer_id"] == one["customer_id"] and other["topic"] == one["topic"]
            and other is not one and resolved < other["opened_at"] <= landmark
            for other in rows["contact"]
        )  # fmt: skip
        left_open = resolved is None or resolved > landmark
        failed = bool(again or one["reopens"] or left_open)
        found[f"contact {one['contact_id']}"] = {"who": one["customer_id"], "at": at, "failed": failed}
    for one in rows["survey_answer"]:
        stage = STAGE.get(one["touchpoint"])
        led = [
            c["opened_at"] for c in rows["contact"]
            if stage and c["customer_id"] == one["customer_id"] and STAGE.get(c["touchpoint"]) == stage
            and c["opened_at"] <= one["answered_at"] <= c["opened_at"] + WITHIN
        ]  # fmt: skip
        bad = one["scale_max"] - one["scale_min"] >= 4 and points(one) <= 0.25
        at = max(led, default=one["answered_at"])
        found[f"answer {one['answer_id']}"] = {"who": one["customer_id"], "at": at, "failed": bad}
    return found


def expected(occasion: Row, rows: dict[str, list[Row]]) -> Row:
    at, landmark = occasion["at"], occasion["at"] + WITHIN
    mine = {name: [r for r in rows[name] if r["customer_id"] == occasion["who"]] for name in rows}
    opened = [c for c in mine["contact"] if at <= c["opened_at"] <= landmark]
    closed = [c["resolved_at"] for c in mine["contact"] if c["resolved_at"] and at < c["resolved_at"] <= landmark
              and c["opened_at"] >= at - LONG]  # fmt: skip
    still = any(c["resolved_at"] is None or c["resolved_at"] > landmark for c in opened)
    before = [o for o in mine["purchase"] if at - LONG <= o["ordered_at"] < at]
    scores = [points(a) for a in mine["survey_answer"] if at - LONG <= a["answered_at"] < at]
    nps = [
        a
        for a in mine["survey_answer"]
        if a["kind"] == "nps" and landmark < a["answered_at"] <= landmark + LONG
    ]
    felt = [(points(a) >= 0.9) - (points(a) <= 0.6) for a in nps]
    until = max(o["ordered_at"] for o in rows["purchase"])
    after = any(landmark < o["ordered_at"] <= landmark + BOUGHT for o in mine["purchase"])
    return {
        "failed": occasion["failed"], "recovered": bool(closed) and not still,
        "orders_before": len(before), "spend_before": pytest.approx(sum(o["amount"] for o in before)),
        "contacts_before": sum(at - LONG <= c["opened_at"] < at for c in mine["contact"]),
        "score_before": pytest.approx(sum(scores) / len(scores)) if scores else None,
        "nps_after": pytest.approx(sum(felt) / len(felt)) if felt else None,
        "bought_again": after if landmark + BOUGHT <= until else None,
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_every_occasion_is_what_plain_python_makes_of_it(built, seed):
    rows = some(seed)
    snapshot = built(Company(name="Acme"), **rows)
    there = {row["occasion_id"]: row for row in snapshot.query("select * from recovery_episode").to_pylist()}
    wanted = occasions(rows)
    assert set(there) == set(wanted)
    for name, occasion in wanted.items():
        assert there[name]["at"] == occasion["at"], name
        outcome = expected(occasion, rows)
        assert {key: there[name][key] for key in outcome} == outcome, name
