"""What a file's times leave open: the zone and the order of day and month, asked only where cells need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dashboard.sources.conditions import squeezed
from dashboard.sources.preset import Preset
from dashboard.sources.refusal import Unanswered
from dashboard.sources.times import NUMERIC_DATE, Clock, needs_zone
from dashboard.sources.values import trimmed
from dashboard.store.quote import literal
from dashboard.store.record import Record


def settle_clock(record: Record, preset: Preset, clock: Clock, at: Mapping[str, int]) -> Clock:
    """The clock to read staged cells with. Raises `Unanswered` when a cell needs what nobody has said.

    What was said of the order of day and month was said of many files: what this file's own days prove goes before it.
    """
    moments = list(_moments(preset, at))
    if cells := [cell for cell, format_, _ in moments if format_ == "ask"]:
        clock = replace(clock, day_first=_order(record, cells, preset, clock.day_first))
    if clock.zone is None:
        timed = [(cell, format_) for cell, format_, zoned in moments if zoned]
        if timed and record.rows(_without_zone(timed)):
            raise Unanswered(
                "time_zone",
                f"In which time zone are the times of {preset.title}? (for example Europe/Vilnius)",
            )
    return clock


def _without_zone(timed: Sequence[tuple[str, str]]) -> str:
    """A row, if any, with a time that needs a zone."""
    cells = ", ".join(f"{cell} as x{i}" for i, (cell, _) in enumerate(timed))
    conditions = " or ".join(needs_zone(f"x{i}", format_) for i, (_, format_) in enumerate(timed))
    return f"select 1 from (select {cells} from staged) where {conditions} limit 1"


def _moments(preset: Preset, at: Mapping[str, int]) -> Iterator[tuple[str, str, bool]]:
    """(cell, format, whether a zone matters) of each column that is a date or a time."""
    columns = [c for table in preset.table for c in table.columns.values()]
    versions = [t.version for t in preset.table if t.version]
    if preset.questions:
        columns += [c for c in (preset.questions.answered_at, *preset.questions.common.values()) if c]
        versions += [preset.questions.version] if preset.questions.version else []
    wanted = [(h, c.format, c.type) for c in columns for h in c.headers if c.type in {"timestamp", "date"}]
    wanted += [(v.source, v.format, v.type) for v in versions if v.type in {"timestamp", "date"}]
    for header, format_, kind in wanted:
        position = at.get(squeezed(header))
        if position is not None:
            yield f"({trimmed(f'c{position}', preset.missing)})", format_, kind == "timestamp"


def _order(record: Record, cells: list[str], preset: Preset, said: bool | None) -> bool | None:
    """True when days come first: proven by a number over 12 in one place and none in the other, else what was said,
    else asked."""
    numeric = literal(NUMERIC_DATE)
    parts = [
        f"select regexp_extract({cell}, '^([0-9]+)', 1)::int as a, "
        f"regexp_extract({cell}, '^[0-9]+[^0-9]([0-9]+)', 1)::int as b from staged "
        f"where regexp_full_match({cell}, {numeric})"
        for cell in cells
    ]
    found = record.rows(
        f"select count(*), bool_or(a > 12), bool_or(b > 12) from ({' union all '.join(parts)})"
    )[0]
    if found[0] and found[1] != found[2]:
        return bool(found[1])
    if said is not None or not found[0]:
        return said
    raise Unanswered(
        "day_first",
        f"In dates such as 03/04/2026 in {preset.title}, does the day or the month stand first?",
        ("day", "month"),
    )
