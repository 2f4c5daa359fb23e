"""The rows of a frame as the series that every export draws: read once, the same for all of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import accumulate

from dashboard.reports.exhibit import Exhibit, Row
from dashboard.reports.text import line
from dashboard.saying import spoken

MOST_BARS, MOST_COLUMNS, MOST_SERIES, MOST_PARTS = 14, 40, 6, 9
FARTHEST = 64.0
"""The ratio at which a scale of ratios ends at the latest."""
NOW, BEFORE, TOTAL = "Now", "Before", "All together"
NAMES = {"now": NOW, "before": BEFORE}


@dataclass(frozen=True, slots=True)
class Step:
    """One mark: its place in words, and as a number where it has one; None where nothing was observed.

    `n`: how many stand behind it. `partial`: not over yet.
    """

    place: str
    value: float | None
    low: float | None = None
    high: float | None = None
    at: float | None = None
    n: float | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Marks of one name, in order. The name is empty when there is only one series."""

    name: str
    steps: tuple[Step, ...]

    @property
    def last(self) -> float | None:
        """The last value that was observed."""
        return next((step.value for step in reversed(self.steps) if step.value is not None), None)


def read(exhibit: Exhibit) -> list[Series]:
    """The series of an exhibit in the order in which they first occur, before after everything else."""
    plot = exhibit.plot
    found: dict[str, list[Step]] = {}
    for row in exhibit.rows:
        name = str(row.get(plot.series) or "") if plot.series else ""
        place = row.get(plot.x)
        value, low, high = (number(row.get(key)) if key else None for key in (plot.y, plot.low, plot.high))
        step = Step(word(place), value, low, high, _at(place), number(row.get("n")), partial(row))
        found.setdefault(NAMES.get(name, spoken(line(name, 80))), []).append(step)
    ordered = sorted(found, key=lambda name: name == BEFORE)
    return [Series(name, tuple(found[name])) for name in ordered]


def shown(exhibit: Exhibit) -> list[Series]:
    """The series that there is room for, over the same places: each has a step at each place, in the same order.

    The two ranges of a comparison in time stand over each other, step by step.
    """
    drawn, kind = read(exhibit)[:MOST_SERIES], exhibit.plot.kind
    if kind == "waterfall":
        return [replace(each, steps=tuple(folded(each.steps))) for each in drawn[:1]]
    if kind == "step" or not drawn:
        return drawn
    if kind == "line" and _other_times(drawn):
        most = len(drawn[0].steps)
        return [replace(each, steps=tuple(_by_place(each.steps[:most], drawn[0].steps))) for each in drawn]
    places = list(_places(drawn, kind))
    if kind != "line":
        places = places[: MOST_BARS if kind == "bar" else MOST_COLUMNS]
    return [replace(each, steps=tuple(_matched(each.steps, places))) for each in drawn]


def left_out(exhibit: Exhibit) -> int:
    """How many bars or lines of a frame there is no room for."""
    found, kind = read(exhibit), exhibit.plot.kind
    lines = max(len(found) - MOST_SERIES, 0) if kind != "waterfall" else 0
    if kind not in ("bar", "column"):
        return lines
    places = len(list(_places(found[:MOST_SERIES], kind)))
    return lines + max(places - (MOST_BARS if kind == "bar" else MOST_COLUMNS), 0)


def counted(series: Series, one: float) -> Series:
    """The series counted in something else: durations in hours instead of seconds."""
    if one == 1.0:
        return series
    steps = (
        replace(
            s, **{name: v / one for name in ("value", "low", "high") if (v := getattr(s, name)) is not None}
        )
        for s in series.steps
    )
    return replace(series, steps=tuple(steps))


def apart(drawn: Sequence[Series]) -> bool:
    """Whether no place has a value in more than one of the series, so that their bars need one line together."""
    return all(sum(s.value is not None for s in at) < 2 for at in zip(*(d.steps for d in drawn), strict=True))


