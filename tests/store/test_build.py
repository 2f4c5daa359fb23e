"""From any record, an empty one too, to a whole snapshot with nothing personal in it."""

from __future__ import annotations

import stat
from datetime import date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from dashboard.company import Company
from dashboard.store import machine
from dashboard.store.build import build
from dashboard.store.folder import SnapshotError
from dashboard.store.lock import RecordBusy, held
from dashboard.store.snapshot import current, open_snapshot
from tests.store.promised import TABLES

AT = datetime(2026, 3, 2, 10)
COUNTED = {"BIGINT", "INTEGER", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "VARCHAR", "ENUM"}


def _meta(snapshot) -> dict[str, str]:
    return {row["key"]: row["value"] for row in snapshot.query("select * from meta").to_pylist()}


def test_an_empty_record_gives_a_whole_snapshot_of_empty_tables(home, company):
    result = build(home, company)
    assert result.rows == 0
    snapshot = open_snapshot(result.path)
    columns = snapshot.query(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).to_pylist()
    found = {(row["table_name"], row["column_name"]) for row in columns}
    assert {(table, column) for table, listed in TABLES.items() for column in listed.split()} <= found
    assert {row["data_type"].split("(")[0] for row in columns} <= COUNTED
    assert {
        snapshot.query(f"select count(*) as n from {table}").to_pylist()[0]["n"]
        for table in TABLES
        if "day" in table
    } == {0}
    assert all(row["passed"] for row in snapshot.query("select passed from quality").to_pylist())
    assert _meta(snapshot)["empty"] == "true"
    snapshot.close()


def test_a_single_row_goes_all_the_way(built, rows_of):
    snapshot = built(
        survey_answer=[
            {"answer_id": "1", "answered_at": AT, "kind": "nps", "score": 9, "scale_min": 0, "scale_max": 10}
        ]
    )
    (day,) = rows_of(snapshot, "survey_answer_day", "day")
    assert (day["day"], day["channel"], day["promoters"]) == (date(2026, 3, 2), None, 1)
    meta = _meta(snapshot)
    assert (meta["first_day"], meta["as_of"], meta["empty"], meta["rows"]) == (
        "2026-03-02",
        "2026-03-02",
        "false",
        "1",
    )


def test_the_last_day_ignores_targets_costs_and_ends_that_lie_ahead(built):
    snapshot = built(
        target=[{"metric": "nps", "valid_from": date(2030, 1, 1)}],
        cost=[{"cost_id": "1", "month": date(2030, 1, 1), "amount": 5}],
        subscription=[
            {
                "subscription_id": "1",
                "customer_id": "c",
                "started_on": date(2026, 1, 1),
                "ended_on": date(2031, 1, 1),
            }
        ],
        event=[{"event_id": "1", "happened_at": AT}],
    )
    assert (_meta(snapshot)["first_day"], _meta(snapshot)["as_of"]) == ("2026-01-01", "2026-03-02")


def test_facts_lie_in_the_order_of_time(built):
    snapshot = built(
        event=[{"event_id": str(n), "happened_at": AT.replace(minute=n * 7 % 60)} for n in range(30)]
        + [{"event_id": "x"}]
    )
    times = snapshot.query("select f.at from fact_event f").column(0).to_pylist()
    assert times[-1] is None
    assert times[:-1] == sorted(times[:-1])


def test_an_older_record_without_newer_tables_and_columns_still_builds(home, company):
    home.mkdir()
    with duckdb.connect(str(home / "record.duckdb")) as con:
        con.execute("create table contact (contact_id varchar, opened_at timestamp, _source varchar)")
        con.execute("insert into contact values ('1', '2026-03-02', 's')")
    assert build(home, company).rows == 1


