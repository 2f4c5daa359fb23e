"""The quick form of local days gives what the time zone's tables give."""

from __future__ import annotations

import duckdb
import pytest

from dashboard.store.catalog import view_record
from dashboard.store.steps import FUNCTIONS, make_functions
from dashboard.store.zone import quicken


@pytest.mark.parametrize(
    "zone",
    ["UTC", "Europe/Vilnius", "America/New_York", "America/Havana", "Australia/Lord_Howe", "Asia/Kathmandu"],
)
def test_quick_days_and_hours_are_those_of_the_zone(zone):
    with duckdb.connect() as con:
        con.execute(f"set TimeZone = '{zone}'")
        view_record(con, None)
        con.execute(
            "insert into record.event (happened_at) values ('2022-02-03 04:05:06'), ('2025-12-30 23:59'), (null)"
        )
        make_functions(con)
        quicken(con)
        wrong = con.execute(f"""
            select count(*) from (
              select timestamp '2020-01-01' + to_seconds(i * 899) as t from range(280000) r(i)
              union all select null union all select timestamp '0001-01-01' union all select timestamp '9999-12-31'
            )
            where local_day(t) is distinct from {FUNCTIONS["local_day(t)"]}
              or local_hour(t) is distinct from {FUNCTIONS["local_hour(t)"]}""").fetchall()
        assert wrong == [(0,)]
