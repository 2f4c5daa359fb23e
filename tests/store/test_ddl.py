"""The record's tables are those of the schema, in a new file and in an older one."""

from __future__ import annotations

import duckdb

from dashboard.store.ddl import create_record, record_columns
from dashboard.store.schema import LEDGER, ORIGIN, TABLES


def columns_of(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in con.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal"
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def test_a_new_record_has_every_table_with_its_origin_and_the_ledger():
    con = duckdb.connect()
    create_record(con)
    found = columns_of(con)
    assert found.keys() == TABLES.keys() | LEDGER.keys()
    assert found["contact"] == {name: kind for name, (kind, _) in TABLES["contact"].columns.items()} | ORIGIN
    assert found["reject"] == LEDGER["reject"]


def test_an_older_record_gets_what_it_lacks_and_keeps_its_rows():
    con = duckdb.connect()
    con.execute("create table contact (contact_id varchar, _file varchar)")
    con.execute("insert into contact values ('1', 'f')")
    create_record(con)
    create_record(con)
    assert columns_of(con) == {table: dict(columns) for table, columns in record_columns().items()}
    assert con.execute("select contact_id, _file, opened_at from contact").fetchall() == [("1", "f", None)]
