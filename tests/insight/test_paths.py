"""Flows against plain pandas: what comes into a place is what leaves it, whatever is folded together."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from dashboard.insight.paths import DEPTH, ENDED, OPEN, OTHER, Way, flows, nexts

STEPS = "abcdefgh"


def ways(seed, count=300):
    dice = random.Random(seed)
    return [
        Way(
            tuple(dice.choices(STEPS, weights=range(1, 9), k=dice.randrange(DEPTH + 1))), dice.random() < 0.1,
            dice.randrange(1, 9),
        )
        for _ in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_every_place_gives_on_all_that_came_into_it(seed):
    made = flows("x", ways(seed), most=3)
    assert made.total == sum(way.journeys for way in ways(seed))
    for place, n in made.nodes.items():
        into = sum(flow.journeys for flow in made.flows if flow.target == place)
        out = sum(flow.journeys for flow in made.flows if flow.source == place)
        assert into == (n if place[0] else 0)
        assert out == (0 if place[0] == DEPTH or place[1] in (ENDED, OPEN) else n)


@pytest.mark.parametrize("seed", range(4))
def test_flows_agree_with_pandas_when_nothing_is_folded(seed):
    frame = pd.DataFrame([
        {"n": way.journeys, **{
            level: way.steps[level] if level < len(way.steps) else None if level > len(way.steps)
            else OPEN if way.still_open else ENDED for level in range(DEPTH)
        }} for way in ways(seed)
    ])  # fmt: skip
    made = flows("x", ways(seed), most=len(STEPS))
    for level in range(DEPTH):
        expected = frame.dropna(subset=[level]).groupby(level).n.sum().to_dict()
        assert {step: n for (at, step), n in made.nodes.items() if at == level + 1} == expected
    pairs = frame.dropna(subset=[1]).groupby([0, 1]).n.sum().to_dict()
    assert {(f.source[1], f.target[1]): f.journeys for f in made.flows if f.target[0] == 2} == pairs


def test_the_commonest_keep_their_name_and_the_rest_are_one():
    made = flows(
        "x", [Way(("a",), False, 5), Way(("b",), False, 4), Way(("c",), False, 3), Way((), False, 2)], most=1
    )
    assert made.nodes[1, "a"] == 5
    assert made.nodes[1, OTHER] == 7
    assert made.nodes[1, ENDED] == 2
    assert [step for level, step in made.nodes if level == 1] == ["a", OTHER, ENDED]


def test_a_touchpoint_of_too_few_journeys_is_never_named():
    made = flows("x", [Way(("a",), False, 4), Way(("b",), False, 9)], least=5)
    assert (1, "a") not in made.nodes
    assert made.nodes[1, OTHER] == 4


def test_shares_are_of_the_journeys_whose_next_touchpoint_is_known():
    now = flows("x", [Way(("a",), False, 60), Way((), False, 40), Way((), True, 900)])
    found = {each.step: each.share for each in nexts(now, None, 30)}
    assert now.known == 100
    assert found["a"].value == 60
    assert found[ENDED].value == 40
    assert OPEN not in found


def test_the_rest_before_is_all_that_is_not_named_now():
    now = flows("x", [Way(("a",), False, 900), Way(("b",), False, 50), Way(("c",), False, 50)], most=1)
    before = flows("x", [Way(("a",), False, 500), Way(("b",), False, 300), Way(("d",), False, 200)], most=9)
    found = {each.step: each for each in nexts(now, before, 30)}
    assert found[OTHER].before.value == 50
    assert found[OTHER].change.delta == pytest.approx(-40)
    assert found["a"].change.signal


def test_nothing_at_all_is_no_flow_and_no_share():
    made = flows("x", [])
    assert made.total == 0
    assert made.flows == ()
    assert nexts(made, None, 30) == []
    assert nexts(flows("x", [Way((), True, 9)]), None, 30) == []
