"""Contacts against plain Python over the same random rows."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from tests.store.random_record import COMPANY, ZONE, Row, local, person


def open_seconds(start: datetime, end: datetime) -> float:
    """Open seconds between two UTC times: each local day's opening cut to the range."""
    utc, total, day = ZoneInfo("UTC"), 0.0, local(start)
    while day <= local(end):
        hours = COMPANY.hours.get(f"{day:%A}".lower())
        if hours and day not in COMPANY.holidays:
            opens = datetime.combine(day, hours.open, ZONE).astimezone(utc).replace(tzinfo=None)
            closes = datetime.combine(day, hours.close, ZONE).astimezone(utc).replace(tzinfo=None)
            total += max(0.0, (min(closes, end) - max(opens, start)).total_seconds())
        day += timedelta(days=1)
    return total


def expected_contact(row: Row, rows: list[Row]) -> Row:
    peers = [other for other in rows if other["_source"] == row["_source"]]
    times = ("opened_at", "first_reply_at", "first_bot_reply_at", "resolved_at")
    until = max(other[name] for other in peers for name in times if other[name])
    opened, resolved = row["opened_at"], row["resolved_at"]
    is_bot = row["is_bot"] if row["is_bot"] is not None else row["agent_id"] == "bot"
    bot_only = is_bot and not row["handed_over"]
    by_person = None if bot_only else row["first_reply_at"]
    by_anyone = min((t for t in (row["first_reply_at"], row["first_bot_reply_at"]) if t), default=None)
    hung_up = (
        opened + timedelta(seconds=row["queue_seconds"])
        if opened and row["abandoned"] and row["queue_seconds"]
        else None
    )
    found: Row = {"is_bot": is_bot}
    for name, seen, stops in (
        ("first_reply", by_person, (resolved, hung_up, until)),
        ("first_reply_any", by_anyone, (resolved, hung_up, until)),
        ("resolution", resolved, (hung_up, until)),
    ):
        end = seen or min(stop for stop in stops if stop)
        given = {"first_reply": row["_source"] == "desk"}.get(name, True)
        known = bool(opened) and given and end >= opened
        found[f"{name}_s"] = (end - opened).total_seconds() if known else None
        found[f"{name}_observed"] = seen is not None if known else None
        if name != "first_reply_any":
            found[f"{name}_business_s"] = open_seconds(opened, end) if known else None
    who = person(row["customer_id"])
    window = timedelta(days=3)
    found["mature"] = bool(who and resolved and resolved + window <= until)
    again = any(
        not other["is_test"] and other["opened_at"] and person(other["customer_id"]) == who
        and (other["topic"] or "") == (row["topic"] or "") and other["contact_id"] != row["contact_id"]
        and resolved < other["opened_at"] <= resolved + window
        for other in rows
    ) if found["mature"] else False  # fmt: skip
    found["resolved_first_time"] = (not again and not row["reopens"]) if found["mature"] else None
    return found | {"customer_id": who, "day": local(opened)}


def test_contacts_agree_with_plain_python(made):
    tables, snapshot = made
    wanted = {
        row["contact_id"]: expected_contact(row, tables["contact"])
        for row in tables["contact"]
        if not row["is_test"]
    }
    found = {row["contact_id"]: row for row in snapshot.query("select * from fact_contact").to_pylist()}
    assert found.keys() == wanted.keys()
    for key, row in wanted.items():
        assert {name: found[key][name] for name in row} == row, key
