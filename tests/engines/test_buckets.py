"""The record in a bucket of S3: an engine reads it there, and a build from it is a build from folders."""

from __future__ import annotations

import json
from contextlib import closing

import pytest
from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.engines.connect import Connected
from dashboard.store.folder import SnapshotError
from dashboard.store.snapshot import current, open_snapshot
from tests.engines import whole_record
from tests.engines.test_golden import differences


def test_sail_builds_every_mart_from_a_bucket_as_duckdb_does(by_duckdb, built_on, sail, bucket):
    assert differences(by_duckdb, built_on(sail, bucket)) == []


def test_the_command_builds_from_a_bucket(by_duckdb, sail, bucket, tmp_path):
    (tmp_path / "company.toml").write_text('name = "Acme"', "utf-8")
    said = ["build", "--home", str(tmp_path), "--engine", sail, "--from", bucket, "--json"]
    answer = CliRunner().invoke(app, said)
    assert answer.exit_code == 0, answer.output
    made = json.loads(answer.stdout.strip().splitlines()[-1])
    count = "select count(*) as n, count(distinct customer_id) as customers from fact_contact"
    with closing(open_snapshot(current(tmp_path))) as snapshot:
        assert snapshot.name == made["snapshot"]
        assert snapshot.query(count).to_pylist() == by_duckdb.query(count).to_pylist()


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        ("s3://acme/nothing", "s3://acme/nothing holds no folder of Parquet files"),
        ("s3://nobody/record", "The record cannot be read .*404 Not Found"),
    ],
)
def test_a_bucket_without_the_record_is_said_in_a_sentence(elsewhere, said, sail, bucket, tmp_path):
    with pytest.raises(SnapshotError, match=said):
        Connected(sail, elsewhere, whole_record.COMPANY, tmp_path)
