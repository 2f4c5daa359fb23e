"""Answers for cells of several columns at once, and for groups of them put together, with people counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.metrics.answer import Answer
from dashboard.metrics.columns import coded, numbers
from dashboard.metrics.compile import Question, conditions
from dashboard.metrics.metric import Array, Metric
from dashboard.metrics.query import Parts
from dashboard.metrics.waits import waits_of
from dashboard.scope import Scope, Window

Key = tuple[str, ...]


def people_query(
    metric: Metric, scope: Scope, window: Window, by: Sequence[str], few: Sequence[Key]
) -> Question:
    """How many customers stand behind each of these cells; a row that names none counts as one of its own.

    Behind stand all that n counts, not only those that make the number: reopened contacts alone would hide who has few.
    """
    counted = metric.fact_where if metric.where == "true" else metric.where
    where, params = conditions(metric.relation, counted, scope)
    columns = ", ".join(f"r.{name}" for name in by)
    named = ", ".join(f"unnest($few_{name}::varchar[]) as few_{name}" for name in by)
    same = "\n  and ".join(f"f.few_{name} = coalesce(cast(r.{name} as varchar), '')" for name in by)
    wanted = {f"few_{name}": [key[at] for key in few] for at, name in enumerate(by)}
    near = [
        f"list_contains(list_distinct($few_{name}::varchar[]), r.{name})"
        for name in by
        if "" not in wanted[f"few_{name}"]
    ]
    sql = f"""-- one row per {", ".join(by)}: customers behind {metric.label}
with few as (
  select {named}
)
select {columns},
  (count(distinct r.customer_id) + count(*) filter (where r.customer_id is null))::bigint as people
from {metric.fact} r
join few f on {same}
where {f"{chr(10)}  and ".join(["r.day >= $first_day", "r.day < $end_day", *near, *where])}
group by all"""
    return Question(sql, {"first_day": window.start, "end_day": window.end, **wanted, **params})


def keys_of(table: pa.Table, by: Sequence[str]) -> tuple[list[Key], npt.NDArray[np.int64]]:
    """The different cells of a table's rows, and which of them each row is in; what is not stated is ''."""
    every, sides = np.zeros(table.num_rows, dtype=np.int64), []
    for name in by:
        codes, values = coded(table, name)
        every = every * len(values) + codes
        sides.append(["" if value is None else str(value) for value in values])
    found, which = np.unique(every, return_inverse=True)
    places = np.unravel_index(found, [len(side) for side in sides])
    named = ([side[at] for at in place] for side, place in zip(sides, places, strict=True))
    return list(zip(*named, strict=True)), which


def cells(
    metric: Metric,
    table: pa.Table,
    keys: Sequence[Key | None],
    which: npt.NDArray[np.int64],
    window: Window,
) -> dict[Key, Answer]:
    """An answer per key from what a question by several columns found: row i has the key `keys[which[i]]`; rows of one
    key are put together, those of None left out.

    Only for parts that add up (shape sum) and for waits.
    """
    names = sorted({key for key in keys if key is not None})
    places = {key: at for at, key in enumerate(names)}
    place = np.array([-1 if key is None else places[key] for key in keys], dtype=np.int64)[which]
    rows = np.flatnonzero(place >= 0)
    if not rows.size:
        return {}
    rows = rows[np.argsort(place[rows], kind="stable")]
    parts = ("seconds", "observed", "n") if metric.shape == "wait" else (*metric.parts, *metric.over)
    columns = {name: numbers(table.column(name))[rows] for name in parts}
    if metric.shape == "wait":
        starts = np.flatnonzero(np.diff(place[rows], prepend=-1)).tolist()
        _, waited, *sides = waits_of(metric.statistic, [("now", None)] * len(starts), starts, columns)
        return _answers(metric, names, waited["n"], sides, window)
    return _added_up(metric, names, place[rows], columns, window)


def _added_up(
    metric: Metric, names: Sequence[Key], place: npt.NDArray[np.int64], columns: Mapping[str, Array], window: Window
) -> dict[Key, Answer]:  # fmt: skip
    sums = {
        name: np.bincount(place, np.nan_to_num(column.astype(float)), len(names)).astype(float)
        for name, column in columns.items()
    }
    parts = Parts(sums, metric.n_part)
    with np.errstate(divide="ignore", invalid="ignore"):
        sides = metric.value(parts), *metric.interval(parts)
    return _answers(metric, names, parts.n, sides, window)


def _answers(
    metric: Metric, keys: Sequence[Key], n: Array, sides: Sequence[Array], window: Window
) -> dict[Key, Answer]:
    made = {}
    for at, key in enumerate(keys):
        value, low, high = (float(side[at]) if n[at] and isfinite(side[at]) else None for side in sides)
        count = round(float(n[at]))
        made[key] = Answer(
            metric.key, metric.variant, window, " · ".join(key), value, low, high, count, {},
            small=count < metric.minimum_n,
        )  # fmt: skip
    return made
