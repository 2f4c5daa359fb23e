"""Ask a snapshot: metrics x scope x windows to answers, one query per relation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import isnan

import numpy as np

from dashboard.metrics.anonymity import withhold
from dashboard.metrics.answer import Answer
from dashboard.metrics.columns import numbers
from dashboard.metrics.compile import Question, asked_together, compile_query, conditions
from dashboard.metrics.coverage import Coverage, read_coverage, refusal
from dashboard.metrics.metric import NOT_STATED, Array, Database, Metric
from dashboard.metrics.waits import put_together, waits_of
from dashboard.scope import Scope, Window

__all__ = ["Answer", "Question", "compile_query", "measure", "refusal", "rows_query", "series"]

Cell = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a query found: the parts of one metric, one array each, by cell (window label, group)."""

    cells: list[Cell]
    parts: Mapping[str, Array]
    value: Array
    low: Array
    high: Array


def measure(
    db: Database,
    metrics: Sequence[Metric],
    scope: Scope,
    windows: Sequence[Window],
    by: str | None = None,
    *,
    coverage: Coverage | None = None,
    anonymity: int = 0,
) -> list[Answer]:
    """An answer per metric, group and window, in that order; groups in the order of the data's vocabulary.

    What the data cannot support, or cannot be broken down this way, is one refused answer per window. In a
    breakdown, groups of fewer than `anonymity` customers are withheld. `coverage` saves reading it again.
    """
    known = read_coverage(db) if coverage is None else coverage
    found: dict[tuple[str, str | None], list[Answer]] = {}
    asked: dict[tuple[object, ...], list[Metric]] = {}
    for metric in metrics:
        reason = refusal(metric, known) or _no_breakdown(metric, by)
        if reason:
            found[metric.key, metric.variant] = [_refused(metric, scope, w, None, reason) for w in windows]
        else:
            asked.setdefault(asked_together(metric), []).append(metric)
    for together in asked.values():
        frames = _frames(db, together, scope, windows, by)
        for metric in together:
            answers = list(_answers(metric, scope, windows, by, frames(metric)))
            kept = withhold(db, metric, scope, by, answers, anonymity) if by else answers
            found[metric.key, metric.variant] = kept
    return [answer for metric in metrics for answer in found[metric.key, metric.variant]]


def series(
    db: Database, metric: Metric, scope: Scope, steps: Sequence[Window], coverage: Coverage | None = None
) -> list[Answer]:
    """The metric in every step of a trend."""
    return measure(db, [metric], scope, steps, coverage=coverage)


def _no_breakdown(metric: Metric, by: str | None) -> str | None:
    if by is None or by in metric.relation.dimensions:
        return None
    return f"{metric.label} cannot be told apart by {by.replace('_', ' ')}."


def _frames(
    db: Database, metrics: Sequence[Metric], scope: Scope, windows: Sequence[Window], by: str | None
) -> Callable[[Metric], Frame]:
    question = compile_query(metrics, scope, windows, by)
    table = db.query(question.sql, question.params)
    if metrics[0].shape == "wait":
        found, starts, waits = put_together(table, by)
        named: list[Cell] = [(label, _group(value) if by else None) for label, value in found]
        return lambda metric: Frame(*waits_of(metric.statistic, named, starts, waits))
    labels = table.column("label").to_pylist()
    groups = [_group(value) for value in table.column(by).to_pylist()] if by else [None] * len(labels)
    cells: list[Cell] = list(zip(labels, groups, strict=True))
    columns = {name: numbers(table.column(name)) for name in table.column_names if name not in ("label", by)}
    return lambda metric: _computed(metric, cells, columns)


def _group(value: object) -> str:
    return NOT_STATED if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _computed(metric: Metric, cells: list[Cell], columns: Mapping[str, Array]) -> Frame:
    names = (*metric.parts, *metric.over)
    parts = Parts({name: columns[name] for name in names}, metric.n_part)
    n = np.nan_to_num(parts.n)
    with np.errstate(divide="ignore", invalid="ignore"):
        sides = metric.value(parts), *metric.interval(parts)
    value, low, high = (np.where(n > 0, side, np.nan) for side in sides)
    return Frame(cells, {**parts.columns, "n": n}, value, low, high)


class Parts:
    """Parts by attribute, as the catalogue's formulas read them: p.promoters, p.n."""

    def __init__(self, columns: Mapping[str, Array], n_part: str) -> None:
        self.columns = columns
        self.n = columns[n_part]

    def __getattr__(self, name: str) -> Array:
        try:
            return self.columns[name]
        except KeyError:
            raise AttributeError(f"no part is called '{name}'") from None


def _answers(
    metric: Metric, scope: Scope, windows: Sequence[Window], by: str | None, frame: Frame
) -> Iterator[Answer]:
    ignored = metric.not_followed(scope.filters())
    place = {cell: row for row, cell in enumerate(frame.cells)}
    seen = (group for (_, group), n in zip(frame.cells, frame.parts["n"], strict=True) if n > 0)
    groups: list[str | None] = list(dict.fromkeys(seen)) if by else [None]
    values, lows, highs = (_plain(array) for array in (frame.value, frame.low, frame.high))
    names, columns = list(frame.parts), [array.tolist() for array in frame.parts.values()]
    rows = [_known(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    for group, window in product(groups, windows):
        at = place.get((window.label, group))
        if at is None:
            yield _nothing(metric, window, group, ignored)
            continue
        n = round(rows[at]["n"])
        yield Answer(
            metric.key, metric.variant, window, group, values[at], lows[at], highs[at], n, rows[at],
            small=n < metric.minimum_n, ignored=ignored,
        )  # fmt: skip


def _known(pairs: Iterable[tuple[str, float]]) -> dict[str, float]:
    return {name: number for name, number in pairs if not isnan(number)}


def _plain(array: Array) -> list[float | None]:
    """Numbers; None for what is not one."""
    return [number if -np.inf < number < np.inf else None for number in array.tolist()]


def _nothing(metric: Metric, window: Window, group: str | None, ignored: tuple[str, ...]) -> Answer:
    return Answer(
        metric.key, metric.variant, window, group, None, None, None, 0, {}, small=True, ignored=ignored
    )


def _refused(metric: Metric, scope: Scope, window: Window, group: str | None, reason: str) -> Answer:
    ignored = metric.not_followed(scope.filters())
    return replace(_nothing(metric, window, group, ignored), refused=reason)


def rows_query(metric: Metric, scope: Scope, limit: int) -> Question:
    """The rows behind the number in the scope's period, with the filters it can follow, what matters most first."""
    where, params = conditions(metric.relation, metric.fact_where, scope)
    lines = "\n  and ".join([metric.fact_when, *where])
    sql = f"-- one row per row of {metric.fact} behind {metric.label}\nselect *\nfrom {metric.fact}\nwhere {lines}\n"
    period = {"start": scope.start, "end": scope.end} if "$start" in metric.fact_when else {}
    return Question(f"{sql}order by {metric.fact_order}\nlimit $limit", {**period, **params, "limit": limit})
