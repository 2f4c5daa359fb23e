from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.insight.why import Segment, kitagawa, why
from dashboard.metrics.answer import Answer
from dashboard.scope import Window

quick = settings(max_examples=60, deadline=None)
segments = st.lists(
    st.builds(Segment, st.sampled_from("abcdef"), st.integers(0, 500), st.floats(-100, 100)),
    max_size=6, unique_by=lambda s: s.name,
)  # fmt: skip
NOW, BEFORE = (
    Window("now", date(2025, 2, 1), date(2025, 3, 1)),
    Window("before", date(2025, 1, 4), date(2025, 2, 1)),
)


def mean(rows):
    total = sum(Fraction(s.n) for s in rows)
    return sum(Fraction(s.n) * Fraction(s.rate) for s in rows) / total if total else None


@quick
@given(segments, segments)
def test_the_parts_add_up_to_the_change(now, before):
    found = kitagawa(now, before)
    if mean(now) is None or mean(before) is None:
        assert found is None
        return
    change = float(mean(now) - mean(before))
    assert found.change == change
    # every part is rounded once, to a float, so the sum is off by no more than the last place of each
    last_place = sum(abs(part.mix) + abs(part.rate) + 1 for part in found.parts) * 2.3e-16
    assert (
        abs(sum(Fraction(part.mix) + Fraction(part.rate) for part in found.parts) - Fraction(change))
        <= last_place
    )


def test_a_case_worked_by_hand():
    # app: 20 -> 40 of 100 answers at 50 -> 30; web: 80 -> 60 at 60 throughout
    now = [Segment("app", 40, 30), Segment("web", 60, 60)]
    before = [Segment("app", 20, 50), Segment("web", 80, 60)]
    found = kitagawa(now, before)
    assert (found.before, found.now, found.change) == (58, 48, -10)
    app, web = (next(p for p in found.parts if p.segment == name) for name in ("app", "web"))
    assert (app.mix, app.rate) == (pytest.approx(0.2 * (40 - 53)), pytest.approx(0.3 * -20))
    assert (web.mix, web.rate) == (pytest.approx(-0.2 * (60 - 53)), 0)
    assert found.parts[0].segment == "app"


def test_new_and_vanished_segments_stand_on_their_own_line():
    found = kitagawa(
        [Segment("app", 50, 10), Segment("new", 50, 30)], [Segment("app", 50, 10), Segment("old", 50, 0)]
    )
    told = {part.segment: (part.presence, part.rate) for part in found.parts}
    assert told == {"app": ("both", 0), "new": ("new", 0), "old": ("vanished", 0)}
    assert sum(part.total for part in found.parts) == pytest.approx(15)


def answers(metric, window, rows, variant=None):
    return [Answer(metric, variant, window, name, value, None, None, n, {}) for name, value, n in rows]


def test_it_works_from_the_answers_of_a_breakdown():
    now = answers("nps", NOW, [("app", 30.0, 40), ("web", 60.0, 60), ("few", None, 0)])
    before = answers("nps", BEFORE, [("app", 50.0, 20), ("web", 60.0, 80)])
    assert why(now, before).change == -10


def test_the_parts_of_a_sum_are_the_changes_of_its_groups():
    found = why(
        answers("revenue", NOW, [("app", 150.0, 4), ("web", 90.0, 9)]),
        answers("revenue", BEFORE, [("app", 100.0, 4), ("store", 30.0, 1)]),
    )
    assert [(p.segment, p.total, p.presence) for p in found.parts] == [
        ("web", 90, "new"), ("app", 50, "both"), ("store", -30, "vanished"),
    ]  # fmt: skip
    assert found.change == 110


def test_a_median_is_not_taken_apart():
    now = answers("first_response_time", NOW, [("app", 30.0, 40)])
    assert why(now, now) is None
    assert why([], []) is None


def test_it_calls_itself_an_account_and_no_cause():
    found = kitagawa([Segment("a", 1, 2)], [Segment("a", 1, 1)])
    assert "not its cause" in found.says
