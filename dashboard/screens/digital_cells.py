"""Sums of tasks to answers: any task, device, channel and window, by the catalogue's own formulas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.metrics.query import Parts
from dashboard.metrics.shape import ask
from dashboard.scope import Scope, Window
from dashboard.screens.data import kept
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit

Row = Mapping[str, Any]
Cell = tuple[str, ...]
OFTEN = 20
"""As in metrics/anonymity.py: larger groups are not counted person by person."""


def tasks_question(scope: Scope, windows: Sequence[Window], name: str = "digital_tasks") -> Question:
    """Every task in these windows; `name`: the statement that is asked of them."""
    return ask(name, scope, bounds(windows))


def task_rows(scope: Scope, visit: Visit) -> list[Row]:
    """Every task of the period, its comparison and their steps, one question for all that is drawn of them."""
    question = tasks_question(scope, periods_of(visit).all())
    asked = repr(("task rows", visit.db.name, question.sql, question.params))
    return kept(asked, lambda: visit.table(question).to_pylist())


def named(rows: Iterable[Row], column: str) -> list[str]:
    """The values of a column, the most frequent task counts first; what is not stated last."""
    sums: dict[str, float] = {}
    for row in rows:
        value = said(row, column)
        sums[value] = sums.get(value, 0.0) + row["mature"]
    return sorted(sums, key=lambda value: (value == NOT_STATED, -sums[value], value))


def said(row: Row, column: str) -> str:
    value = row[column]
    return NOT_STATED if value is None else str(value)


def cells(
    rows: Sequence[Row], metric: Metric, windows: Sequence[Window], keys: Sequence[str], visit: Visit
) -> dict[Cell, Answer]:
    """An answer by window label and the values of `keys`, from sums of `digital_tasks`. Its group is the last key."""
    sums: dict[Cell, dict[str, float]] = {}
    for row in rows:
        cell = (str(row["label"]), *(said(row, key) for key in keys))
        into = sums.setdefault(cell, dict.fromkeys(metric.parts, 0.0))
        for part in metric.parts:
            into[part] += row[part]
    columns = {part: np.array([into[part] for into in sums.values()]) for part in metric.parts}
    parts = Parts(columns, metric.n_part)
    with np.errstate(divide="ignore", invalid="ignore"):
        sides = [metric.value(parts), *metric.interval(parts)] if sums else []
    by_label = {window.label: window for window in windows}
    ignored = metric.not_followed(visit.scope.filters())
    found = {}
    for place, (cell, into) in enumerate(sums.items()):
        n = round(into[metric.n_part])
        value, low, high = (_number(side[place]) if n else None for side in sides)
        found[cell] = Answer(
            metric.key, metric.variant, by_label[cell[0]], cell[-1] if keys else None, value, low, high, n, into,
            small=n < metric.minimum_n, ignored=ignored,
        )  # fmt: skip
    return found


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def withheld(
    found: Mapping[Cell, Answer], people: Sequence[Row], keys: Sequence[str], least: int
) -> dict[Cell, Answer]:
    """The answers, those about fewer than `least` customers without their number. `people`: `digital_task_people`."""
    counts: dict[Cell, float] = {}
    for row in people:
        cell = (str(row["label"]), *(said(row, key) for key in keys))
        counts[cell] = counts.get(cell, 0.0) + row["people"]
    return {
        cell: _hidden(answer, least) if answer.n and min(counts.get(cell, answer.n), answer.n) < least else answer
        for cell, answer in found.items()
    }  # fmt: skip


def few(found: Mapping[Cell, Answer], least: int) -> bool:
    """Whether any answer is about so few that its customers have to be counted."""
    return least > 1 and any(0 < answer.n < least * OFTEN for answer in found.values())


def _hidden(answer: Answer, least: int) -> Answer:
    reason = f"Withheld: fewer than {least} customers."
    return replace(answer, value=None, low=None, high=None, parts={}, n=0, refused=reason)
