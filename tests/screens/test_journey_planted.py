"""The demo's broken payment in the app, found on the page Journey: in its sentence, its title and its marks."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import over
from tests.screens.reading import sentence, titles
from tests.screens.test_journey_funnel import figure, opened


@pytest.fixture
def journey(planted_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return over(planted_home, monkeypatch, "journey")


def test_the_sentence_leads_to_the_payment_in_the_app(journey):
    opened(journey, period="90d")
    said = sentence(journey)
    assert said.startswith("In the app channel, the share that goes on from Checkout to Order fell from ")
    journey.button(key="funnel_see").click().run()
    assert titles(journey)[1].startswith("App, Checkout to Order: ")
    text = figure(journey, 1)[3]["text"]
    assert sum("▼" in line for line in text) == 1


def test_the_weeks_of_the_fault_show_it_more_and_the_weeks_before_show_nothing(journey):
    fault = {
        "from": "2026-08-17",
        "to": "2026-09-28",
        "per": "session",
        "step": "touchpoint:checkout,touchpoint:order",
    }
    opened(journey, period="", **fault)
    assert titles(journey)[1].startswith("App, Checkout to Order: 3")
    journey.query_params["from"], journey.query_params["to"] = "2026-06-01", "2026-07-13"
    journey.run()
    assert titles(journey)[1] == "No channel stands out"
