"""The page Data, what did not come in: rejected rows with their causes, dropped rows with their reasons."""

from __future__ import annotations

import streamlit as st

from dashboard.metrics.metric import Database
from dashboard.reports.csv import safe_csv
from dashboard.screens.data_sources import Row, counted
from dashboard.screens.text import markdown, plain

MOST_CAUSES, MOST_EXAMPLES = 200, 50

CAUSES = """-- one row per source, column and cause of rejection
select source, "column", cause, count(*) as rows, count(distinct name) as files
from reject
group by all
order by rows desc, source, "column", cause
limit $most
"""
EXAMPLES = """-- one row per rejected row of one cause
select name, line, "column", cause, raw_redacted
from reject
where source is not distinct from $source and cause is not distinct from $cause
  and "column" is not distinct from $column
order by name, line
limit $most
"""
REJECTS = """-- one row per rejected row
select source, name as file, line, "column", cause, raw_redacted as row
from reject
order by source, name, line, "column"
"""
COUNT = """-- one row: how many rows were rejected
select count(*) as rows from reject
"""
DROPPED = """-- one row per source and reason
select source, reason, rows::bigint as rows from dropped order by rows desc, source, reason
"""


def show_rejects(db: Database) -> None:
    """Causes, most frequent first; the rows behind the chosen one; all of them as a file."""
    causes = db.query(CAUSES, {"most": MOST_CAUSES}).to_pylist()
    if not causes:
        st.success("No row was rejected.")
        return
    count = db.query(COUNT).to_pylist()[0]["rows"]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"{counted(count, 'row')} could not be read. Choose a cause to see its rows.")
        st.download_button(
            "All rejected rows (CSV)", data=lambda: safe_csv(db.query(REJECTS)), mime="text/csv",
            file_name=f"rejected-rows-{db.name}.csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    chosen = st.dataframe(
        [
            {
                "Rows": row["rows"], "What is wrong": plain(row["cause"] or ""), "Column": plain(row["column"] or ""),
                "Source": plain(row["source"] or ""), "Files": row["files"],
            }
            for row in causes
        ],
        hide_index=True, key="reject_causes", on_select="rerun", selection_mode="single-row",
        alt="Causes of rejection, most frequent first",
        column_config={
            "What is wrong": st.column_config.TextColumn(width="large"),
            "Rows": st.column_config.NumberColumn(format="localized"),
        },
    )  # fmt: skip
    picked = chosen["selection"]["rows"]
    _show_examples(db, causes[picked[0] if picked and picked[0] < len(causes) else 0])


def _show_examples(db: Database, cause: Row) -> None:
    asked = {
        "source": cause["source"],
        "cause": cause["cause"],
        "column": cause["column"],
        "most": MOST_EXAMPLES,
    }
    rows = db.query(EXAMPLES, asked).to_pylist()
    first = f"the first {len(rows)} of {cause['rows']:,}" if cause["rows"] > len(rows) else f"all {len(rows)}"
    st.markdown(f"**{markdown(cause['cause'] or '')}** · {markdown(cause['source'] or '')}, {first}")
    st.dataframe(
        [
            {
                "File": plain(row["name"] or ""), "Line": row["line"], "Column": plain(row["column"] or ""),
                "The row as it came": plain(row["raw_redacted"] or ""),
            }
            for row in rows
        ],
        hide_index=True, alt="Rejected rows of the chosen cause",
        column_config={
            "Line": st.column_config.NumberColumn(format="plain"),
            "The row as it came": st.column_config.TextColumn(width="large"),
        },
    )  # fmt: skip


def show_dropped(db: Database) -> None:
    """Rows that are not data by the rule of their format, with the rule."""
    rows = db.query(DROPPED).to_pylist()
    if not rows:
        st.markdown("No row was left out by rule.")
        return
    st.markdown("By the rules of their format these rows are not experience: they are counted and left out.")
    st.dataframe(
        [{"Reason": plain(r["reason"]), "Source": plain(r["source"]), "Rows": r["rows"]} for r in rows],
        hide_index=True, alt="Rows left out by rule",
        column_config={"Rows": st.column_config.NumberColumn(format="localized")},
    )  # fmt: skip
