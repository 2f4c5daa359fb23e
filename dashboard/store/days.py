"""Which marts are made of days, and which of their days must be made anew.

A day of a record's table is told by its rows: how many, when the newest came in, and where each came from. A
customer's group goes into the rows of all days on which the customer is named: days of customers who now stand for
someone else, or are in another group, count as changed. When in doubt, every day does. What depends on all that a
customer ever did (cohorts, spells, survival, value, loyalty) is made whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import duckdb

from dashboard.cubes import VISITORS, smaller_of
from dashboard.store.compared import Day, read_by
from dashboard.store.rollups import CUBES
from dashboard.store.schema import TABLES

Changed = frozenset[Day] | None
"""Days to make anew; None: all."""
Told = Changed | Mapping[str, frozenset[Day]]
"""Changed days, of each column where they are known so."""


@dataclass(frozen=True, slots=True)
class Days:
    """What a day of a mart is made of: the same day of what it `reads`, tables of the record or marts before it.

    `onward`: of days before it too. `reach`: of rows on other days with the same value of this column too; with both,
    only of those rows. `without`: holds only while this table of the record is empty.
    """

    reads: tuple[str, ...]
    onward: bool = False
    reach: str = ""
    without: str = ""


def _cubes(cube: str, *reads: str) -> dict[str, Days]:
    """A cube and the smaller ones made of it."""
    smaller = smaller_of(cube, CUBES[cube][0].split()) if cube in CUBES else ()
    return {cube: Days(reads)} | {name: Days((cube,)) for name in smaller}


BY_DAY: Mapping[str, Days] = {
    "event_visit": Days(("event",), onward=True, reach="customer_id"),
    "fact_answer": Days(("survey_answer",)),
    "fact_invitation": Days(("survey_invitation",)),
    "fact_event": Days(("event",), onward=True),
    "fact_search": Days(("event",), onward=True),
    "fact_purchase": Days(("purchase",), without="order_line"),
    "fact_session": Days(("fact_event", "fact_purchase"), reach="session_id"),
    "visitor": Days(("fact_session",)),
    **{name: Days(("visitor",), onward=True, reach="customer_id") for name in VISITORS},
    **_cubes("survey_answer_day", "fact_answer"), **_cubes("invitation_day", "fact_invitation"),
    **_cubes("session_day", "fact_session"), **_cubes("purchase_day", "fact_purchase"),
    **_cubes("search_day", "fact_search"), **_cubes("contact_day", "fact_contact"),
    **_cubes("mention_day", "fact_mention"), **_cubes("brand_day", "fact_mention"),
    **_cubes("task_day", "fact_task"), **_cubes("cart_day", "fact_cart"), **_cubes("coupon_day", "fact_coupon"),
    **_cubes("buyer_day", "fact_buyer"), **_cubes("visit_day", "fact_visit"),
    **_cubes("first_reply_day", "fact_contact"), **_cubes("resolution_day", "fact_contact"),
    **_cubes("agent_day", "fact_answer", "fact_contact"), **_cubes("load_hour", "fact_contact"),
    **_cubes("text_day", "fact_text"), **_cubes("topic_day", "fact_text", "text_topic"),
    **_cubes("pain_day", "pain"),
    **_cubes("path_step_day", "touch_path"),
    **{name: Days(("touchpoint_day",)) for name in _cubes("touchpoint_day") if name != "touchpoint_day"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ids:
    """A mart of whom only the rows of ids with a changed row in what it `reads` are made anew, on whatever days.

    `lately`: rows that may change with the last day of the data alone, as long as it does not go back.
    """

    reads: str
    lately: str


BY_ID: Mapping[str, Ids] = {"touch_path": Ids("funnel_touch", lately="still_open")}
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


def days_of(name: str, changed: Mapping[str, Told], con: duckdb.DuckDBPyConnection) -> Changed:
    """The days of a mart to make anew, before rows on other days that it reaches are looked at."""
    of = BY_DAY[name]
    if of.without and con.execute(f"select 1 from record.{of.without} limit 1").fetchall():
        return None
    days: set[Day] = set()
    for read in of.reads:
        told = changed.get(read)
        if told is None:
            return None
        days |= read_by(name, told) if isinstance(told, Mapping) else told
    first = min((day for day in days if day), default=None)
    if of.onward and first:
        eve = first - timedelta(days=1)  # a clock put back at midnight brings a day back
        read = of.reads[0]
        there = f"work.part where of_table = '{read}' and" if read in TABLES else f"{read} where"
        days |= _days(con, f"select distinct day from {there} day >= ?", [eve])
    return frozenset(days)


def _days(con: duckdb.DuckDBPyConnection, sql: str, values: Iterable[object] = ()) -> set[Day]:
    return {day for (day,) in con.execute(sql, list(values)).fetchall()}
