"""The page Journey without a reader: its cards with their rows, as every export takes them, under every filter."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.scope import FILTERS
from tests.screens.gathered_pages import CHOSEN, FILTERED, WINDOW
from tests.screens.gathering import card, gathered, visited
from tests.screens.journey_story import COMPANY, ROWS


@pytest.fixture
def home(home_of) -> Path:
    return home_of(*ROWS, company=COMPANY)


def test_every_filter_is_one_that_the_data_states(home):
    assert set(FILTERED) == set(FILTERS)
    for name, value in FILTERED.items():
        assert getattr(visited(home, {name: [value]}).scope, name) == (value,)


def test_a_channel_narrows_the_pain_points_and_their_weeks(home):
    found = gathered("journey", home, WINDOW | {"channel": ["app"]})
    first = card(found, "pains")[0]
    assert first["channel"] == "app"
    weeks = card(found, "pain_weeks")
    assert sum(row["n"] for row in weeks) == first["n"]


def test_the_funnel_is_one_row_a_step_in_percent_with_the_young_apart(home):
    rows = card(gathered("journey", home, CHOSEN | {"order": ["ordered"]}), "funnel")
    now = [row for row in rows if row["period"] == "now" and not row["partial"]]
    # twelve visits a day check out; in the app three of six do not order, in the last 28 days
    assert [row["step"] for row in now] == ["Checkout", "Order"]
    assert now[1]["of_first"] == pytest.approx(100 * 9 / 12)
    before = [row for row in rows if row["period"] == "before"]
    assert before[1]["of_first"] == pytest.approx(100)
    assert now[1]["of_first_low"] < 75 < now[1]["of_first_high"]


def test_what_comes_into_a_place_of_the_paths_is_what_leaves_it(home):
    rows = card(
        gathered("journey", home, WINDOW | {"touchpoint": ["checkout"], "along": ["session"]}), "paths"
    )
    first = {row["to"]: row for row in rows if row["step"] == 1}
    assert first["order"]["journeys"] == 28 * 9
    onward = sum(row["journeys"] for row in rows if row["step"] == 2 and row["from"] == "order")
    assert onward == first["order"]["journeys"]


def test_the_times_are_told_in_a_unit_people_read(home):
    found = gathered("journey", home, CHOSEN | {"order": ["ordered"]})
    made_card = next(each for each in found.cards if each.key == "time_to_convert")
    rows = card(found, "time_to_convert")
    assert made_card.plot.x == "within"
    assert rows[0]["within"] == "5 s"
    assert all(row["minutes"] == pytest.approx(row["seconds"] / 60) for row in rows)
    assert {row["pair"] for row in rows} == {"Checkout → Order"}
    assert max(row["came"] for row in rows) == pytest.approx(75)  # five minutes later
