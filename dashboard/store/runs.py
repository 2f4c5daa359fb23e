"""Stretches of days that a mart is put together from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.store.compared import Day
from dashboard.store.days import Changed
from dashboard.store.quote import literal


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive days of a mart, `last` included; both None: the rows without a day."""

    first: Day
    last: Day
    anew: bool

    def holds(self, day: str) -> str:
        """The condition that a day is one of these."""
        if self.first is None or self.last is None:
            return f"{day} is null"
        return (
            f"{day} between date {literal(self.first.isoformat())} and date {literal(self.last.isoformat())}"
        )


def among(days: Changed, day: str = "day") -> str:
    """The condition that a day is one of the given."""
    dated = ", ".join(f"date {literal(each.isoformat())}" for each in sorted(d for d in days or () if d))
    conditions = [
        *([f"{day} in ({dated})"] if dated else []),
        *([f"{day} is null"] if None in (days or ()) else []),
    ]
    return f"({' or '.join(conditions) or 'false'})"


def alternating(old: set[Day], changed: frozenset[Day]) -> Iterator[Run]:
    """Days of the snapshot before and changed days in their order, neighbours of one kind together."""
    found: list[tuple[date, date, bool]] = []
    for day in sorted({day for day in old | changed if day}):
        anew = day in changed
        if found and found[-1][2] == anew:
            found[-1] = (found[-1][0], day, anew)
        else:
            found.append((day, day, anew))
    yield from (Run(*each) for each in found)
    yield Run(None, None, None in changed)


def chunks(counts: list[tuple[Day, int]], size: int) -> Iterator[Run]:
    """Runs of whole days of about `size` rows each, and the rows without a day."""
    first, rows = None, 0
    last = None
    for day, n in ((day, n) for day, n in counts if day):
        first, last, rows = first or day, day, rows + n
        if rows >= size:
            yield Run(first, last, True)
            first, rows = None, 0
    if first:
        yield Run(first, last, True)
    yield Run(None, None, True)


def length(run: Run) -> int:
    """Calendar days of a run."""
    return (run.last - run.first).days + 1 if run.first and run.last else 0
