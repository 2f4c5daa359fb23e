"""The whole months a scorecard looks back on: the last one within the period, and those before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from dashboard.insight.courted import MOST_MONTHS
from dashboard.scope import Window, buckets
from dashboard.screens.visit import Visit


def months(visit: Visit, most: int = MOST_MONTHS + 1) -> tuple[Window, ...]:
    """Whole months that the data covers, the oldest first; the last ends with the period or before it.

    Their labels are their own, so that they can be asked together with the steps of the period.
    """
    vocabulary = visit.facts.vocabulary
    end = min(visit.scope.end, vocabulary.as_of + timedelta(days=1))
    if end <= vocabulary.first_day:
        return ()
    start = max(vocabulary.first_day, end - timedelta(days=31 * (most + 1)))
    whole = [step for step in buckets(start, end, "month") if not step.partial]
    return tuple(replace(step, label=f"month {step.label}") for step in whole[-most:])


def month_words(month: Window) -> str:
    """'Oct 2026'."""
    return f"{month.start:%b %Y}"
