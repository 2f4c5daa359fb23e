from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dashboard.metrics.catalogue import CATALOGUE, find
from dashboard.metrics.query import compile_query, measure, rows_query, series
from dashboard.scope import Scope, Window

JANUARY = Window("now", date(2025, 1, 1), date(2025, 2, 1))
DECEMBER = Window("before", date(2024, 12, 1), date(2025, 1, 1))
SCOPE = Scope(JANUARY.start, JANUARY.end)


def answer(score: int, day: int = 5, customer: str | None = None, month: int = 1, **more: object):
    at = datetime(2025, month, day, 12)
    return {
        "answer_id": f"{day}-{score}-{customer}", "at": at, "day": at.date(), "customer_id": customer, "kind": "nps",
        "promoter": score >= 9, "detractor": score <= 6, **more,
    }  # fmt: skip


def test_one_query_answers_all_windows_of_all_metrics_of_a_relation(snapshot, covered):
    db = snapshot(fact_answer=[answer(10)])
    measure(db, [find("nps"), find("csat"), find("ces")], SCOPE, [JANUARY, DECEMBER], coverage=covered)
    assert len(db.asked) == 1


def test_answers_come_by_metric_then_group_then_window(snapshot, covered):
    rows = [answer(10, channel="app"), answer(2, channel="web"), answer(2, channel=None)]
    db = snapshot(fact_answer=rows)
    found = measure(db, [find("nps")], SCOPE, [JANUARY, DECEMBER], "channel", coverage=covered)
    assert [(a.group, a.window.label, a.value, a.n) for a in found] == [
        ("app", "now", 100, 1), ("app", "before", None, 0), ("web", "now", -100, 1), ("web", "before", None, 0),
        ("(not stated)", "now", -100, 1), ("(not stated)", "before", None, 0),
    ]  # fmt: skip


def test_nothing_observed_is_none_and_never_a_number(snapshot, covered):
    db = snapshot()
    metrics = [m.as_variant(v) for m in CATALOGUE.values() for v in (None, *(x.key for x in m.variants))]
    for found in measure(db, metrics, SCOPE, [JANUARY, DECEMBER], coverage=covered):
        assert (found.value, found.low, found.high, found.n, found.refused) == (None, None, None, 0, None)


def test_the_golden_nps_comes_out_of_a_snapshot(snapshot, covered):
    scores = [10] * 60 + [8] * 25 + [3] * 15
    db = snapshot(fact_answer=[answer(score, customer=str(i)) for i, score in enumerate(scores)])
    (found,) = measure(db, [find("nps")], SCOPE, [JANUARY], coverage=covered)
    assert (found.value, round(found.low, 1), round(found.high, 1), found.n) == (45, 29.3, 58.0, 100)
    assert not found.small


def test_fewer_than_the_minimum_n_is_small(snapshot, covered):
    db = snapshot(fact_answer=[answer(10, customer=str(i)) for i in range(29)])
    (found,) = measure(db, [find("nps")], SCOPE, [JANUARY], coverage=covered)
    assert found.small
    (found,) = measure(db, [replace(find("nps"), minimum_n=29)], SCOPE, [JANUARY], coverage=covered)
    assert not found.small


def test_per_person_counts_the_latest_answer_of_each_window(snapshot, covered):
    rows = [
        answer(10, 3, "ann"),
        answer(0, 9, "ann"),
        answer(10, 4, "bob"),
        answer(10, 20, None),
        answer(9, 21, None),
    ]
    db = snapshot(fact_answer=rows)
    steps = [Window("early", date(2025, 1, 1), date(2025, 1, 8)), JANUARY]
    early, whole = measure(db, [find("nps", "per_person")], SCOPE, steps, coverage=covered)
    assert (early.value, early.n) == (100, 2)
    assert (whole.value, whole.n) == (50, 4)  # ann 0, bob 10, two unnamed


def test_the_last_day_belongs_to_the_window_and_the_day_after_does_not(snapshot, covered):
    db = snapshot(fact_answer=[answer(10, 31), answer(0, 1, month=2)])
    (found,) = measure(db, [find("nps")], SCOPE, [JANUARY], coverage=covered)
    assert (found.value, found.n) == (100, 1)


def test_rows_without_a_day_are_in_no_period(snapshot, covered):
    db = snapshot(fact_answer=[{**answer(10), "day": None}, answer(0)])
    (found,) = measure(db, [find("nps")], SCOPE, [JANUARY], coverage=covered)
    assert found.n == 1


def test_a_filter_on_not_stated_means_missing(snapshot, covered):
    db = snapshot(fact_answer=[answer(10, channel=None), answer(0, channel="app"), answer(0, channel="web")])
    for channel, n in (
        (("(not stated)",), 1),
        (("(not stated)", "app"), 2),
        (("app",), 1),
        (("nowhere",), 0),
    ):
        (found,) = measure(db, [find("nps")], replace(SCOPE, channel=channel), [JANUARY], coverage=covered)
        assert found.n == n


