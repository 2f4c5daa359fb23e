"""Scopes, days and values in words."""

from __future__ import annotations

from datetime import date

from dashboard.saying import in_words, spoken
from dashboard.scope import Scope, Vocabulary, from_query

WORDS = Vocabulary(date(2024, 11, 1), date(2026, 10, 31), {"channel": ("app", "web"), "stage": ("Purchase",)})


def test_the_words_say_what_is_in_force() -> None:
    scope, _ = from_query({"channel": ["app", "web"], "stage": ["Purchase"]}, WORDS)
    assert in_words(scope) == "Last 90 days vs previous 90 days · App, Web · Purchase"


def test_custom_ranges_are_said_with_their_last_day_included() -> None:
    assert in_words(Scope(date(2026, 1, 1), date(2026, 4, 1))).startswith(
        "1 Jan to 31 Mar 2026 vs previous 90"
    )


def test_abbreviations_keep_their_capitals_and_names_their_own() -> None:
    assert [spoken(value) for value in ("sms", "mobile_app", "EMEA", "review_site")] == [
        "SMS", "Mobile app", "EMEA", "Review site",
    ]  # fmt: skip
