"""The ways on from a touchpoint as flows that add up: at every step the commonest, the rest as one, and who stopped.

What comes into a touchpoint at one step is what leaves it at the next, ended journeys included; nothing is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dashboard.insight.funnel_change import Difference, differences
from dashboard.insight.funnel_counts import Share, shares

OTHER, ENDED, OPEN = "\0other", "\0ended", "\0open"
"""Where a flow leads that is no single touchpoint: the rest together, the end, not known yet."""
DEPTH = 3
Place = tuple[int, str]
"""The step away from the touchpoint, 0 at it, and the touchpoint or one of `OTHER`, `ENDED`, `OPEN`."""


@dataclass(frozen=True, slots=True)
class Way:
    """So many journeys went on by these touchpoints. Shorter than `DEPTH`: it ended there, or is `open`."""

    steps: tuple[str, ...]
    still_open: bool
    journeys: int


@dataclass(frozen=True, slots=True)
class Flow:
    """So many journeys from one place to the next."""

    source: Place
    target: Place
    journeys: int


@dataclass(frozen=True, slots=True)
class Flows:
    """All journeys through `start`, step by step. `nodes`: how many came through each place."""

    start: str
    total: int
    nodes: dict[Place, int]
    flows: tuple[Flow, ...]

    @property
    def known(self) -> int:
        """Journeys of which it is known where they went next."""
        return self.total - self.nodes.get((1, OPEN), 0)


def flows(start: str, ways: Iterable[Way], *, most: int = 5, least: int = 1) -> Flows:
    """The flows of these ways. At each step the `most` commonest touchpoints with at least `least` journeys keep
    their name; the rest are `OTHER` together."""
    ways = list(ways)
    kept = [_commonest(ways, level, most, least) for level in range(DEPTH)]
    nodes: Counter[Place] = Counter()
    links: Counter[tuple[Place, Place]] = Counter()
    for way in ways:
        places = _places(way, start, kept)
        for place in places:
            nodes[place] += way.journeys
        for source, target in pairwise(places):
            links[source, target] += way.journeys
    return Flows(
        start, nodes[0, start], dict(_ordered(nodes)), tuple(Flow(*ends, n) for ends, n in _flow_order(links, nodes))
    )  # fmt: skip


def _commonest(ways: Sequence[Way], level: int, most: int, least: int) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for way in ways:
        if len(way.steps) > level:
            counts[way.steps[level]] += way.journeys
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return frozenset(step for step, n in ranked[:most] if n >= least)


def _places(way: Way, start: str, kept: Sequence[frozenset[str]]) -> list[Place]:
    named = [step if step in kept[level] else OTHER for level, step in enumerate(way.steps)]
    ends = [] if len(way.steps) >= DEPTH else [OPEN if way.still_open else ENDED]
    return [(0, start), *((level, step) for level, step in enumerate([*named, *ends], 1))]


def _ordered(nodes: Counter[Place]) -> list[tuple[Place, int]]:
    """By step; in it the commonest first, then the rest, then what ended or is open."""
    last = {OTHER: 1, ENDED: 2, OPEN: 3}
    return sorted(nodes.items(), key=lambda pair: (pair[0][0], last.get(pair[0][1], 0), -pair[1], pair[0][1]))


def _flow_order(
    links: Counter[tuple[Place, Place]], nodes: Counter[Place]
) -> list[tuple[tuple[Place, Place], int]]:
    place = {node: at for at, (node, _) in enumerate(_ordered(nodes))}
    return sorted(links.items(), key=lambda pair: (place[pair[0][0]], place[pair[0][1]]))


@dataclass(frozen=True, slots=True)
class Next:
    """One touchpoint on: its share of the journeys whose next is known, now and before, and the difference."""

    step: str
    share: Share
    before: Share | None
    change: Difference | None


def nexts(now: Flows, before: Flows | None, minimum_n: int) -> list[Next]:
    """Where journeys went next, in the order of the flows. `before` names every touchpoint, so that what is the rest
    now is added up the same way."""
    named = [step for level, step in now.nodes if level == 1 and step != OPEN]
    of_now = _shares([now.nodes[1, step] for step in named], now.known)
    if before is None or not before.known:
        return [Next(step, share, None, None) for step, share in zip(named, of_now, strict=True)]
    counts = {step: before.nodes.get((1, step), 0) for step in named}
    if OTHER in counts:
        counts[OTHER] = before.known - sum(n for step, n in counts.items() if step != OTHER)
    was = _shares(list(counts.values()), before.known)
    changes = differences(list(zip(of_now, was, strict=True)), minimum_n)
    return [Next(*each) for each in zip(named, of_now, was, changes, strict=True)]


def _shares(hits: Sequence[int], n: int) -> list[Share]:
    return shares(np.array(hits, dtype=float), np.full(len(hits), float(n))) if hits else []
