"""Metric and scope to SQL: one readable statement per relation for all windows at once.

Shapes: `sum` adds the parts up by day, then by window; `state` and `standing` do the same with rows that hold
over a range of days; `rows` asks the rows themselves (distinct people, latest answer), and `wait` counts how
many waited how long, for survival in Python.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.metrics.metric import NOT_STATED, Metric, Relation
from dashboard.scope import Scope, Window

WINDOWS = """with windows as (
  select unnest($label) as label, unnest($first_day) as first_day, unnest($end_day) as end_day
)"""


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
    writer = {"rows": _rows_sql, "wait": _wait_sql}.get(first.shape, _sum_sql)
    where, params = conditions(first.relation, first.where, scope)
    return Question(writer(metrics, where, groups), {**_window_params(windows, first), **params})


def asked_together(metric: Metric) -> tuple[object, ...]:
    """Metrics with the same answer here go into one query."""
    return metric.relation, metric.shape, metric.where, metric.wait


def _window_params(windows: Sequence[Window], metric: Metric) -> dict[str, object]:
    starts, ends = [window.start for window in windows], [window.end for window in windows]
    params: dict[str, object] = {
        "label": [window.label for window in windows], "first_day": starts, "end_day": ends,
    }  # fmt: skip
    return params if metric.shape == "rows" else {**params, "earliest": min(starts), "latest": max(ends)}


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
    chosen = f"{name} in (select unnest(${name}::varchar[]))"
    return f"({chosen} or {name} is null)" if NOT_STATED in values else chosen


Groups = tuple[str, ...]


def _grain(groups: Groups, more: str = "") -> str:
    """The first line of every statement: '-- one row per window, channel and stage'."""
    names = ["window", *groups, *([more] if more else [])]
    return "-- one row per " + ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]


def _sum_sql(metrics: Sequence[Metric], where: list[str], groups: Groups) -> str:
    relation = metrics[0].relation
    parts = _merged(metrics, "parts")
    inner = [*relation.keys, *groups, *(_named(sql, name) for name, sql in parts.items())]
    outer = {name: f"sum(r.{name})" for name in parts} | _merged(metrics, "over")
    return f"""{_grain(groups)}: sums of {relation.name}
{WINDOWS},
added_up as (
  select {_listed(inner, "    ")}
  from {relation.rows or relation.name}
  where {_all([relation.bounds, *where], "    ")}
  group by all
)
select {_outer(groups, outer)}
from windows w
join added_up r on {relation.joined}
group by all{_order(groups)}"""


def _rows_sql(metrics: Sequence[Metric], where: list[str], groups: Groups) -> str:
    relation = metrics[0].relation
    qualify = ""
    if relation.latest:
        kept, order = relation.latest
        qualify = f"\n  qualify row_number() over (partition by w.label, {kept} order by {order}) = 1"
    counted = _listed([_named(_double(sql), name) for name, sql in _merged(metrics, "parts").items()], "  ")
    return f"""{_grain(groups)}: counted over every {relation.grain}
{WINDOWS},
chosen as (
  select w.label, r.*
  from windows w
  join {relation.name} r on {relation.joined}{_where(where, "    ")}{qualify}
)
select {_listed(["r.label", *(f"r.{group}" for group in groups)], "  ")},
  {counted}
from chosen r
group by all{_order(groups, "r")}"""


def _wait_sql(metrics: Sequence[Metric], where: list[str], groups: Groups) -> str:
    relation, (seconds, observed) = metrics[0].relation, metrics[0].wait
    inner = ["day", *groups, f"{seconds}::double as seconds", f"{observed} as observed", "count(*) as n"]
    outer = ["w.label", *(f"r.{group}" for group in groups), "r.seconds", "r.observed"]
    order = [f"r.{group} nulls last" for group in groups]
    return f"""{_grain(groups, "waiting time, its end seen or not")}: how many waited that long
{WINDOWS},
added_up as (
  select {", ".join(inner)}
  from {relation.name}
  where {_all([relation.bounds, *where, f"{seconds} is not null"], "    ")}
  group by all
)
select {", ".join(outer)}, sum(r.n)::double as n
from windows w
join added_up r on {relation.joined}
group by all{f"{chr(10)}order by {', '.join(order)}" if order else ""}"""


def _merged(metrics: Sequence[Metric], field: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for metric in metrics:
        for name, sql in getattr(metric, field).items():
            if merged.setdefault(name, sql) != sql:
                raise ValueError(f"the part '{name}' means two things in {metric.relation.name}")
    return merged


def _outer(groups: Groups, parts: Mapping[str, str]) -> str:
    columns = ["w.label", *(f"r.{group}" for group in groups)]
    return _listed([*columns, *(_named(_double(sql), name) for name, sql in parts.items())], "  ")


def _double(sql: str) -> str:
    return f"({sql})::double" if "filter" in sql else f"{sql}::double"


def _named(sql: str, name: str) -> str:
    return f"{sql} as {name}"


def _listed(columns: Sequence[str], indent: str) -> str:
    return f",\n{indent}".join(columns)


def _all(lines: Sequence[str], indent: str) -> str:
    return f"\n{indent}and ".join(lines)


def _where(lines: Sequence[str], indent: str) -> str:
    return f"\n  where {_all(lines, indent)}" if lines else ""


def _order(groups: Groups, table: str = "w") -> str:
    columns = [*(f"r.{group} nulls last" for group in groups), f"{table}.label"]
    return f"\norder by {', '.join(columns)}" if groups else ""
