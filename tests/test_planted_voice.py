"""The demo's planted causes, found again by what the page Voice shows, through the whole house."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.demo.story import TRUTH
from tests.screens.conftest import over
from tests.screens.reading import opened, words


@pytest.fixture
def voice(planted_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return over(planted_home, monkeypatch, "voice")


def test_the_app_s_fault_is_the_first_sudden_rise_and_lowers_stars_and_feelings(voice: AppTest) -> None:
    said = words(opened(voice, feelings="channel", score="stars", reviews="app_version"))
    assert "Sudden rise: Payment and checkout in App" in said
    assert "Payment and checkout in App came up" in said.splitlines()[0]
    assert (
        "16 Aug to 26 Sep 2026" in said.splitlines()[0]
    )  # whole weeks up to the last day; planted from 17 August
    assert "Sentiment fell most in App" in said
    assert "stars fewer where payment and checkout comes up" in said
    assert "5.22.0 has" in said  # the version of the days from 22 August to 20 September
    assert "fewer than the others" in said


def test_the_competitor_s_campaign_is_seen_in_its_month(voice: AppTest, planted_home: Path) -> None:
    told = json.loads((planted_home / "raw" / TRUTH).read_text("utf-8"))
    brand = next(cause for cause in told["causes"] if cause["key"] == "competitor_campaign")["where"]["brand"]
    said = words(opened(voice, **{"from": "2026-06-01", "to": "2026-09-01"}))
    assert f"{brand} was talked about more than Quillmoor, 29 Jun to 2 Aug 2026" in said
    assert date(2026, 6, 29).weekday() == 0
