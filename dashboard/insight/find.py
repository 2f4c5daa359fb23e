"""Where a change sits: every channel, stage, segment, persona, region and team, and every pair of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.insight.change import stand_out
from dashboard.metrics.columns import coded, numbers
from dashboard.metrics.compile import Question, compile_query, conditions
from dashboard.metrics.intervals import Z
from dashboard.metrics.metric import NOT_STATED, Array, Database, Metric
from dashboard.metrics.query import Parts
from dashboard.scope import DIMENSIONS, Scope, Window

PAIRS = 2


@dataclass(frozen=True, slots=True)
class Driver:
    """A cell and its part of the change. `total`: its Kitagawa mix and rate together; `share`: of the whole
    change; `excess`: what it brings beyond its size; `signal`: its own number moved more than chance would
    give, corrected for all the cells looked at."""

    cell: Mapping[str, str]
    total: float
    share: float
    excess: float
    n_now: int
    n_before: int
    now: float
    before: float
    signal: bool

    @property
    def words(self) -> str:
        """'the Service stage in the app channel'."""
        return " in ".join(
            _named(dimension, value) for dimension, value in reversed(tuple(self.cell.items()))
        )


def _named(dimension: str, value: str) -> str:
    if value == NOT_STATED:
        return f"{dimension} not stated"
    words = value.replace("_", " ")
    return words if dimension == "region" else f"the {words} {dimension}"


def find(
    db: Database,
    metric: Metric,
    scope: Scope,
    now: Window,
    before: Window,
    *,
    minimum_n: int = 30,
    most: int = 10,
) -> list[Driver]:
    """The cells that carry the change of a mean or share beyond their size, the most telling first.

    Only cells with `minimum_n` rows in both windows take part. Empty when the number does not add up from
    groups, or when either window has nothing.
    """
    dimensions = tuple(name for name in DIMENSIONS if name in metric.relation.dimensions)
    if metric.adds != "mean" or metric.shape != "sum" or not dimensions:
        return []
    question = compile_query([metric], scope, [now, before], dimensions)
    table = db.query(question.sql, question.params)
    if not table.num_rows:
        return []
    after = np.array([label == now.label for label in table.column("label").to_pylist()])
    codes, names = _coded(table, dimensions)
    parts = {name: np.nan_to_num(numbers(table.column(name))) for name in (*metric.parts, *metric.over)}
    cells = _Cells(metric, parts, after)
    if cells.whole is None:
        return []
    found = list(_candidates(cells, codes, names, minimum_n))
    return _ranked(found, cells.whole, most)


def _coded(
    table: pa.Table, dimensions: Sequence[str]
) -> tuple[dict[str, npt.NDArray[np.int64]], dict[str, list[str]]]:
    """Each dimension as codes and the names they stand for; what is not stated has a code of its own."""
    codes, names = {}, {}
    for name in dimensions:
        stated, known = coded(table, name)
        present, codes[name] = np.unique(stated, return_inverse=True)
        names[name] = [NOT_STATED if known[code] is None else str(known[code]) for code in present]
    return codes, names


class _Cells:
    """Sums of parts per cell, and the rate and n they make, in both windows."""

    def __init__(self, metric: Metric, parts: Mapping[str, Array], after: npt.NDArray[np.bool_]) -> None:
        self.metric, self.parts, self.after = metric, parts, after
        everything = np.zeros(after.size, dtype=np.int64)
        rates = [self.rates(everything, 1, side) for side in (after, ~after)]
        self.whole = (
            None if any(n[0] == 0 for n, *_ in rates) else tuple((n[0], rate[0]) for n, rate, *_ in rates)
        )

    def rates(
        self, place: npt.NDArray[np.int64], size: int, rows: npt.NDArray[np.bool_]
    ) -> tuple[Array, Array, Array, Array]:
        sums = {
            name: np.bincount(place[rows], values[rows], size).astype(float)
            for name, values in self.parts.items()
        }
        parts = Parts(sums, self.metric.n_part)
        with np.errstate(divide="ignore", invalid="ignore"):
            return parts.n, self.metric.value(parts), *self.metric.interval(parts)


Whole = tuple[tuple[float, float], ...]
Candidate = tuple[dict[str, str], float, float, float, float, float]


def _candidates(
    cells: _Cells, codes: Mapping[str, npt.NDArray[np.int64]], names: Mapping[str, list[str]], minimum_n: int
) -> Iterator[Candidate]:
    """Cell, n and rate now, n and rate before, chance: for singles and pairs with enough rows."""
    for group in chain(combinations(codes, 1), combinations(codes, PAIRS)):
        if any(len(names[name]) < 2 for name in group):
            continue
        shape = tuple(len(names[name]) for name in group)
        place = np.ravel_multi_index(tuple(codes[name] for name in group), shape)
        size = int(np.prod(shape))
        n1, r1, low1, high1 = cells.rates(place, size, cells.after)
        n0, r0, low0, high0 = cells.rates(place, size, ~cells.after)
        chance = _chances(r1 - r0, (r1 - low1, high1 - r1), (r0 - low0, high0 - r0))
        for at in np.flatnonzero((n1 >= minimum_n) & (n0 >= minimum_n)):
            values = (names[name][i] for name, i in zip(group, np.unravel_index(at, shape), strict=True))
            cell = dict(zip(group, values, strict=True))
            yield cell, float(n1[at]), float(r1[at]), float(n0[at]), float(r0[at]), float(chance[at])


def _chances(delta: Array, now: tuple[Array, Array], before: tuple[Array, Array]) -> Array:
    """Two-sided p-values by MOVER, as in change.py, for many cells at once."""
    from scipy.special import ndtr

    down, up = np.hypot(now[0], before[1]), np.hypot(now[1], before[0])
    reach = np.where(delta > 0, down, up)
    with np.errstate(divide="ignore", invalid="ignore"):
        chance: Array = 2 * ndtr(-Z * np.abs(delta) / reach)
    return chance


def _ranked(found: Sequence[Candidate], whole: Whole, most: int) -> list[Driver]:
    (n1, r1), (n0, r0) = ((float(n), float(rate)) for n, rate in whole)
    change, level = r1 - r0, (r1 + r0) / 2
    if not change or not found:
        return []
    stands = stand_out([candidate[5] for candidate in found])
    drivers = []
    for (cell, m1, q1, m0, q0, _), signal in zip(found, stands, strict=True):
        weight = (m1 / n1 + m0 / n0) / 2
        total = (m1 / n1 - m0 / n0) * ((q1 + q0) / 2 - level) + weight * (q1 - q0)
        excess = (total - weight * change) * (1 if change > 0 else -1)
        if excess > 0:
            drivers.append(Driver(cell, total, total / change, excess, round(m1), round(m0), q1, q0, signal))
    drivers.sort(key=lambda driver: -driver.excess)
    return drivers[:most]


def affected_query(metric: Metric, scope: Scope, cell: Mapping[str, str]) -> Question:
    """What the customers behind a cell of the metric brought in the last year, each counted once."""
    for dimension, value in cell.items():
        scope = scope.narrowed(dimension, value)
    where, params = conditions(metric.relation, metric.fact_where, scope)
    lines = "\n    and ".join(["day >= $start", "day < $end", *where])
    sql = f"""-- one row: revenue of the last year of the customers behind {metric.label}
with people as (
  select distinct customer_id
  from {metric.fact}
  where {lines}
)
select sum(c.revenue_365)::double as revenue, count(*)::bigint as customers
from people
join customer c using (customer_id)"""
    return Question(sql, {"start": scope.start, "end": scope.end, **params})


def affected(db: Database, metric: Metric, scope: Scope, cell: Mapping[str, str]) -> float | None:
    """Revenue a year of the customers behind a cell; None when they are not known or brought nothing."""
    if metric.fact == "fact_visit":
        return None
    question = affected_query(metric, scope, cell)
    revenue: float | None = db.query(question.sql, question.params).column("revenue").to_pylist()[0]
    return revenue or None
