"""Flows between places as every export draws them: columns of places, and bands as wide as what goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.reports.exhibit import Exhibit
from dashboard.reports.frames import number, word

Key = tuple[int, str]
Flow = tuple[Key, Key, float]
BEND = 12
"""Straight pieces of a curved side, where there are no curves."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place. `size`: the larger of what comes and what goes; `top` and `height` as parts of the room."""

    name: str
    column: int
    size: float
    top: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """A flow from one column to another: where its upper edge starts and ends, and how wide it is everywhere."""

    source: Key
    target: Key
    value: float
    start: float = 0.0
    end: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Course:
    """All of a picture. `columns`: how many there are."""

    nodes: dict[Key, Node]
    bands: tuple[Band, ...]
    columns: int


def course(exhibit: Exhibit, gap: float = 0.05) -> Course:
    """The frame laid out. `gap`: the free room under each place, as a part of all room."""
    flows = list(_flows(exhibit))
    nodes = _nodes(flows)
    columns: dict[int, list[Key]] = {}
    for key in sorted(nodes, key=lambda key: (key[0], -nodes[key].size)):
        columns.setdefault(key[0], []).append(key)
    much = max((sum(nodes[k].size for k in keys) for keys in columns.values()), default=1.0) or 1.0
    most = max(map(len, columns.values()), default=1)
    scale = max(1.0 - gap * most, 0.2) / much
    for keys in columns.values():
        top = 0.0
        for key in keys:
            nodes[key] = replace(nodes[key], top=top, height=nodes[key].size * scale)
            top += nodes[key].height + gap
    return Course(nodes, tuple(_bands(flows, nodes, scale)), max(columns, default=0) + 1)


def _flows(exhibit: Exhibit) -> Iterator[Flow]:
    """Each flow with the columns of its ends; a row that says its step says its column."""
    plot = exhibit.plot
    rows = [(row, v) for row in exhibit.rows if (v := number(row.get(plot.y))) and v > 0]
    steps = [step for row, _ in rows if isinstance(step := row.get("step"), int)]
    if rows and len(steps) == len(rows):
        for (row, value), step in zip(rows, steps, strict=True):
            column = step - min(steps)
            yield (column, word(row.get(plot.x))), (column + 1, word(row.get(plot.series))), value
        return
    named = [(word(row.get(plot.x)), word(row.get(plot.series)), value) for row, value in rows]
    found = _columns([(source, target) for source, target, _ in named])
    for source, target, value in named:
        to = found[target] if found[source] < found[target] else found[source] + 1
        yield (found[source], source), (to, target), value


def _columns(pairs: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The column of each place: one after the last that leads to it; ways back are not followed."""
    column = {name: 0 for pair in pairs for name in pair}
    above: dict[str, set[str]] = {name: set() for name in column}
    for source, target in pairs:
        if source == target or target in above[source]:
            continue
        for name in column:
            if name == target or target in above[name]:
                above[name] |= {source, *above[source]}
    for _ in column:
        for source, target in pairs:
            if source in above[target] and target not in above[source]:
                column[target] = max(column[target], column[source] + 1)
    return column


def _nodes(flows: Sequence[Flow]) -> dict[Key, Node]:
    went: dict[Key, float] = {}
    came: dict[Key, float] = {}
    for source, target, value in flows:
        went[source] = went.get(source, 0.0) + value
        came[target] = came.get(target, 0.0) + value
    return {
        key: Node(key[1], key[0], max(went.get(key, 0.0), came.get(key, 0.0))) for key in {**went, **came}
    }


def _bands(flows: Sequence[Flow], nodes: dict[Key, Node], scale: float) -> Iterator[Band]:
    """Bands leave and arrive in the order of their other ends, so that they cross as little as they can."""
    merged: dict[tuple[Key, Key], float] = {}
    for source, target, value in flows:
        merged[source, target] = merged.get((source, target), 0.0) + value
    starts, ends = ({key: node.top for key, node in nodes.items()} for _ in range(2))
    made = {pair: Band(*pair, value, width=value * scale) for pair, value in merged.items()}
    for pair in sorted(merged, key=lambda pair: nodes[pair[1]].top):
        made[pair] = replace(made[pair], start=starts[pair[0]])
        starts[pair[0]] += made[pair].width
    for pair in sorted(merged, key=lambda pair: nodes[pair[0]].top):
        made[pair] = replace(made[pair], end=ends[pair[1]])
        ends[pair[1]] += made[pair].width
    yield from made.values()


def curved(x1: float, y1: float, x2: float, y2: float) -> list[tuple[float, float]]:
    """Points of an S from one place to another, for what draws straight lines only."""
    along = (place / BEND for place in range(BEND + 1))
    return [(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t * t * (3 - 2 * t)) for t in along]
