"""From counted waits to a median, a 90th percentile and a mean per cell, those still waiting included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.metrics.metric import Array, Statistic
from dashboard.metrics.survival import Curve, Estimate, kaplan_meier, quantile, restricted_mean

Cell = tuple[str, str | None]
STATISTICS = {
    "median": lambda curve: quantile(curve, 0.5),
    "p90": lambda curve: quantile(curve, 0.9),
    "mean": restricted_mean,
}


def waits_of(
    statistic: Statistic, cells: Sequence[Cell], starts: Sequence[int], columns: Mapping[str, Array]
) -> tuple[list[Cell], dict[str, Array], Array, Array, Array]:
    """Cells, parts, value, low and high. Rows of one cell stand together: those of `cells[i]` begin at `starts[i]`.

    Parts: n, events (the end was seen), waiting (it was not), and the median, p90 and mean themselves.
    """
    ends = [*starts[1:], columns["n"].size] if len(starts) else []
    curves = [_curve(columns, slice(a, b)) for a, b in zip(starts, ends, strict=True)]
    estimates = {name: [estimate(curve) for curve in curves] for name, estimate in STATISTICS.items()}
    n = np.array([columns["n"][a:b].sum() for a, b in zip(starts, ends, strict=True)])
    events = np.array([curve.events.sum() for curve in curves])
    parts = {"n": n, "events": events, "waiting": n - events}
    parts |= {name: _column(found, 0) for name, found in estimates.items()}
    value, low, high = (_column(estimates[statistic], side) for side in range(3))
    return list(cells), parts, value, low, high


def runs(cells: Sequence[Cell]) -> tuple[list[Cell], list[int]]:
    """The cells of rows that stand together, once each, and where each begins."""
    starts = [row for row, cell in enumerate(cells) if row == 0 or cell != cells[row - 1]]
    return [cells[row] for row in starts], starts


def put_together(
    table: pa.Table, by: str | None
) -> tuple[list[tuple[str, object]], list[int], dict[str, Array]]:
    """The rows of each group and window put together: (label, group) of each cell in the order of the groups, where it
    begins, and the columns."""
    places, labels = _coded(table, "label")
    groups: list[object] = [None]
    if by:
        codes, groups = _coded(table, by)
        places = codes * len(labels) + places
    order = np.argsort(places, kind="stable")
    found = places[order]
    first: npt.NDArray[np.bool_] = np.concatenate(([True], found[1:] != found[:-1]))[: found.size]
    cells = [(str(labels[at % len(labels)]), groups[at // len(labels)]) for at in found[first].tolist()]
    columns = {name: table.column(name).to_numpy()[order] for name in ("seconds", "observed", "n")}
    return cells, np.flatnonzero(first).tolist(), columns


def _coded(table: pa.Table, name: str) -> tuple[npt.NDArray[np.int64], list[object]]:
    """A column as numbers and what they stand for, None last."""
    column = table.column(name).combine_chunks()
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    named = coded.dictionary.to_pylist()
    return coded.indices.fill_null(len(named)).to_numpy().astype(np.int64), [*named, None]


def _curve(columns: Mapping[str, Array], rows: slice) -> Curve:
    observed = columns["observed"][rows].astype(bool)
    return kaplan_meier(columns["seconds"][rows], observed, columns["n"][rows])


def _column(found: Sequence[Estimate], side: int) -> Array:
    return np.array([np.nan if estimate[side] is None else estimate[side] for estimate in found], dtype=float)
