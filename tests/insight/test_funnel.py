"""Funnels against a worked case and against funnels counted by hand, person by person, over random journeys."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from dashboard.insight.funnel import DAY, Step, Way, walk
from dashboard.insight.funnel_counts import counted, groups, stopped
from dashboard.insight.funnel_path import MOST_STEPS, NEVER
from dashboard.insight.funnel_tally import narrowed
from tests.insight.funnel_oracle import STAGES, Touch, arrays, at_random, by_hand

BUYING = [Step("touchpoint", value) for value in ("page", "cart", "order")]


def journeys(**people: str):
    """'page:0 cart:2' is a page on day 0 and a cart on day 2."""
    touches = []
    for who, words in enumerate(people.values(), 1):
        for word in words.split():
            point, day = word.split(":")
            touches.append(Touch(who, round(float(day) * DAY), STAGES[point], point, float(day) < 20, "web"))
    return arrays(touches)


def came(touches, steps=BUYING, until=100.0, **way) -> list[int]:
    """How many of the judged reached each step."""
    return [
        level.of_first.hits for level in counted(walk(touches, steps, Way(**way), round(until * DAY))).levels
    ]


def test_a_case_worked_by_hand():
    touches = journeys(
        ann="page:0 cart:1 order:3",  # all three, at once
        bob="page:0 call:1 cart:2 order:6",  # a call lies between; the order comes after five days
        cid="cart:0 page:1 order:2",  # the cart came before the page
        dee="page:4",
        eve="order:1",  # never entered
    )
    assert came(touches, days=30) == [4, 2, 2]
    assert came(touches, days=5) == [4, 2, 1]  # bob's window from the entry is over
    assert came(touches, days=30, order="strict") == [4, 1, 1]  # bob called on the way
    assert came(touches, days=30, order="any") == [5, 3, 3]  # cid did all three, eve one of them


def test_a_step_on_the_last_moment_of_the_window_counts_and_one_after_it_does_not():
    assert came(journeys(on="page:0 cart:5"), BUYING[:2], days=5) == [1, 1]
    assert came(journeys(late="page:0 cart:5.00001"), BUYING[:2], days=5) == [1, 0]


def test_touches_of_one_moment_count_as_in_order_but_one_touch_is_one_step():
    assert came(journeys(day="order:3 cart:3 page:3")) == [1, 1, 1]
    twice = [Step("touchpoint", "order"), Step("touchpoint", "order")]
    assert came(journeys(one="order:3", two="order:3 order:3"), twice) == [2, 1]


def test_a_step_inside_its_own_stage_needs_a_touch_of_its_own():
    inside = [Step("stage", "Buy"), Step("touchpoint", "order")]
    assert came(journeys(one="order:1", two="cart:1 order:1", three="order:1 order:2"), inside) == [3, 2]


def test_optional_steps_are_counted_and_stop_nobody():
    steps = [BUYING[0], Step("touchpoint", "cart", optional=True), BUYING[2]]
    touches = journeys(straight="page:0 order:1", through="page:0 cart:1 order:2", stays="page:0 cart:1")
    found = counted(walk(touches, steps, Way(), 100 * DAY))
    assert [level.of_first.hits for level in found.levels] == [3, 2, 2]
    assert [level.previous for level in found.levels] == [None, 0, 0]


def test_strict_lets_the_same_step_repeat_and_optional_steps_lie_between():
    steps = [BUYING[0], Step("touchpoint", "call", optional=True), BUYING[1]]
    touches = journeys(
        again="page:0 page:1 cart:2", called="page:0 call:1 cart:2", ad="page:0 advert:1 cart:2"
    )
    assert came(touches, steps, order="strict") == [3, 1, 2]


def test_entrants_younger_than_the_window_are_apart_even_when_they_have_converted():
    touches = journeys(old="page:0", young="page:8 cart:8 order:8")
    found = counted(walk(touches, BUYING, Way(days=7), 10 * DAY))
    assert (found.entrants, found.young) == (1, 1)
    assert [level.of_first.hits for level in found.levels] == [1, 0, 0]


def test_the_first_entry_decides_unless_the_best_is_asked_for():
    touches = journeys(second="page:0 page:10 cart:11 order:12")
    assert came(touches, days=5) == [1, 0, 0]
    assert came(touches, days=5, tries="best") == [1, 1, 1]
    assert came(touches, days=5, tries="best", until=14) == [
        1,
        0,
        0,
    ]  # the second entry is too young to judge


def test_shares_are_of_the_first_and_of_the_step_before_with_wilson_intervals():
    touches = journeys(**{f"p{i}": "page:0" + " cart:1" * (i < 6) + " order:2" * (i < 3) for i in range(10)})
    last = counted(walk(touches, BUYING, Way(), 100 * DAY)).levels[2]
    assert (last.of_first.value, last.of_previous.value) == (30.0, 50.0)
    assert (last.of_first.low, last.of_first.high) == pytest.approx((10.779, 60.322), abs=1e-3)  # statsmodels
    assert (last.of_previous.low, last.of_previous.high) == pytest.approx((18.762, 81.238), abs=1e-3)


def test_those_who_stopped_are_known():
    walks = walk(journeys(a="page:0", b="page:0 cart:1", c="page:0 cart:1 order:2"), BUYING, Way(), 100 * DAY)
    assert walks.who[stopped(walks)].tolist() == [1, 2]


def test_without_a_touch_there_is_a_funnel_of_nobody():
    for order in ("ordered", "strict", "any"):
        found = counted(walk(arrays([]), BUYING, Way(order), 0))
        assert (found.entrants, found.young) == (0, 0)
        assert found.levels[0].of_first.value is None


def test_more_steps_than_can_be_told_apart_are_left_out():
    assert len(walk(arrays([]), BUYING * 9, Way(), 0).steps) == MOST_STEPS


CHOICES = ("stage", "Look"), ("stage", "Buy"), *(("touchpoint", point) for point in STAGES)


@pytest.mark.parametrize("seed", range(60))
def test_random_journeys_come_as_far_as_counted_by_hand(seed):
    dice = Random(seed)
    touches, until = at_random(dice), dice.choice([18, 25, 60]) * DAY
    for order, tries in product(("ordered", "strict", "any"), ("first", "best")):
        steps = [Step(*dice.choice(CHOICES), optional=dice.random() < 0.3) for _ in range(dice.randint(1, 5))]
        way = Way(order, dice.choice([0, 1, 4, 9]), tries)
        walks, expected = walk(arrays(touches), steps, way, until), by_hand(touches, steps, way, until)
        assert walks.who.tolist() == sorted(expected)
        for row, who in enumerate(walks.who.tolist()):
            known = expected[who]
            found = [None if time == NEVER else time for time in walks.reached[row].tolist()]
            assert found == known["reached"], (way, steps, who)
            assert (walks.entered[row], walks.mature[row]) == (known["entered"], known["mature"])


@pytest.mark.parametrize("seed", range(10))
def test_groups_are_of_the_entry_and_add_up_to_the_whole(seed):
    touches = at_random(Random(seed), people=80)
    walks = walk(arrays(touches), BUYING, Way(days=9), 60 * DAY)
    split = {name: counted(walks, rows) for name, rows in groups(walks, "channel")}
    expected = by_hand(touches, BUYING, Way(days=9), 60 * DAY).values()
    for name, found in split.items():
        assert found.entrants == sum(person["channel"] == name for person in expected)
    whole = np.array([level.of_first.hits for level in counted(walks).levels])
    assert (sum(np.array([level.of_first.hits for level in c.levels]) for c in split.values()) == whole).all()


def test_a_filter_holds_for_the_entry():
    touches = [Touch(1, 0, "Look", "page", True, "app"), Touch(1, DAY, "Buy", "cart", True, "web"),
               Touch(2, 0, "Look", "page", True, "web"), Touch(3, 0, "Look", "page", True, None)]  # fmt: skip
    walks = walk(arrays(touches), BUYING, Way(), 100 * DAY)
    for values, expected in (
        (("app",), [1]),
        (("web", "gone"), [2]),
        (("(not stated)", "app"), [1, 3]),
        (("gone",), []),
    ):
        found = narrowed(walks, {"channel": values})
        assert found.who.tolist() == expected
        assert counted(found).entrants == len(expected)
    assert (
        counted(narrowed(walks, {"channel": ("app",)})).levels[1].of_first.hits == 1
    )  # the cart was on the web
    assert narrowed(walks, {}) is walks
