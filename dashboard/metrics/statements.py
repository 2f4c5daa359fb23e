"""The statements of each shape: how sums, rows and waits are asked of the smallest cube that can answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dashboard.metrics.metric import KNOWN, Metric, Relation
from dashboard.metrics.smaller import smallest
from dashboard.metrics.written import written

WINDOWS = f"with {written('windows')}"
"""Windows go by their number, in which rows are grouped faster than by what they are called."""
DAYS = """days as (
  select
    number, first_day, cast(unnest(generate_series(first_day, end_day - 1, interval 1 day)) as date) as day
  from windows
)"""
"""Every day of every window: rows are added up by window at once where no sum of a day is needed."""
Groups = tuple[str, ...]
Read = tuple[str, list[str], list[str]]
"""A table, what of it is added up, and the conditions."""


def _grain(groups: Groups, more: str = "") -> str:
    """The first line of every statement: '-- one row per window, channel and stage'."""
    names = ["window", *groups, *([more] if more else [])]
    return "-- one row per " + ", ".join(names[:-1]) + (" and " if names[1:] else "") + names[-1]


def _sum_sql(metrics: Sequence[Metric], where: list[str], groups: Groups, alone: bool) -> str:
    relation = metrics[0].relation
    by_day = relation.keys == ("day",) and not relation.rows and not any(metric.over for metric in metrics)
    if by_day and (alone or len(groups) > 1):
        read = _read_of(metrics, where, groups)
        said = _at_once(f"{_grain(groups)}: sums of", read, relation, groups, alone)
        return said if len(groups) > 1 else said + _order(groups)
    parts = _merged(metrics, "parts")
    name = smallest(relation, (*where, *groups, *parts.values()))
    inner = [*relation.keys, *groups, *(_named(sql, name) for name, sql in parts.items())]
    outer = {name: f"sum(r.{name})" for name in parts} | _merged(metrics, "over")
    return f"""{_grain(groups)}: sums of {name}
{WINDOWS},
added_up as (
  select {_listed(inner, "    ")}
  from {relation.rows or name}
  where {_all([relation.bounds, *where], "    ")}
  group by all
)
select {_outer(groups, outer)}
from windows w
join added_up r on {relation.joined}
{_grouped(groups)}{_order(groups)}"""


def _rows_sql(metrics: Sequence[Metric], where: list[str], groups: Groups, alone: bool) -> str:
    relation = metrics[0].relation
    name = smallest(relation, (*_asked(metrics, where), *groups))
    if name != relation.name and metrics[0].where in ("true", KNOWN):
        return _reached_sql(metrics, name, where, groups, alone)
    qualify = ""
    if relation.latest:
        kept, order = relation.latest
        qualify = f"\n  qualify row_number() over (partition by w.number, {kept} order by {order}) = 1"
    counted = _listed([_named(_double(sql), name) for name, sql in _merged(metrics, "parts").items()], "  ")
    return f"""{_grain(groups)}: counted over every {relation.grain}
{WINDOWS},
chosen as (
  select w.number, r.*
  from windows w
  join {relation.name} r on {relation.joined}
  where {_all([relation.bounds, *where], "    ")}{qualify}
)
select {_listed(["$label[r.number] as label", *(f"r.{group}" for group in groups)], "  ")},
  {counted}
from chosen r
{_grouped(groups, "r")}{_order(groups)}"""


def _reached_sql(metrics: Sequence[Metric], name: str, where: list[str], groups: Groups, alone: bool) -> str:
    """People are new in a window on the first of its days on which they were there."""
    begin = "$earliest" if alone else "w.first_day"
    lines = [*_asked(metrics, where), f"(previous_day >= {begin}) is not true"]
    columns = [_named(_double(sql), part) for part, sql in _merged(metrics, "reached").items()]
    first = f"{_grain(groups)}: people counted on the first day of the window on which they were there, from"
    return _at_once(first, (name, columns, lines), metrics[0].relation, groups, alone) + _order(groups)


def _wait_sql(metrics: Sequence[Metric], where: list[str], groups: Groups, alone: bool) -> str:
    first = f"{_grain(groups, 'waiting time, its end seen or not')}: how many waited that long, from"
    read = _read_of(metrics, where, groups)
    return _at_once(first, read, metrics[0].relation, groups, alone, metrics[0].wait)


def _at_once(
    first: str, read: Read, relation: Relation, groups: Groups, alone: bool, keys: Sequence[str] = ()
) -> str:
    """Rows of the cube added up by window with no sum of a day before; `alone`: all days are those of one window."""
    name, columns, lines = read
    label = "$label[1] as label" if alone else "$label[w.number] as label"
    windows = "" if alone else f"{WINDOWS},\n{DAYS}\n"
    join = "" if alone else "\njoin days w using (day)"
    return f"""{first} {name}
{windows}select {_listed([label, *groups, *columns], "  ")}
from {name} r{join}
where {_all([relation.bounds, *lines], "  ")}
{"group by all" if alone else _grouped([*groups, *keys])}"""


def _read_of(metrics: Sequence[Metric], where: list[str], groups: Groups) -> Read:
    """What sums or counted waits are read of: the table, the columns besides the groups, and the conditions."""
    relation = metrics[0].relation
    if metrics[0].shape != "wait":
        parts = _merged(metrics, "parts")
        name = smallest(relation, (*where, *groups, *parts.values()))
        return name, [_named(_double(sql), part) for part, sql in parts.items()], where
    seconds, observed = metrics[0].wait
    name = smallest(relation, (*where, *groups)) if metrics[0].where == "true" else relation.name
    n = "count(*)" if name == relation.name else "sum(n)"
    columns = [f"{seconds}::double as seconds", f"{observed} as observed", f"{n}::double as n"]
    return name, columns, [*where, f"{seconds} is not null"]


def _asked(metrics: Sequence[Metric], where: list[str]) -> list[str]:
    """The conditions of the scope; the metric's own, which chooses its rows, stands before them."""
    return where if metrics[0].where == "true" else where[1:]


def _merged(metrics: Sequence[Metric], field: str) -> dict[str, str]:
    merged: dict[str, str] = {}
    for metric in metrics:
        for name, sql in getattr(metric, field).items():
            if merged.setdefault(name, sql) != sql:
                raise ValueError(f"the part '{name}' means two things in {metric.relation.name}")
    return merged


def _outer(groups: Groups, parts: Mapping[str, str]) -> str:
    columns = ["$label[w.number] as label", *(f"r.{group}" for group in groups)]
    return _listed([*columns, *(_named(_double(sql), name) for name, sql in parts.items())], "  ")


def _double(sql: str) -> str:
    return f"({sql})::double" if "filter" in sql else f"{sql}::double"


def _named(sql: str, name: str) -> str:
    return f"{sql} as {name}"


def _listed(columns: Sequence[str], indent: str) -> str:
    return f",\n{indent}".join(columns)


def _all(lines: Sequence[str], indent: str) -> str:
    return f"\n{indent}and ".join(lines)


def _grouped(columns: Sequence[str], table: str = "w") -> str:
    return f"group by {', '.join([f'{table}.number', *columns])}"


def _order(groups: Groups) -> str:
    columns = [*(f"r.{group} nulls last" for group in groups), "label"]
    return f"\norder by {', '.join(columns)}" if groups else ""


WRITERS: Mapping[str, Callable[[Sequence[Metric], list[str], Groups, bool], str]] = {
    "sum": _sum_sql, "standing": _sum_sql, "rows": _rows_sql, "wait": _wait_sql,
}  # fmt: skip
