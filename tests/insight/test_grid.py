"""Agents by topics."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.insight.grid import grid
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))


def answer(value, n=400, low=None, high=None):
    return Answer("reopen_rate", None, NOW, None, value, low, high, n, {})


def test_the_cell_far_from_the_others_of_its_topic_stands_out():
    found = grid(CATALOGUE["reopen_rate"], {
        **{(f"a{i}", "return"): answer(5.0) for i in range(8)}, ("late", "return"): answer(30.0),
        ("late", "account"): answer(5.0), ("a1", "account"): answer(5.0), ("lone", "app"): answer(50.0),
    })  # fmt: skip
    told = [(cell.agent, cell.topic) for cell in found if cell.stands]
    assert told == [("late", "return")]
    late = next(cell for cell in found if cell.stands)
    assert late.score == -1.0
    assert late.estimate == pytest.approx(30, abs=2)
    assert "app" not in {cell.topic for cell in found}


def test_waits_compare_as_factors_and_shorter_is_better():
    wait = CATALOGUE["first_response_time"]
    found = grid(wait, {
        ("slow", "return"): answer(800.0, 100, 700.0, 900.0), ("fast", "return"): answer(100.0, 100, 90.0, 110.0),
        ("still", "return"): answer(None, 100),
    })  # fmt: skip
    scores = {cell.agent: cell.score for cell in found}
    assert scores["fast"] > 0 > scores["slow"]
    assert "still" not in scores


def test_cells_without_a_value_are_left_out():
    assert grid(CATALOGUE["csat"], {("a", "x"): answer(None, 0), ("b", "x"): answer(50.0)}) == []
