"""The record in a bucket of S3: an engine reads it there, and a build from it is a build from folders."""

from __future__ import annotations

import pytest

from dashboard.engines.connect import Connected
from dashboard.store.folder import SnapshotError
from tests.engines import whole_record
from tests.engines.test_golden import differences


def test_sail_builds_every_mart_from_a_bucket_as_duckdb_does(by_duckdb, built_on, sail, bucket):
    assert differences(by_duckdb, built_on(sail, bucket)) == []


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
