"""The page Journey without a reader: its cards with their rows, as every export takes them, under every filter."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
import streamlit as st

from dashboard.reports.exhibit import Report
from dashboard.reports.write import made as written
from dashboard.scope import FILTERS
from dashboard.screens import data
from dashboard.screens.card import link_of
from dashboard.screens.exhibits import page, report_of, visit_of
from dashboard.screens.gather import Gathered
from tests.screens.conftest import made
from tests.screens.test_journey_map import ANSWERS, COMPANY, CONTACTS, FROM, VISITS

PEOPLE = f"""
insert into customer by name
select 'c' || i as customer_id, case when i % 2 = 0 then 'family' else 'student' end as segment,
  case when i % 3 = 0 then 'hurried' else 'patient' end as persona,
  case when i % 4 = 0 then 'north' else 'south' end as region, {FROM}
from range(1440) people(i)
"""
TEAMS = (
    f"insert into agent by name select 'g1' as agent_id, 'Ann' as name, 'Helpers' as team, {FROM}",
    "update contact set agent_id = 'g1'",
)
QUERY = {"period": ["28d"]}
CHOSEN = QUERY | {
    "step": ["touchpoint:checkout,touchpoint:order"], "order": ["any"], "per": ["session"], "entry": ["best"],
    "split": ["channel"], "touchpoint": ["order"], "path": ["before"], "along": ["session"],
    "damage": ["nps"], "pain": ["task|checkout|app"], "tile": ["csat"],
}  # fmt: skip
FILTERED = {
    "channel": "app", "stage": "Buying", "segment": "family", "persona": "hurried", "region": "south",
    "team": "Helpers", "source_class": "inferred",
}  # fmt: skip
QUERIES = [
    QUERY, CHOSEN, QUERY | {"compare": ["none"]},
    *(QUERY | {name: [value]} for name, value in FILTERED.items()),
    QUERY | {name: [value] for name, value in FILTERED.items() if name in ("channel", "stage", "segment")},
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journey") / "home"
    return made(folder, VISITS, ANSWERS, CONTACTS, PEOPLE, *TEAMS, company=COMPANY)


def gathered(home: Path, query: dict[str, list[str]]) -> Gathered:
    st.cache_resource.clear()
    db, _ = data.published(home)
    return page("journey", visit_of(db, home, query), query)


def report(home: Path, query: dict[str, list[str]]) -> Report:
    st.cache_resource.clear()
    db, _ = data.published(home)
    return report_of("journey", visit_of(db, home, query), query)


def card(found: Gathered, key: str) -> list[dict]:
    return [dict(row) for row in next(each for each in found.cards if each.key == key).rows()]


def test_every_filter_is_one_that_the_data_states(home):
    st.cache_resource.clear()
    db, _ = data.published(home)
    assert set(FILTERED) == set(FILTERS)
    for name, value in FILTERED.items():
        assert getattr(visit_of(db, home, {name: [value]}).scope, name) == (value,)


@pytest.mark.parametrize("query", QUERIES)
def test_every_card_says_what_it_shows_of_whom_and_how_it_was_made(home, query):
    found = gathered(home, query)
    keys = [each.key for each in found.cards]
    assert len(keys) == len(set(keys)) >= 3
    assert found.sentence
    for slide in report(home, query).slides:
        assert slide.headline, slide.key
        assert slide.subtitle, slide.key
        assert slide.statements, slide.key
        assert slide.method, slide.key
        if slide.rows:
            plot = slide.plot
            wanted = {name for name in (plot.x, plot.y, plot.series, plot.low, plot.high) if name}
            assert wanted <= set(slide.columns()), slide.key
            assert plot.kind != "table", slide.key


@pytest.mark.parametrize("query", QUERIES)
def test_the_rows_behind_every_card_can_be_asked(home, query):
    st.cache_resource.clear()
    db, _ = data.published(home)
    for each in page("journey", visit_of(db, home, query), query).cards:
        behind = each.rows_behind(3)
        if behind is not None:
            assert db.query(behind.sql, behind.params).num_rows <= 3, each.key


@pytest.mark.parametrize("query", QUERIES)
def test_the_link_to_a_card_shows_the_same_card(home, query):
    for each in gathered(home, query).cards:
        there = link_of(each)
        same = next(one for one in gathered(home, there).cards if one.key == each.key)
        assert same.title == each.title, each.key
        assert list(same.rows()) == list(each.rows()), each.key


def test_a_channel_narrows_the_pain_points_and_their_weeks(home):
    found = gathered(home, QUERY | {"channel": ["app"]})
    first = card(found, "pains")[0]
    assert first["channel"] == "app"
    weeks = card(found, "pain_weeks")
    assert sum(row["n"] for row in weeks) == first["n"]


def test_the_funnel_is_one_row_a_step_in_percent_with_the_young_apart(home):
    rows = card(gathered(home, CHOSEN | {"order": ["ordered"]}), "funnel")
    now = [row for row in rows if row["period"] == "now" and not row["partial"]]
    # twelve visits a day check out; in the app three of six do not order, in the last 28 days
    assert [row["step"] for row in now] == ["Checkout", "Order"]
    assert now[1]["of_first"] == pytest.approx(100 * 9 / 12)
    before = [row for row in rows if row["period"] == "before"]
    assert before[1]["of_first"] == pytest.approx(100)
    assert now[1]["of_first_low"] < 75 < now[1]["of_first_high"]


def test_what_comes_into_a_place_of_the_paths_is_what_leaves_it(home):
    rows = card(gathered(home, QUERY | {"touchpoint": ["checkout"], "along": ["session"]}), "paths")
    first = {row["to"]: row for row in rows if row["step"] == 1}
    assert first["order"]["journeys"] == 28 * 9
    onward = sum(row["journeys"] for row in rows if row["step"] == 2 and row["from"] == "order")
    assert onward == first["order"]["journeys"]


def test_the_times_are_told_in_a_unit_people_read(home):
    found = gathered(home, CHOSEN | {"order": ["ordered"]})
    made_card = next(each for each in found.cards if each.key == "time_to_convert")
    rows = card(found, "time_to_convert")
    assert made_card.plot.x == "minutes"
    assert all(row["minutes"] == pytest.approx(row["seconds"] / 60) for row in rows)
    assert {row["pair"] for row in rows} == {"Checkout → Order"}
    assert max(row["came"] for row in rows) == pytest.approx(75)  # five minutes later


def test_a_workbook_and_a_page_hold_the_numbers_of_the_cards(home):
    whole = report(home, CHOSEN | {"order": ["ordered"]})
    funnel = next(slide for slide in whole.slides if slide.key == "funnel")
    book = openpyxl.load_workbook(io.BytesIO(written(whole, ".xlsx")))
    sheet = next(one for one in book if one.cell(1, 1).value == funnel.headline)
    columns = [cell.value for cell in sheet[5]]
    assert sheet.cell(7, columns.index("of_first") + 1).value == pytest.approx(75)
    told = written(whole, ".html").decode("utf-8")
    assert all(slide.headline in told for slide in whole.slides)


@pytest.mark.parametrize("rows", [(), (CONTACTS,), (ANSWERS,), (VISITS,)])
@pytest.mark.parametrize("query", [{}, CHOSEN])
def test_a_page_with_little_or_nothing_is_gathered(tmp_path, rows, query):
    found = gathered(made(tmp_path / "home", *rows, company=COMPANY), query)
    for each in found.cards:
        assert all(isinstance(row, dict) for row in each.rows())
