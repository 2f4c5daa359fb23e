"""Funnels: how far customers or visits came through chosen steps, exactly, from their touches in time order.

Every touch has one place: by time and, at the same moment, in the order of the chosen steps (so what is dated to
the day alone counts as in order). An entry is a touch of the first step in the period; the window runs from it.

- ordered: each step at the first touch of it after the step before; anything may lie between.
- strict: as ordered, but between a step and the next lie only further touches of that step or optional steps.
- any: the entry is a touch of any step; level k is the k-th different step, in whatever order, and a touch counts
  for every step it belongs to.

Optional steps can be left out: they are reached between the steps around them, each looked at by itself, or until
the journey ends when the step after them was not reached. The first step is never optional. Sources: the greedy
chain is exact because windows start at the entry (Bille et al. 2022, sequence matching); order modes as PostHog
names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.insight.funnel_path import NEVER, Flags, Path, Whole, in_order
from dashboard.metrics.metric import NOT_STATED

Order = Literal["ordered", "strict", "any"]
Tries = Literal["first", "best"]
Kind = Literal["stage", "touchpoint"]
Coded = tuple[npt.NDArray[np.int32], tuple[str, ...]]

DAY = 86_400_000_000
"""Microseconds of a day."""
GROUPS = ("channel", "device", "segment", "persona", "region")
MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A stage or a touchpoint of the journey. `optional`: can be left out on the way."""

    kind: Kind
    value: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """How steps are walked. `days`: the window from the entry. `tries`: the first entry of the period alone, or
    the entry from which one came furthest."""

    order: Order = "ordered"
    days: int = 30
    tries: Tries = "first"


@dataclass(frozen=True, slots=True)
class Touches:
    """Touches by who, then time (microseconds). `enters`: inside the period. `groups`: codes and names of each
    dimension, code -1 where it is not stated."""

    who: Whole
    at: Whole
    enters: Flags
    names: Mapping[Kind, Coded]
    groups: Mapping[str, Coded]


@dataclass(frozen=True, slots=True)
class Walks:
    """One row per customer or visit that entered, in the order of `who`.

    `reached`: when each step was reached (microseconds), NEVER when not; in any order the k-th required column is
    the k-th different step. `mature`: the whole window after the entry was seen. `until`: until when it was.
    """

    steps: tuple[Step, ...]
    way: Way
    who: Whole
    entered: Whole
    mature: Flags
    reached: Whole
    groups: Mapping[str, Coded]
    until: int

    @property
    def required(self) -> list[int]:
        """The places of the steps that must be passed."""
        return [place for place, step in enumerate(self.steps) if not step.optional]


def read_touches(table: pa.Table) -> Touches:
    """The answer of `funnel_touches`."""
    return Touches(
        _whole(table, "who"), _whole(table, "at"), _flags(table, "enters"),
        {"stage": _coded(table, "stage"), "touchpoint": _coded(table, "step")},
        {name: _coded(table, name) for name in GROUPS},
    )  # fmt: skip


def read_entries(table: pa.Table, steps: Sequence[Step], way: Way, until: int) -> Walks:
    """The answer of `funnel_entries`: the ways of the first entries of a period through the usual steps, in order."""
    entered = _whole(table, "entered")
    limit = entered + way.days * DAY
    reached = np.full((entered.size, len(steps)), NEVER, dtype=np.int64)
    reached[:, 0] = entered
    for place in range(1, len(steps)):
        column = table.column(f"reached_{place}").cast(pa.timestamp("us")).cast(pa.int64()).fill_null(NEVER)
        at = np.asarray(column.to_numpy(), dtype=np.int64)
        reached[:, place] = np.where(at <= limit, at, NEVER)
    groups = {name: _coded(table, name) for name in GROUPS}
    who = _whole(table, "who")
    return Walks(tuple(steps), way, who, entered, limit <= until, reached, groups, until)