def test_a_filter_that_a_number_cannot_follow_is_named_and_not_applied(snapshot, covered):
    spell = {
        "customer_id": "ann",
        "rule": "contract",
        "started_on": date(2024, 1, 1),
        "ended_on": date(2025, 1, 9),
    }
    db = snapshot(spell=[spell])
    (found,) = measure(
        db, [find("churn_rate")], replace(SCOPE, channel=("app",)), [JANUARY], coverage=covered
    )
    assert (found.value, found.ignored) == (100, ("channel",))


def test_what_the_data_lacks_is_refused_in_words(snapshot):
    db = snapshot(fact_contact=[{"contact_id": "1", "day": date(2025, 1, 5)}])
    lacking = {("contact", "first_reply_at"): 1, ("contact", "opened_at"): 0}
    (found,) = measure(db, [find("first_response_time")], SCOPE, [JANUARY], coverage=lacking)
    assert found.refused == "No opened-at in these contacts, so there is no first response time."
    assert found.value is None
    assert not db.asked


def test_a_breakdown_a_metric_cannot_follow_is_refused(snapshot, covered):
    (found,) = measure(snapshot(), [find("churn_rate")], SCOPE, [JANUARY], "channel", coverage=covered)
    assert found.refused == "Churn rate cannot be told apart by channel."


def test_groups_of_too_few_customers_are_withheld(snapshot, covered):
    many = [answer(10, day, f"c{day}", segment="new") for day in range(1, 6)]
    one_person_often = [answer(0, day, "ann", segment="loyal") for day in range(1, 10)]
    db = snapshot(fact_answer=many + one_person_often)
    new, loyal = sorted(
        measure(db, [find("nps")], SCOPE, [JANUARY], "segment", coverage=covered, anonymity=5),
        key=lambda a: -a.n,
    )
    assert (new.group, new.value, new.n) == ("new", 100, 5)
    assert (loyal.group, loyal.value, loyal.n, loyal.parts) == ("loyal", None, 0, {})
    assert loyal.refused == "Withheld: fewer than 5 customers."


def test_coverage_is_read_from_the_snapshot_when_it_is_not_given(snapshot):
    db = snapshot(fact_answer=[answer(10)])
    (found,) = series(db, find("nps"), SCOPE, [JANUARY])
    assert found.value == 100
    db = snapshot(coverage=[], fact_answer=[answer(10)])
    assert series(db, find("nps"), SCOPE, [JANUARY])[0].refused


def test_undated_contracts_have_no_churn_by_period(snapshot):
    told = [
        {"table_name": "subscription", "column_name": "started_on", "rows": 7043, "filled": 0},
        {"table_name": "subscription", "column_name": "tenure_months", "rows": 7043, "filled": 7043},
    ]
    (found,) = measure(snapshot(coverage=told), [find("churn_rate", "contract")], SCOPE, [JANUARY])
    assert found.refused == "No contracts with dates, so churn by period cannot be told."


def test_the_sql_says_its_grain_and_shows_its_values():
    question = compile_query([find("nps")], replace(SCOPE, channel=("o'clock",)), [JANUARY], "stage")
    first, *_, last = question.shown().splitlines()
    assert first == "-- one row per window and stage: sums of survey_answer_day_place"
    assert last == '-- $channel = ["o\'clock"]'
    assert question.sql == question.sql.lower()
    assert "o'clock" not in question.sql


def test_a_value_with_a_new_line_stays_inside_its_comment():
    question = compile_query([find("nps")], replace(SCOPE, channel=("a\ndrop table x",)), [JANUARY])
    assert all(line.startswith("-- ") for line in question.shown().splitlines()[-3:])


def test_two_windows_of_one_name_are_an_error():
    with pytest.raises(ValueError, match="same label"):
        compile_query([find("nps")], SCOPE, [JANUARY, JANUARY])


def test_metrics_of_two_relations_do_not_share_a_query():
    with pytest.raises(ValueError, match="share their relation"):
        compile_query([find("nps"), find("revenue")], SCOPE, [JANUARY])


def test_the_rows_behind_a_number_are_as_many_as_its_n(snapshot, covered):
    rows = [
        answer(10, 3, "ann", channel="app"),
        answer(0, 9, "bob", channel="web"),
        answer(1, 1, "ann", month=2),
    ]
    db = snapshot(fact_answer=rows)
    scope = replace(SCOPE, channel=("web",))
    question = rows_query(find("nps"), scope, 100)
    (found,) = measure(db, [find("nps")], scope, [JANUARY], coverage=covered)
    assert db.query(question.sql, question.params).num_rows == found.n == 1


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_metric_can_show_its_rows(snapshot, key):
    if CATALOGUE[key].fact == "customer_outlook":
        return  # written by the enricher: see tests/insight/test_value.py
    for variant in (None, *(v.key for v in CATALOGUE[key].variants)):
        question = rows_query(find(key, variant), replace(SCOPE, channel=("app",), region=("north",)), 10)
        assert snapshot().query(question.sql, question.params).num_rows == 0
