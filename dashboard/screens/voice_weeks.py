"""Weekly counts of every topic on every channel, and of every competitor, set against their own history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from dashboard.insight.alerts import HISTORY, Rise, rises
from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.saying import range_words
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken
from dashboard.screens.visit import Visit

MOST_LOOKED_AT = 26
Key = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Series:
    """One topic on one channel, or (`brand`) one competitor in one kind of media; weekly counts, oldest first."""

    name: str
    place: str | None
    brand: bool
    counts: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Alert:
    """A rise with its days. `until` is exclusive."""

    series: Series
    rise: Rise
    start: date
    until: date


@dataclass(frozen=True, slots=True)
class Watch:
    """What was looked at: how many series and weeks, up to which day, and what was found, the surest first."""

    alerts: tuple[Alert, ...]
    series: int
    weeks: int
    until: date
    questions: tuple[Question, ...]


def watch(visit: Visit) -> Watch:
    """Every rise in the scope's last whole weeks, kept by snapshot and question."""
    until = min(visit.scope.end, visit.facts.vocabulary.as_of + timedelta(days=1))
    weeks = max(min((until - visit.scope.start).days // 7, MOST_LOOKED_AT), 0)
    span = weeks + 2 * HISTORY
    bound = {"until": until, "earliest": until - timedelta(days=7 * span)}
    questions = (
        ask("voice_weeks", visit.scope, {**bound, "classes": list(visit.scope.source_class)}),
        ask("voice_brand_weeks", visit.scope, bound),
    )
    asked = repr(("rises", visit.db.name, visit.scope, until))
    return kept(asked, lambda: _look(visit, questions, weeks, span, until))


def _look(visit: Visit, questions: tuple[Question, ...], weeks: int, span: int, until: date) -> Watch:
    if not weeks:
        return Watch((), 0, 0, until, questions)
    topics, brands = (visit.table(question) for question in questions)
    classes = visit.scope.source_class
    found = series(topics, "topic", "channel", span)
    found += series(brands, "brand", "kind", span) if not classes or "indirect" in classes else []
    alerts = tuple(
        Alert(
            found[rise.which], rise, until - timedelta(days=7 * (span - rise.first)),
            until - timedelta(days=7 * (span - rise.last - 1)),
        )
        for rise in rises([one.counts for one in found], weeks)
    )  # fmt: skip
    return Watch(alerts, len(found), weeks, until, questions)


def series(table: pa.Table, name: str, place: str, span: int) -> list[Series]:
    """Rows of weeks that hold something, as unbroken series; weeks before the first text of a place are not known."""
    counts: dict[Key, list[float | None]] = {}
    for row in table.to_pylist():
        key = (str(row[name]), row[place])
        if key not in counts:
            known = max(min(int(row["weeks_known"]), span), 0)
            counts[key] = [None] * (span - known) + [0.0] * known
        back = span - 1 - int(row["weeks_ago"])
        if 0 <= back < span and counts[key][back] is not None:
            counts[key][back] = float(row["texts"])
    return [Series(*key, name == "brand", tuple(weeks)) for key, weeks in counts.items()]


def alert_row(alert: Alert, labels: Mapping[str, str]) -> dict[str, object]:
    """One alert with everything it says."""
    rise = alert.rise
    return {
        "what": labels.get(alert.series.name, alert.series.name), "where": alert.series.place or "",
        "is a competitor": alert.series.brand, "from": alert.start, "to": alert.until - timedelta(days=1),
        "texts": rise.counted, "expected": rise.expected,
        "times expected": rise.counted / rise.expected if rise.expected else None, "chance": rise.chance,
    }  # fmt: skip


def topic_labels(visit: Visit) -> dict[str, str]:
    """Topic to its words, in the order of the topics file."""
    rows = visit.table(ask("voice_taxonomy", visit.scope)).to_pylist()
    return {row["topic"]: row["label"] for row in rows}


def said(alerts: Sequence[Alert], labels: Mapping[str, str]) -> str:
    """The surest rise as a sentence; empty without one."""
    if not alerts:
        return ""
    first = alerts[0]
    times = first.rise.counted / max(first.rise.expected, 0.1)
    many = f"{times:.1f} times" if times < 10 else "over ten times"
    return f"{what(first, labels)} came up {many} as often as usual, {range_words(first.start, first.until)}."


def what(alert: Alert, labels: Mapping[str, str]) -> str:
    """'Payment and checkout in the app channel', 'Plumvane in news'."""
    name = labels.get(alert.series.name, alert.series.name)
    if alert.series.place is None:
        return f"{name} (channel not stated)"
    return f"{name} in {spoken(alert.series.place).lower() if alert.series.brand else spoken(alert.series.place)}"
