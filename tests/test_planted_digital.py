"""The demo's planted causes that the page Digital should find, by what it shows over the demo as it ships."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import over
from tests.screens.reading import opened, sentence, titles, words
from tests.screens.test_digital import figure


@pytest.fixture(scope="module")
def truth(planted_home: Path) -> dict[str, dict[str, Any]]:
    causes = json.loads((planted_home / "raw" / ".truth.json").read_text("utf-8"))["causes"]
    return {cause["key"]: cause for cause in causes if "Digital" in cause["pages"]}


@pytest.fixture
def digital(planted_home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return over(planted_home, monkeypatch, "digital")


def test_the_apps_checkout_is_the_task_and_channel_that_differ_and_fell(digital, truth):
    cause = truth["app_checkout_fault"]
    app = opened(digital, across="channel")
    assert "in the app channel" in sentence(app)
    (where,) = [title for title in titles(app) if title.startswith("Channels differ")]
    assert "most in Checkout" in where
    assert "on App" in where
    assert any(title.startswith("Checkout, app: digital success fell") for title in titles(app))
    app = opened(digital, across="channel", **{"from": cause["since"], "to": cause["until"]})
    spec = figure(app, "Channels differ")
    places = [(t["customdata"], t["x"]) for t in spec["data"] if "checkout|app" in t.get("customdata", ())]
    value = places[0][1][places[0][0].index("checkout|app")]
    assert value == pytest.approx(cause["size"]["task_success_in_fault"], abs=3)


def test_errors_of_the_apps_checkout_rose(digital):
    app = opened(digital, across="channel", measure="task_errors")
    assert any(title.startswith("Checkout, app: tasks with an error rose") for title in titles(app))


@pytest.mark.parametrize("query", [{}, {"compare": "year"}])
def test_the_store_that_fills_and_sells_less_leads_the_stores(digital, truth, query):
    app = opened(digital, **query)
    store = truth["harbour_lane"]["where"]["store"]
    (told,) = [title for title in titles(app) if title.startswith(f"{store}: ") and "it sells to" in title]
    assert "more visits" in told
    assert f"{store} sells to" in words(app)
    if query:
        assert "conversion" in told
        assert "down" in told


def test_the_coupon_that_hardly_anyone_redeems_stands_out(digital, truth):
    app = opened(digital)
    campaign = truth["second_summer"]["where"]["campaign"]
    (told,) = [
        title for title in titles(app) if title.startswith(f"{campaign}: ") and "redeemed, others" in title
    ]
    assert float(told.split(": ")[1].split("%")[0]) == pytest.approx(
        truth["second_summer"]["size"]["redeemed_planted"], abs=0.5
    )
