"""The page Retention without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

import pytest

from dashboard.reports.write import made as written
from tests.screens.gathered_pages import LIVES
from tests.screens.gathering import card, gathered, report


def test_the_squares_of_the_cohorts_are_named_as_on_the_screen(worth):
    rows = card(gathered("retention", worth("members"), {}), "cohorts")
    assert [row["cohort"] for row in rows[:2]] == ["Mean", "Mean"]
    own = [row for row in rows if row["cohort"] == "May 2024"]
    assert [row["step"] for row in own[:3]] == ["0", "1", "2"]
    # forty began, four of them left in month 5
    assert (own[0]["percent"], own[6]["back"], own[6]["percent"]) == (100, 36, 90)


def test_what_stands_out_is_the_first_line_and_steps_stand_in_order(worth):
    rows = card(gathered("retention", worth("members"), {}), "cohort_curves")
    names = list(dict.fromkeys(row["group"] for row in rows))
    assert [row["group"] for row in rows] == sorted((row["group"] for row in rows), key=names.index)
    assert names[0] == "hunter"
    assert {row["group"] for row in rows if row["stands out"]} == {"hunter"}
    steps = [row["from"] for row in rows if row["group"] == "hunter"]
    assert steps == sorted(steps)
    twelfth = next(row for row in rows if row["group"] == "hunter" and row["from"] == 12)
    assert twelfth["percent"] == 0  # every hunter leaves at the first renewal


def test_churn_has_a_line_of_customers_and_one_of_their_value(worth):
    rows = card(gathered("retention", worth("members"), {}), "churn_months")
    assert list(dict.fromkeys(row["measure"] for row in rows)) == ["Customers", "Value"]
    for measure in ("Customers", "Value"):
        days = [row["from"] for row in rows if row["measure"] == measure]
        assert days == sorted(days) and len(set(days)) == len(days)
    bought = card(gathered("retention", worth("buyers"), {}), "churn_months")
    assert {row["measure"] for row in bought} == {"Customers"}


def test_reasons_have_a_bar_now_and_a_tick_before(worth):
    rows = card(
        gathered("retention", worth("members"), {"period": ["90d"], "compare": ["previous"]}), "churn_reasons"
    )
    now = {row["reason"]: row for row in rows if row["series"] == "now"}
    before = {row["reason"]: row for row in rows if row["series"] == "before"}
    # ten of twelve a month said price, two that they moved
    assert now["price"]["percent"] == pytest.approx(100 * 10 / 12, abs=1)
    assert before["price"]["percent"] == pytest.approx(100 * 10 / 12, abs=1)
    assert sum(row["percent"] for row in now.values()) == pytest.approx(100)


def test_survival_falls_step_by_step_and_begins_with_everyone(worth):
    rows = card(gathered("retention", worth("members"), {}), "survival")
    for name in dict.fromkeys(row["customers"] for row in rows):
        own = [row for row in rows if row["customers"] == name]
        assert own[0]["percent"] == 100
        assert [row["percent"] for row in own] == sorted((row["percent"] for row in own), reverse=True)
        assert [row["months"] for row in own] == sorted(row["months"] for row in own)


def test_value_has_a_square_for_everyone_and_each_group_by_each_way(worth):
    rows = card(gathered("retention", worth("buyers"), {"worth_by": ["segment"]}), "value_forms")
    assert [row["way"] for row in rows[:3]] == ["Revenue", "Margin", "Model"]
    assert [row["customers"] for row in rows[:3]] == ["All customers"] * 3
    margin = {row["customers"]: row["value"] for row in rows if row["way"] == "Margin"}
    assert margin["Member"] > margin["All customers"] > margin["Guest"]


@pytest.mark.parametrize("share", ["Share of customers", "Share of value"])
def test_bands_hold_all_of_it(worth, share):
    rows = [
        row
        for row in card(gathered("retention", worth("buyers"), {}), "value_spread")
        if row["share"] == share
    ]
    assert sum(row["percent"] for row in rows) == pytest.approx(100)


def test_the_tenths_at_risk_are_all_of_the_loss(worth):
    rows = card(gathered("retention", worth("buyers"), {}), "customers_at_risk")
    assert len(rows) == 10
    assert sum(row["percent of loss"] for row in rows) == pytest.approx(100)
    assert sum(row["expected loss"] for row in rows) == pytest.approx(rows[0]["loss of all"])


def test_what_came_stands_before_what_was_expected(worth):
    rows = card(gathered("retention", worth("buyers"), {}), "value_check")
    assert list(dict.fromkeys(row["series"] for row in rows)) == ["What came", "Expected"]
    groups = [[row["group"] for row in rows if row["series"] == name] for name in ("What came", "Expected")]
    assert groups[0] == groups[1]


def test_loyal_customers_stand_before_everyone_else_and_means_by_themselves(worth):
    rows = card(gathered("retention", worth("buyers"), {}), "loyal_profile")
    assert list(dict.fromkeys(row["who"] for row in rows)) == ["Loyal", "Everyone else"]
    member = {row["who"]: row["value"] for row in rows if row["trait"] == "Segment: Member"}
    assert member["Loyal"] == 100
    means = card(gathered("retention", worth("buyers"), {}), "loyal_means")
    money = next(row for row in means if row["mean a customer"] == "Money an order")
    assert money["delta"] == pytest.approx(money["loyal value"] - money["else value"])


@pytest.mark.parametrize("home", ["undated", "empty", "one", "hostile", "orders"])
@pytest.mark.parametrize("query", LIVES)
def test_a_page_with_little_or_nothing_or_hostile_words_is_gathered_and_written(worth, home, query):
    told = report("retention", worth(home), query)
    assert told.sentence
    text = written(told, ".html").decode("utf-8")
    assert "<img" not in text
    assert "<b>c" not in text