def test_enrichers_read_the_unfinished_snapshot_and_write_tables(home, company, put):
    put(
        home,
        customer=[{"customer_id": "a", "segment": "loyal"}],
        purchase=[{"order_id": "1", "ordered_at": AT, "customer_id": "a"}],
    )
    seen: dict[str, object] = {}

    def customer_value(query, of, as_of):
        seen.update(rows=query("select customer_id from customer").to_pylist(), company=of, as_of=as_of)
        return {
            "customer_value": pa.table(
                {"as_of": [as_of], "segment": ["loyal"], "customers": [1], "clv_sum": [0.1]}
            ),
            "another": pa.table({"n": pa.array([1, 2], pa.int64())}),
        }

    said: list[str] = []
    result = build(home, company, enrich=[customer_value], progress=said.append)
    assert seen == {"rows": [{"customer_id": "a"}], "company": company, "as_of": date(2026, 3, 2)}
    snapshot = open_snapshot(result.path)
    assert snapshot.query("select segment, clv_sum from customer_value").to_pylist() == [
        {"segment": "loyal", "clv_sum": 0.1}
    ]
    assert snapshot.query("select sum(n)::bigint as n from another").to_pylist() == [{"n": 3}]
    snapshot.close()
    assert "Working out customer value ..." in said
    assert [path.name for path in result.path.parent.iterdir() if path.name.startswith(".")] == []


def test_a_build_waits_for_no_import_but_says_so(home, company):
    with held(home), pytest.raises(RecordBusy, match="Wait until it is done"):
        build(home, company)


def test_a_build_that_fails_leaves_what_viewers_see(home, company, put):
    put(home, contact=[{"contact_id": "1"}])
    before = build(home, company)

    def broken(query, of, as_of):
        return {"x": query("select * from there_is_no_such_table")}

    with pytest.raises(SnapshotError, match="What viewers see is unchanged"):
        build(home, company, enrich=[broken])
    assert current(home) == before.path
    assert {path.name for path in before.path.parent.iterdir()} == {before.path.name, "current"}


def test_a_full_disk_is_said_before_anything_is_written(home, company, put, monkeypatch):
    put(home, contact=[{"contact_id": "1"}])
    monkeypatch.setattr(machine, "SPARE_BYTES", 10**18)
    with pytest.raises(SnapshotError, match="free disk"):
        build(home, company)


def test_a_record_that_is_no_database_is_said_plainly(home, company):
    home.mkdir()
    (home / "record.duckdb").write_bytes(b"not a database" * 500)
    with pytest.raises(SnapshotError, match="could not be built"):
        build(home, company)


def test_snapshots_are_for_their_owner_only(home, company):
    path = build(home, company).path
    assert [stat.S_IMODE(p.stat().st_mode) for p in (path, path.parent / "current")] == [0o600, 0o600]
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_building_reads_the_record_and_changes_nothing_in_it(home, company, put):
    put(home, contact=[{"contact_id": "1", "opened_at": AT}])
    before = Path(home / "record.duckdb").read_bytes()
    build(home, company)
    assert Path(home / "record.duckdb").read_bytes() == before


def test_values_at_the_edge_of_what_a_column_holds_do_not_stop_a_build(home, company, put):
    huge, never, ever = 1e300, datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59)
    put(
        home,
        contact=[
            {
                "contact_id": "1",
                "opened_at": never,
                "resolved_at": ever,
                "abandoned": True,
                "queue_seconds": huge,
            },
            {
                "contact_id": "2",
                "opened_at": ever,
                "first_reply_at": never,
                "handle_seconds": float("inf"),
                "reopens": 2**62,
            },
            {
                "contact_id": "3",
                "opened_at": AT,
                "queue_seconds": -5,
                "handle_seconds": float("nan"),
                "abandoned": True,
            },
        ],
        event=[{"event_id": "1", "happened_at": ever, "name": "store_visit", "store": "A", "quantity": huge}],
        purchase=[{"order_id": "1", "ordered_at": never, "amount": huge, "customer_id": "c"}],
        subscription=[
            {
                "subscription_id": "1",
                "customer_id": "c",
                "started_on": date(2026, 1, 1),
                "churned": True,
                "tenure_months": huge,
            },
            {
                "subscription_id": "2",
                "customer_id": "d",
                "started_on": date(1, 1, 1),
                "ended_on": date(9999, 12, 31),
            },
        ],
        survey_answer=[
            {"answer_id": "1", "kind": "nps", "score": huge, "scale_min": -huge, "scale_max": huge}
        ],
    )
    hours = {"monday": {"open": "09:00", "close": "17:00"}}
    for zone in ("Pacific/Auckland", "America/Los_Angeles"):
        assert build(home, Company(name="Acme", time_zone=zone, hours=hours)).rows == 8


def test_a_build_may_name_its_content_while_someone_reads_it(home, company):
    first = build(home, company)
    snapshot = open_snapshot(first.path)
    assert build(home, company).path == first.path
    assert snapshot.query("select 1 as n").num_rows == 1
    snapshot.close()
