"""Sessions, tasks, carts and coupons against plain Python over the same random rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from tests.store.random_record import Row, person


def web(event: Row) -> bool:
    return event["channel"] != "store" if "channel" in event else True


def sessions_of(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Events by (source, session), those without a session split by customer at half an hour's pause."""
    by_session: dict[tuple[str, str], list[Row]] = defaultdict(list)
    loose: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in rows:
        if event.get("session_id"):
            by_session[event["_source"], event["session_id"]].append(event)
        elif (
            event["customer_id"]
            and web(event)
            and event["name"] not in ("store_visit", "coupon_issued", "coupon_redeemed")
        ):
            loose[event["_source"], person(event["customer_id"])].append(event)
    for (source, who), listed in loose.items():
        visit, before = 0, None
        for event in sorted(listed, key=lambda e: (e["happened_at"], e["event_id"])):
            if before is None or event["happened_at"] - before > timedelta(minutes=30):
                visit += 1
            before = event["happened_at"]
            by_session[source, f"visit {visit} of {who}"].append(event)
    return by_session


def test_sessions_tasks_and_carts_agree_with_plain_python(made):
    tables, snapshot = made
    orders = [row for row in tables["purchase"] if row["status"] != "voided"]
    until = {
        source: max(e["happened_at"] for e in tables["event"] if e["_source"] == source)
        for source in ("site", "till")
    }
    sessions, tasks, carts = {}, {}, {}
    for (source, session), everything in sessions_of(tables["event"]).items():
        listed = [e for e in everything if web(e) and e["name"] != "store_visit"]
        owners = [person(e["customer_id"]) for e in listed if e["customer_id"]]
        if listed:
            pages = sum(e["name"] == "page_view" for e in listed)
            first, last = min(e["happened_at"] for e in listed), max(e["happened_at"] for e in listed)
            sessions[source, session] = (
                first, min(owners, default=None), pages, len(listed) == 1 and pages == 1,
                any(e["name"] == "error" for e in listed),
                any(e["name"] == "purchase" for e in listed) or session in {o["session_id"] for o in orders},
                (last - first).total_seconds(),
            )  # fmt: skip
        for task in ("pay", "find"):
            starts = [e for e in everything if e["name"] == "task_start" and e["task"] == task]
            if starts:
                began = min(e["happened_at"] for e in starts)
                ends = [
                    e for e in everything if e["name"] == "task_finish" and e["task"] == task
                    and timedelta() <= e["happened_at"] - began <= timedelta(minutes=30)
                ]  # fmt: skip
                end = min(ends, key=lambda e: (e["happened_at"], e["clicks"]), default=None)
                took = (end["happened_at"] - began).total_seconds() if end else None
                over = end["happened_at"] if end else began + timedelta(minutes=30)
                erred = any(
                    e["name"] == "error" and began <= e["happened_at"] <= over and e["task"] == task
                    for e in everything
                )
                tasks[source, session, task] = (
                    began, began + timedelta(minutes=30) <= until[source], end is not None, took or None,
                    end["clicks"] if end else None, erred,
                )  # fmt: skip
        added = [e for e in everything if e["name"] == "add_to_cart"]
        if added:
            at = min(e["happened_at"] for e in added)
            firsts = [e for e in added if e["happened_at"] == at]
            carts[source, session] = (
                at,
                at + timedelta(hours=5) <= until[source],
                firsts,
                min(owners, default=None),
            )
    found = snapshot.query("select * from fact_session").to_pylist()
    columns = ("at", "customer_id", "pages", "bounced", "has_error", "ordered", "seconds")
    assert {(row["source"], row["session_id"]): tuple(row[c] for c in columns) for row in found} == sessions
    found = snapshot.query("select * from fact_task").to_pylist()
    columns = ("at", "mature", "finished", "seconds", "clicks", "has_error")
    assert {(r["source"], r["session_id"], r["task"]): tuple(r[c] for c in columns) for r in found} == tasks
    payments = [
        (person(e["customer_id"]), e.get("session_id"), e["happened_at"])
        for e in tables["event"]
        if e["name"] == "purchase"
    ]
    payments += [(person(o["customer_id"]), o["session_id"], o["ordered_at"]) for o in orders]
    visits = sessions_of(tables["event"])
    found = {
        (row["source"], row["session_id"]): row
        for row in snapshot.query("select * from fact_cart").to_pylist()
    }
    assert found.keys() == carts.keys()
    for key, (at, mature, firsts, owner) in carts.items():
        row = found[key]
        assert (row["at"], row["mature"]) == (at, mature)
        assert row["customer_id"] in {person(e["customer_id"]) for e in firsts} | {owner}
        paid = any(
            ((who is not None and who == row["customer_id"]) or session == key[1])
            and timedelta() <= when - at <= timedelta(hours=5)
            for who, session, when in payments
        ) or any(
            e["name"] == "purchase" and timedelta() <= e["happened_at"] - at <= timedelta(hours=5) for e in visits[key]
        )  # fmt: skip
        assert row["ordered"] == paid, key


def test_coupons_agree_with_plain_python(made):
    tables, snapshot = made
    window = timedelta(days=15)
    listed = [
        e | {"who": person(e["customer_id"])}
        for e in tables["event"]
        if e["name"].startswith("coupon") and e["customer_id"]
    ]
    used = [
        (e["who"], e["coupon"], e["campaign"], e["happened_at"])
        for e in listed
        if e["name"] == "coupon_redeemed"
    ]
    orders = [o for o in tables["purchase"] if o["status"] != "voided" and o["coupon"]]
    until = max(
        [
            max(e["happened_at"] for e in tables["event"] if e["_source"] == "site"),
            *(o["ordered_at"] for o in orders),
        ]
    )
    used += [
        (person(o["customer_id"]), o["coupon"], None, o["ordered_at"]) for o in orders if o["customer_id"]
    ]
    issued: dict[tuple, datetime] = {}
    for event in listed:
        if event["name"] == "coupon_issued":
            key = (event["who"], event["coupon"], event["campaign"])
            issued[key] = min(issued.get(key, event["happened_at"]), event["happened_at"])
    wanted = {
        key: (
            at, at + window <= until,
            any(
                who == key[0] and at <= when <= at + window
                and (coupon == key[1] if key[1] else campaign is not None and campaign == key[2])
                for who, coupon, campaign, when in used
            ),
        )
        for key, at in issued.items()
    }  # fmt: skip
    found = snapshot.query("select * from fact_coupon").to_pylist()
    for row in found:
        uses = [
            when for who, coupon, campaign, when in used
            if who == row["customer_id"] and when >= row["at"]
            and (coupon == row["coupon"] if row["coupon"] else campaign is not None and campaign == row["campaign"])
        ]  # fmt: skip
        end = min(uses, default=max(until, row["at"]))
        assert (row["waited_s"], row["waited_seen"]) == ((end - row["at"]).total_seconds(), bool(uses))
    assert {
        (r["customer_id"], r["coupon"], r["campaign"]): (r["at"], r["mature"], r["redeemed"]) for r in found
    } == wanted
