"""The page Data, what came in: every source, how fresh it is, and what became of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import streamlit as st

from dashboard.figures.intake import LONGEST_NAME, Intake, intake, percent
from dashboard.metrics.metric import Database
from dashboard.screens.figure import figure
from dashboard.screens.text import plain, plotly
from dashboard.screens.theme import palette

Row = Mapping[str, Any]
LATE_DAYS, MOST_BARS = 7, 8

SOURCES = """-- one row per source
select source, source_class, tables, files::bigint as files, read::bigint as read, accepted::bigint as accepted,
  rejected::bigint as rejected, dropped::bigint as dropped, last_at, imported_at
from source
order by case source_class when 'direct' then 1 when 'indirect' then 2 when 'inferred' then 3 else 4 end, read desc
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of all rows read. `off`: sources whose counts do not add up."""

    sources: int
    files: int
    read: int
    accepted: int
    rejected: int
    dropped: int
    last: date | None
    off: tuple[str, ...]


def totals(sources: Sequence[Row]) -> Totals:
    """The sums over all sources, and whether every row that was read is accounted for."""

    def total(name: str) -> int:
        return sum(row[name] or 0 for row in sources)

    days = [row["last_at"].date() for row in sources if row["last_at"]]
    off = tuple(row["source"] for row in sources if _unaccounted(row))
    return Totals(
        len(sources), total("files"), total("read"), total("accepted"), total("rejected"), total("dropped"),
        max(days, default=None), off,
    )  # fmt: skip


def _unaccounted(row: Row) -> int:
    accounted = (row["accepted"] or 0) + (row["rejected"] or 0) + (row["dropped"] or 0)
    return int((row["read"] or 0) - accounted)


def in_words(sums: Totals) -> str:
    """The first sentence of the page."""
    if not sums.read:
        return "Nothing has been imported yet."
    share = percent(sums.accepted, sums.read).capitalize()
    files, sources = counted(sums.files, "file"), counted(sums.sources, "source")
    lost = "Every other row is kept with its reason." if sums.accepted < sums.read else ""
    return f"{share} of {sums.read:,} rows from {files} of {sources} are in the record. {lost}".strip()


def counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def behind(last: datetime | None, newest: date | None) -> str:
    """How far a source lags behind the newest data, in words."""
    if last is None or newest is None:
        return "no dates"
    days = (newest - last.date()).days
    return f"{days} days behind" if days >= LATE_DAYS else "up to date"


def show_sources(sources: Sequence[Row], newest: date | None) -> None:
    """The bar of each source and the table of counts and freshness."""
    bars = most_lost(sources)
    figure(
        intake([_bar(row) for row in bars], palette()), "data_intake",
        "The share of rows accepted, rejected and left out, of all sources and of those that lost most; "
        "the table below has every source with its numbers.",
    )  # fmt: skip
    if len(sources) > len(bars) - 1:
        st.caption(
            f"The {len(bars) - 1} sources that lost the largest share; all {len(sources)} are in the table."
        )
    table = [
        {
            "Source": plain(row["source"]),
            "Kind": plain(row["source_class"]),
            "Freshness": behind(row["last_at"], newest),
            "Last data": row["last_at"],
            "Last import": row["imported_at"],
            "Files": row["files"],
            "Read": row["read"],
            "Accepted": row["accepted"],
            "Rejected": row["rejected"],
            "Dropped": row["dropped"],
            "Fills": plain(row["tables"] or "").replace("_", " "),
        }
        for row in sources
    ]
    number = st.column_config.NumberColumn(format="localized")
    moment = st.column_config.DatetimeColumn(format="D MMM YYYY")
    st.dataframe(
        table, hide_index=True, placeholder="–", alt="Sources with their counts and freshness",
        column_config={
            "Last data": moment, "Last import": moment, "Files": number, "Read": number, "Accepted": number,
            "Rejected": number, "Dropped": number,
        },
    )  # fmt: skip


def most_lost(sources: Sequence[Row]) -> list[Row]:
    """All sources together, then those of which the largest share did not come in."""
    whole = {
        name: sum(row[name] or 0 for row in sources) for name in ("read", "accepted", "rejected", "dropped")
    }
    ranked = sorted(sources, key=lambda row: (row["accepted"] or 0) / (row["read"] or 1))
    return [{"source": "All sources", **whole}, *ranked[:MOST_BARS]]


def _bar(row: Row) -> Intake:
    name = plain(row["source"])
    clipped = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    return Intake(plotly(clipped), row["accepted"] or 0, row["rejected"] or 0, row["dropped"] or 0)


def read_sources(db: Database) -> list[Row]:
    """Every source of the snapshot."""
    table: pa.Table = db.query(SOURCES)
    rows: list[Row] = table.to_pylist()
    return rows
