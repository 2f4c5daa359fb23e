"""Failures and what came after them, worked out by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dashboard.company import Company
from dashboard.promises import Recovery

START = datetime(2026, 3, 10, 12)
MARKED = Company(
    name="Acme",
    recovery=Recovery(failures=("bad_answer",), answers=("csat",), marker_topics=("call",), within_days=7),
)
BY_CONTACT = Company(
    name="Acme", recovery=Recovery(failures=("asked_again", "reopened", "left_open"), within_days=10)
)


def on(days: float) -> datetime:
    return START + timedelta(days=days)


def contact(number: str, days: float, resolved: float | None = None, topic: str = "delivery", **more):
    return {
        "contact_id": number, "opened_at": on(days), "customer_id": "c", "topic": topic,
        "touchpoint": "support_contact", "resolved_at": None if resolved is None else on(resolved), **more,
    }  # fmt: skip


def answer(number: str, days: float, score: float, kind: str = "csat", **more):
    scale = {"scale_min": 0, "scale_max": 10} if kind == "nps" else {"scale_min": 1, "scale_max": 5}
    return {
        "answer_id": number, "answered_at": on(days), "customer_id": "c", "kind": kind, "score": score, **scale,
        "direction": "up", "touchpoint": "support_contact", **more,
    }  # fmt: skip


def order(number: str, days: float, amount: float = 10.0, customer: str = "c"):
    return {"order_id": number, "ordered_at": on(days), "customer_id": customer, "amount": amount}


LATER = [order("later", 400, customer="z")]
"""Someone else's order, so that the data goes on long enough to judge."""


@pytest.fixture
def episodes(built, rows_of):
    def of(company=MARKED, **tables):
        return rows_of(built(company, **{"purchase": LATER, **tables}), "recovery_episode", "occasion_id")

    return of


def test_a_bad_answer_is_taken_back_to_the_contact_before_it_and_a_call_makes_it_good(episodes):
    (row,) = episodes(
        contact=[contact("1", 0, 1), contact("2", 3, 3, topic="call")], survey_answer=[answer("a", 1.5, 2)]
    )
    assert (row["occasion_id"], row["failed"], row["sign"], row["recovered"]) == (
        "answer a",
        True,
        "bad_answer",
        True,
    )
    assert (row["at"], row["recovered_at"]) == (on(0), on(3))


@pytest.mark.parametrize(("day", "made_good"), [(0.5, True), (7, True), (7.1, False), (-1, False)])
def test_a_call_counts_within_the_days_after_the_contact_only(episodes, day, made_good):
    (row,) = episodes(
        contact=[contact("1", 0, 0.1), contact("2", day, day, topic="call")],
        survey_answer=[answer("a", 0.2, 1)],
    )
    assert row["recovered"] is made_good


@pytest.mark.parametrize(("score", "failed"), [(1, True), (2, True), (3, False), (5, False)])
def test_a_bad_answer_is_in_the_lowest_quarter_of_its_scale(episodes, score, failed):
    (row,) = episodes(survey_answer=[answer("a", 0, score)])
    assert row["failed"] is failed


def test_a_bad_of_good_and_bad_is_no_scale_of_five_and_other_kinds_are_not_asked(episodes):
    two = answer("a", 0, 0, scale_min=0, scale_max=1)
    assert [row["failed"] for row in episodes(survey_answer=[two, answer("n", 0, 0, kind="nps")])] == [False]


def test_a_scale_that_runs_down_is_turned(episodes):
    (row,) = episodes(survey_answer=[answer("a", 0, 5, direction="down")])
    assert row["failed"] is True


def test_only_answers_about_the_touchpoints_named_are_looked_at(episodes):
    named = MARKED.model_copy(
        update={"recovery": MARKED.recovery.model_copy(update={"touchpoints": ("return",)})}
    )
    rows = episodes(named, survey_answer=[answer("a", 0, 1), answer("b", 0, 1, touchpoint="return")])
    assert [row["occasion_id"] for row in rows] == ["answer b"]


def test_what_came_before_and_after_is_counted_around_the_days_of_recovery(episodes):
    (row,) = episodes(
        customer=[{"customer_id": "c", "since": date(2025, 3, 10)}],
        contact=[contact("0", -30, -29)],
        survey_answer=[answer("a", 0, 1), answer("n0", -10, 8, kind="nps"), answer("n1", 20, 10, kind="nps"),
                       answer("n2", 30, 3, kind="nps"), answer("n3", 31, 9, kind="nps"),
                       answer("n9", 373, 0, kind="nps")],
        purchase=[*LATER, order("old", -366), order("1", -100, 20), order("2", -4, 5), order("during", 5),
                  order("after", 50)],
    )  # fmt: skip
    assert (row["orders_before"], row["spend_before"], row["contacts_before"]) == (2, 25.0, 1)
    assert row["last_order_days"] == pytest.approx(4)
    assert row["tenure_days"] == 365
    assert row["score_before"] == pytest.approx(0.8)
    assert row["bought_again"] is True
    assert row["nps_after"] == pytest.approx((1 - 1 + 1) / 3)


@pytest.mark.parametrize(("day", "again"), [(6.9, False), (7.1, True), (96.9, True), (97.1, False)])
def test_buying_again_counts_from_the_end_of_the_days_of_recovery(episodes, day, again):
    (row,) = episodes(survey_answer=[answer("a", 0, 1)], purchase=[*LATER, order("x", day)])
    assert row["bought_again"] is again


def test_what_is_too_young_to_have_bought_again_is_not_known(episodes):
    (row,) = episodes(survey_answer=[answer("a", 0, 1)], purchase=[order("x", 60)])
    assert row["judged"] is True
    assert row["bought_again"] is None


def test_a_failure_of_the_last_days_can_still_be_made_good(episodes):
    (row,) = episodes(survey_answer=[answer("a", 0, 1)], purchase=[order("x", 3)])
    assert row["judged"] is False


def test_asking_again_about_the_same_topic_is_a_failure_and_all_resolved_makes_it_good(episodes):
    rows = episodes(BY_CONTACT, contact=[contact("1", 0, 1), contact("2", 3, 4)])
    assert [(row["failed"], row["sign"], row["recovered"]) for row in rows] == [
        (True, "asked_again", True), (False, None, True),
    ]  # fmt: skip


def test_another_topic_or_later_than_the_days_is_not_asked_again(episodes):
    rows = episodes(
        BY_CONTACT, contact=[contact("1", 0, 1), contact("2", 3, 4, topic="return"), contact("3", 10.5, 11)]
    )
    assert [row["failed"] for row in rows] == [False, False, False]


def test_what_is_still_open_after_the_days_failed_and_is_not_recovered(episodes):
    rows = episodes(BY_CONTACT, contact=[contact("1", 0, 12), contact("2", 40, 41, reopens=1)])
    assert [(row["sign"], row["recovered"]) for row in rows] == [("left_open", False), ("reopened", True)]


def test_an_empty_record_has_a_rule_and_no_episodes(built):
    snapshot = built(MARKED)
    assert snapshot.query("select count(*) as n from recovery_episode").to_pylist() == [{"n": 0}]
    (rule,) = snapshot.query("select * from recovery_rule").to_pylist()
    assert (rule["within_days"], rule["bought_days"], rule["first_recovered_on"]) == (7, 90, None)
