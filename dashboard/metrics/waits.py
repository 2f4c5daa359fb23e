"""From counted waits to a median, a 90th percentile and a mean per cell, those still waiting included.

All cells are reckoned at once: curves with about as many times are the rows of one table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.metrics.columns import coded, numbers
from dashboard.metrics.metric import Array, Statistic
from dashboard.metrics.survival import ROUNDING, log_log_band, means_until

Cell = tuple[str, str | None]
SHARES = {"median": 0.5, "p90": 0.9}


def waits_of(
    statistic: Statistic, cells: Sequence[Cell], starts: Sequence[int], columns: Mapping[str, Array]
) -> tuple[list[Cell], dict[str, Array], Array, Array, Array]:
    """Cells, parts, value, low and high. Rows of one cell stand together: those of `cells[i]` begin at `starts[i]`.

    Parts: n, events (the end was seen), waiting (it was not), and the median, p90 and mean themselves. NaN: not known.
    """
    found = {name: np.full((3, len(cells)), np.nan) for name in (*SHARES, "mean")}
    n, events = np.zeros(len(cells)), np.zeros(len(cells))
    for curves in _curves(starts, columns) if len(cells) else ():
        own = curves.cells
        n[own], events[own] = curves.n, curves.events.sum(axis=1)
        for name, sides in _estimates(curves).items():
            found[name][:, own] = sides
    parts = {"n": n, "events": events, "waiting": n - events}
    parts |= {name: sides[0] for name, sides in found.items()}
    value, low, high = found[statistic]
    return list(cells), parts, value, low, high


@dataclass(frozen=True, slots=True)
class Curves:
    """What curves are made of, a row each of `times`, `events` and `at_risk`. Short rows are filled up with the longest
    time watched, no event and one at risk: nothing moves there. `cells`: whose they are, out of all.
    """

    cells: npt.NDArray[np.int64]
    times: Array
    events: Array
    at_risk: Array
    last: Array
    n: Array


def _estimates(curves: Curves) -> dict[str, tuple[Array, ...]]:
    """Value, low and high of every statistic, by Kaplan-Meier."""
    survival: Array = np.cumprod(1 - curves.events / curves.at_risk, axis=1).astype(np.float64, copy=False)
    lines = survival, *log_log_band(survival, curves.events, curves.at_risk)
    found = {
        name: tuple(_first_below(curves, line, 1 - share + ROUNDING) for line in lines)
        for name, share in SHARES.items()
    }
    means = means_until(curves.last, curves.times, survival, curves.events, curves.at_risk)
    return found | {"mean": tuple(np.where(curves.last > 0, side, np.nan) for side in means)}


def _first_below(curves: Curves, line: Array, level: float) -> Array:
    below = (line <= level) & (curves.events > 0)
    rows, place = np.arange(len(below)), below.argmax(axis=1)
    return np.where(below[rows, place], curves.times[rows, place], np.nan)


def _curves(starts: Sequence[int], columns: Mapping[str, Array]) -> Iterator[Curves]:
    """The curves of all cells, those whose lengths are within twice of each other together."""
    count = len(starts)
    cell = np.repeat(np.arange(count), np.diff([*starts, columns["n"].size]))
    order = np.lexsort((columns["seconds"], cell))
    time, n = columns["seconds"][order], columns["n"][order].astype(float)
    fresh = np.flatnonzero(np.concatenate(([True], (time[1:] != time[:-1]) | (cell[1:] != cell[:-1]))))
    leaving = np.add.reduceat(n, fresh)
    events = np.add.reduceat(n * columns["observed"][order], fresh)
    cell, time = cell[fresh], time[fresh]
    total: Array = np.bincount(cell, leaving, count).astype(np.float64)
    at_risk = total.cumsum()[cell] - (leaving.cumsum() - leaving)
    last = time[np.searchsorted(cell, np.arange(count), side="right") - 1]
    seen = events > 0
    cell, time, events, at_risk = cell[seen], time[seen], events[seen], at_risk[seen]
    lengths = np.bincount(cell, minlength=count)
    within = np.arange(cell.size) - (lengths.cumsum() - lengths)[cell]
    kind = np.ceil(np.log2(np.maximum(lengths, 1))).astype(np.int64)
    for one in np.unique(kind).tolist():
        own = np.flatnonzero(kind == one)
        row = np.full(count, -1)
        row[own] = np.arange(own.size)
        mine = np.flatnonzero(row[cell] >= 0)
        at = row[cell[mine]], within[mine]
        wide = max(int(lengths[own].max()), 1)
        curves = Curves(
            own, np.repeat(last[own, None], wide, axis=1), np.zeros((own.size, wide)),
            np.ones((own.size, wide)), last[own], total[own],
        )  # fmt: skip
        curves.times[at], curves.events[at], curves.at_risk[at] = time[mine], events[mine], at_risk[mine]
        yield curves


def put_together(
    table: pa.Table, by: str | None
) -> tuple[list[tuple[str, object]], list[int], dict[str, Array]]:
    """The rows of each group and window put together: (label, group) of each cell in the order of the groups, where it
    begins, and the columns."""
    places, labels = coded(table, "label")
    groups: list[object] = [None]
    if by:
        codes, groups = coded(table, by)
        places = codes * len(labels) + places
    order = np.argsort(places, kind="stable")
    found = places[order]
    first: npt.NDArray[np.bool_] = np.concatenate(([True], found[1:] != found[:-1]))[: found.size]
    cells = [(str(labels[at % len(labels)]), groups[at // len(labels)]) for at in found[first].tolist()]
    columns = {name: numbers(table.column(name))[order] for name in ("seconds", "observed", "n")}
    return cells, np.flatnonzero(first).tolist(), columns
