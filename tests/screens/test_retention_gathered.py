"""The page Retention without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

import io

import openpyxl
import pytest
import streamlit as st

from dashboard.reports.write import made as written
from dashboard.screens import data
from dashboard.screens.card import link_of
from dashboard.screens.exhibits import page, report_of, visit_of
from tests.screens.test_retention_worth import homes

__all__ = ["homes"]
PAGE = "retention"
OTHER = {
    "period": ["365d"], "begin": ["first_order"], "back": ["order"], "step": ["week"], "counted": ["bracket"],
    "shown": ["count"], "curve": ["cohort"], "leaves": ["inactivity"], "lasting_by": ["all"], "worth_by": ["segment"],
    "tile": ["repurchase_rate"],
}  # fmt: skip
QUERIES = ({}, OTHER, {"period": ["28d"], "compare": ["previous"], "persona": ["hunter"]})
VALUE = {"value_forms", "value_spread", "value_check", "value_model", "customers_at_risk", "loyal_profile"}


def visit(home, query):
    st.cache_resource.clear()
    db, _ = data.published(home)
    return visit_of(db, home, query)


def gathered(home, query):
    return page(PAGE, visit(home, query), query)


def report(home, query):
    return report_of(PAGE, visit(home, query), query)


def card(home, key, query=QUERIES[0]):
    return [dict(row) for row in next(each for each in gathered(home, query).cards if each.key == key).rows()]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("home", ["members", "buyers"])
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(homes, home, query):
    told = report(homes[home], query)
    keys = [slide.key for slide in told.slides]
    assert len(keys) == len(set(keys))
    assert set(keys) >= {"cohorts", "survival", "churn_months", *VALUE}
    assert told.sentence
    for slide in told.slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        plot = slide.plot
        wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
        assert not slide.rows or wanted <= set(slide.columns()), slide.key
        assert all(set(row) == set(slide.columns()) for row in slide.rows), slide.key


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("home", ["members", "buyers"])
def test_the_link_to_a_card_shows_the_same_card(homes, home, query):
    for each in gathered(homes[home], query).cards:
        there = link_of(each)
        same = next(one for one in gathered(homes[home], there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


def test_the_squares_of_the_cohorts_are_named_as_on_the_screen(homes):
    rows = card(homes["members"], "cohorts")
    assert [row["cohort"] for row in rows[:2]] == ["Mean", "Mean"]
    own = [row for row in rows if row["cohort"] == "May 2024"]
    assert [row["step"] for row in own[:3]] == ["0", "1", "2"]
    # forty began, four of them left in month 5
    assert (own[0]["percent"], own[6]["back"], own[6]["percent"]) == (100, 36, 90)


def test_what_stands_out_is_the_first_line_and_steps_stand_in_order(homes):
    rows = card(homes["members"], "cohort_curves")
    names = list(dict.fromkeys(row["group"] for row in rows))
    assert [row["group"] for row in rows] == sorted((row["group"] for row in rows), key=names.index)
    assert names[0] == "hunter"
    assert {row["group"] for row in rows if row["stands out"]} == {"hunter"}
    steps = [row["from"] for row in rows if row["group"] == "hunter"]
    assert steps == sorted(steps)
    twelfth = next(row for row in rows if row["group"] == "hunter" and row["from"] == 12)
    assert twelfth["percent"] == 0  # every hunter leaves at the first renewal


def test_churn_has_a_line_of_customers_and_one_of_their_value(homes):
    rows = card(homes["members"], "churn_months")
    assert list(dict.fromkeys(row["measure"] for row in rows)) == ["Customers", "Value"]
    for measure in ("Customers", "Value"):
        days = [row["from"] for row in rows if row["measure"] == measure]
        assert days == sorted(days) and len(set(days)) == len(days)
    bought = card(homes["buyers"], "churn_months")
    assert {row["measure"] for row in bought} == {"Customers"}


def test_reasons_have_a_bar_now_and_a_tick_before(homes):
    rows = card(homes["members"], "churn_reasons", {"period": ["90d"], "compare": ["previous"]})
    now = {row["reason"]: row for row in rows if row["series"] == "now"}
    before = {row["reason"]: row for row in rows if row["series"] == "before"}
    # ten of twelve a month said price, two that they moved
    assert now["price"]["percent"] == pytest.approx(100 * 10 / 12, abs=1)
    assert before["price"]["percent"] == pytest.approx(100 * 10 / 12, abs=1)
    assert sum(row["percent"] for row in now.values()) == pytest.approx(100)


def test_survival_falls_step_by_step_and_begins_with_everyone(homes):
    rows = card(homes["members"], "survival")
    for name in dict.fromkeys(row["customers"] for row in rows):
        own = [row for row in rows if row["customers"] == name]
        assert own[0]["percent"] == 100
        assert [row["percent"] for row in own] == sorted((row["percent"] for row in own), reverse=True)
        assert [row["months"] for row in own] == sorted(row["months"] for row in own)


def test_value_has_a_square_for_everyone_and_each_group_by_each_way(homes):
    rows = card(homes["buyers"], "value_forms", {"worth_by": ["segment"]})
    assert [row["way"] for row in rows[:3]] == ["Revenue", "Margin", "Model"]
    assert [row["customers"] for row in rows[:3]] == ["All customers"] * 3
    margin = {row["customers"]: row["value"] for row in rows if row["way"] == "Margin"}
    assert margin["Member"] > margin["All customers"] > margin["Guest"]


@pytest.mark.parametrize("share", ["Share of customers", "Share of value"])
def test_bands_hold_all_of_it(homes, share):
    rows = [row for row in card(homes["buyers"], "value_spread") if row["share"] == share]
    assert sum(row["percent"] for row in rows) == pytest.approx(100)


def test_the_tenths_at_risk_are_all_of_the_loss(homes):
    rows = card(homes["buyers"], "customers_at_risk")
    assert len(rows) == 10
    assert sum(row["percent of loss"] for row in rows) == pytest.approx(100)
    assert sum(row["expected loss"] for row in rows) == pytest.approx(rows[0]["loss of all"])


def test_what_came_stands_before_what_was_expected(homes):
    rows = card(homes["buyers"], "value_check")
    assert list(dict.fromkeys(row["series"] for row in rows)) == ["What came", "Expected"]
    groups = [[row["group"] for row in rows if row["series"] == name] for name in ("What came", "Expected")]
    assert groups[0] == groups[1]


def test_loyal_customers_stand_before_everyone_else_and_means_by_themselves(homes):
    rows = card(homes["buyers"], "loyal_profile")
    assert list(dict.fromkeys(row["who"] for row in rows)) == ["Loyal", "Everyone else"]
    member = {row["who"]: row["value"] for row in rows if row["trait"] == "Segment: Member"}
    assert member["Loyal"] == 100
    means = card(homes["buyers"], "loyal_means")
    money = next(row for row in means if row["mean a customer"] == "Money an order")
    assert money["delta"] == pytest.approx(money["loyal value"] - money["else value"])


def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(homes):
    whole = report(homes["members"], {})
    lasting = next(slide for slide in whole.slides if slide.key == "survival")
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == lasting.headline)
    columns = [cell.value for cell in sheet[5]]
    for place, row in enumerate(lasting.rows[:5]):
        assert sheet.cell(6 + place, columns.index("percent") + 1).value == pytest.approx(row["percent"])
    assert "Hunter leaves soonest: 0% are still there" in written(whole, ".html").decode("utf-8")


@pytest.mark.parametrize("home", ["undated", "empty", "one", "hostile", "orders"])
@pytest.mark.parametrize("query", QUERIES)
def test_a_page_with_little_or_nothing_or_hostile_words_is_gathered_and_written(homes, home, query):
    told = report(homes[home], query)
    assert told.sentence
    text = written(told, ".html").decode("utf-8")
    assert "<img" not in text
    assert "<b>c" not in text
