"""Scope: the frame of a question, one frozen value, and its words in the address bar."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Literal

from dashboard.company import WEEKDAYS, Weekday

Grain = Literal["day", "week", "month"]
Comparison = Literal["previous", "year", "custom", "none"]

DIMENSIONS: tuple[str, ...] = ("channel", "stage", "segment", "persona", "region", "team")
FILTERS: tuple[str, ...] = (*DIMENSIONS, "source_class")
PERIODS: dict[str, str] = {
    "7d": "Last 7 days", "28d": "Last 28 days", "90d": "Last 90 days", "365d": "Last 365 days",
    "month": "Last whole month", "quarter": "Last whole quarter", "year": "Last whole year",
}  # fmt: skip
DEFAULT_PERIOD = "90d"
LONGEST = timedelta(days=3660)
MOST_VALUES = 50


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `start` up to but not including `end`. `partial`: data does not cover it whole."""

    label: str
    start: date
    end: date
    partial: bool = False

    @property
    def days(self) -> int:
        return (self.end - self.start).days


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a snapshot knows: its first and last day with data and the values of each filter."""

    first_day: date
    as_of: date
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    week_start: Weekday = "monday"


@dataclass(frozen=True, slots=True)
class Scope:
    """The frame of a question. `end` is exclusive. An empty filter means everything."""

    start: date
    end: date
    comparison: Comparison = "previous"
    compare_start: date | None = None
    compare_end: date | None = None
    period: str = "custom"
    channel: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    persona: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    source_class: tuple[str, ...] = ()

    def filters(self) -> dict[str, tuple[str, ...]]:
        """The dimension filters in force (source class frames which metrics show, not rows)."""
        return {name: getattr(self, name) for name in DIMENSIONS if getattr(self, name)}

    def now(self) -> Window:
        return Window("now", self.start, self.end)

    def before(self) -> Window | None:
        """The comparison's range; whole days, of the same length unless custom."""
        length = self.end - self.start
        if self.comparison == "previous":
            return Window("before", self.start - length, self.start)
        if self.comparison == "year":
            start = _a_year_before(self.start)
            return Window("before", start, start + length)
        if self.comparison == "custom" and self.compare_start and self.compare_end:
            return Window("before", self.compare_start, self.compare_end)
        return None

    def narrowed(self, dimension: str, value: str) -> Scope:
        """The same question asked of one value only, as a click on its mark does."""
        return replace(self, **{dimension: (value,)})  # type: ignore[arg-type]


def _a_year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _month_start(day: date, months: int = 0) -> date:
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def period_range(period: str, as_of: date) -> tuple[date, date]:
    """First day and exclusive end of a named period, anchored to the data's last day, never to the clock."""
    end = as_of + timedelta(days=1)
    if period.endswith("d") and period[:-1].isdigit():
        return end - timedelta(days=int(period[:-1])), end
    month = _month_start(end)
    if period == "month":
        return _month_start(month, -1), month
    if period == "quarter":
        quarter = _month_start(end, -((end.month - 1) % 3))
        return _month_start(quarter, -3), quarter
    if period == "year":
        return date(end.year - 1, 1, 1), date(end.year, 1, 1)
    raise ValueError(f"no period is called '{period}'")


def grain_for(window: Window) -> Grain:
    """The step of a trend that keeps it readable: 10 to 60 points."""
    if window.days <= 45:
        return "day"
    return "week" if window.days <= 380 else "month"


def buckets(start: date, end: date, grain: Grain, week_start: Weekday = "monday") -> list[Window]:
    """Calendar steps that cover [start, end); the first and last are `partial` when cut by the range."""
    steps: list[Window] = []
    at = _bucket_start(start, grain, week_start)
    while at < end:
        following = _next_bucket(at, grain)
        cut = at < start or following > end
        steps.append(Window(at.isoformat(), max(at, start), min(following, end), cut))
        at = following
    return steps