def _whole(table: pa.Table, name: str) -> Whole:
    column = table.column(name)
    if pa.types.is_timestamp(column.type):
        column = column.cast(pa.timestamp("us", column.type.tz))
    return np.asarray(column.cast(pa.int64()).to_numpy(), dtype=np.int64)


def _flags(table: pa.Table, name: str) -> Flags:
    return np.asarray(table.column(name).to_numpy(zero_copy_only=False), dtype=np.bool_)


def _coded(table: pa.Table, name: str) -> Coded:
    column = table.column(name).combine_chunks()
    if not pa.types.is_dictionary(column.type):
        column = column.cast(pa.string()).dictionary_encode()
    codes = column.indices.cast(pa.int32())
    stated = codes.fill_null(-1) if codes.null_count else codes
    return stated.to_numpy(zero_copy_only=False), tuple(str(value) for value in column.dictionary.to_pylist())


def walk(touches: Touches, steps: Sequence[Step], way: Way, until: int) -> Walks:
    """Every entrant's way through the steps; at most MOST_STEPS, at least one. The first is taken as required."""
    asked = tuple(_required_first(steps))
    required = [place for place, step in enumerate(asked) if not step.optional]
    bits = step_bits(touches, asked)
    rows = in_order(touches.who, touches.at, bits)
    path = Path(touches.who[rows], touches.at[rows], bits[rows], required, len(asked))
    entries = _entries(path, touches.enters[rows], way)
    limit = path.at[entries] + way.days * DAY
    if way.order == "any":
        reached = path.in_any_order(entries, limit)
    else:
        reached = path.along(entries, limit, strict=way.order == "strict")
    mature = limit <= until
    kept = _best(path.who[entries], mature, (reached[:, required] < NEVER).sum(axis=1))
    groups = {name: (codes[rows[entries[kept]]], names) for name, (codes, names) in touches.groups.items()}
    who, at = path.who[entries[kept]], path.at[entries[kept]]
    return Walks(asked, way, who, at, mature[kept], reached[kept], groups, until)


def narrowed(walks: Walks, filters: Mapping[str, Sequence[str]]) -> Walks:
    """The walks whose entry has one of these values in every dimension; NOT_STATED stands for none."""
    kept = np.ones(walks.who.size, dtype=np.bool_)
    for name, values in filters.items():
        codes, names = walks.groups[name]
        wanted = [names.index(value) for value in values if value in names]
        kept &= np.isin(codes, [*wanted, -1] if NOT_STATED in values else wanted)
    if kept.all():
        return walks
    groups = {name: (codes[kept], names) for name, (codes, names) in walks.groups.items()}
    return replace(
        walks, who=walks.who[kept], entered=walks.entered[kept], mature=walks.mature[kept], reached=walks.reached[kept],
        groups=groups,
    )  # fmt: skip


def _required_first(steps: Sequence[Step]) -> Iterator[Step]:
    for place, step in enumerate(steps[:MOST_STEPS]):
        yield Step(step.kind, step.value) if place == 0 else step


def _entries(path: Path, enters: Flags, way: Way) -> Whole:
    """The touches in the period that start a journey: of each customer or visit the first one, or all."""
    starting = sum(1 << place for place in path.required) if way.order == "any" else 1
    found = np.flatnonzero((path.bits & starting > 0) & enters)
    return found if way.tries == "best" else found[np.flatnonzero(np.diff(path.who[found], prepend=-1))]


def _best(who: Whole, mature: Flags, depth: Whole) -> Whole:
    """One entry of each: those whose window was seen before those that are young, then the furthest, then the first."""
    order = np.lexsort((np.arange(who.size), -depth, ~mature, who))
    return order[np.flatnonzero(np.diff(who[order], prepend=-1))]


def step_bits(touches: Touches, steps: Sequence[Step]) -> Whole:
    """Which of the steps each touch belongs to, a bit for each."""
    bits = np.zeros(touches.who.size, dtype=np.int64)
    for place, step in enumerate(steps):
        codes, names = touches.names[step.kind]
        if step.value in names:
            bits |= (codes == names.index(step.value)).astype(np.int64) << place
    return bits
