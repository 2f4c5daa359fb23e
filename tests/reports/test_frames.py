"""A frame is read once for every export: now before before, nothing missing made up, sums kept."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.frames import Step, folded, read, spans, word

ROWS = [
    {"series": "before", "group": "app", "value": 2.5, "low": 1.0, "high": 4.0},
    {"series": "now", "group": "app", "value": None, "low": None, "high": None},
    {"series": "now", "group": "mobile_web", "value": float("nan"), "low": 0.0, "high": 1.0},
]


def exhibit(rows, plot):
    return Exhibit("k", "overview", "H", "S", rows, plot)


def test_now_stands_first_and_what_was_not_observed_stays_nothing():
    now, before = read(exhibit(ROWS, Plot("bar", "group", "value", "series", "low", "high")))
    assert [now.name, before.name] == ["Now", "Before"]
    assert [step.value for step in now.steps] == [None, None]
    assert [step.place for step in now.steps] == ["App", "Mobile web"]
    assert before.steps[0] == Step("App", 2.5, 1.0, 4.0)
    assert (now.last, before.last) == (None, 2.5)


def test_days_are_said_as_days_and_nothing_as_not_stated():
    assert word(date(2026, 8, 3)) == "3 Aug 2026"
    assert word(None) == "Not stated"
    assert word(12.0) == "12"


def test_a_waterfall_starts_at_nothing_and_ends_at_the_sum():
    assert spans([-4.0, 1.0]) == [(0.0, -4.0), (-4.0, -3.0), (0.0, -3.0)]
    assert spans([]) == [(0.0, 0.0)]


def test_what_is_folded_adds_up_to_the_same():
    steps = [Step(str(i), (-1.0) ** i * i) for i in range(1, 15)]
    kept = folded(steps)
    assert kept[-1].place == "5 others"
    assert sum(step.value for step in kept) == pytest.approx(sum(step.value for step in steps))
