"""Rows of every fact at random: few days, few groups, some of each not stated, so that corners come up often."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np

FIRST = date(2025, 1, 1)
DAYS = 40


def rows_at_random(seed: int, size: int = 60) -> dict[str, list[dict[str, object]]]:
    random = np.random.default_rng(seed)

    def one(*values: object) -> object:
        return values[random.integers(len(values))]

    def yes(share: float = 0.5) -> bool:
        return bool(random.random() < share)

    def maybe(value: object, share: float = 0.8) -> object:
        return value if yes(share) else None

    def dated() -> dict[str, object]:
        day = FIRST + timedelta(days=int(random.integers(DAYS)))
        at = datetime(day.year, day.month, day.day, int(random.integers(24)), int(random.integers(60)))
        return {"at": at, "day": day, "customer_id": maybe(f"c{random.integers(25)}"), **grouped()}

    def grouped() -> dict[str, object]:
        return {
            "channel": one("app", "web", "store", None), "stage": one("Purchase", "Service", None),
            "segment": one("new", "loyal", None), "persona": one("a", "b"), "region": one("north", None),
            "team": one("red", "blue", None),
        }  # fmt: skip

    def answer(number: int) -> dict[str, object]:
        kind, score = one("nps", "csat", "ces"), int(random.integers(11))
        return dated() | {
            "answer_id": f"a{number:04}", "kind": kind, "comment": maybe("words"),
            "sentiment_label": one("positive", "negative", "neutral", None),
            "promoter": score >= 9 if kind == "nps" else None, "detractor": score <= 6 if kind == "nps" else None,
            "satisfied": yes() if kind == "csat" else None, "easy": yes() if kind == "ces" else None,
        }  # fmt: skip

    def contact(number: int) -> dict[str, object]:
        wait, queued, resolved = float(random.integers(1, 500)), yes(), yes()
        mature = resolved and yes()
        return dated() | {
            "contact_id": f"t{number:04}", "sentiment_label": one("positive", "negative", None),
            "is_bot": yes(), "handed_over": maybe(yes(), 0.9) or False, "queued": queued,
            "abandoned": queued and yes(), "queue_seconds": float(random.integers(60)) if queued else None,
            "handle_seconds": maybe(float(random.integers(1, 900))), "reopens": int(random.integers(3)),
            "first_reply_s": maybe(wait), "first_reply_observed": yes(0.7), "first_reply_business_s": maybe(wait / 2),
            "first_reply_any_s": wait / 3, "first_reply_any_observed": yes(0.9), "resolution_s": maybe(wait * 4),
            "resolution_observed": resolved, "resolution_business_s": maybe(wait * 2), "resolved": resolved,
            "mature": mature, "resolved_first_time": yes() if mature else None,
        }  # fmt: skip

    def mention(_: int) -> dict[str, object]:
        stars = maybe(float(random.integers(1, 6)))
        return dated() | {
            "kind": one("review", "post"), "site": one("x", "y"), "language": one("en", "lt", None), "own": yes(0.7),
            "stars": stars, "rating": stars, "sentiment_label": one("positive", "negative", "neutral", None),
            "replied": maybe(yes()), "reply_s": maybe(float(random.integers(1, 999))), "reply_observed": yes(),
        }  # fmt: skip

    def spell(number: int) -> dict[str, object]:
        start = FIRST + timedelta(days=int(random.integers(-200, DAYS)))
        end = start + timedelta(days=int(random.integers(1, 260)))
        group = grouped() | {"channel": None, "stage": None, "team": None}
        return group | {
            "customer_id": f"c{number}", "rule": one("contract", "inactivity"), "started_on": start,
            "ended_on": maybe(end, 0.7), "monthly_value": float(random.integers(5, 90)),
        }  # fmt: skip

    def visit(_: int) -> dict[str, object]:
        visits = int(random.integers(1, 50))
        row = grouped() | {
            "day": FIRST + timedelta(days=int(random.integers(DAYS))),
            "store": one("s1", "s2"),
        }
        sold = {"orders": int(random.integers(visits + 1)), "sales": float(random.integers(900))}
        return row | sold | {"visits": visits}

    finished = [yes() for _ in range(size)]
    return {
        "fact_answer": [answer(i) for i in range(2 * size)],
        "fact_invitation": [dated() | {"answered": yes()} for _ in range(size)],
        "fact_contact": [contact(i) for i in range(size)],
        "fact_mention": [mention(i) for i in range(size)],
        "fact_session": [
            dated() | {"device": one("phone", "desk"), "bounced": yes(), "has_error": yes(0.2), "ordered": yes(0.3)}
            for _ in range(size)
        ],
        "fact_task": [
            dated() | {"task": one("pay", "find"), "device": "phone", "mature": yes(0.9), "finished": done,
                       "has_error": yes(0.2),
                       "seconds": float(random.integers(1, 300)) if done else None,
                       "clicks": float(random.integers(1, 30)) if done else None}
            for done in finished
        ],
        "fact_cart": [dated() | {"device": "phone", "mature": yes(0.9), "ordered": yes()} for _ in range(size)],
        "fact_purchase": [
            dated() | {"store": one("s1", None), "amount": float(random.integers(500)) / 4} for _ in range(size)
        ],
        "fact_coupon": [dated() | {"mature": yes(0.9), "redeemed": yes(0.2)} for _ in range(size)],
        "fact_search": [
            dated() | {"device": "phone", "term": one("tea", "cup"), "found_nothing": maybe(yes(0.3))}
            for _ in range(size)
        ],
        "fact_visit": [visit(i) for i in range(size)],
        "fact_buyer": [dated() | {"mature": yes(0.9), "repurchased": yes(0.4)} for _ in range(size)],
        "spell": [spell(i) for i in range(size)],
    }  # fmt: skip