def _bucket_start(day: date, grain: Grain, week_start: Weekday) -> date:
    if grain == "month":
        return day.replace(day=1)
    if grain == "week":
        return day - timedelta(days=(day.weekday() - WEEKDAYS.index(week_start)) % 7)
    return day


def _next_bucket(day: date, grain: Grain) -> date:
    if grain == "month":
        return _month_start(day, 1)
    return day + timedelta(days=7 if grain == "week" else 1)


def default_scope(vocabulary: Vocabulary) -> Scope:
    start, end = period_range(DEFAULT_PERIOD, vocabulary.as_of)
    return Scope(start, end, period=DEFAULT_PERIOD)


def from_query(query: Mapping[str, Sequence[str]], vocabulary: Vocabulary) -> tuple[Scope, list[str]]:
    """The scope an address asks for, and in words what of it could not be followed.

    Never raises: an unknown value is left out and named, an impossible range becomes the default one.
    """
    notices: list[str] = []
    scope = _range_from(query, vocabulary, notices)
    for name in FILTERS:
        asked = list(dict.fromkeys(query.get(name, ())))[:MOST_VALUES]
        known = vocabulary.values.get(name, ())
        kept = tuple(value for value in asked if value in known)
        if len(kept) < len(asked):
            notices.append(
                f"The address names a {name.replace('_', ' ')} that is not in the data; it was left out."
            )
        scope = replace(scope, **{name: kept})  # type: ignore[arg-type]
    return scope, notices


def _range_from(query: Mapping[str, Sequence[str]], vocabulary: Vocabulary, notices: list[str]) -> Scope:
    scope = default_scope(vocabulary)
    period = _last(query, "period")
    chosen = _dates(query, "from", "to", vocabulary)
    if chosen:
        scope = replace(scope, start=chosen[0], end=chosen[1], period="custom")
    elif period in PERIODS:
        start, end = period_range(period, vocabulary.as_of)
        scope = replace(scope, start=start, end=end, period=period)
    elif period or _last(query, "from") or _last(query, "to"):
        notices.append("The address names a period that cannot be read; the last 90 days are shown.")
    comparison = _last(query, "compare")
    against = _dates(query, "compare_from", "compare_to", vocabulary)
    if comparison == "custom" and against:
        return replace(scope, comparison="custom", compare_start=against[0], compare_end=against[1])
    if comparison == "year":
        return replace(scope, comparison="year")
    if comparison == "none":
        return replace(scope, comparison="none")
    if comparison not in ("", "previous"):
        notices.append("The address names a comparison that cannot be read; the previous period is used.")
    return scope


def _last(query: Mapping[str, Sequence[str]], key: str) -> str:
    values = query.get(key, ())
    return values[-1] if values else ""


def _dates(
    query: Mapping[str, Sequence[str]], first: str, last: str, vocabulary: Vocabulary
) -> tuple[date, date] | None:
    """A range from two ISO dates, end exclusive; None if either is missing, unreadable or out of reason."""
    try:
        start, end = date.fromisoformat(_last(query, first)), date.fromisoformat(_last(query, last))
    except ValueError:
        return None
    earliest = vocabulary.first_day - LONGEST
    latest = vocabulary.as_of + timedelta(days=367)
    if not (earliest <= start < end <= latest and end - start <= LONGEST):
        return None
    return start, end


def to_query(scope: Scope) -> dict[str, list[str]]:
    """The address that asks for this scope again; what is default is left out."""
    query: dict[str, list[str]] = {}
    if scope.period == "custom":
        query["from"], query["to"] = [scope.start.isoformat()], [scope.end.isoformat()]
    elif scope.period != DEFAULT_PERIOD:
        query["period"] = [scope.period]
    if scope.comparison != "previous":
        query["compare"] = [scope.comparison]
    if scope.comparison == "custom" and scope.compare_start and scope.compare_end:
        query["compare_from"] = [scope.compare_start.isoformat()]
        query["compare_to"] = [scope.compare_end.isoformat()]
    query.update({name: list(getattr(scope, name)) for name in FILTERS if getattr(scope, name)})
    return query
