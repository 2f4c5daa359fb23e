"""The record: one writer, one row a natural key, the newest version kept, all or nothing."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.store.lock import RecordBusy
from dashboard.store.quote import literal, name
from dashboard.store.record import Record, RecordFailed, open_record
from dashboard.store.schema import TABLES
from dashboard.store.secret import SecretError, read_secret
from dashboard.store.staging import StagingMismatch

CONTACT = TABLES["contact"].columns


def incoming(*rows: tuple[str, str, str | None, str, int]) -> str:
    """(id, status, version, imported at, line) as rows of contact."""
    rest = ", ".join(
        f"null::{CONTACT[c][0]} as {name(c)}" for c in CONTACT if c not in {"contact_id", "status"}
    )
    selects = [
        f"select {literal(key)} as contact_id, {literal(status)} as status, {rest}, 'f' as _file, {line} as _line, "
        f"'s' as _source, timestamp {literal(at)} as _imported_at, {literal(version)}::timestamp as _version"
        for key, status, version, at, line in rows
    ]
    return " union all ".join(selects)


def statuses(record: Record) -> dict[str, str]:
    return dict(record.rows("select contact_id, status from contact order by 1"))


@pytest.fixture
def record(tmp_path: Path):
    with open_record(tmp_path) as opened:
        yield opened


def test_a_new_row_is_inserted_and_the_same_row_again_changes_nothing(record: Record) -> None:
    first = record.upsert("contact", incoming(("1", "open", None, "2025-01-01", 2)))
    again = record.upsert("contact", incoming(("1", "open", None, "2025-01-02", 2)))
    assert (first.inserted, again.unchanged, again.rows) == (1, 1, 1)
    assert record.rows("select _imported_at::varchar from contact") == [("2025-01-01 00:00:00",)]


def test_a_newer_version_replaces_an_older_one(record: Record) -> None:
    record.upsert("contact", incoming(("1", "open", "2025-01-01", "2025-02-01", 2)))
    done = record.upsert("contact", incoming(("1", "solved", "2025-01-05", "2025-02-02", 2)))
    assert done.replaced == 1
    assert statuses(record) == {"1": "solved"}


def test_an_older_version_never_overwrites_a_newer_one(record: Record) -> None:
    record.upsert("contact", incoming(("1", "solved", "2025-01-05", "2025-02-01", 2)))
    done = record.upsert("contact", incoming(("1", "open", "2025-01-01", "2025-02-02", 2)))
    assert done.superseded == 1
    assert statuses(record) == {"1": "solved"}


def test_of_two_rows_in_one_file_the_newer_version_wins_and_then_the_later_line(record: Record) -> None:
    done = record.upsert("contact", incoming(
        ("1", "newest", "2025-01-09", "2025-02-01", 2), ("1", "old", "2025-01-01", "2025-02-01", 3),
        ("2", "first", None, "2025-02-01", 4), ("2", "last", None, "2025-02-01", 5),
    ))  # fmt: skip
    assert (done.inserted, done.superseded) == (2, 2)
    assert statuses(record) == {"1": "newest", "2": "last"}


def test_the_order_of_overlapping_files_with_versions_does_not_matter(tmp_path: Path) -> None:
    first = incoming(("1", "a", "2025-01-01", "2025-02-01", 2), ("2", "b", "2025-01-03", "2025-02-01", 3))
    second = incoming(("1", "c", "2025-01-02", "2025-02-02", 2), ("2", "d", "2025-01-02", "2025-02-02", 3))
    found = []
    for number, files in enumerate(([first, second], [second, first], [first, second, first, second])):
        with open_record(tmp_path / str(number)) as opened:
            for file in files:
                opened.upsert("contact", file)
            found.append(statuses(opened))
    assert found == [{"1": "c", "2": "b"}] * 3


def test_an_empty_cell_of_a_newer_customer_row_does_not_erase_what_another_source_knew(
    record: Record,
) -> None:
    def customer(segment: str | None, region: str | None, at: str) -> str:
        rest = {c: "null" for c in TABLES["customer"].columns} | {
            "customer_id": "'7'", "segment": literal(segment), "region": literal(region)}  # fmt: skip
        cells = ", ".join(f"{v}::{TABLES['customer'].columns[c][0]} as {name(c)}" for c, v in rest.items())
        return (f"select {cells}, 'f' as _file, 2 as _line, 's' as _source, timestamp {literal(at)} as _imported_at, "
                "null::timestamp as _version")  # fmt: skip

    record.upsert("customer", customer("gold", None, "2025-01-01"))
    record.upsert("customer", customer(None, "north", "2025-01-02"))
    assert record.rows("select segment, region from customer") == [("gold", "north")]


def lines(*rows: tuple[str, str, float, str | None, str]) -> str:
    """(order, line, amount, version, imported at) as rows of order_line."""
    held = TABLES["order_line"].columns
    selects = []
    for number, (order, line, amount, version, at) in enumerate(rows):
        cells = {c: "null" for c in held} | {
            "order_id": literal(order), "line": literal(line), "amount": literal(amount)}  # fmt: skip
        typed = ", ".join(f"{v}::{held[c][0]} as {name(c)}" for c, v in cells.items())
        selects.append(
            f"select {typed}, 'f' as _file, {number + 2} as _line, 's' as _source, "
            f"timestamp {literal(at)} as _imported_at, {literal(version)}::timestamp as _version"
        )
    return " union all ".join(selects)


def test_a_newer_export_of_an_order_replaces_all_its_lines(record: Record) -> None:
    both = ("order_id",)
    record.upsert("order_line", lines(("o1", "1", 5, None, "2025-01-01"), ("o1", "2", 7, None, "2025-01-01"),
                                      ("o2", "1", 3, None, "2025-01-01")), replace_by=both)  # fmt: skip
    done = record.upsert("order_line", lines(("o1", "1", 4, None, "2025-01-02")), replace_by=both)
    assert done.replaced == 1
    assert record.rows("select order_id, line, amount from order_line order by all") == [
        ("o1", "1", 4.0), ("o2", "1", 3.0)]  # fmt: skip
    same = record.upsert("order_line", lines(("o1", "1", 4, None, "2025-01-03")), replace_by=both)
    assert (same.unchanged, same.replaced) == (1, 0)


def test_a_failed_transaction_leaves_nothing_behind(record: Record) -> None:
    def write() -> None:
        with record.transaction():
            record.upsert("contact", incoming(("1", "open", None, "2025-01-01", 2)))
            record.execute("select no_such_column from contact")

    with pytest.raises(RecordFailed):
        write()
    assert statuses(record) == {}


def test_a_second_import_is_told_who_is_working_and_changes_nothing(tmp_path: Path) -> None:
    with open_record(tmp_path):
        code = (
            "from pathlib import Path\nfrom dashboard.store.record import open_record\n"
            f"open_record(Path({str(tmp_path)!r})).__enter__()"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"process {os.getpid()}" in done.stderr
    assert "RecordBusy" in done.stderr
    with open_record(tmp_path), pytest.raises(RecordBusy), open_record(tmp_path):
        pass


def test_the_record_and_the_secret_are_for_the_owner_only(tmp_path: Path) -> None:
    with open_record(tmp_path):
        pass
    for file in ("record.duckdb", "secret.key", "import.lock"):
        assert stat.S_IMODE((tmp_path / file).stat().st_mode) == 0o600
    assert not (tmp_path / ".staging").exists()


def test_a_damaged_secret_is_refused_instead_of_making_other_tokens(tmp_path: Path) -> None:
    assert read_secret(tmp_path) == read_secret(tmp_path)
    (tmp_path / "secret.key").write_text("short")
    with pytest.raises(SecretError, match="damaged"):
        read_secret(tmp_path)


def test_lines_of_a_staged_file_are_its_physical_lines(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    path.write_text("n,text\n" + "".join(f"{n},{'x' * (n % 50)}\n" for n in range(2, 300_002)))
    assert record.stage_csv(path, 2, skip=1) == 300_000
    assert record.rows("select count(*) from staged where c0::bigint <> _line") == [(0,)]


def test_a_file_that_does_not_fit_is_not_staged(record: Record, tmp_path: Path) -> None:
    path = tmp_path / "ragged.csv"
    path.write_text("a,b\n1,2\n3\n")
    with pytest.raises(StagingMismatch):
        record.stage_csv(path, 2, skip=1)


def test_a_literal_cannot_leave_its_quotes() -> None:
    assert literal("x'; drop table contact; --") == "'x''; drop table contact; --'"
    assert name('a"b') == '"a""b"'
    with pytest.raises(ValueError, match="NUL"):
        literal("a\0b")
