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

from dashboard.insight.funnel_path import MOST_STEPS, NEVER, Bits, Flags, Path, Whole, in_order

Order = Literal["ordered", "strict", "any"]
Tries = Literal["first", "best"]
Kind = Literal["stage", "touchpoint"]
Coded = tuple[npt.NDArray[np.integer], tuple[str, ...]]

DAY = 86_400_000_000
"""Microseconds of a day."""
WITHIN = (1, 7, 14, 30, 90)
"""Days of the windows a reader can choose."""
GROUPS = ("channel", "device", "segment", "persona", "region")


@dataclass(frozen=True, slots=True)
class Step:
    """A stage or a touchpoint of the journey. `optional`: can be left out on the way."""

    kind: Kind
    value: str
    optional: bool = False


def required(steps: Sequence[Step]) -> list[int]:
    """The places of the steps that must be passed."""
    return [place for place, step in enumerate(steps) if not step.optional]


@dataclass(frozen=True, slots=True)
class Way:
    """How steps are walked. `days`: the window from the entry. `tries`: the first entry of the period alone, or
    the entry from which one came furthest."""

    order: Order = "ordered"
    days: int = 30
    tries: Tries = "first"


@dataclass(frozen=True, slots=True)
class Touches:
    """Touches by who, then time (microseconds). `enters`: inside the period. `names`: what each is, of each kind.
    Codes are places in the names, -1: none of them. `groups`: each dimension; empty when told of the entries alone
    (`grouped`)."""

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
    `entry`: which of the touches that could be an entry it was, in the order they lay.
    """

    steps: tuple[Step, ...]
    way: Way
    who: Whole
    entered: Whole
    mature: Flags
    reached: Whole
    groups: Mapping[str, Coded]
    until: int
    entry: Whole

    @property
    def came(self) -> Flags:
        """Whether each step was reached."""
        return self.reached < NEVER

    @property
    def size(self) -> Whole:
        return np.ones(self.who.size, dtype=np.int64)

    def taken(self, kept: Flags) -> Walks:
        """Some of them."""
        return replace(
            self, who=self.who[kept], entered=self.entered[kept], mature=self.mature[kept], entry=self.entry[kept],
            reached=self.reached[kept], groups=of_entries(self.groups, kept),
        )  # fmt: skip


def walk(touches: Touches, steps: Sequence[Step], way: Way, until: int) -> Walks:
    """Every entrant's way through the steps; at most MOST_STEPS, at least one. The first is taken as required."""
    asked = tuple(_required_first(steps))
    must = required(asked)
    lain = step_bits(touches, asked)
    who, at, bits, rows = in_order(touches.who, touches.at, lain)
    enters = touches.enters if rows is None else touches.enters[rows]
    path = Path(who, at, bits, must, len(asked))
    starting = bits.dtype.type(sum(1 << place for place in must) if way.order == "any" else 1)
    found = np.flatnonzero((bits & starting > 0) & enters)
    chosen = _chosen(who[found], way)
    entries = found[chosen]
    limit = at[entries] + way.days * DAY
    if way.order == "any":
        reached = path.in_any_order(entries, limit)
    else:
        reached = path.along(entries, limit, strict=way.order == "strict")
    mature = limit <= until
    if way.tries == "best":
        kept = _best(who[entries], mature, (reached[:, must] < NEVER).sum(axis=1))
        chosen, entries, mature, reached = chosen[kept], entries[kept], mature[kept], reached[kept]
    lay, entry = entries, chosen
    if rows is not None:
        lay = rows[entries]
        entry = np.searchsorted(np.flatnonzero((lain & starting > 0) & touches.enters), lay)
    groups = {name: (codes[lay], names) for name, (codes, names) in touches.groups.items()}
    return Walks(asked, way, who[entries], at[entries], mature, reached, groups, until, entry)


def grouped(walks: Walks, groups: Mapping[str, Coded]) -> Walks:
    """With the dimensions of the entries. `groups`: of all touches that could be one, in the order they lay."""
    return replace(walks, groups=of_entries(groups, walks.entry))


def of_entries(groups: Mapping[str, Coded], kept: Flags | Whole) -> dict[str, Coded]:
    """The dimensions of some of them."""
    return {name: (codes[kept], names) for name, (codes, names) in groups.items()}


def _required_first(steps: Sequence[Step]) -> Iterator[Step]:
    for place, step in enumerate(steps[:MOST_STEPS]):
        yield Step(step.kind, step.value) if place == 0 else step


def _chosen(who: Whole, way: Way) -> Whole:
    """Of the touches that start a journey, told by whose they are, the first one of each, or all."""
    return (
        np.arange(who.size)
        if way.tries == "best"
        else np.flatnonzero(np.append(True, who[1:] != who[:-1])[: who.size])
    )


def _best(who: Whole, mature: Flags, depth: Whole) -> Whole:
    """One entry of each: those whose window was seen before those that are young, then the furthest, then the first."""
    order = np.lexsort((np.arange(who.size), -depth, ~mature, who))
    return order[np.flatnonzero(np.diff(who[order], prepend=-1))]


def step_bits(touches: Touches, steps: Sequence[Step]) -> Bits:
    """Which of the steps each touch belongs to, a bit for each."""
    bits: Bits = (
        np.zeros(touches.who.size, np.uint8) if len(steps) <= 8 else np.zeros(touches.who.size, np.uint16)
    )
    for place, step in enumerate(steps):
        if step.kind in touches.names and step.value in touches.names[step.kind][1]:
            codes, names = touches.names[step.kind]
            of_it = np.equal(codes, names.index(step.value)).view(np.uint8)
            bits |= of_it * bits.dtype.type(1 << place)
    return bits
