"""Flows between columns of places that add up, from left to right or back from right to left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.template import SMALL, Palette, drawn

HEIGHT, MARGIN, GAP, THICK, EDGE = 400, 14, 0.045, 11, 0.004


@dataclass(frozen=True, slots=True)
class Node:
    """A place. `column`: 0 where all flows start; `size`: all that comes through it. Text is safe for a figure.

    `tone`: the start, a step, the rest together, an end, or not known yet.
    """

    column: int
    size: float
    label: str
    hover: str
    tone: str = "step"


@dataclass(frozen=True, slots=True)
class Link:
    """So much from one node to another, by their places in the list."""

    source: int
    target: int
    size: float
    hover: str


def sankey(
    nodes: Sequence[Node], links: Sequence[Link], palette: Palette, *, back: bool = False
) -> go.Figure:
    """Nodes of a column from the top in the order given. `back`: the start stands at the right."""
    last = max((node.column for node in nodes), default=0) or 1
    across = [(last - node.column if back else node.column) / last for node in nodes]
    x = [min(max(place, EDGE), 1 - EDGE) for place in across]
    colours = [_colour(node.tone, palette) for node in nodes]
    trace: dict[str, Any] = {
        "type": "sankey", "arrangement": "fixed", "orientation": "h",
        "node": {
            "label": [node.label for node in nodes], "x": x, "y": _heights(nodes), "color": colours, "thickness": THICK,
            "pad": _pad(nodes), "line": {"width": 0}, "customdata": [node.hover for node in nodes],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [link.target if back else link.source for link in links],
            "target": [link.source if back else link.target for link in links],
            "value": [link.size for link in links],
            "color": [_thinned(nodes[link.target].tone, palette) for link in links],
            "customdata": [link.hover for link in links], "hovertemplate": "%{customdata}<extra></extra>",
        },
        "textfont": {"color": palette.ink, "size": SMALL, "shadow": "none"},
    }  # fmt: skip
    return drawn([trace], palette, HEIGHT, margin={"l": 6, "r": 6, "t": MARGIN, "b": MARGIN})


def _pad(nodes: Sequence[Node]) -> float:
    """Pixels between nodes that make plotly draw them as high as `_heights` takes them to be.

    Plotly fits the height of a unit to its fullest column, into which it moves every node that nothing leaves.
    """
    last = max((node.column for node in nodes), default=0)
    crowd = sum(1 for node in nodes if node.column == last or node.tone in ("end", "began", "open"))
    return (1 - _room(nodes)) * (HEIGHT - 2 * MARGIN) / max(crowd - 1, 1)


def _room(nodes: Sequence[Node]) -> float:
    """The share of the height that nodes fill where they are most; the rest are gaps."""
    crowd = max((sum(1 for n in nodes if n.column == c) for c in {n.column for n in nodes}), default=1)
    return 1 - GAP * (crowd - 1)


def _heights(nodes: Sequence[Node]) -> list[float]:
    """The middle of each node from the top, 0 to 1: columns are filled from the top, with a gap between nodes."""
    whole = sum(node.size for node in nodes if node.column == 0) or 1.0
    filled: dict[int, float] = {}
    middles = []
    for node in nodes:
        top, size = filled.get(node.column, 0.0), _room(nodes) * node.size / whole
        middles.append(min(max(top + size / 2, EDGE), 1 - EDGE))
        filled[node.column] = top + size + GAP
    return middles


def _colour(tone: str, palette: Palette) -> str:
    tones = {"end": palette.bad, "began": palette.before, "open": palette.line, "other": palette.before}
    return tones.get(tone, palette.accent)


def _thinned(tone: str, palette: Palette) -> str:
    """The colour of a flow: that of where it leads, on paper; the accent's band for steps."""
    if tone == "end":
        return _clear(palette.bad, 0.20)
    return _clear(palette.before, 0.22) if tone in ("open", "other", "began") else palette.band


def _clear(colour: str, share: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
