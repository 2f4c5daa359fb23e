"""Metric and scope to SQL: one readable statement per relation for all windows at once.

Shapes: `sum` adds the parts up by day, then by window; `standing` does the same with rows that tell who is there on a
day; `rows` asks the rows themselves (distinct people, latest answer), and `wait` counts how many waited how long, for
survival in Python.
The statements are in `statements`; each asks the smallest cube that can answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.metrics.metric import NOT_STATED, Metric, Relation
from dashboard.metrics.smaller import counted_once
from dashboard.metrics.statements import WINDOWS, WRITERS
from dashboard.scope import Scope, Window

__all__ = ["WINDOWS", "Question", "asked_together", "bounds", "compile_query", "conditions"]


@dataclass(frozen=True, slots=True)
class Question:
    """SQL with named parameters, ready for the snapshot."""

    sql: str
    params: Mapping[str, object]

    def shown(self) -> str:
        """The SQL as people read it: the values of its parameters stand below it as comments."""
        values = "\n".join(f"-- ${name} = {_shown(value)}" for name, value in self.params.items())
        return f"{self.sql}\n{values}" if values else self.sql


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    text = value.isoformat() if isinstance(value, date) else value
    return repr(text).replace("\n", " ") if isinstance(text, str) else str(text)


def compile_query(
    metrics: Sequence[Metric],
    scope: Scope,
    windows: Sequence[Window],
    by: str | tuple[str, ...] | None = None,
) -> Question:
    """The question whose answer holds every part of `metrics` in every window, split by `by` (one or several).

    All metrics share relation, shape and rows. Raises ValueError when they do not, when two windows have one
    label, or when the relation does not know `by`.
    """
    first = metrics[0]
    if {asked_together(metric) for metric in metrics} != {asked_together(first)}:
        raise ValueError("metrics of one query share their relation, shape and rows")
    if len({window.label for window in windows}) < len(windows):
        raise ValueError("two windows of one question have the same label")
    groups = (by,) if isinstance(by, str) else by or ()
    for group in groups:
        if group not in first.relation.dimensions:
            raise ValueError(f"{first.relation.name} cannot be broken down by {group}")
    where, params = conditions(first.relation, first.where, scope)
    relation = counted_once(first.relation, scope.filters(), groups)
    metrics = [replace(metric, relation=relation) for metric in metrics]
    sql = WRITERS[first.shape](metrics, where, groups, len(windows) == 1)
    spans = {name: value for name, value in bounds(windows).items() if f"${name}" in sql}
    return Question(sql, {**spans, **params})


def asked_together(metric: Metric) -> tuple[object, ...]:
    """Metrics with the same answer here go into one query."""
    return metric.relation, metric.shape, metric.where, metric.wait


def bounds(windows: Sequence[Window]) -> dict[str, object]:
    """Windows as the parameters of a statement, and the days between which all of them lie."""
    starts, ends = [window.start for window in windows], [window.end for window in windows]
    return {
        "label": [window.label for window in windows], "first_day": starts, "end_day": ends,
        "earliest": min(starts), "latest": max(ends),
    }  # fmt: skip


def conditions(relation: Relation, where: str, scope: Scope) -> tuple[list[str], dict[str, object]]:
    """The conditions of a scope on a relation, one a line, and their parameters; what it cannot follow is out."""
    lines = [] if where == "true" else [where]
    params: dict[str, object] = {}
    for name, values in scope.filters().items():
        if name in relation.dimensions:
            lines.append(_condition(name, values))
            params[name] = [value for value in values if value != NOT_STATED]
    return lines, params


def _condition(name: str, values: Sequence[str]) -> str:
    chosen = f"list_contains(${name}::varchar[], {name})"
    return f"({chosen} or {name} is null)" if NOT_STATED in values else chosen
