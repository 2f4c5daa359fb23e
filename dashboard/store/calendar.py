"""The company's calendar and rules as small tables, so that the marts' SQL holds no settings of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import duckdb

from dashboard.company import WEEKDAYS, Company
from dashboard.cubes import EXACT_CONTACTS
from dashboard.store.engine import Ask, here
from dashboard.store.schema import TABLES

LONGEST = timedelta(days=366 * 60)
EARLIEST, LATEST = "1900-01-01", "2200-01-01"
"""Days beyond these are mistakes of a source: they stay on their rows and move nothing else."""
_TIMES = ("opened_at", "first_reply_at", "first_bot_reply_at", "resolved_at")
OpenDay = tuple[date, float, float, float]


def open_days(company: Company, first: date, last: date) -> Iterator[OpenDay]:
    """Each day of the company's zone from `first` to `last`: opening and closing in UTC epoch seconds, and the
    open seconds of all days before it. A closed day opens and closes at its midnight. Follows clock changes."""
    before = 0.0
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        hours = None if day in company.holidays else company.hours.get(WEEKDAYS[day.weekday()])
        opens = _epoch(company, day, hours.open if hours else time())
        closes = _epoch(company, day, hours.close) if hours else opens
        yield day, opens, closes, before
        before += closes - opens


def _epoch(company: Company, day: date, at: time) -> float:
    return datetime.combine(day, at, company.zone).astimezone(UTC).timestamp()


def write_calendar(con: duckdb.DuckDBPyConnection, company: Company, ask: Ask | None = None) -> None:
    """Tables `touchpoint_stage`, `own_brand`, `company_target` and `business_day` (empty without declared hours)."""
    con.execute(
        "create or replace temp table touchpoint_stage (touchpoint varchar, stage varchar, place integer)"
    )
    places = {stage.name: place for place, stage in enumerate(company.stages)}
    stage_of = company.stage_of.items()
    fill(con, "touchpoint_stage", [(point, stage, places[stage]) for point, stage in stage_of])
    con.execute("create or replace temp table own_brand (brand varchar)")
    own = {brand.strip().lower() for brand in (*company.brands.own, company.name)}
    fill(con, "own_brand", [(brand,) for brand in sorted(own)])
    con.execute("create or replace temp table company_target (metric varchar, target double)")
    fill(con, "company_target", sorted(company.targets.items()))
    con.execute(
        "create or replace temp table business_day (day date, open_s double, close_s double, cum_before double)"
    )
    days = _days_of_contacts(ask or here(con))
    if days and company.hours:
        fill(con, "business_day", open_days(company, *days))


def _days_of_contacts(ask: Ask) -> tuple[date, date] | None:
    times = " union all ".join(f"select {column} as t from record.contact" for column in _TIMES)
    first, last = ask(f"""
        select local_day(min(t)), local_day(max(t)) from ({times}) x
        where t >= timestamp '{EARLIEST}' and t < timestamp '{LATEST}'""")[0]
    return (max(first, last - LONGEST), last) if first else None


def write_rules(con: duckdb.DuckDBPyConnection, company: Company, ask: Ask | None = None) -> None:
    """Table `rules`: one row with the company's windows, the churn rule in force, when times are exact, and the
    days with data."""
    ask = ask or here(con)
    con.execute("create or replace temp table days_with_data (first_day date, as_of date, imported_on date)")
    fill(con, "days_with_data", ask(_days_sql()))
    rules = {
        **company.windows.model_dump(), "inactive_days": company.churn.inactive_days,
        "churn_rule": churn_rule(ask, company), "currency": company.currency,
        "week_start": WEEKDAYS.index(company.week_start), "exact_contacts": EXACT_CONTACTS,
    }  # fmt: skip
    columns = ", ".join(f"${key} as {key}" for key in rules)
    today = datetime.now(company.zone).date()
    con.execute(
        f"""create or replace temp table rules as
        select {columns}, coalesce(d.as_of, $today) as as_of, coalesce(d.first_day, d.as_of, $today) as first_day,
          coalesce(d.imported_on, $today) as imported_on, d.as_of is null as is_empty
        from days_with_data d""",
        {**rules, "today": today},
    )


def churn_rule(ask: Ask, company: Company) -> str:
    """'contract' or 'inactivity'; `auto` is contract where dated subscriptions exist."""
    if company.churn.rule != "auto":
        return company.churn.rule
    dated = ask("select 1 as found from record.subscription where started_on is not null limit 1")
    return "contract" if dated else "inactivity"


def _days_sql() -> str:
    """First and last local day with a dated fact, and the last day of import."""
    dated = [
        f"select {day}(min({table.at})) as first_day, {day}(max({table.at})) as as_of, "
        f"local_day(max(_imported_at)) as imported_on from record.{table.name} "
        f"where {table.at} >= timestamp '{EARLIEST}' and {table.at} < timestamp '{LATEST}'"
        for table in TABLES.values()
        if table.source_class != "reference" and table.at
        for day in ["local_day" if table.columns[table.at][0] == "TIMESTAMP" else ""]
    ]
    ended = (
        "select null, max(ended_on), null from record.subscription where ended_on <= local_day(_imported_at)"
    )
    return (
        "select min(first_day) as first_day, max(as_of) as as_of, max(imported_on) as imported_on "
        f"from ({' union all '.join([*dated, ended])}) x"
    )


def fill(con: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Put tuples into a table, bound as one list a column. The table's name is ours, never a user's."""
    columns = list(zip(*rows, strict=True))
    if columns:
        names = [f"c{number}" for number in range(len(columns))]
        con.execute(
            f"insert into {table} select {', '.join(f'unnest(${name})' for name in names)}",
            dict(zip(names, map(list, columns), strict=True)),
        )