def _other_times(drawn: Sequence[Series]) -> bool:
    """Whether the series are of different times, as the ranges of a comparison are."""
    first = {step.place for step in drawn[0].steps}
    return any(each.name == BEFORE or not first & {step.place for step in each.steps} for each in drawn[1:])


def _by_place(own: Sequence[Step], first: Sequence[Step]) -> Iterator[Step]:
    for place, step in enumerate(first):
        yield replace(own[place], place=step.place) if place < len(own) else Step(step.place, None)


def _places(drawn: Sequence[Series], kind: str) -> Iterator[Step]:
    """Every place of any series once; in order of time or size on a line, else as they come."""
    steps = {step.place: step for each in reversed(drawn) for step in each.steps}
    order = dict.fromkeys(step.place for each in drawn for step in each.steps)
    found = [steps[place] for place in order]
    if kind == "line" and all(step.at is not None for step in found):
        found.sort(key=lambda step: step.at or 0.0)
    yield from found


def _matched(own: Sequence[Step], places: Sequence[Step]) -> Iterator[Step]:
    by_place = {step.place: step for step in own}
    for step in places:
        yield by_place.get(step.place, Step(step.place, None, at=step.at))


def partial(row: Row) -> bool:
    """Whether a row says of itself that it is not over yet, or cannot be judged yet."""
    return bool(row.get("partial") or row.get("immature") or row.get("over") is False)


def word(value: object) -> str:
    """A place in words: days as days, keys as people say them."""
    if value is None:
        return "Not stated"
    if isinstance(value, datetime | date):
        return f"{value.day} {value:%b %Y}"
    if isinstance(value, float):
        return f"{value:g}"
    return spoken(line(value, 80))


def number(value: object) -> float | None:
    """A value that can be drawn; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def _at(place: object) -> float | None:
    if isinstance(place, datetime):
        return place.toordinal() + place.hour / 24 + place.minute / 1440
    if isinstance(place, date):
        return float(place.toordinal())
    if isinstance(place, str) and place.isdecimal() and place.isascii():
        return float(place)
    return number(place)


def folded(steps: Sequence[Step]) -> list[Step]:
    """The largest parts of a change, the rest as one, so that the sum stays the same."""
    ranked = sorted(steps, key=lambda step: -abs(step.value or 0.0))
    kept, rest = ranked[:MOST_PARTS], ranked[MOST_PARTS:]
    if len(rest) < 2:
        return ranked
    return [*kept, Step(f"{len(rest)} others", math.fsum(step.value or 0.0 for step in rest))]


def spans(amounts: Sequence[float]) -> list[tuple[float, float]]:
    """(from, to) of each part of a waterfall, and of all of it."""
    ends = list(accumulate(amounts))
    starts = [0.0, *ends[:-1]] if ends else []
    return [*zip(starts, ends, strict=True), (0.0, ends[-1] if ends else 0.0)]


def stairs(steps: Sequence[Step]) -> Iterator[tuple[float, float]]:
    """(place, value) of a line on which each value holds until the next."""
    last: float | None = None
    for step in steps:
        if step.at is None or step.value is None:
            continue
        if last is not None:
            yield step.at, last
        yield step.at, step.value
        last = step.value


def reach(steps: Sequence[Step], zero: bool = True, times: bool = False) -> tuple[float, float]:
    """The least and the most of what is drawn; with zero, unless it is far below a line (`zero` false).

    `times`: of ratios, with 1, and no further from it than can be seen.
    """
    found = [v for s in steps if s.value is not None for v in (s.value, s.low, s.high) if v is not None]
    if times:
        near = [min(max(v, 1 / FARTHEST), FARTHEST) for v in found]
        return min([1.0, *near]), max([1.0, *near])
    low, high = min(found, default=0.0), max(found, default=1.0)
    return (low, high) if not zero and low > high / 2 else (min(low, 0.0), max(high, 0.0))
