"""Which marts are made of days, and which of their days must be made anew.

A day of a record's table is told by its rows: how many, when the newest came in, and where each came from. A
customer's group goes into the rows of all days on which the customer is named: days of customers who now stand for
someone else, or are in another group, count as changed. When in doubt, every day does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from dashboard.store.rollups import CUBES
from dashboard.store.schema import TABLES

Day = date | None
"""A local day; None: rows without one."""
Changed = frozenset[Day] | None
"""Days to make anew; None: all."""


@dataclass(frozen=True, slots=True)
class Days:
    """What a day of a mart is made of: the same day of what it `reads`, tables of the record or marts before it.

    `onward`: of days before it too. `reach`: of rows on other days with the same value of this column too.
    `without`: holds only while this table of the record is empty.
    """

    reads: tuple[str, ...]
    onward: bool = False
    reach: str = ""
    without: str = ""


def _cubes(fact: str, *cubes: str) -> dict[str, Days]:
    made = [
        name
        for cube in cubes
        for name in (cube, *((f"{cube}_place", f"{cube}_people") if cube in CUBES else ()))
    ]
    return {name: Days((fact,)) for name in made}


BY_DAY: Mapping[str, Days] = {
    "event_visit": Days(("event",), onward=True, reach="customer_id"),
    "fact_answer": Days(("survey_answer",)),
    "fact_invitation": Days(("survey_invitation",)),
    "fact_event": Days(("event",), onward=True),
    "fact_search": Days(("event",), onward=True),
    "fact_purchase": Days(("purchase",), without="order_line"),
    "fact_session": Days(("fact_event", "fact_purchase"), reach="session_id"),
    **_cubes("fact_answer", "survey_answer_day"), **_cubes("fact_invitation", "invitation_day"),
    **_cubes("fact_session", "session_day"), **_cubes("fact_purchase", "purchase_day"),
    **_cubes("fact_search", "search_day"),
}  # fmt: skip
RECORDED = tuple(sorted({name for days in BY_DAY.values() for name in days.reads if name in TABLES}))
"""Tables of the record that are told by day."""


def write_fingerprints(con: duckdb.DuckDBPyConnection) -> None:
    """Table `work.part`: rows, newest import and a mark of where its rows are from, of each day of each table."""
    told_by = [*((table, f"local_day({TABLES[table].at})") for table in RECORDED), ("customer", "null::date")]
    told = " union all ".join(
        f"select '{table}' as of_table, {day} as day, count(*) as rows, max(_imported_at) as newest, "
        f"sum(hash(_file, _line, _imported_at, _version)) as mark from record.{table} group by all"
        for table, day in told_by
    )
    con.execute(f"create or replace table work.part as {told}")


def write_known(con: duckdb.DuckDBPyConnection, has_basis: bool) -> None:
    """Table `work.known`: for each id that sources give, whom it stands for and in which group; hashes only."""
    if has_basis and _customers_as_before(con):
        con.execute("create or replace table work.known as select * from basis.known")
        return
    con.execute("""create or replace table work.known as
        with given as (
          select c.customer_id as id from record.customer c where c.customer_id is not null
          union all
          select c.email_token from record.customer c where c.email_token is not null
        ),
        resolved as (
          select g.id, coalesce(i.customer_id, g.id) as customer_id from given g left join identity i on i.given = g.id
        )
        select hash(r.id) as id, hash(r.customer_id, p.segment, p.persona, p.region) as stands_for
        from resolved r left join person p on p.customer_id = r.customer_id""")


def _customers_as_before(con: duckdb.DuckDBPyConnection) -> bool:
    """Whether the customer list is the one the last build had."""
    return not con.execute(
        "select 1 from (select * from work.part except select * from basis.part) where of_table = 'customer' limit 1"
    ).fetchall()


def changed_days(con: duckdb.DuckDBPyConnection) -> dict[str, Changed]:
    """For each table of the record told by day, the days whose rows or customers are not those of the last build."""
    differ = """select of_table, day from (
        (select * from work.part except select * from basis.part)
        union all (select * from basis.part except select * from work.part))"""
    found: dict[str, set[Day]] = {table: set() for table in RECORDED}
    for table, day in con.execute(differ).fetchall():
        if table in found:
            found[table].add(day)
    con.execute("""create or replace temp table regrouped as select id from (
        (select * from work.known except select * from basis.known)
        union all (select * from basis.known except select * from work.known)) group by id""")
    if con.execute("select 1 from regrouped limit 1").fetchall():
        for table in RECORDED:
            found[table] |= _days(
                con,
                f"""select distinct local_day(r.{TABLES[table].at}) from record.{table} r
                where hash(r.customer_id) in (select id from regrouped)""",
            )
    return {table: frozenset(days) for table, days in found.items()}


def days_of(name: str, changed: Mapping[str, Changed], con: duckdb.DuckDBPyConnection) -> Changed:
    """The days of a mart to make anew, before rows on other days that it reaches are looked at."""
    of = BY_DAY[name]
    if of.without and con.execute(f"select 1 from record.{of.without} limit 1").fetchall():
        return None
    parts = [changed.get(read) for read in of.reads]
    if any(part is None for part in parts):
        return None
    days: set[Day] = set().union(*(part for part in parts if part is not None))
    first = min((day for day in days if day), default=None)
    if of.onward and first:
        eve = first - timedelta(days=1)  # a clock put back at midnight brings a day back
        days |= _days(con, f"select day from work.part where of_table = '{of.reads[0]}' and day >= ?", [eve])
    return frozenset(days)


def _days(con: duckdb.DuckDBPyConnection, sql: str, values: Iterable[object] = ()) -> set[Day]:
    return {day for (day,) in con.execute(sql, list(values)).fetchall()}
