"""Answers for cells of several columns at once, and for groups of them put together, with people counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite

import numpy as np
import pyarrow as pa

from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import WINDOWS, Question, conditions
from dashboard.metrics.metric import Array, Metric
from dashboard.metrics.query import Parts
from dashboard.metrics.waits import runs, waits_of
from dashboard.scope import Scope, Window

Key = tuple[str, ...]


def people_query(metric: Metric, scope: Scope, window: Window, by: Sequence[str]) -> Question:
    """How many customers stand behind each cell; a row that names none counts as one of its own.

    Behind stand all that n counts, not only those that make the number: reopened contacts alone would hide who has few.
    """
    counted = metric.fact_where if metric.where == "true" else metric.where
    where, params = conditions(metric.relation, counted, scope)
    lines = f"\nwhere {f'{chr(10)}  and '.join(where)}" if where else ""
    columns = ", ".join(f"r.{name}" for name in by)
    sql = f"""-- one row per {", ".join(by)}: customers behind {metric.label}
{WINDOWS}
select {columns},
  (count(distinct r.customer_id) + count(*) filter (where r.customer_id is null))::bigint as people
from windows w
join {metric.fact} r on r.day >= w.first_day and r.day < w.end_day{lines}
group by all"""
    return Question(
        sql, {"label": [window.label], "first_day": [window.start], "end_day": [window.end], **params}
    )


def keys_of(table: pa.Table, by: Sequence[str]) -> list[Key]:
    """The cell of every row; what is not stated is ''."""
    columns = [
        ["" if value is None else str(value) for value in table.column(name).to_pylist()] for name in by
    ]
    return list(zip(*columns, strict=True))


def cells(metric: Metric, table: pa.Table, keys: Sequence[Key | None], window: Window) -> dict[Key, Answer]:
    """An answer per cell from what `compile_query` found; rows of one key are put together, those of None left out.

    Only for parts that add up (shape sum) and for waits.
    """
    kept = [row for row, key in enumerate(keys) if key is not None]
    order = sorted(kept, key=lambda row: keys[row] or ())
    if not order:
        return {}
    found = [key for row in order if (key := keys[row]) is not None]
    columns = {
        name: table.column(name).to_numpy(zero_copy_only=False)[order]
        for name in table.column_names if not pa.types.is_string(table.schema.field(name).type)
        and not pa.types.is_dictionary(table.schema.field(name).type)
    }  # fmt: skip
    if metric.shape == "wait":
        flat, parts, *sides = waits_of(
            metric.statistic, *runs([("now", repr(key)) for key in found]), columns
        )
        names = {repr(key): key for key in found}
        return _answers(metric, [names[group or ""] for _, group in flat], parts["n"], sides, window)
    return _added_up(metric, found, columns, window)


def _added_up(
    metric: Metric, found: Sequence[Key], columns: Mapping[str, Array], window: Window
) -> dict[Key, Answer]:
    unique = list(dict.fromkeys(found))
    place = {key: at for at, key in enumerate(unique)}
    at = np.array([place[key] for key in found])
    sums = {
        name: np.bincount(at, np.nan_to_num(columns[name].astype(float)), len(unique)).astype(float)
        for name in (*metric.parts, *metric.over)
    }
    parts = Parts(sums, metric.n_part)
    with np.errstate(divide="ignore", invalid="ignore"):
        sides = metric.value(parts), *metric.interval(parts)
    return _answers(metric, unique, parts.n, sides, window)


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
