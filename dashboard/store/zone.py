"""The company's local days without asking the time zone's tables for every row.

A zone's offset is the same for months. The offsets of the time the record covers are looked up once; a time is then
placed by comparing it with the few moments at which clocks change. Times beyond go the long way: same results.
"""

from __future__ import annotations

from datetime import datetime

import duckdb

from dashboard.store.schema import TABLES

QUARTER = 900
YEARS = 20
_FIRST = "1990-01-01"
_LAST = "2100-01-01"
Change = tuple[datetime, int]


def quicken(con: duckdb.DuckDBPyConnection) -> None:
    """Give the functions `local_day` and `local_hour` their quick form. The session's zone must be set."""
    covered = _covered(con)
    if covered is None:
        return
    changes, until = _changes(con, *covered), covered[1]
    slow = "t at time zone 'UTC'"
    for name, of in (("day", "cast({} as date)"), ("hour", "cast(extract(hour from {}) as integer)")):
        cases = " ".join(
            f"when t >= timestamp '{at}' then {of.format(f't + to_seconds({offset})')}"
            for at, offset in reversed(changes)
        )
        con.execute(
            f"create or replace temp macro local_{name}(t) as case when t > timestamp '{until}' "
            f"then {of.format(slow)} {cases} else {of.format(slow)} end"
        )


def _covered(con: duckdb.DuckDBPyConnection) -> tuple[datetime, datetime] | None:
    """First and last quarter of an hour of what is dated in the record, at most twenty years back."""
    dated = " union all ".join(
        f"select min({table.at}) as first_at, max({table.at}) as last_at from record.{table.name} "
        f"where {table.at} >= timestamp '{_FIRST}' and {table.at} < timestamp '{_LAST}'"
        for table in TABLES.values()
        if table.at and table.columns[table.at][0] == "TIMESTAMP"
    )
    first, last = con.execute(f"""
        select time_bucket(to_seconds({QUARTER}), greatest(min(first_at), max(last_at) - to_years({YEARS}))),
          time_bucket(to_seconds({QUARTER}), max(last_at))
        from ({dated})""").fetchall()[0]
    return (first, last) if first else None


def _changes(con: duckdb.DuckDBPyConnection, first: datetime, last: datetime) -> list[Change]:
    """Moments (UTC) from which an offset in seconds holds, the earliest first."""
    return con.execute(
        f"""with quarters as (
          select q.t, cast(epoch(cast(timezone(current_setting('TimeZone'), q.t at time zone 'UTC') as timestamp))
            - epoch(q.t) as bigint) as ahead
          from range($first, $last + to_seconds(1), to_seconds({QUARTER})) q(t)
        )
        select t, ahead from quarters qualify ahead is distinct from lag(ahead) over (order by t) order by t""",
        {"first": first, "last": last},
    ).fetchall()
