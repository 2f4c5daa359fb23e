"""A small company's whole record: every table filled, with gaps, ties, hostile and Chinese text, and odd times."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from dashboard.company import Company
from dashboard.store.schema import TABLES

START = datetime(2025, 3, 20)
DAYS = 400
COMPANY = Company(
    name="Acme", time_zone="Europe/Vilnius", week_start="sunday", churn={"inactive_days": 40},
    windows={"first_contact_resolution_days": 3, "repurchase_days": 30, "coupon_days": 15, "cart_hours": 5},
    hours={day: {"open": "09:00", "close": "17:30"} for day in ("monday", "tuesday", "friday", "sunday")},
    holidays=("2026-03-03",), targets={"nps": 40}, brands={"own": ("Acme Shop",), "competitors": ("Zeta",)},
    recovery={"failures": ("bad_answer", "asked_again", "reopened", "left_open", "negative_message", "topic",
                           "failed_task"), "topics": ("parcel",), "marker_topics": ("bill",)},
)  # fmt: skip
Row = dict[str, Any]

PEOPLE = ("a", "b", "c", "d", "e", "f", "e_b", "ghost", "张伟", "o'brien; drop table x --", None)
TEXTS = (
    "The parcel arrived late, refund please!", "Parcel", "快递太慢了，我要退款", "ΣΟΦΟΣ İstanbul ẞ straße",
    "Sąskaita už siuntą: pinigų laukiu", "write me at ann@example.com or +370 600 12345", "电话13812345678打不通",
    "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "'; drop table fact_text; --", "a\tb\nc  d", "   ",
    "\u3000全角\u3000",
    "e\u0301te\u0301 de\u0301ja\u0300 vu", "emoji 👩‍👩‍👧 naïve ﬁne", "call 555-123-4567, or 00123456789",
    "\\p{L} $1 %s {0}", None, None,
)  # fmt: skip
WORDS: dict[str, tuple[Any, ...]] = {
    "segment": ("loyal", "new", "éclair", None), "persona": ("saver", "fan", None), "region": ("north", "Š", None),
    "team": ("blue", "red", None), "channel": ("web", "app", "phone", "store", None), "device": ("phone", "desk", None),
    "touchpoint": ("cart", "delivery", "search", "checkout", "unknown place", None),
    "site": ("news.example", "点评", None),
    "language": ("en", "zh", "lt", None), "task": ("pay", "find", "checkout", None), "store": ("A", "B", "Č", None),
    "survey": ("after order", "yearly", None), "agent_id": ("bot", "ann", "ben", None),
    "topic": ("bill", "parcel", "refund", None), "status": ("Solved", "open", "VOIDED", "closed", None),
    "direction": ("up", "up", "down", None), "session_id": (*(f"s{n}" for n in range(30)), None, None),
    "coupon": ("X", "Y", None), "campaign": ("m", None), "error": ("E1", None, None, None, None),
    "brand": (None, None, " acme shop", "Zeta ", "Ωmega"), "contract": ("monthly", "yearly", None),
    "plan": ("small", "big", None), "page": ("/", "/kasse", None), "currency": ("EUR", None), "role": ("agent", None),
    "_source": ("one", "two", "三"), "metric": ("nps", "csat", "ces"), "dimension": (None, "", "segment"),
    "contact_id": (*(f"{n:05}" for n in range(40)), None), "response_id": (*(f"r{n}" for n in range(60)), None),
    "reason": ("price", "moved", None), "product": ("tea", None), "category": ("drink", None), "year": ("2025", "2024"),
}  # fmt: skip
KINDS: dict[str, tuple[Any, ...]] = {
    "survey_answer": ("nps", "csat", "ces", "other"), "mention": ("review", "post", "complaint", None),
    "cost": ("acquisition", "service", None),
}  # fmt: skip
EVENTS = ("page_view", "page_view", "add_to_cart", "purchase", "task_start", "task_start", "task_finish", "error",
          "search", "coupon_issued", "coupon_redeemed", "store_visit", "begin_checkout", None)  # fmt: skip
SCALES: dict[str, tuple[tuple[float, float], ...]] = {
    "nps": ((0, 10),), "csat": ((1, 5), (1, 7), (0, 1)), "ces": ((1, 5), (1, 7)), "other": ((1, 5),),
}  # fmt: skip
ROWS = {"event": 700, "contact": 250, "survey_answer": 250, "mention": 120, "purchase": 200, "survey_invitation": 80,
        "subscription": 60, "order_line": 40, "cost": 20, "target": 4, "benchmark": 3}  # fmt: skip
ODD = (datetime(2026, 3, 29, 0, 59, 59, 999999), datetime(2026, 3, 29, 1), datetime(2025, 10, 26, 0, 30),
       datetime(2025, 12, 31, 22, 0, 0, 1), datetime(1, 1, 2), datetime(9999, 12, 30, 23, 59, 59, 1))  # fmt: skip


class Dice(random.Random):
    def when(self) -> datetime | None:
        chance = self.random()
        if chance < 0.03:
            return None
        return (
            self.choice(ODD[:4])
            if chance < 0.06
            else START + timedelta(minutes=5 * self.randrange(DAYS * 288))
        )

    def cell(self, table: str, column: str, kind: str, number: int) -> Any:
        if column in TABLES[table].key and column not in WORDS and kind == "VARCHAR":
            return f"{number:05}"
        if column == "customer_id":
            return self.choice(PEOPLE)
        if column == "kind":
            return self.choice(KINDS[table])
        if column == "name":
            return self.choice(EVENTS)
        if column in WORDS:
            return self.choice(WORDS[column])
        if kind == "VARCHAR":
            return self.choice(TEXTS)
        if kind == "TIMESTAMP":
            return self.when()
        if kind == "DATE":
            at = self.when()
            return at.date() if at else None
        if kind == "BOOLEAN":
            return self.choice((None, True, False))
        if kind == "BIGINT":
            return self.choice((None, 0, 0, 1, 2))
        return self.choice((None, 0.0, round(self.random() * 900, 2), round(self.random() * 9, 3), 7.0))


def tables(seed: int = 7) -> dict[str, list[Row]]:
    """Every table of the record, by name."""
    dice = Dice(seed)
    made = {table: [_row(dice, table, number) for number in range(rows)] for table, rows in ROWS.items()}
    made["target"] = [
        {**row, "metric": metric, "_source": "one"}
        for row, metric in zip(made["target"], ("nps", "csat", "ces", "fcr"), strict=True)
    ]
    made["event"] += [
        {"event_id": f"odd{n}", "happened_at": at, "name": "page_view"} for n, at in enumerate(ODD[4:])
    ]
    made["survey_answer"] = [_scored(dice, row) for row in made["survey_answer"]]
    made["contact"] = [_lived(dice, row) for row in made["contact"]]
    made["subscription"] = [_dated(dice, row) for row in made["subscription"]]
    made["event"] = [_visited(dice, row) for row in made["event"]]
    return {
        **made, "customer": _customers(dice),
        "customer_contact": [{"customer_id": "a", "name": "Ann", "email": "a@b.c"}],
        "agent": [{"agent_id": "bot", "is_bot": True}, {"agent_id": "ann", "team": "blue"}, {"agent_id": "ben"}],
        "import_file": [
            {"file": "f1", "name": "a.csv", "source": "one", "tables": "event, contact", "status": "imported",
             "read": 10, "accepted": 8, "rejected": 1, "dropped": 1,
             "drop_reasons": '{"twice": 1}', "imported_at": START},
            {"file": "f2", "name": "b.csv", "source": "三", "tables": "mention", "status": "imported",
             "read": 3, "accepted": 3, "rejected": 0, "dropped": 0, "first_at": START, "last_at": START},
        ],
        "reject": [{"file": "f1", "line": n, "column": "at", "cause": "no time", "raw": text, "source": "one"}
                   for n, text in enumerate(TEXTS)],
    }  # fmt: skip


def _row(dice: Dice, table: str, number: int) -> Row:
    row = {
        column: dice.cell(table, column, kind, number) for column, (kind, _) in TABLES[table].columns.items()
    }
    return {**row, "_source": dice.choice(WORDS["_source"])}


def _scored(dice: Dice, row: Row) -> Row:
    low, high = dice.choice(SCALES[row["kind"]])
    return {
        **row,
        "scale_min": low,
        "scale_max": high,
        "score": float(dice.randrange(int(low), int(high) + 2)),
    }


def _lived(dice: Dice, row: Row) -> Row:
    at = row["opened_at"] or START
    times = {name: dice.choice((None, at + timedelta(seconds=dice.randrange(900_000) / 8)))
             for name in ("first_reply_at", "first_bot_reply_at", "resolved_at")}  # fmt: skip
    return {
        **row,
        **times,
        "is_test": dice.choice((None, False, False, False, True)),
        "customer_id": dice.choice(PEOPLE),
    }


def _dated(dice: Dice, row: Row) -> Row:
    start: date | None = row["started_on"]
    end = start + timedelta(days=dice.randrange(-3, 300)) if start and dice.random() < 0.6 else None
    return {**row, "ended_on": end, "tenure_months": dice.choice((None, 3.0, 14.5))}


def _visited(dice: Dice, row: Row) -> Row:
    """Most events of a session within an hour of its own beginning."""
    session = row.get("session_id")
    if session is None or row["happened_at"] is None:
        return row
    begin = START + timedelta(days=int(session[1:]) * 13, hours=int(session[1:]))
    return {**row, "happened_at": begin + timedelta(seconds=dice.randrange(4000)), "_source": "one"}


def _customers(dice: Dice) -> list[Row]:
    rows: list[Row] = []
    for person in PEOPLE:
        if person not in (None, "ghost", "e_b"):
            rows.append({
                "customer_id": person, "email_token": f"e_{person}",
                "since": date(2025, 1, 1 + len(rows)) if len(rows) % 3 else None,
                **{name: dice.choice(WORDS[name]) for name in ("segment", "persona", "region", "language")},
            })  # fmt: skip
    return rows
