"""Waits, business hours and first contact resolution, worked out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from dashboard.company import Company
from dashboard.store import calendar

NINE_TO_FIVE = {
    day: {"open": "09:00", "close": "17:00"}
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def contact(
    contact_id: str, opened: str | None, replied: str | None = None, resolved: str | None = None, **more
):
    return {
        "contact_id": contact_id, "opened_at": opened and at(opened), "first_reply_at": replied and at(replied),
        "resolved_at": resolved and at(resolved), **more,
    }  # fmt: skip


LAST = contact("z", "2026-03-31 00:00", "2026-03-31 12:00", "2026-03-31 12:00")


@pytest.fixture
def wait(built, rows_of):
    def of(*contacts, company=None):
        given = [company] if company else []
        rows = rows_of(built(*given, contact=list(contacts)), "fact_contact", "contact_id")
        return {row["contact_id"]: row for row in rows}

    return of


def test_a_reply_is_a_wait_that_was_seen_to_end(wait):
    row = wait(contact("a", "2026-03-02 10:00", "2026-03-02 10:30", "2026-03-03 10:00"), LAST)["a"]
    assert (row["first_reply_s"], row["first_reply_observed"]) == (1800, True)
    assert (row["resolution_s"], row["resolution_observed"], row["resolved"]) == (86400, True, True)


def test_a_contact_still_waiting_is_censored_when_its_source_was_last_seen(wait):
    row = wait(contact("a", "2026-03-30 12:00"), LAST)["a"]
    assert (row["first_reply_s"], row["first_reply_observed"]) == (86400, False)
    assert (row["resolution_s"], row["resolution_observed"], row["resolved"]) == (86400, False, False)


def test_a_contact_resolved_without_a_reply_waits_no_longer_than_its_resolution(wait):
    row = wait(contact("a", "2026-03-02 10:00", None, "2026-03-02 11:00"), LAST)["a"]
    assert (row["first_reply_s"], row["first_reply_observed"]) == (3600, False)


def test_a_caller_who_hung_up_waits_no_longer_than_the_queue(wait):
    row = wait(contact("a", "2026-03-02 10:00", abandoned=True, queued=True, queue_seconds=45.5), LAST)["a"]
    assert (row["first_reply_s"], row["first_reply_observed"]) == (45.5, False)
    assert (row["resolution_s"], row["resolution_observed"]) == (45.5, False)


def test_a_source_that_never_gives_replies_has_no_waits_instead_of_endless_ones(wait):
    other = contact("a", "2026-03-02 10:00", None, "2026-03-02 11:00", _source="calls")
    row = wait(other, contact("b", "2026-03-05 10:00", _source="calls"), LAST)
    assert row["a"]["first_reply_s"] is None
    assert row["b"]["first_reply_observed"] is None
    assert row["b"]["resolution_s"] == 0.0  # the last thing its own source saw is its opening


def test_without_an_opening_there_is_no_wait_and_no_day(wait):
    row = wait(contact("a", None, "2026-03-02 10:30"), LAST)["a"]
    assert (row["day"], row["first_reply_s"], row["resolution_s"]) == (None, None, None)


def test_a_negative_wait_is_none_rather_than_zero(wait):
    row = wait(contact("a", "2026-03-02 10:00", "2026-03-02 09:00", "2026-03-02 08:00"), LAST)["a"]
    assert (row["first_reply_s"], row["resolution_s"], row["first_reply_observed"]) == (None, None, None)


def test_a_bots_reply_counts_only_where_any_reply_does(wait):
    rows = wait(
        contact("a", "2026-03-02 10:00", "2026-03-02 11:00", first_bot_reply_at=at("2026-03-02 10:00:05")),
        contact(
            "b", "2026-03-02 10:00", "2026-03-02 10:00:02", "2026-03-02 10:05", is_bot=True, handed_over=False
        ),
        LAST,
    )
    assert (rows["a"]["first_reply_s"], rows["a"]["first_reply_any_s"]) == (3600, 5)
    assert (rows["b"]["first_reply_s"], rows["b"]["first_reply_observed"]) == (300, False)
    assert (rows["b"]["first_reply_any_s"], rows["b"]["first_reply_any_observed"]) == (2, True)


def test_a_closed_contact_without_a_resolution_time_has_no_resolution_wait(wait):
    row = wait(contact("a", "2026-03-02 10:00", status="Closed"), LAST)["a"]
    assert (row["resolved"], row["resolution_s"], row["mature"]) == (True, None, False)


def test_test_calls_are_left_out_and_counted(built, rows_of):
    snapshot = built(contact=[contact("a", "2026-03-02 10:00", is_test=True), LAST])
    assert [row["contact_id"] for row in rows_of(snapshot, "fact_contact", "contact_id")] == ["z"]
    assert rows_of(snapshot, "dropped", "reason") == [
        {"source": "source", "reason": "test or phantom contact, left out of every figure", "rows": 1}
    ]


@pytest.mark.parametrize(
    ("opened", "replied", "hours"),
    [
        ("2026-03-06 16:00", "2026-03-09 10:00", 2),  # Friday to Monday: an hour each side of the weekend
        ("2026-03-06 20:00", "2026-03-07 12:00", 0),  # both while closed
        ("2026-03-02 08:00", "2026-03-02 18:00", 8),  # a whole day, from before opening to after closing
        ("2026-03-10 16:00", "2026-03-12 10:00", 2),  # Wednesday the 11th is a holiday
        ("2026-03-02 10:00", "2026-03-02 10:00", 0),
    ],
)
def test_business_waits_count_open_hours_only(wait, opened, replied, hours):
    company = Company(name="Acme", hours=NINE_TO_FIVE, holidays=("2026-03-11",))
    row = wait(contact("a", opened, replied, replied), LAST, company=company)["a"]
    assert row["first_reply_business_s"] == hours * 3600
    assert row["resolution_business_s"] == hours * 3600


@pytest.mark.parametrize(
    ("opened", "replied", "hours"),
    [
        # Vilnius: 29 March 2026 03:00 EET becomes 04:00 EEST. UTC+2 before, UTC+3 after.
        ("2026-03-27 14:00", "2026-03-30 07:00", 2),  # Friday 16:00 EET to Monday 10:00 EEST
        # 25 October 2026: back to UTC+2.
        ("2026-10-23 13:00", "2026-10-26 08:00", 2),  # Friday 16:00 EEST to Monday 10:00 EET
    ],
)
def test_business_hours_follow_the_companys_clock_over_its_changes(wait, opened, replied, hours):
    company = Company(name="Acme", time_zone="Europe/Vilnius", hours=NINE_TO_FIVE)
    row = wait(contact("a", opened, replied, replied), company=company)["a"]
    assert row["first_reply_business_s"] == hours * 3600


def test_a_shop_open_through_the_clock_change_has_an_hour_less(wait):
    company = Company(
        name="Acme", time_zone="Europe/Vilnius", hours={"sunday": {"open": "00:00", "close": "06:00"}}
    )
    row = wait(contact("a", "2026-03-28 12:00", "2026-03-29 12:00"), company=company)["a"]
    assert row["first_reply_business_s"] == 5 * 3600


def test_without_declared_hours_there_is_no_business_wait(wait):
    row = wait(contact("a", "2026-03-02 10:00", "2026-03-02 10:30"), LAST)["a"]
    assert (row["first_reply_business_s"], row["resolution_business_s"]) == (None, None)


def resolved(contact_id: str, opened: str, took_hours: int = 1, **more):
    end = at(opened) + timedelta(hours=took_hours)
    more = {"customer_id": "c", "topic": "bill", **more}
    return {"contact_id": contact_id, "opened_at": at(opened), "resolved_at": end, **more}


def test_resolved_first_time_means_no_further_contact_on_the_topic_within_the_week(wait):
    rows = wait(
        resolved("a", "2026-03-02 10:00"),  # b follows six days later
        resolved("b", "2026-03-08 10:00"),  # c is about something else
        resolved("c", "2026-03-09 10:00", topic="delivery"),
        resolved("d", "2026-03-20 10:00"),  # e comes 7 days and a second after its end
        contact("e", "2026-03-27 11:00:01", customer_id="c", topic="bill"),
        LAST,
    )
    first_time = {key: row["resolved_first_time"] for key, row in rows.items()}
    assert first_time == {"a": False, "b": True, "c": True, "d": True, "e": None, "z": None}


def test_a_follow_up_exactly_at_the_end_of_the_week_still_counts(wait):
    rows = wait(
        resolved("a", "2026-03-02 10:00"),
        contact("b", "2026-03-09 11:00", customer_id="c", topic="bill"),
        LAST,
    )
    assert rows["a"]["resolved_first_time"] is False


def test_recent_nameless_and_reopened_contacts_are_not_first_time_resolutions(wait):
    rows = wait(
        resolved("recent", "2026-03-30 10:00"),
        resolved("nameless", "2026-03-02 10:00", customer_id=None),
        resolved("reopened", "2026-03-02 10:00", reopens=1, topic=None),
        resolved("someone else", "2026-03-02 10:00", customer_id="d"),
        LAST,
    )
    assert {key: (row["mature"], row["resolved_first_time"]) for key, row in rows.items() if key != "z"} == {
        "recent": (False, None), "nameless": (False, None), "reopened": (True, False), "someone else": (True, True),
    }  # fmt: skip


def test_a_follow_up_under_the_customers_email_is_the_same_customers(built, rows_of):
    snapshot = built(
        customer=[{"customer_id": "c", "email_token": "e_1"}],
        contact=[
            resolved("a", "2026-03-02 10:00"),
            resolved("b", "2026-03-04 10:00", customer_id="e_1"),
            LAST,
        ],
    )
    rows = rows_of(snapshot, "fact_contact", "contact_id")
    assert [(row["customer_id"], row["resolved_first_time"]) for row in rows] == [
        ("c", False),
        ("c", True),
        (None, None),
    ]


def test_calls_are_counted_in_parts(built, rows_of):
    day = "2026-03-02 10:00"
    snapshot = built(
        contact=[
            contact("a", day, queued=True, queue_seconds=20, handle_seconds=100),
            contact("b", day, queued=True, queue_seconds=21, handle_seconds=0),
            contact("c", day, queue_seconds=5, abandoned=True),
            contact("d", day, is_bot=True, reopens=2),
            contact("e", day, is_bot=True, handed_over=True),
        ]
    )
    (row,) = rows_of(snapshot, "contact_day", "day")
    parts = (
        "contacts queued abandoned answered_in_target handled handle_sum reopened bot_contacts bot_contained"
    )
    assert [row[part] for part in parts.split()] == [5, 3, 1, 1, 1, 100, 1, 2, 1]
    assert row["handle_log_sum"] == pytest.approx(4.605170185988092)
    assert row["handle_log_sumsq"] == pytest.approx(21.20759244591895)


def test_times_of_more_than_so_many_contacts_are_read_in_steps(wait, monkeypatch):
    contacts = [contact(str(n), "2026-03-02 10:00", "2026-03-02 10:10") for n in range(2)]
    for exact, read in ((3, 600), (2, 1.02**323.5)):
        monkeypatch.setattr(calendar, "EXACT_CONTACTS", exact)
        row = wait(*contacts, LAST)["0"]
        assert (row["first_reply_s"], row["first_reply_read_s"]) == (600, pytest.approx(read, abs=1e-6))
