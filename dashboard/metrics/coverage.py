"""What the data can tell: which columns hold something, and the reason when a metric cannot be asked."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.metrics.metric import Database, Metric

Coverage = Mapping[tuple[str, str], int]
"""Filled rows by table and column."""

COVERAGE_SQL = """-- one row per table and column: how many rows hold something
select table_name, column_name, filled::bigint as filled
from coverage"""

VISITS_SQL = """-- one row: how many days and stores have visits that were counted
select count(*) filter (where visits > 0) as visits
from fact_visit"""

VISITS_THERE_SQL = """-- one row when there is a table of visits
select table_name
from information_schema.tables
where table_name = 'fact_visit'"""

VALUE_COLUMNS_SQL = """-- one row per column of the customer values, when there are any
select column_name
from information_schema.columns
where table_name = 'customer_value'"""


ABSENT = {
    "survey_answer": "No survey answers in the data.",
    "survey_invitation": "No survey invitations in the data.",
    "contact": "No contacts in the data.",
    "mention": "No reviews, posts or complaints in the data.",
    "event": "No web, app or store events in the data.",
    "purchase": "No orders in the data.",
    "subscription": "No contracts and no orders in the data.",
    "customer_value": "No orders or contracts of known customers in the data.",
}
"""What to say where a whole table is empty: not that a column is missing."""


def read_coverage(db: Database) -> dict[tuple[str, str], int]:
    """The coverage of a snapshot, with its customer values and counted visits. It does not change: ask once."""
    rows = db.query(COVERAGE_SQL).to_pydict()
    pairs = zip(rows["table_name"], rows["column_name"], strict=True)
    return dict(zip(pairs, rows["filled"], strict=True)) | _value_coverage(db) | _visit_coverage(db)


def _value_coverage(db: Database) -> dict[tuple[str, str], int]:
    names = db.query(VALUE_COLUMNS_SQL).column("column_name").to_pylist()
    if not names:
        return {}
    counts = ", ".join(f'count("{name}") as "{name}"' for name in names)
    filled = db.query(
        f"-- one row: how many rows hold something\nselect {counts} from customer_value"
    ).to_pylist()
    return {("customer_value", name): count for name, count in filled[0].items()}


def _visit_coverage(db: Database) -> dict[tuple[str, str], int]:
    """Visits are events among others, so only their mart says whether any were counted."""
    if not db.query(VISITS_THERE_SQL).num_rows:
        return {}
    return {("store", "visits"): db.query(VISITS_SQL).column("visits")[0].as_py()}


def refusal(metric: Metric, coverage: Coverage) -> str | None:
    """Why the data cannot support this metric; None when it can."""
    for need in metric.needs:
        places = ((need.table, need.column), *need.instead)
        if not any(coverage.get(place, 0) for place in places):
            empty = not any(
                coverage[place] for place in coverage if place[0] in {table for table, _ in places}
            )
            return ABSENT.get(need.table, need.says) if empty else need.says
    return None
