"""The windows of a page cover the period, keep their distance in the comparison, and say what is not whole."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from dashboard.scope import Scope, Vocabulary
from dashboard.screens.periods import periods, step_words

KNOWN = Vocabulary(date(2024, 1, 1), date(2026, 11, 22))


def test_the_comparison_has_the_same_steps_moved_back():
    spans = periods(Scope(date(2026, 8, 25), date(2026, 11, 23)), KNOWN)
    assert len(spans.steps) == len(spans.was)
    assert {now.start - was.start for now, was in zip(spans.steps, spans.was, strict=True)} == {
        timedelta(days=90)
    }
    assert spans.was[-1].end == spans.before.end


def test_steps_cover_the_period_without_gap_or_overlap():
    steps = periods(Scope(date(2026, 8, 25), date(2026, 11, 23)), KNOWN).steps
    assert steps[0].start == date(2026, 8, 25)
    assert steps[-1].end == date(2026, 11, 23)
    assert all(one.end == two.start for one, two in pairwise(steps))


def test_labels_are_unique_so_that_one_question_can_ask_all():
    labels = [window.label for window in periods(Scope(date(2026, 1, 1), date(2026, 11, 23)), KNOWN).all()]
    assert len(labels) == len(set(labels))


def test_a_period_past_the_data_or_before_it_is_partial():
    assert periods(Scope(date(2026, 11, 1), date(2026, 12, 1)), KNOWN).now.partial
    assert periods(Scope(date(2024, 1, 1), date(2024, 4, 1)), KNOWN).before.partial
    assert not periods(Scope(date(2026, 8, 25), date(2026, 11, 23)), KNOWN).now.partial


def test_without_a_comparison_there_are_no_steps_of_it():
    spans = periods(Scope(date(2026, 8, 25), date(2026, 11, 23), comparison="none"), KNOWN)
    assert spans.before is None
    assert spans.was == ()
    assert len(spans.pair()) == 1


def test_a_shorter_comparison_ends_where_it_ends():
    scope = Scope(
        date(2026, 9, 1),
        date(2026, 11, 1),
        "custom",
        compare_start=date(2026, 1, 1),
        compare_end=date(2026, 1, 20),
    )
    was = periods(scope, KNOWN).was
    assert was[-1].end == date(2026, 1, 20)
    assert was[-1].partial


def test_steps_are_named_by_their_first_day_or_month():
    assert step_words(periods(Scope(date(2026, 8, 3), date(2026, 11, 2)), KNOWN).steps[0], "week") == "3 Aug"
    assert (
        step_words(periods(Scope(date(2024, 8, 1), date(2026, 11, 1)), KNOWN).steps[0], "month") == "Aug 2024"
    )
