"""Touchpoints, paths and pains against plain pandas over the facts of random records."""

from __future__ import annotations

from datetime import datetime, timedelta

import pandas as pd

from dashboard.company import Company

GAP = timedelta(days=14)
ACME = Company(name="Acme", journey=(
    {"name": "Look", "touchpoints": ["product_page", "search"]},
    {"name": "Buy", "touchpoints": ["cart", "checkout", "order"]},
    {"name": "After", "touchpoints": ["delivery", "support_contact"]},
))  # fmt: skip
NOON = datetime(2026, 3, 2, 12)


def facts(snapshot, name):
    return snapshot.query(f"select * from {name}").to_pandas()


def places(snapshot):
    """The place of a touchpoint's stage, as the build knew it."""
    rows = snapshot.query("select distinct step, stage from funnel_touch where stage is not null").to_pylist()
    order = {
        row["value"]: row["position"]
        for row in snapshot.query(
            "select value, position from vocabulary where dimension = 'stage'"
        ).to_pylist()
    }
    return {row["step"]: order[row["stage"]] for row in rows}


def journeys(touches, place):
    """Lists of touches in order, split at a pause; the same touchpoint in a row once."""
    touches = touches.assign(
        place=touches.step.map(place).fillna(10**6), way=touches.channel.astype(object).fillna("")
    )
    for (unit, _), own in touches.sort_values(["at", "place", "step", "way"]).groupby(["unit", "who"]):
        current: list = []
        for touch in own.itertuples():
            if current and unit == "customer" and touch.at - current[-1][-1].at > GAP:
                yield unit, current
                current = []
            if current and current[-1][0].step == touch.step:
                current[-1].append(touch)
            else:
                current.append([touch])
        yield unit, current


def test_paths_agree_with_plain_python(made):
    _, snapshot = made
    as_of = pd.Timestamp(snapshot.query("select value from meta where key = 'as_of'").to_pylist()[0]["value"])
    expected = []
    for unit, steps in journeys(facts(snapshot, "funnel_touch"), places(snapshot)):
        names = [touches[0].step for touches in steps]
        still = unit == "customer" and (as_of - pd.Timestamp(steps[-1][-1].day)).days < 14
        for at, name in enumerate(names):
            if name in names[:at]:
                continue
            around = [
                names[i] if 0 <= i < len(names) else None
                for i in (*range(at - 3, at), *range(at + 1, at + 4))
            ]
            expected.append((unit, steps[at][0].id, steps[at][0].at, name, *around, still))
    found = [
        (r["unit"], r["id"], pd.Timestamp(r["at"]), r["step"], r["before_3"], r["before_2"], r["before_1"],
         r["after_1"], r["after_2"], r["after_3"], r["still_open"])
        for r in snapshot.query("select * from touch_path").to_pylist()
    ]  # fmt: skip
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert found


def test_a_pause_of_more_than_14_days_ends_a_journey_and_a_repeated_touchpoint_is_one(built):
    snapshot = built(ACME, contact=[
        contact("1", 0, "delivery"), contact("2", 14, "delivery"), contact("3", 15, "support_contact"),
        contact("4", 29.1, "delivery"), contact("5", 60, "cart"),
    ])  # fmt: skip
    rows = snapshot.query(
        'select step, before_1, after_1, still_open from touch_path order by "at"'
    ).to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("delivery", None, "support_contact", False), ("support_contact", "delivery", None, False),
        ("delivery", None, None, False), ("cart", None, None, True),
    ]  # fmt: skip


def contact(name, days, touchpoint, **more):
    at = NOON + timedelta(days=days)
    return {"contact_id": name, "opened_at": at, "customer_id": "a", "touchpoint": touchpoint, **more}


def test_what_went_well_and_badly_is_judged_by_each_kind_of_evidence(built):
    def answer(name, kind, score, low, high, direction="up"):
        return {
            "answer_id": name, "answered_at": NOON, "kind": kind, "score": score, "scale_min": low, "scale_max": high,
            "direction": direction, "touchpoint": "delivery", "customer_id": "a",
        }  # fmt: skip

    snapshot = built(
        ACME,
        survey_answer=[
            answer("1", "nps", 9, 0, 10), answer("2", "nps", 7, 0, 10), answer("3", "nps", 6, 0, 10),
            answer("4", "csat", 4, 1, 5), answer("5", "csat", 3, 1, 5), answer("6", "csat", 2, 1, 5),
            answer("7", "ces", 1, 1, 7, "down"), answer("8", "ces", 4, 1, 7), answer("9", "other", 4, 1, 7),
        ],
        contact=[
            contact("1", 0, "delivery", sentiment=-0.5),
            contact("2", 0, "delivery", queue_seconds=9, abandoned=True),
            contact("3", 0, "delivery", queued=True, abandoned=False),
        ],
        mention=[{"mention_id": str(n), "published_at": NOON, "touchpoint": "delivery", "rating": stars,
                  "rating_max": 5, "sentiment": 0.9} for n, stars in enumerate((5, 3, 2, None))],
    )  # fmt: skip
    rows = snapshot.query("select * from touchpoint_day").to_pylist()
    found = {
        row["kind"]: tuple(int(row[name]) for name in ("touches", "judged", "good", "bad")) for row in rows
    }
    assert found == {
        "nps": (3, 3, 1, 1), "csat": (3, 3, 1, 1), "ces": (2, 2, 1, 0), "answer": (1, 0, 0, 0),
        "message": (3, 1, 0, 1), "queue": (0, 2, 1, 1), "stars": (3, 3, 1, 1), "text": (1, 1, 1, 0),
    }  # fmt: skip
    assert {row["source_class"] for row in rows if row["kind"] == "queue"} == {"inferred"}
    assert {row["stage"] for row in rows} == {"After"}


