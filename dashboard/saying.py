"""A scope, its days and its values as a person would say them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from dashboard.scope import FILTERS, PERIODS, Scope

ABBREVIATIONS = {
    "sms": "SMS",
    "nps": "NPS",
    "csat": "CSAT",
    "ces": "CES",
    "pos": "POS",
    "ivr": "IVR",
    "faq": "FAQ",
}


def spoken(value: str) -> str:
    """A value of the data in words: 'mobile_app' is 'Mobile app', 'sms' is 'SMS', 'EMEA' stays."""
    words = " ".join(ABBREVIATIONS.get(word, word) for word in value.replace("_", " ").split(" "))
    return words[:1].upper() + words[1:]


def in_words(scope: Scope) -> str:
    """The scope as a person would say it: 'Last 90 days vs previous 90 days · App, Web'."""
    parts = [f"{_range_words(scope)}{_comparison_words(scope)}"]
    parts += [_listed(getattr(scope, name)) for name in FILTERS if getattr(scope, name)]
    return " · ".join(parts)


def _range_words(scope: Scope) -> str:
    return PERIODS.get(scope.period) or range_words(scope.start, scope.end)


def range_words(start: date, end: date) -> str:
    """A range with both of its days included, for people: '3 Aug to 31 Oct 2026'."""
    last = end - timedelta(days=1)
    if start == last:
        return _day_words(start, True)
    return f"{_day_words(start, start.year != last.year)} to {_day_words(last, True)}"


def _day_words(day: date, with_year: bool) -> str:
    return f"{day.day} {day:%b %Y}" if with_year else f"{day.day} {day:%b}"


def _comparison_words(scope: Scope) -> str:
    if scope.comparison == "previous":
        return f" vs previous {(scope.end - scope.start).days} days"
    if scope.comparison == "year":
        return " vs the same days last year"
    before = scope.before()
    return f" vs {range_words(before.start, before.end)}" if before else ""


def _listed(values: Iterable[str]) -> str:
    names = [spoken(value) for value in values]
    return ", ".join(names) if len(names) <= 3 else f"{', '.join(names[:2])} and {len(names) - 2} more"
