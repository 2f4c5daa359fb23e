"""A number against its target: three standings, and which target was in force."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.insight.promise import Step, in_force, tally, verdict
from dashboard.metrics.answer import Answer
from dashboard.scope import Window

WINDOW = Window("now", date(2026, 1, 1), date(2026, 2, 1))


def answer(value, low, high, **more) -> Answer:
    return Answer("csat", None, WINDOW, None, value, low, high, 100, {}, **more)


@pytest.mark.parametrize(
    ("low", "high", "better", "said"),
    [
        (82, 88, "up", "kept"), (72, 78, "up", "behind"), (78, 84, "up", "open"), (80, 84, "up", "open"),
        (82, 88, "down", "behind"), (72, 78, "down", "kept"), (82, None, "up", "kept"), (None, 78, "up", "behind"),
        (None, 84, "up", "open"), (82, 88, "neither", "unknown"),
    ],
)  # fmt: skip
def test_only_an_interval_that_leaves_the_target_out_is_kept_or_behind(low, high, better, said):
    assert verdict(answer(80, low, high), 80, better) == said


@pytest.mark.parametrize("given", [answer(None, None, None), answer(90, 85, 95, small=True)])
def test_nothing_observed_or_too_little_is_not_judged(given):
    assert verdict(given, 80, "up") == "unknown"


def test_no_target_is_not_judged():
    assert verdict(answer(90, 85, 95), None, "up") == "unknown"


def test_the_newest_target_that_had_begun_is_in_force():
    promised = [(date(2025, 11, 1), 38.0), (date(2024, 11, 1), 35.0), (date(2026, 5, 1), 40.0)]
    assert in_force(promised, date(2026, 4, 30)) == 38.0
    assert in_force(promised, date(2026, 5, 1)) == 40.0
    assert in_force(promised, date(2024, 10, 31)) is None
    assert in_force([], date(2026, 1, 1)) is None


def test_months_are_counted_by_how_they_stand():
    steps = [Step(answer(1, 1, 1), 1.0, each) for each in ("kept", "open", "kept", "behind")]
    assert tally(steps) == {"kept": 2, "behind": 1, "open": 1, "unknown": 0}
