"""What is planted in the demo, found by the touchpoint map, the paths and the pain points."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import over
from tests.screens.reading import figures, titles
from tests.screens.test_journey_map import cells, opened, page

FAULT = {"period": "", "from": "2026-08-17", "to": "2026-09-28"}
BEFORE = {"period": "", "from": "2026-06-15", "to": "2026-07-27"}


@pytest.fixture
def journey(planted_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return over(planted_home, monkeypatch, page)


def test_the_checkout_of_the_app_is_the_heaviest_pain_in_its_weeks_and_no_pain_before(journey):
    opened(journey, **FAULT)
    assert titles(journey)[2].startswith("Checkout, App: ")
    assert "lower" in titles(journey)[2]
    assert journey.text[0].value.startswith("The heaviest pain point is checkout, App: ")
    opened(journey, **BEFORE)
    assert "Checkout, App" not in titles(journey)[2]


def test_the_map_marks_the_fall_of_checkout_in_those_weeks_in_two_source_classes(journey):
    found = cells(opened(journey, **FAULT))
    assert sum("▼" in text for (step, _), text in found.items() if step == "checkout") == 3


def test_the_paths_show_more_errors_and_fewer_orders_after_checkout_in_the_app(journey):
    opened(journey, **FAULT, channel="app", touchpoint="checkout")
    labels = figures(journey)["figure_paths"]["data"][0]["node"]["label"]
    assert any(label.startswith("Error") and label.endswith("▲") for label in labels)
    assert any(label.startswith("Order") and label.endswith("▼") for label in labels)


def test_delivery_is_marked_as_better_than_a_year_ago_in_its_region_only(journey):
    here = cells(opened(journey, period="365d", compare="year", region="Coast"))
    assert "▲" in here["delivery", 0]
    elsewhere = cells(opened(journey, period="365d", compare="year", region="Plains"))
    assert "▲" not in elsewhere["delivery", 0]
