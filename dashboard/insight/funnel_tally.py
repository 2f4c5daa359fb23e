"""Entrants of a funnel added up: what is counted again and again, group by group, without looking at each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from dashboard.insight.funnel import Coded, Step, Walks, Way, of_entries
from dashboard.insight.funnel_path import Flags, Whole
from dashboard.metrics.metric import NOT_STATED


@dataclass(frozen=True, slots=True)
class Tally:
    """Walks that are alike, added up: `size` of each kind of them. `came`: whether each step was reached."""

    steps: tuple[Step, ...]
    way: Way
    mature: Flags
    came: Flags
    groups: Mapping[str, Coded]
    size: Whole

    def taken(self, kept: Flags) -> Tally:
        """Some of them."""
        return replace(
            self, mature=self.mature[kept], came=self.came[kept], size=self.size[kept],
            groups=of_entries(self.groups, kept),
        )  # fmt: skip


Entrants = TypeVar("Entrants", Walks, Tally)


def tallied(walks: Walks) -> Tally:
    """Walks that are alike as one: what is counted of them again and again."""
    key = walks.mature.astype(np.int64)
    for place in range(len(walks.steps)):
        key = 2 * key + walks.came[:, place]
    for codes, names in walks.groups.values():
        key = key * (len(names) + 1) + codes + 1
    _, first, size = np.unique(key, return_index=True, return_counts=True)
    groups: dict[str, Coded] = {name: (codes[first], names) for name, (codes, names) in walks.groups.items()}
    return Tally(
        walks.steps, walks.way, walks.mature[first], walks.came[first], groups, size.astype(np.int64)
    )


def narrowed(walks: Entrants, filters: Mapping[str, Sequence[str]]) -> Entrants:
    """The entrants whose entry has one of these values in every dimension; NOT_STATED stands for none."""
    kept = np.ones(walks.mature.size, dtype=np.bool_)
    for name, values in filters.items():
        codes, names = walks.groups[name]
        wanted = [names.index(value) for value in values if value in names] + [-1] * (NOT_STATED in values)
        kept &= np.isin(codes, wanted)
    return walks if kept.all() else walks.taken(kept)
