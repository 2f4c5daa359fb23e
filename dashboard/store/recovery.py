"""The company's rule of failure and recovery as small tables, so that the marts' SQL holds no settings of its own."""

from __future__ import annotations

import duckdb

from dashboard.company import Company
from dashboard.store.calendar import fill


def write_recovery(con: duckdb.DuckDBPyConnection, company: Company) -> None:
    """Tables `recovery_mark` (a role and a value it names) and `recovery_days` (one row of days and shares)."""
    rule = company.recovery
    roles = {
        "failure": rule.failures, "answer": rule.answers, "touchpoint": rule.touchpoints, "topic": rule.topics,
        "marker": rule.marker_topics,
    }  # fmt: skip
    con.execute("create or replace temp table recovery_mark (role varchar, value varchar)")
    fill(con, "recovery_mark", [(role, value) for role, values in roles.items() for value in values])
    con.execute(
        "create or replace temp table recovery_days (within_days double, bought_days double, "
        "answered_days double, history_days double, bad_share double)"
    )
    days = (rule.within_days, rule.bought_days, rule.answered_days, rule.history_days, rule.bad_share)
    fill(con, "recovery_days", [days])