def test_a_visit_touches_a_touchpoint_once_and_an_order_is_not_also_its_purchase_event(built):
    def event(name, minutes, **more):
        return {
            "event_id": f"{name}{minutes}", "happened_at": NOON + timedelta(minutes=minutes), "name": name,
            "customer_id": "a", "session_id": "s", "channel": "web", **more,
        }  # fmt: skip

    snapshot = built(
        ACME,
        event=[
            event("view_item", 0, touchpoint="product_page"), event("view_item", 1, touchpoint="product_page"),
            event("add_to_cart", 2, touchpoint="cart"), event("task_start", 3, task="checkout"),
            event("error", 4, error="card"), event("task_finish", 5, task="checkout"), event("purchase", 6),
            event("purchase", 7, customer_id="b", session_id="t"), event("page_view", 60 * 24 * 3),
        ],
        purchase=[{"order_id": "1", "ordered_at": NOON + timedelta(minutes=9), "customer_id": "a", "amount": 5}],
    )  # fmt: skip
    sums = (
        facts(snapshot, "touchpoint_day")
        .groupby(["step", "kind"])[["touches", "judged", "good", "bad"]]
        .sum()
    )
    found = {cell: tuple(int(x) for x in row) for cell, row in zip(sums.index, sums.to_numpy(), strict=True)}
    assert found == {
        ("product_page", "visit"): (1, 0, 0, 0), ("cart", "visit"): (1, 0, 0, 0), ("checkout", "visit"): (1, 0, 0, 0),
        ("checkout", "task"): (0, 1, 0, 0), ("cart", "cart"): (0, 1, 1, 0), ("order", "order"): (2, 0, 0, 0),
    }  # fmt: skip


def test_touches_and_judgements_add_up_to_the_facts(made):
    _, snapshot = made
    days = facts(snapshot, "touchpoint_day")
    sums = days.groupby("kind")[["touches", "judged", "good", "bad"]].sum()
    answers, contacts, mentions = (
        facts(snapshot, name) for name in ("fact_answer", "fact_contact", "fact_mention")
    )
    answers, contacts = (f[f.touchpoint.notna() & f.day.notna()] for f in (answers, contacts))
    mentions = mentions[mentions.touchpoint.notna() & mentions.day.notna() & mentions.own]
    direct = days[(days.source_class == "direct") & (days.kind != "message")]
    assert direct.touches.sum() == len(answers)
    assert sums.touches.get("nps", 0) == answers.promoter.notna().sum()
    assert sums.good.get("nps", 0) == (answers.promoter == True).sum()  # noqa: E712
    assert sums.bad.get("nps", 0) == (answers.detractor == True).sum()  # noqa: E712
    assert sums.touches.get("message", 0) == len(contacts)
    assert days[days.source_class == "indirect"].touches.sum() == len(mentions)
    tasks, carts = facts(snapshot, "fact_task"), facts(snapshot, "fact_cart")
    tasks = tasks[tasks.mature & tasks.task.notna()]
    assert sums.judged.get("task", 0) == len(tasks)
    assert sums.bad.get("task", 0) == (~tasks.finished).sum()
    assert sums.good.get("cart", 0) == carts[carts.mature].ordered.sum()


def test_pains_are_the_rows_of_known_customers_that_went_wrong(made):
    _, snapshot = made
    pains = facts(snapshot, "pain")
    counts = pains.kind.value_counts()
    tasks, carts, contacts, searches = (
        facts(snapshot, name) for name in ("fact_task", "fact_cart", "fact_contact", "fact_search")
    )
    known = contacts[contacts.customer_id.notna() & contacts.day.notna()]
    expected = {
        "task": len(tasks[tasks.mature & ~tasks.finished & tasks.task.notna() & tasks.customer_id.notna()]),
        "cart": len(carts[carts.mature & ~carts.ordered & carts.customer_id.notna()]),
        "search": len(searches[(searches.found_nothing == True) & searches.customer_id.notna()]),  # noqa: E712
        "contact": len(known[known.topic.notna() | known.touchpoint.notna()]),
        "queue": len(known[(known.queued == True) & (known.abandoned == True)]),  # noqa: E712
        "slow": len(known[known.first_reply_s > 86400]),
        "again": len(known[known.resolved_first_time == False]),  # noqa: E712
    }  # fmt: skip
    assert {kind: counts.get(kind, 0) for kind in expected} == expected
    assert pains.customer_id.notna().all()


def test_an_error_without_a_place_is_of_the_task_it_fell_into(built):
    def event(name, minutes, **more):
        return {
            "event_id": f"{name}{minutes}", "happened_at": NOON + timedelta(minutes=minutes), "name": name,
            "customer_id": "a", "session_id": "s", "channel": "app", **more,
        }  # fmt: skip

    snapshot = built(ACME, event=[
        event("error", 0, error="early"), event("task_start", 1, task="checkout"), event("error", 2, error="card"),
        event("page_view", 60 * 24),
    ])  # fmt: skip
    rows = snapshot.query("select kind, what, step, stage from pain order by what").to_pylist()
    assert [tuple(row.values()) for row in rows] == [
        ("error", "card", "checkout", "Buy"), ("task", "checkout", "checkout", "Buy"), ("error", "early", None, None),
    ]  # fmt: skip
