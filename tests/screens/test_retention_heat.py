"""What the heat map says and what its file holds."""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow as pa

from dashboard.insight.cohorts import cohorts
from dashboard.screens.retention_choice import Choice
from dashboard.screens.retention_heat import cohort_rows

FEW, MANY = date(2026, 3, 2), date(2026, 3, 3)
CHOICE = Choice("first_order", "order", "day", "on", "percent", "cohort", FEW, date(2026, 4, 1), MANY, 0, {})


def found():
    rows = [(FEW, "size", 0, 2), (FEW, "on", 1, 1), (MANY, "size", 0, 40), (MANY, "on", 1, 10)]
    table = pa.Table.from_pylist([
        {"cohort": day, "way": way, "period": period, "customers": n, "revenue": None} for day, way, period, n in rows
    ])  # fmt: skip
    return cohorts(table, "day", "on", MANY + timedelta(days=1))


def test_the_file_holds_every_cell_and_the_mean_with_n_and_interval():
    rows = {(row["cohort"], row["from"]): row for row in cohort_rows(found(), CHOICE, anonymity=1)}
    assert rows["Mean", 1]["percent"] == 100 * 11 / 42
    assert (rows["3 Mar 2026", 1]["n"], rows["3 Mar 2026", 1]["back"]) == (40, 10)
    assert rows["3 Mar 2026", 1]["low"] < 25 < rows["3 Mar 2026", 1]["high"]
    assert {tuple(row) for row in rows.values()} == {tuple(next(iter(rows.values())))}


def test_a_cohort_of_too_few_customers_is_there_without_its_numbers():
    rows = [row for row in cohort_rows(found(), CHOICE, anonymity=5) if row["cohort"] == "2 Mar 2026"]
    assert rows and all(row["n"] is None and row["percent"] is None for row in rows)
    assert {row["note"] for row in rows} == {"under 5 customers"}
    assert pa.Table.from_pylist(rows).num_columns == 16
