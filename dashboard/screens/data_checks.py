"""The page Data, whether to trust it: quality checks, what each metric lacks, and the snapshots."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Database
from dashboard.screens.text import markdown, plain
from dashboard.store.snapshot import SnapshotInfo

QUALITY = """-- one row per check of the build
select "check", passed, found, says from quality order by passed, "check"
"""
FILLED = """-- one row per column of a table that has rows
select table_name, column_name, rows, filled, 100 * filled / nullif(rows, 0) as share
from coverage where rows > 0 order by table_name, filled desc, column_name
"""


def show_checks(db: Database) -> None:
    """Every check in words, those that need attention first."""
    rows = db.query(QUALITY).to_pylist()
    if not rows:
        st.markdown("This snapshot holds no checks.")
    passed = [row for row in rows if row["passed"]]
    _listed([row for row in rows if not row["passed"]])
    if passed:
        with st.expander(
            f"{len(passed)} checks passed", icon=":material/check:", expanded=len(passed) == len(rows)
        ):
            _listed(passed)


def _listed(rows: Sequence[Mapping[str, Any]]) -> None:
    with st.container(gap="xsmall"):
        for row in rows:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
                if row["passed"]:
                    st.badge("Pass", icon=":material/check:", color="green")
                else:
                    st.badge("Attention", icon=":material/priority_high:", color="orange")
                st.markdown(markdown(row["says"]))


def show_coverage(db: Database, reasons: Mapping[str, str | None]) -> None:
    """Which metrics the data supports, what the others lack, and how full each column is."""
    can = [metric.label for key, metric in CATALOGUE.items() if reasons.get(key) is None]
    st.markdown(f"{len(can)} of {len(CATALOGUE)} metrics can be answered from this data.")
    lacking = [
        {"Metric": metric.label, "What it lacks": reasons[key]}
        for key, metric in CATALOGUE.items()
        if reasons.get(key) is not None
    ]
    if lacking:
        st.dataframe(
            lacking, hide_index=True, alt="Metrics that cannot be answered, and what they lack",
            column_config={"What it lacks": st.column_config.TextColumn(width="large")},
        )  # fmt: skip
    st.markdown("**How full each column is**")
    filled = db.query(FILLED).to_pylist()
    st.dataframe(
        [
            {
                "Table": plain(row["table_name"]), "Column": plain(row["column_name"]), "Filled": row["share"],
                "Rows with a value": row["filled"], "Rows": row["rows"],
            }
            for row in filled
        ],
        hide_index=True, alt="Share of rows with a value, by table and column",
        column_config={
            "Filled": st.column_config.ProgressColumn(format="%.0f %%", min_value=0, max_value=100),
            "Rows with a value": st.column_config.NumberColumn(format="localized"),
            "Rows": st.column_config.NumberColumn(format="localized"),
        },
    )  # fmt: skip


def show_snapshots(kept: Sequence[SnapshotInfo], shown: str, home: Path) -> None:
    """The builds that are kept, which one this page shows, and how to go back to an earlier one."""
    st.markdown(
        "Each build is a file that never changes. Earlier ones are kept for links, decks and going back."
    )
    st.dataframe(
        [
            {
                "Snapshot": info.name, "State": _state(info, shown), "Built": info.built_at, "Rows": info.rows,
                "Size, MB": info.bytes / 1e6,
            }
            for info in kept
        ],
        hide_index=True, alt="Snapshots, newest first",
        column_config={
            "Built": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
            "Rows": st.column_config.NumberColumn(format="localized"),
            "Size, MB": st.column_config.NumberColumn(format="%.1f"),
        },
    )  # fmt: skip
    st.markdown("To go back, run this where the data is; open pages follow with their next question.")
    earlier = next((info.name for info in kept if not info.current), "NAME")
    st.code(
        f"sightline rollback {shlex.quote(earlier)} --home {shlex.quote(str(home))}",
        language=None,
        wrap_lines=True,
    )


def _state(info: SnapshotInfo, shown: str) -> str:
    if info.current:
        return "current, shown here" if info.name == shown else "current"
    return "shown here" if info.name == shown else "kept"
