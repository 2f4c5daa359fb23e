"""The funnel's answers as arrays: touches, entries walked at build, and entries added up."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from dashboard.insight.funnel import DAY, GROUPS, Coded, Kind, Step, Touches, Walks, Way
from dashboard.insight.funnel_path import NEVER, Flags, Whole
from dashboard.insight.funnel_tally import Tally


def read_touches(table: pa.Table, points: Sequence[str] = ()) -> Touches:
    """The answer of `funnel_touches`, or of `funnel_points`, which was asked of these touchpoints."""
    names: dict[Kind, Coded] = {"stage": _kinds(table.column("stage"))}
    if points:
        names["touchpoint"] = np.asarray(table.column("point").to_numpy()), ("", *points)
    who = np.asarray(table.column("who").to_numpy())  # four bytes are enough, and read faster than eight
    return Touches(who, _whole(table, "at"), _flags(table, "enters"), names, {})


def read_groups(table: pa.Table) -> dict[str, Coded]:
    """The dimensions of an answer's rows: those it tells."""
    return {name: _coded(table, name) for name in GROUPS if name in table.column_names}


def read_entries(table: pa.Table, steps: Sequence[Step], way: Way, until: int) -> Walks:
    """The answer of `funnel_entries`: the ways of the first entries of a period through the usual steps, in order."""
    entered = _whole(table, "entered")
    limit, entry = entered + way.days * DAY, np.arange(entered.size)
    reached = np.full((entered.size, len(steps)), NEVER, dtype=np.int64)
    reached[:, 0] = entered
    for place in range(1, len(steps)):
        column = table.column(f"reached_{place}").cast(pa.timestamp("us")).cast(pa.int64()).fill_null(NEVER)
        at = np.asarray(column.to_numpy(), dtype=np.int64)
        reached[:, place] = np.where(at <= limit, at, NEVER)
    who = _whole(table, "who")
    return Walks(tuple(steps), way, who, entered, limit <= until, reached, read_groups(table), until, entry)


def read_tally(table: pa.Table, steps: Sequence[Step], way: Way) -> Tally:
    """The answer of `funnel_counts` or `funnel_inside`; `depth`: how many steps came after the first."""
    depth = _whole(table, "depth")
    came = depth[:, None] >= np.arange(len(steps))
    return Tally(tuple(steps), way, _flags(table, "mature"), came, read_groups(table), _whole(table, "size"))


def _whole(table: pa.Table, name: str) -> Whole:
    column = table.column(name)
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz))
    return np.asarray(column.cast(pa.int64()).to_numpy(), dtype=np.int64)


def _flags(table: pa.Table, name: str) -> Flags:
    return np.asarray(table.column(name).to_numpy()).astype(np.bool_)


def _kinds(column: pa.ChunkedArray) -> Coded:
    """Codes without a sign: where nothing is stated, one that no name has."""
    column = column.combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    names = tuple(str(value) for value in column.dictionary.to_pylist())
    small = column.indices.cast(pa.uint8() if len(names) < 255 else pa.int32())
    return small.fill_null(len(names)).to_numpy(zero_copy_only=False), names


def _coded(table: pa.Table, name: str) -> Coded:
    column = table.column(name).combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    codes = column.indices.cast(pa.int32()).fill_null(-1)
    return codes.to_numpy(zero_copy_only=False), tuple(str(value) for value in column.dictionary.to_pylist())
