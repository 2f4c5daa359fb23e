"""Times as SQL: offsets honoured, local times through a declared zone, gaps and overlaps of clocks refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dashboard.store.quote import literal

ISO = (
    r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?( ?(Z|z|UTC|GMT|[-+]\d{2}(:?\d{2})?))?)?"
)  # fmt: skip
USUAL = r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}Z?"
OFFSET = "[-+][0-9:]+$"
NUMERIC_DATE = r"\d{1,2}[/.-]\d{1,2}[/.-](\d{2}|\d{4})([ T]\d{1,2}:\d{2}(:\d{2})?( ?[AaPp][Mm])?)?"
SCALE = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}


@dataclass(frozen=True, slots=True)
class Clock:
    """What is known about times that do not say it themselves; None: nobody has said it yet."""

    zone: str | None = "UTC"
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class TimeSql:
    """`absolute`: UTC, from cells with an offset; `local`: from cells without. Both read the text `x`."""

    absolute: str
    local: str


def parsed(x: str, format_: str, clock: Clock) -> TimeSql:
    """The two readings of the text `x`; each is null where it does not apply."""
    iso_absolute, iso_local = _iso(x)
    if format_ == "iso":
        return TimeSql(iso_absolute, iso_local)
    if format_ == "ask":
        return TimeSql(iso_absolute, f"coalesce({_numeric(x, bool(clock.day_first))}, {iso_local})")
    stamped = f"try_strptime({x}, {literal(format_)})"
    if "%z" in format_ or "%Z" in format_:
        stamped = f"try_strptime({_full_offset(x)}, {literal(format_)})"
        return TimeSql(f"coalesce({stamped} at time zone 'UTC', {iso_absolute})", iso_local)
    return TimeSql(iso_absolute, f"coalesce({stamped}, {iso_local})")


def _full_offset(x: str) -> str:
    """'GMT+2', 'UTC+5:30' and 'UTC' as '+02', '+05:30' and '+00', which strptime reads."""
    bare = f"regexp_replace(regexp_replace({x}, '(UTC|GMT|Z)$', '+00'), '(GMT|UTC)([-+])', '\\2')"
    return f"regexp_replace({bare}, '([-+])([0-9](:[0-9]{{2}})?)$', '\\10\\2')"


def _iso(x: str) -> tuple[str, str]:
    """Offsets by way of a zoned timestamp (a plain cast would drop them); Z and UTC need none."""
    whole = f"regexp_full_match({x}, {literal(ISO)})"
    tail = f"substr({x}, 17)"
    plain = f"try_cast(rtrim({x}, 'ZzUTCGM ') as timestamp)"
    shifted = f"try_cast(replace(replace({x}, ' +', '+'), ' -', '-') as timestamptz) at time zone 'UTC'"
    absolute = (
        f"case when {whole} then case when regexp_matches({tail}, {literal(OFFSET)}) then {shifted} "
        f"when regexp_matches({tail}, '[ZzUG]') then {plain} end end"
    )
    local = (
        f"case when {whole} and not regexp_matches({tail}, '[-+ZzUG]') then try_cast({x} as timestamp) end"
    )
    return absolute, local


def utc_only(x: str) -> str:
    """One expression for ISO cells whose zone is UTC: the fast way."""
    tail = f"substr({x}, 17)"
    return (
        f"case when regexp_full_match({x}, {literal(USUAL)}) then try_cast({x} as timestamp) "
        f"when not regexp_full_match({x}, {literal(ISO)}) then null "
        f"when regexp_matches({tail}, {literal(OFFSET)}) "
        f"then try_cast(replace(replace({x}, ' +', '+'), ' -', '-') as timestamptz) at time zone 'UTC' "
        f"else try_cast(rtrim({x}, 'ZzUTCGM ') as timestamp) end"
    )


def _numeric(x: str, day_first: bool) -> str:
    date = "%d/%m/" if day_first else "%m/%d/"
    even = f"translate(upper({x}), '.-T', '// ')"
    tries = [
        f"try_strptime({even}, [{', '.join(literal(date + year + time) for time in _TIMES)}])"
        for year in ("%y", "%Y")
    ]
    two_digits = f"regexp_matches({x}, '^[0-9]+[^0-9][0-9]+[^0-9][0-9]{{2}}([^0-9]|$)')"
    return (
        f"case when regexp_full_match({x}, {literal(NUMERIC_DATE)}) "
        f"then case when {two_digits} then {tries[0]} else {tries[1]} end end"
    )


_TIMES = ("", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", " %I:%M%p", " %I:%M:%S%p")


def to_utc(local: str, zone: str) -> str:
    """A local time in UTC."""
    if zone == "UTC":
        return local
    return f"({local} at time zone {literal(zone)} at time zone 'UTC')"


def odd_hours(local: str, value: str, zone: str) -> list[tuple[str, str]]:
    """(condition, cause) for local times that never were, or were twice, when clocks changed."""
    if zone == "UTC" or not _days(zone):
        return []
    day = f"{local}::date in ({', '.join(f'date {literal(d)}' for d in _days(zone))})"
    back = f"{value} at time zone 'UTC' at time zone {literal(zone)}"
    gap = f"{back} <> {local}"
    twice = " or ".join(
        f"({value} {sign} interval '{minutes} minutes') at time zone 'UTC' at time zone {literal(zone)} = {local}"
        for sign in "+-"
        for minutes in (30, 60, 120)
    )
    return [
        (f"case when {day} then {gap} else false end", f"never was in {zone}: clocks went forward over it"),
        (f"case when {day} then {twice} else false end", f"was twice in {zone}: clocks went back over it"),
    ]


@lru_cache(maxsize=64)
def _days(zone: str) -> tuple[str, ...]:
    """The local days around each change of the zone's offset, 1970 to 2100."""
    there, day = ZoneInfo(zone), datetime(1969, 12, 30, tzinfo=UTC)
    found: set[str] = set()
    before = day.astimezone(there).utcoffset()
    while day.year < 2101:
        day += timedelta(days=1)
        now = day.astimezone(there).utcoffset()
        if now != before:
            found |= {str((day + timedelta(days=d)).date()) for d in (-2, -1, 0, 1)}
            before = now
    return tuple(sorted(found))


def needs_zone(x: str, format_: str) -> str:
    """The condition that a cell is a time of day without an offset."""
    sql = parsed(x, format_, Clock("UTC", True))
    cheap = f"not regexp_matches(substr({x}, 17), '[-+ZzUG]') and " if format_ == "iso" else ""
    return f"({x} is not null and {cheap}({sql.absolute}) is null and ({sql.local}) is not null)"


def epoch(x: str, kind: str) -> str:
    """A Unix time as UTC; null when it is no number or lies after the year 2200."""
    micro = f"try_cast({x} as decimal(30, 6)) * {SCALE[kind]}"
    return (
        f"case when regexp_full_match({x}, '[0-9]{{1,17}}(\\.[0-9]{{1,9}})?') and {micro} < 7258118400000000 "
        f"then make_timestamp(({micro})::bigint) end"
    )
