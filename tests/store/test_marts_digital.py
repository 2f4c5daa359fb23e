"""Sessions, tasks, carts, coupons and store visits, worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dashboard.company import Company

START = datetime(2026, 3, 2, 10)


def event(name: str, minutes: float = 0, session: str | None = "s", **more):
    at = START + timedelta(minutes=minutes)
    return {"happened_at": at, "session_id": session, "name": name, **more}


@pytest.fixture
def of(built, rows_of):
    """`of("fact_session", event(...), ...)`: the rows of a mart, in order of session."""

    def rows(table: str, *events, order: str = "session_id", **tables):
        listed = [{"event_id": f"e{number:03}", **row} for number, row in enumerate(events)]
        return rows_of(built(event=listed, **tables), table, order)

    return rows


def test_a_session_with_one_page_view_and_nothing_else_bounced(of):
    rows = of(
        "fact_session",
        event("page_view", 0, "one page"),
        event("page_view", 0, "page and search"), event("search", 1, "page and search"),
        event("page_view", 0, "two pages"), event("page_view", 1, "two pages"),
        event("search", 0, "no page"),
    )  # fmt: skip
    bounced = {row["session_id"]: (row["bounced"], row["pages"], row["seconds"]) for row in rows}
    assert bounced == {
        "one page": (True, 1, 0), "page and search": (False, 1, 60), "two pages": (False, 2, 60),
        "no page": (False, 0, 0),
    }  # fmt: skip


def test_a_session_is_described_by_its_first_event_and_its_customer(of):
    (row,) = of(
        "fact_session",
        event("page_view", 5, touchpoint="cart", channel="app", customer_id="c"),
        event("page_view", 0, touchpoint="search", channel="web", device="phone"),
        customer=[{"customer_id": "c", "segment": "loyal", "region": "north"}],
    )
    assert row["at"] == START
    assert (row["channel"], row["stage"], row["device"]) == ("web", "Awareness", "phone")
    assert (row["customer_id"], row["segment"], row["region"]) == ("c", "loyal", "north")


def test_sessions_of_two_sources_with_one_id_are_two(of):
    assert len(of("fact_session", event("page_view"), event("page_view", _source="other"))) == 2


def test_events_without_a_session_are_split_at_half_an_hours_pause(of):
    rows = of(
        "fact_session",
        *(event("page_view", at, None, customer_id="c") for at in (0, 30, 60.1, 61)),
        order="at",
    )
    assert [(row["at"], row["pages"]) for row in rows] == [(START, 2), (START + timedelta(minutes=60.1), 2)]


def test_store_visits_and_coupons_are_no_sessions(of):
    assert not of(
        "fact_session",
        event("store_visit", 0, "s1"), event("page_view", 0, "s2", channel="store"),
        event("coupon_issued", 0, None, customer_id="c"), event("page_view", 0, None),
    )  # fmt: skip


def test_errors_and_orders_mark_their_session(of):
    rows = of(
        "fact_session",
        event("error", 0, "a"), event("page_view", 0, "b", error="E42"),
        event("purchase", 0, "c"), event("page_view", 0, "d"), event("page_view", 0, "e"),
        purchase=[{"order_id": "1", "ordered_at": START, "session_id": "d"}],
    )  # fmt: skip
    assert [row["has_error"] for row in rows] == [True, True, False, False, False]
    assert [row["ordered"] for row in rows] == [False, False, True, True, False]


LAST = event("page_view", 100_000, "last")


def test_a_task_is_finished_when_its_finish_comes_within_half_an_hour_of_its_first_start(of):
    rows = of(
        "fact_task",
        event("task_start", 0, "in time", task="pay"), event("task_finish", 30, "in time", task="pay", clicks=7),
        event("task_start", 0, "late", task="pay"), event("task_finish", 30.1, "late", task="pay"),
        event("task_start", 0, "other task", task="pay"), event("task_finish", 1, "other task", task="find"),
        event("task_start", 0, "twice", task="pay"), event("task_start", 5, "twice", task="pay"),
        event("task_finish", 6, "twice", task="pay", clicks=2), event("task_finish", 9, "twice", task="pay"),
        event("task_finish", 0, "never began", task="pay"),
        LAST,
    )  # fmt: skip
    seen = {
        row["session_id"]: (row["mature"], row["finished"], row["seconds"], row["clicks"]) for row in rows
    }
    assert seen == {
        "in time": (True, True, 1800, 7), "late": (True, False, None, None), "other task": (True, False, None, None),
        "twice": (True, True, 360, 2),
    }  # fmt: skip


def test_clicks_are_added_up_when_the_finish_does_not_tell_them(of):
    (row,) = of(
        "fact_task",
        event("task_start", 0, clicks=1, task="pay"), event("error", 1, clicks=2, task="pay"),
        event("error", 1, clicks=40, task="find"), event("task_finish", 2, task="pay"), LAST,
    )  # fmt: skip
    assert row["clicks"] == 3


def test_a_task_begun_at_the_end_of_the_data_is_immature_and_in_no_rate(built, rows_of):
    events = [event("task_start", 0, "old", task="pay"), event("task_start", 30, "new", task="pay")]
    snapshot = built(event=[{"event_id": row["session_id"], **row} for row in events])
    assert [row["mature"] for row in rows_of(snapshot, "fact_task", "at")] == [True, False]
    assert [row["mature"] for row in rows_of(snapshot, "task_day", "day")] == [1]


def test_a_cart_is_ordered_by_its_customer_or_its_session_within_a_day(of):
    rows = of(
        "fact_cart",
        event("add_to_cart", 0, "by order", customer_id="c"),
        event("add_to_cart", 0, "late order", customer_id="d"),
        event("add_to_cart", 0, "by event"), event("purchase", 9, "by event"),
        event("add_to_cart", 0, "logged in later"), event("page_view", 1, "logged in later", customer_id="e"),
        event("add_to_cart", 0, "earlier order", customer_id="f"),
        event("page_view", 0, "no cart", customer_id="c"),
        LAST,
        purchase=[
            {"order_id": "1", "ordered_at": START + timedelta(hours=24), "customer_id": "c"},
            {"order_id": "2", "ordered_at": START + timedelta(hours=24, seconds=1), "customer_id": "d"},
            {"order_id": "3", "ordered_at": START + timedelta(hours=1), "customer_id": "e"},
            {"order_id": "4", "ordered_at": START - timedelta(hours=1), "customer_id": "f"},
        ],
    )  # fmt: skip
    assert {row["session_id"]: row["ordered"] for row in rows} == {
        "by order": True, "late order": False, "by event": True, "logged in later": True, "earlier order": False,
    }  # fmt: skip
    assert all(row["mature"] for row in rows)


def test_carts_younger_than_the_window_are_not_called_abandoned(built, rows_of):
    company = Company(name="Acme", windows={"cart_hours": 1})
    events = [
        {"event_id": "1", **event("add_to_cart", 0, "old")},
        {"event_id": "2", **event("add_to_cart", 60, "new")},
    ]
    snapshot = built(company, event=events)
    assert [row["mature"] for row in rows_of(snapshot, "fact_cart", "at")] == [True, False]
    (row,) = rows_of(snapshot, "cart_day", "day")
    assert (row["carts"], row["abandoned"]) == (1, 1)


DAY = 24 * 60


def test_coupons_are_redeemed_by_an_event_or_an_order_within_sixty_days(of):
    rows = of(
        "fact_coupon",
        *(event("coupon_issued", 0, None, customer_id=customer, coupon="A") for customer in "abcd"),
        event("coupon_redeemed", 60 * DAY, None, customer_id="a", coupon="A"),
        event("coupon_redeemed", 60 * DAY + 1, None, customer_id="b", coupon="A"),
        event("coupon_redeemed", DAY, None, customer_id="c", coupon="B"),
        event("coupon_issued", 0, None, customer_id="e", campaign="spring"),
        event("coupon_redeemed", DAY, None, customer_id="e", coupon="C", campaign="spring"),
        event("coupon_issued", 50 * DAY, None, customer_id="f", coupon="A"),
        purchase=[{"order_id": "1", "ordered_at": START + timedelta(days=3), "customer_id": "d", "coupon": "A"}],
        order="customer_id",
    )  # fmt: skip
    assert {row["customer_id"]: row["redeemed"] for row in rows} == {
        "a": True, "b": False, "c": False, "d": True, "e": True, "f": False,
    }  # fmt: skip
    assert [row["mature"] for row in rows] == [True] * 5 + [False]


def test_coupons_whose_redemptions_nobody_reports_are_never_mature(of):
    rows = of(
        "fact_coupon", event("coupon_issued", 0, None, customer_id="a", coupon="A"), LAST, order="customer_id"
    )
    assert [(row["mature"], row["redeemed"]) for row in rows] == [(False, False)]


def test_visits_are_counted_with_the_orders_of_the_days_on_which_they_were(built, rows_of):
    day = timedelta(days=1)
    snapshot = built(
        event=[
            {"event_id": "1", "happened_at": START, "name": "store_visit", "store": "A", "quantity": 40,
             "region": "north"},
            {"event_id": "2", "happened_at": START, "name": "store_visit", "store": "A"},
        ],
        purchase=[
            {"order_id": "1", "ordered_at": START, "store": "A", "amount": 10, "channel": "store"},
            {"order_id": "2", "ordered_at": START + day, "store": "A", "amount": 20},
            {"order_id": "3", "ordered_at": START, "store": "B", "amount": 5},
            {"order_id": "4", "ordered_at": START, "store": "A", "amount": 99, "channel": "web"},
        ],
    )  # fmt: skip
    rows = snapshot.query("select * from fact_visit order by store, day").to_pylist()
    assert [(row["store"], row["day"].day, row["visits"], row["orders"], row["sales"]) for row in rows] == [
        ("A", 2, 41, 1, 10), ("A", 3, 0, 0, 20), ("B", 2, 0, 0, 5),
    ]  # fmt: skip
    assert [row["region"] for row in rows] == ["north", "north", None]
    assert {(row["channel"], row["stage"]) for row in rows} == {("store", "Consideration")}
    totals = snapshot.query(
        "select sum(visits)::bigint v, sum(orders)::bigint o, sum(sales) s from visit_day"
    ).to_pylist()
    assert totals == [{"v": 41, "o": 1, "s": 35}]


def test_an_error_that_names_no_task_belongs_to_the_one_begun_last_and_not_over(of):
    rows = of(
        "fact_task",
        event("task_start", 0, "s", task="find"), event("error", 1, "s"),
        event("task_start", 2, "s", task="pay"), event("error", 3, "s"), event("task_finish", 4, "s", task="pay"),
        event("task_start", 5, "s", task="ask"), event("task_finish", 6, "s", task="ask"), event("error", 7, "s"),
        event("task_start", 8, "s", task="wait"), event("error", 39, "s"),
        order="task",
    )  # fmt: skip
    assert {row["task"]: row["has_error"] for row in rows} == {
        "find": True, "pay": True, "ask": False, "wait": False,
    }  # fmt: skip


def test_an_error_that_names_its_task_belongs_to_it(of):
    rows = of(
        "fact_task",
        event("task_start", 0, "s", task="find"), event("task_start", 1, "s", task="pay"),
        event("screen", 2, "s", task="find", error="boom"),
        order="task",
    )  # fmt: skip
    assert {row["task"]: row["has_error"] for row in rows} == {"find": True, "pay": False}


def test_searches_keep_their_words_in_one_spelling_without_addresses(of):
    rows = of(
        "fact_search",
        event("search", 0, "a", search_term=" Tea POT ", results=0),
        event("search", 1, "b", search_term="mail me@home.example", results=3),
        event("search", 2, "c", search_term="tray"),
        event("search", 3, "d", search_term="  "), event("search", 4, "e", results=0),
    )  # fmt: skip
    assert [(row["term"], row["found_nothing"]) for row in rows] == [
        ("tea pot", True), ("mail [email]", False), ("tray", None),
    ]  # fmt: skip


def test_searches_whose_results_nobody_counted_are_in_no_rate(built):
    events = [
        event("search", 0, "a", search_term="tea", results=0, event_id="1"),
        event("search", 1, "b", search_term="tea", results=2, event_id="2"),
        event("search", 2, "c", search_term="tea", event_id="3"),
    ]  # fmt: skip
    (row,) = built(event=events).query("select searches, found_nothing from search_day").to_pylist()
    assert row == {"searches": 2, "found_nothing": 1}


def test_a_coupon_waits_until_it_is_redeemed_or_as_long_as_it_was_watched(of):
    rows = of(
        "fact_coupon",
        *(event("coupon_issued", 0, None, customer_id=customer, coupon="A") for customer in "abc"),
        event("coupon_redeemed", 5 * DAY, None, customer_id="a", coupon="A"),
        event("coupon_redeemed", 3 * DAY, None, customer_id="a", coupon="A"),
        event("coupon_redeemed", 70 * DAY, None, customer_id="b", coupon="A"),
        order="customer_id",
    )  # fmt: skip
    waits = [(row["waited_s"] / 86400, row["waited_seen"], row["redeemed"]) for row in rows]
    assert waits == [(3, True, True), (70, True, False), (70, False, False)]
