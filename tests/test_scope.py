"""The scope: its ranges are anchored to the data, its address survives nonsense and the road back."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.scope import (
    FILTERS,
    PERIODS,
    Scope,
    Vocabulary,
    Window,
    buckets,
    default_scope,
    from_query,
    grain_for,
    period_range,
    to_query,
)

WORDS = Vocabulary(
    first_day=date(2024, 11, 1),
    as_of=date(2026, 10, 31),
    values={"channel": ("app", "web", "store"), "stage": ("Purchase", "Service"), "team": ("Returns",)},
)


def test_the_last_ninety_days_end_with_the_last_day_of_the_data() -> None:
    assert period_range("90d", date(2026, 10, 31)) == (date(2026, 8, 3), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("month", date(2026, 9, 1), date(2026, 10, 1)),
        ("quarter", date(2026, 7, 1), date(2026, 10, 1)),
        ("year", date(2025, 1, 1), date(2026, 1, 1)),
    ],
)
def test_a_whole_period_is_one_that_is_over(period: str, start: date, end: date) -> None:
    assert period_range(period, date(2026, 10, 15)) == (start, end)


def test_a_month_whose_last_day_has_data_is_over() -> None:
    assert period_range("month", date(2026, 10, 31)) == (date(2026, 10, 1), date(2026, 11, 1))


def test_an_unknown_period_is_an_error_in_code() -> None:
    with pytest.raises(ValueError, match="fortnight"):
        period_range("fortnight", date(2026, 1, 1))


def test_the_previous_period_has_the_same_length_and_touches_the_present_one() -> None:
    scope = Scope(date(2026, 8, 3), date(2026, 11, 1))
    assert scope.before() == Window("before", date(2026, 5, 5), date(2026, 8, 3))


def test_the_same_days_last_year_survive_a_leap_day() -> None:
    scope = Scope(date(2024, 2, 29), date(2024, 3, 2), comparison="year")
    assert scope.before() == Window("before", date(2023, 2, 28), date(2023, 3, 2))


def test_no_comparison_has_no_before() -> None:
    assert Scope(date(2026, 1, 1), date(2026, 2, 1), comparison="none").before() is None


def test_weeks_cover_the_range_and_cut_ones_are_partial() -> None:
    steps = buckets(date(2026, 10, 1), date(2026, 10, 20), "week")  # a Thursday to a Monday, Tuesday excluded
    assert [(s.start, s.end, s.partial) for s in steps] == [
        (date(2026, 10, 1), date(2026, 10, 5), True),
        (date(2026, 10, 5), date(2026, 10, 12), False),
        (date(2026, 10, 12), date(2026, 10, 19), False),
        (date(2026, 10, 19), date(2026, 10, 20), True),
    ]


def test_a_week_may_start_on_sunday() -> None:
    assert buckets(date(2026, 10, 4), date(2026, 10, 18), "week", "sunday")[0].partial is False


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(1, 900),
    st.sampled_from(["day", "week", "month"]),
)
def test_steps_of_any_range_add_up_to_it_without_gap_or_overlap(start: date, days: int, grain: str) -> None:
    end = start + timedelta(days=days)
    steps = buckets(start, end, grain)  # type: ignore[arg-type]
    assert sum(step.days for step in steps) == days
    assert all(a.end == b.start for a, b in pairwise(steps))


@pytest.mark.parametrize(
    ("days", "grain"), [(7, "day"), (45, "day"), (90, "week"), (365, "week"), (730, "month")]
)
def test_the_step_of_a_trend_keeps_it_readable(days: int, grain: str) -> None:
    assert grain_for(Window("now", date(2024, 1, 1), date(2024, 1, 1) + timedelta(days=days))) == grain


def test_an_empty_address_asks_the_default_question() -> None:
    assert from_query({}, WORDS) == (default_scope(WORDS), [])


def test_an_unknown_value_is_left_out_and_named() -> None:
    scope, notices = from_query({"channel": ["app", "fax"]}, WORDS)
    assert scope.channel == ("app",)
    assert notices == ["The address names a channel that is not in the data; it was left out."]


@pytest.mark.parametrize(
    "query",
    [
        {"from": ["2026-05-01"], "to": ["2026-04-01"]},
        {"from": ["0001-01-01"], "to": ["9999-12-31"]},
        {"from": ["NaN"], "to": ["; drop table"]},
        {"period": ["x" * 1_000_000]},
    ],
)
def test_an_impossible_range_becomes_the_default_one_with_a_notice(query: dict[str, list[str]]) -> None:
    scope, notices = from_query(query, WORDS)
    assert (scope.start, scope.end) == (date(2026, 8, 3), date(2026, 11, 1))
    assert notices == ["The address names a period that cannot be read; the last 90 days are shown."]


@given(
    st.dictionaries(
        st.sampled_from(["from", "to", "period", "compare", *FILTERS]), st.lists(st.text(), max_size=3)
    )
)
def test_nothing_in_the_address_can_raise_or_widen_the_vocabulary(query: dict[str, list[str]]) -> None:
    scope, _ = from_query(query, WORDS)
    assert all(set(getattr(scope, name)) <= set(WORDS.values.get(name, ())) for name in FILTERS)


@given(
    st.sampled_from(sorted(PERIODS)),
    st.sampled_from(["previous", "year", "none"]),
    st.sets(st.sampled_from(["app", "web", "store"])),
)
def test_the_address_of_a_scope_asks_for_the_same_scope(
    period: str, comparison: str, channels: set[str]
) -> None:
    query = {"period": [period], "compare": [comparison], "channel": sorted(channels)}
    scope, notices = from_query(query, WORDS)
    assert notices == []
    assert from_query(to_query(scope), WORDS) == (scope, [])


def test_custom_ranges_and_comparisons_survive_the_address() -> None:
    scope = Scope(
        date(2026, 1, 1), date(2026, 4, 1), comparison="custom",
        compare_start=date(2025, 1, 1), compare_end=date(2025, 4, 1), stage=("Service",),
    )  # fmt: skip
    assert from_query(to_query(scope), WORDS) == (scope, [])
