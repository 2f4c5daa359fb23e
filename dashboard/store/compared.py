"""Marts made whole whose rows are then compared with the snapshot before, so that what is made of them need not be.

How long something has been waiting grows every day on old rows too; what does not read that column is spared. So
rows with a key are compared column by column, and a mart reads the columns that its text names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

import duckdb

from dashboard.store.quote import name as quoted
from dashboard.store.steps import mart_sql

Day = date | None
"""A local day; None: rows without one."""

COMPARED: Mapping[str, str] = {
    "fact_contact": "contact_id", "fact_mention": "mention_id", "fact_text": "text_id", "text_topic": "",
    "fact_task": "", "fact_cart": "", "fact_coupon": "", "fact_buyer": "", "fact_visit": "", "pain": "",
    "funnel_touch": "", "touch_path": "", "touchpoint_day": "",
}  # fmt: skip
"""Mart to the column by which its rows are told apart; without one, they are compared as a whole."""
NUMBER = "who"
"""A number given to someone within one build: it says who is the same, and is another in the next build."""
_ALL_COLUMNS = re.compile(r"\w\.\*|\bselect\s+(distinct\s+)?\*")


def differing(con: duckdb.DuckDBPyConnection, mart: str) -> dict[str, frozenset[Day]] | None:
    """Column to the days on which it, or which rows there are, differs between `made` and `prev`; None: all may."""
    made, prev = (_columns(con, catalog, mart) for catalog in ("made", "prev"))
    if made.keys() != prev.keys():
        return None
    columns = [column for column in made if column not in ("day", NUMBER)]
    key = COMPARED[mart]
    texts = {  # an ENUM with other values has other codes
        column: f"x.{quoted(column)}"
        if made[column] == prev[column]
        else f"cast(x.{quoted(column)} as varchar)"
        for column in columns
    }
    marks = (
        [f"hash(x.{key}, {texts[column]})" for column in columns]
        if key
        else [f"hash({', '.join(texts.values())})"]
    )
    told = ", ".join(f"sum({mark}) as mark_{place}" for place, mark in enumerate(marks))
    differ = ", ".join(f"m.mark_{place} is distinct from p.mark_{place}" for place in range(len(marks)))
    sides = [f"(select x.day, {told} from {catalog}.{mart} x group by x.day)" for catalog in ("made", "prev")]
    found = con.execute(
        f"select coalesce(m.day, p.day), {differ} from {sides[0]} m "
        f"full outer join {sides[1]} p on p.day is not distinct from m.day"
    ).fetchall()
    days = [frozenset(day for day, *differs in found if differs[place]) for place in range(len(marks))]
    return dict(zip(columns, days if key else days * len(columns), strict=True))


def of_all(told: Mapping[str, frozenset[Day]]) -> frozenset[Day]:
    """The days on which any column differs."""
    return frozenset().union(*told.values())


def read_by(mart: str, differing: Mapping[str, frozenset[Day]]) -> frozenset[Day]:
    """The days of those columns that the text of a mart names; of all when it takes all columns of anything."""
    sql = mart_sql(mart)
    named = set(re.findall(r"\w+", sql))
    every = bool(_ALL_COLUMNS.search(sql))
    return frozenset().union(*(days for column, days in differing.items() if every or column in named))


def _columns(con: duckdb.DuckDBPyConnection, catalog: str, mart: str) -> dict[str, str]:
    return {column: kind for column, kind, *_ in con.execute(f"describe {catalog}.{mart}").fetchall()}
