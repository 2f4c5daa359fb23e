"""CSV that is safe to open in a spreadsheet and named by what is in it."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pyarrow as pa

from dashboard.reports.exhibit import Report

# A spreadsheet runs a cell that begins so, also behind spaces, and reads the full-width signs as the plain ones.
_RUNS = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\u2212]")
_UNWRITABLE = re.compile(r"[\x00\ud800-\udfff]")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


def safe_csv(rows: pa.Table | Sequence[Mapping[str, object]]) -> bytes:
    """The rows as UTF-8 CSV with a byte order mark (so that Excel reads it as UTF-8).

    Text that a spreadsheet would run as a formula, in a cell or in a header, gets an apostrophe in front;
    numbers stay numbers, days and times are ISO 8601, what was not observed is empty.
    """
    header, body = _table(rows) if isinstance(rows, pa.Table) else _records(rows)
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow([_text(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in body)
    return b"\xef\xbb\xbf" + sink.getvalue().encode("utf-8")


def archive(report: Report) -> bytes:
    """One CSV a card, named by its place and what it shows."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for number, exhibit in enumerate(report.slides, 1):
            content = safe_csv(exhibit.rows)
            made.writestr(f"{number:02d}-{file_name(exhibit.headline, content)}", content)
    return sink.getvalue()


def file_name(stem: str, content: bytes, suffix: str = "csv") -> str:
    """A name that changes with the content: two different files can never be served as one."""
    words = _NOT_IN_A_NAME.sub("-", stem.lower()).strip("-")[:60] or "sightline"
    return f"{words}-{hashlib.sha256(content).hexdigest()[:12]}.{suffix}"


def _table(table: pa.Table) -> tuple[list[str], Iterable[tuple[object, ...]]]:
    columns = [column.to_pylist() for column in table.columns]
    return table.column_names, zip(*columns, strict=True)


def _records(rows: Sequence[Mapping[str, object]]) -> tuple[list[str], Iterable[tuple[object, ...]]]:
    header = list(dict.fromkeys(name for row in rows for name in row))
    return header, (tuple(row.get(name) for name in header) for row in rows)


def _text(value: str) -> str:
    written = _UNWRITABLE.sub("\ufffd", value)
    return f"'{written}" if _RUNS.match(written) else written


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return value if math.isfinite(value) else ""
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    return _text(str(value))
