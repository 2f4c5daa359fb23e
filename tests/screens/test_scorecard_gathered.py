"""The page Scorecard without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

import io

import openpyxl
import pytest
import streamlit as st

from dashboard.reports.write import made as written
from dashboard.screens import data
from dashboard.screens.card import link_of
from dashboard.screens.exhibits import page, report_of, visit_of
from tests.screens.conftest import made
from tests.screens.scorecard_story import COMPANY, CONTACTS, STORY
from tests.screens.test_scorecard import CONTRACTS, ONE, promise_home

__all__ = ["promise_home"]
QUERIES = (
    {},
    {"period": ["28d"], "compare": ["previous"]},
    {"segment": ["Plus"], "source_class": ["direct"]},
)
PAGE = "scorecard"
RECOVERED = ("Recovered", "Not recovered", "Never failed")


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
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(promise_home, query):
    told = report(promise_home, query)
    keys = [slide.key for slide in told.slides]
    assert len(keys) == len(set(keys)) >= 5
    assert told.sentence
    for slide in told.slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        plot = slide.plot
        wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
        assert slide.rows, slide.key
        assert wanted <= set(slide.columns()), slide.key
        assert all(set(row) == set(slide.columns()) for row in slide.rows), slide.key


@pytest.mark.parametrize("query", QUERIES)
def test_the_link_to_a_card_shows_the_same_card(promise_home, query):
    for each in gathered(promise_home, query).cards:
        there = link_of(each)
        same = next(one for one in gathered(promise_home, there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


def test_every_promise_comes_before_the_months_of_any(promise_home):
    rows = card(promise_home, "promises", {"from": ["2026-04-01"], "to": ["2026-05-01"]})
    assert [row["span"] for row in rows] == ["period"] * 2 + ["month"] * 24
    csat = next(row for row in rows if row["metric"] == "csat")
    # two of five each day of April; the target is 85
    assert (csat["value"], csat["n"], csat["target"], csat["standing"]) == (40, 150, 85, "behind")
    months = [row for row in rows if row["metric"] == "csat" and row["span"] == "month"]
    assert [row["from"].month for row in months] == [*range(5, 13), 1, 2, 3, 4]


def test_a_letter_that_nothing_measures_has_a_row_that_says_so(promise_home):
    rows = card(promise_home, "courted")
    assert [row["letter"] for row in rows if row["standing"] == "Not measured"] == ["Clean"]
    assert {row["letter"] for row in rows} == {
        "Clean", "Orderly", "Understanding", "Respectful", "Time-saving", "Easy", "Dependable",
    }  # fmt: skip
    dependable = next(row for row in rows if row["letter"] == "Dependable")
    assert (dependable["value"], dependable["n"], dependable["months before"]) == (40, 150, 16)


def test_recovery_has_a_row_for_each_bar_and_each_tick(promise_home):
    rows = card(promise_home, "recovery_bought_again")
    bars = [row for row in rows if row["series"] == "Weighted"]
    ticks = [row for row in rows if row["series"] == "Before weighting"]
    assert tuple(row["group"] for row in bars) == RECOVERED
    assert tuple(row["group"] for row in ticks) == RECOVERED[1:]
    assert bars[0]["value"] == pytest.approx(75)  # 45 of 60
    assert [row["value"] for row in ticks] == pytest.approx([40, 70])  # 24 of 60, 70 of 100
    assert [row["n"] for row in bars] == [60, 60, 100]
    assert all(row["low"] <= row["value"] <= row["high"] for row in bars)
    assert bars[1]["difference"] == pytest.approx(bars[0]["value"] - bars[1]["value"])


def test_the_balance_has_each_thing_before_and_after_weighting_for_each_group(promise_home):
    rows = card(promise_home, "recovery_balance")
    things = {row["known before"] for row in rows}
    assert len(rows) == len({(row["known before"], row["comparison"]) for row in rows})
    assert {row["comparison"] for row in rows} == {
        f"{group}, {when}" for group in RECOVERED[1:] for when in ("before weighting", "weighted")
    }
    assert len(things) >= 2
    assert all(row["alike"] == (abs(row["difference"]) <= 0.1) for row in rows)


def test_a_group_under_the_anonymity_threshold_is_told_nothing_of(tmp_path):
    home = made(tmp_path / "few", *STORY, company=f"{COMPANY}\n[thresholds]\nanonymity = 70\n")
    found = gathered(home, {})
    assert not [each for each in found.cards if each.key.startswith("recovery")]


def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(promise_home):
    whole = report(promise_home, QUERIES[0])
    bought = next(slide for slide in whole.slides if slide.key == "recovery_bought_again")
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == bought.headline)
    columns = [cell.value for cell in sheet[5]]
    assert sheet.cell(6, columns.index("value") + 1).value == pytest.approx(75)
    text = written(whole, ".html").decode("utf-8")
    assert "bought again more often than those not recovered" in text


@pytest.mark.parametrize("rows", [(), (ONE,), (CONTRACTS,), (CONTACTS,)])
def test_a_page_with_little_or_nothing_is_gathered(tmp_path, rows):
    found = gathered(made(tmp_path / "home", *rows), {})
    assert found.sentence
    for each in found.cards:
        assert isinstance(list(each.rows()), list)
