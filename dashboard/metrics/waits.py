"""From counted waits to a median, a 90th percentile and a mean per cell, those still waiting included."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard.metrics.metric import Array, Statistic
from dashboard.metrics.survival import Curve, Estimate, kaplan_meier, quantile, restricted_mean

Cell = tuple[str, str | None]
STATISTICS = {
    "median": lambda curve: quantile(curve, 0.5),
    "p90": lambda curve: quantile(curve, 0.9),
    "mean": restricted_mean,
}


def waits_of(
    statistic: Statistic, cells: Sequence[Cell], columns: Mapping[str, Array]
) -> tuple[list[Cell], dict[str, Array], Array, Array, Array]:
    """Cells, parts, value, low and high. Rows of one cell stand together (the query orders them so).

    Parts: n, events (the end was seen), waiting (it was not), and the median, p90 and mean themselves.
    """
    starts = [row for row, cell in enumerate(cells) if row == 0 or cell != cells[row - 1]]
    ends = [*starts[1:], len(cells)] if starts else []
    curves = [_curve(columns, slice(a, b)) for a, b in zip(starts, ends, strict=True)]
    estimates = {name: [estimate(curve) for curve in curves] for name, estimate in STATISTICS.items()}
    n = np.array([columns["n"][a:b].sum() for a, b in zip(starts, ends, strict=True)])
    events = np.array([curve.events.sum() for curve in curves])
    parts = {"n": n, "events": events, "waiting": n - events}
    parts |= {name: _column(found, 0) for name, found in estimates.items()}
    value, low, high = (_column(estimates[statistic], side) for side in range(3))
    return [cells[row] for row in starts], parts, value, low, high


def _curve(columns: Mapping[str, Array], rows: slice) -> Curve:
    observed = columns["observed"][rows].astype(bool)
    return kaplan_meier(columns["seconds"][rows], observed, columns["n"][rows])


def _column(found: Sequence[Estimate], side: int) -> Array:
    return np.array([np.nan if estimate[side] is None else estimate[side] for estimate in found], dtype=float)
