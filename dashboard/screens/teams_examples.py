"""Contacts and answers of one agent to talk about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from dashboard.metrics.compile import Question
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.metrics.teams_shapes import COACHING
from dashboard.screens.card import Card, card
from dashboard.screens.teams_names import work
from dashboard.screens.visit import Visit

MOST = 5


def examples(metric: Metric, agent: str, cell: tuple[str, ...] | None, visit: Visit, most: int) -> Question:
    """The statement of an agent's rows, on one topic and channel or on all: answers or contacts, as the number is."""
    name = "teams_example_answers" if metric.fact == "fact_answer" else "teams_example_contacts"
    topic, channel = cell or (None, None)
    return ask(name, visit.scope, {"agent": agent, "topic": topic, "on_channel": channel, "most": most})


def talk(cell: tuple[str, ...], metric: Metric, agent: str, more: Mapping[str, str], visit: Visit) -> None:
    """A few rows to talk about, from the cell that tells most. `more`: what else of the page a link carries."""
    asked_for = examples(metric, agent, cell, visit, MOST)
    rows = visit.table(asked_for)
    what = "Answers" if metric.fact == "fact_answer" else "Contacts"
    drawn = Card(
        "coaching_examples", f"{what} to talk about: {work(cell)}",
        "The unsatisfied first." if metric.fact == "fact_answer" else "Reopened, unresolved and longest first.",
        replace(COACHING, key="coaching_examples"), visit.scope, (visit.scope.now(),), rows.to_pylist,
        more=more, questions=(asked_for,), behind=lambda most: examples(metric, agent, cell, visit, most),
    )  # fmt: skip
    with card(drawn, visit):
        if not rows.num_rows:
            st.info("No row is behind this.")
            return
        st.dataframe(
            _short(rows), hide_index=True, height=35 * (rows.num_rows + 1) + 3, key="table_coaching",
            column_config={"day": st.column_config.Column(width=100)}, alt=f"{drawn.title}. {drawn.subtitle}",
        )  # fmt: skip


def _short(rows: pa.Table) -> pa.Table:
    wanted = ("day", "score", "comment", "answer_id", "status", "reopens", "resolution_seconds", "contact_id")
    return rows.select([name for name in wanted if name in rows.column_names])
