"""Goals by their intervals, badges by their rules."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.insight.goals import BADGES, earned, goal
from dashboard.insight.standing import Place
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
ANSWER = Answer("csat", None, NOW, "a", 80.0, 70.0, 90.0, 100, {})


@pytest.mark.parametrize(
    ("value", "low", "high", "state"),
    [(90, 86, 94, "reached"), (86, 80, 92, "just reached"), (84, 80, 88, "just missed"), (70, 65, 75, "missed"),
     (None, None, None, "unknown"), (90, None, None, "just reached")],
)  # fmt: skip
def test_more_is_better(value, low, high, state):
    found = goal(
        CATALOGUE["csat"], "a", 85.0, False, Answer("csat", None, NOW, "a", value, low, high, 100, {})
    )
    assert found.state == state


@pytest.mark.parametrize(
    ("value", "low", "high", "state"),
    [(50, 40, 59, "reached"), (50, 40, 70, "just reached"), (70, 55, 80, "just missed"), (90, 80, None, "missed"),
     (50, 40, None, "just reached")],
)  # fmt: skip
def test_less_is_better(value, low, high, state):
    answer = Answer("first_response_time", None, NOW, "a", value, low, high, 100, {})
    assert goal(CATALOGUE["first_response_time"], "a", 60.0, True, answer).state == state


def test_under_the_minimum_n_nothing_is_said():
    few = Answer("csat", None, NOW, "a", 100.0, 80.0, 100.0, 9, {}, small=True)
    assert goal(CATALOGUE["csat"], "a", 85.0, False, few).state == "unknown"


def place(key, tone, ranked=True):
    return Place(key, ANSWER, first=1 if ranked else None, tone=tone)


def badge(key):
    return next(badge for badge in BADGES if badge.key == key)


def test_a_badge_for_a_number_is_held_by_those_surely_ahead_on_it():
    boards = {"csat": [place("a", "good"), place("b", "even"), place("c", "good", ranked=False)]}
    assert earned(badge("appreciated"), boards) == ["a"]
    assert earned(badge("swift"), boards) == []


def test_all_round_needs_two_ahead_and_none_behind():
    boards = {
        "csat": [place("a", "good"), place("b", "good"), place("c", "good")],
        "reopen_rate": [place("a", "good"), place("b", "good"), place("c", "even")],
        "resolution_time": [place("a", "even"), place("b", "bad")],
    }
    assert earned(badge("all_round"), boards) == ["a"]


def test_every_badge_has_its_rule_written_on_it():
    for each in BADGES:
        assert each.rule.format(who="team", measure="x", n="n 30").endswith(".")
