"""Who holds a rank, who holds none and why."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.insight.standing import leaders, standing, trailers
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Window

NOW = Window("now", date(2026, 1, 1), date(2026, 4, 1))
CSAT, WAIT, VOLUME = (CATALOGUE[key] for key in ("csat", "first_response_time", "contacts"))


def answer(group, value, n, low=None, high=None, metric="csat", refused=None):
    return Answer(metric, None, NOW, group, value, low, high, n, {}, refused=refused)


def test_the_best_estimate_comes_first_and_knows_it_is_ahead():
    found = standing(
        CSAT, [answer(name, share, 1000) for name, share in (("a", 60.0), ("b", 80.0), ("c", 79.0))], 30
    )
    assert [place.key for place in found] == ["b", "c", "a"]
    assert [(place.first, place.last) for place in found] == [(1, 2), (1, 2), (3, 3)]
    assert [place.key for place in leaders(found)] == ["b", "c"]
    assert [place.key for place in trailers(found)] == ["a"]
    assert found[0].estimate == pytest.approx(80, abs=0.5)


def test_of_waits_the_shortest_is_best():
    waits = [
        answer(k, v, 500, 0.9 * v, 1.1 * v, "first_response_time")
        for k, v in (("slow", 9000.0), ("fast", 60.0))
    ]
    found = standing(WAIT, waits, 30)
    assert [(place.key, place.first) for place in found] == [("fast", 1), ("slow", 2)]
    assert found[0].low < 60 < found[0].high


def test_too_few_the_withheld_and_those_half_of_whom_wait_hold_no_rank():
    found = standing(WAIT, [
        answer("few", 60.0, 29, 50.0, 70.0, "first_response_time"),
        answer("hidden", None, 0, refused="Withheld: fewer than 5 customers."),
        answer("waiting", None, 400, 3000.0, None, "first_response_time"),
        answer("done", 60.0, 400, 50.0, 70.0, "first_response_time"),
    ], 30)  # fmt: skip
    assert [(place.key, place.reason) for place in found] == [
        ("done", ""), ("waiting", "half are still waiting"), ("few", "fewer than 30"), ("hidden", "withheld"),
    ]  # fmt: skip
    assert not any(place.ranked for place in found[1:])


def test_volume_alone_ranks_nobody():
    found = standing(VOLUME, [answer("a", 900.0, 900), answer("b", 100.0, 100)], 30)
    assert not any(place.ranked for place in found)
    assert {place.reason for place in found} == {"volume is not ranked"}


def test_nobody_leads_when_nobody_can_be_told_apart():
    found = standing(CSAT, [answer(name, 80.0, 100) for name in "abcd"], 30)
    assert (leaders(found), trailers(found)) == ([], [])
    assert {place.tone for place in found} == {"even"}


def test_no_answers_make_no_leaderboard():
    assert standing(CSAT, [], 30) == []
