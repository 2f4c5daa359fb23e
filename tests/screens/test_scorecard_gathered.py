"""The page Scorecard without a reader: its cards with their rows, as every export takes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.gathering import card, gathered
from tests.screens.scorecard_story import COMPANY, STORY

RECOVERED = ("Recovered", "Not recovered", "Never failed")


@pytest.fixture
def home(home_of) -> Path:
    return home_of(*STORY, company=COMPANY)


def test_every_promise_comes_before_the_months_of_any(home):
    rows = card(gathered("scorecard", home, {"from": ["2026-04-01"], "to": ["2026-05-01"]}), "promises")
    assert [row["span"] for row in rows] == ["period"] * 2 + ["month"] * 24
    csat = next(row for row in rows if row["metric"] == "csat")
    # two of five each day of April; the target is 85
    assert (csat["value"], csat["n"], csat["target"], csat["standing"]) == (40, 150, 85, "behind")
    months = [row for row in rows if row["metric"] == "csat" and row["span"] == "month"]
    assert [row["from"].month for row in months] == [*range(5, 13), 1, 2, 3, 4]


def test_a_letter_that_nothing_measures_has_a_row_that_says_so(home):
    rows = card(gathered("scorecard", home, {}), "courted")
    assert [row["letter"] for row in rows if row["standing"] == "Not measured"] == ["Clean"]
    assert {row["letter"] for row in rows} == {
        "Clean", "Orderly", "Understanding", "Respectful", "Time-saving", "Easy", "Dependable",
    }  # fmt: skip
    dependable = next(row for row in rows if row["letter"] == "Dependable")
    assert (dependable["value"], dependable["n"], dependable["months before"]) == (40, 150, 16)


def test_recovery_has_a_row_for_each_bar_and_each_tick(home):
    rows = card(gathered("scorecard", home, {}), "recovery_bought_again")
    bars = [row for row in rows if row["series"] == "Weighted"]
    ticks = [row for row in rows if row["series"] == "Before weighting"]
    assert tuple(row["group"] for row in bars) == RECOVERED
    assert tuple(row["group"] for row in ticks) == RECOVERED[1:]
    assert bars[0]["value"] == pytest.approx(75)  # 45 of 60
    assert [row["value"] for row in ticks] == pytest.approx([40, 70])  # 24 of 60, 70 of 100
    assert [row["n"] for row in bars] == [60, 60, 100]
    assert all(row["low"] <= row["value"] <= row["high"] for row in bars)
    assert bars[1]["difference"] == pytest.approx(bars[0]["value"] - bars[1]["value"])


def test_the_balance_has_each_thing_before_and_after_weighting_for_each_group(home):
    rows = card(gathered("scorecard", home, {}), "recovery_balance")
    things = {row["known before"] for row in rows}
    assert len(rows) == len({(row["known before"], row["comparison"]) for row in rows})
    assert {row["comparison"] for row in rows} == {
        f"{group}, {when}" for group in RECOVERED[1:] for when in ("before weighting", "weighted")
    }
    assert len(things) >= 2
    assert all(row["alike"] == (abs(row["difference"]) <= 0.1) for row in rows)


def test_a_group_under_the_anonymity_threshold_is_told_nothing_of(home_of):
    home = home_of(*STORY, company=f"{COMPANY}\n[thresholds]\nanonymity = 70\n")
    found = gathered("scorecard", home, {})
    assert not [each for each in found.cards if each.key.startswith("recovery")]
