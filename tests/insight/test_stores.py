"""What changed in which store, corrected for all that was looked at."""

from __future__ import annotations

from datetime import date

from dashboard.insight.stores import apart, lead, moved
from dashboard.metrics.answer import Answer
from dashboard.scope import Window

NOW = Window("now", date(2026, 4, 1), date(2026, 7, 1))
BEFORE = Window("before", date(2026, 1, 1), date(2026, 4, 1))
BETTER = {"store_conversion": "up", "orders": "up"}


def answer(store, value, window=NOW, metric="store_conversion", half=1.0, small=False):
    return Answer(metric, None, window, store, value, value - half, value + half, 900, {}, small=small)


def test_a_change_beyond_its_interval_stands_out_and_one_within_does_not():
    found = moved(
        [answer("A", 10.0), answer("A", 20.0, BEFORE), answer("B", 20.5), answer("B", 20.0, BEFORE)]
    )
    assert {each.store: each.stands for each in found} == {"A": True, "B": False}
    assert found[0].change.delta == -10


def test_a_change_that_alone_is_signal_is_none_among_many():
    even = [a for i in range(19) for a in (answer(f"s{i}", 20.0), answer(f"s{i}", 20.0, BEFORE))]
    alone = [answer("A", 18.5), answer("A", 20.0, BEFORE)]  # 1.5 / (sqrt 2 / 1.96) = 2.08: p = .04
    assert [each.stands for each in moved(alone)] == [True]
    assert not any(each.stands for each in moved([*alone, *even]))


def test_a_store_without_a_comparison_or_with_few_visits_is_no_news():
    found = moved([answer("New", 5.0), answer("Few", 5.0, small=True), answer("Few", 50.0, BEFORE)])
    assert not any(each.stands for each in found)
    assert found[0].before is None


def test_the_surest_change_for_the_worse_leads():
    found = moved([
        answer("Up", 40.0), answer("Up", 20.0, BEFORE), answer("Down", 15.0), answer("Down", 20.0, BEFORE),
    ])  # fmt: skip
    assert lead(found, BETTER) == "Down"
    assert lead(found[:1], BETTER) == "Up"
    assert lead([], BETTER) is None


def test_stores_apart_are_named_the_surest_first():
    rest = {name: answer(name, 20.0, half=0.3) for name in "ABC"}
    found = apart([answer("A", 10.0), answer("B", 15.0), answer("C", 20.2)], rest)
    assert [store for store, _ in found] == ["A", "B"]
    assert found[0][1].delta == -10
