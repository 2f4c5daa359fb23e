"""Who is still there over time: one stair a group with its band, its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import value_axis
from dashboard.figures.mark import Shown
from dashboard.figures.template import LETTER, Palette, Trace, beside, drawn, label_room

LONGEST, APART = 18, 8.0
"""Letters of a name at the end of a line; the least distance of two names, in points of the axis."""
BAND = 0.13


@dataclass(frozen=True, slots=True)
class Stair:
    """One group. `share`, `low` and `high` in percent at each of `months`, in order, and hold until the next.

    `name` and `hover` are safe for a figure. `key`: what a click chooses. `faint`: small, or not chosen.
    """

    name: str
    key: str
    colour: str
    months: Sequence[float]
    share: Sequence[float]
    low: Sequence[float | None]
    high: Sequence[float | None]
    hover: Sequence[str]
    faint: bool = False


def survival(
    stairs: Sequence[Stair], marks: Sequence[float], palette: Palette, shown: Shown, height: int = 300
) -> go.Figure:
    """Stairs from 100 % down; the dotted line is where half are left. `marks`: the months of the axis."""
    ticks = [0.0, 25.0, 50.0, 75.0, 100.0]
    end = max([*marks, *(month for stair in stairs for month in stair.months)], default=1.0)
    up = value_axis(ticks, shown)
    across: dict[str, Any] = {
        "range": [0, end], "tickmode": "array", "tickvals": list(marks), "ticktext": [f"{mark:g}" for mark in marks],
        "showgrid": False,
    }  # fmt: skip
    room = 18 + round(LETTER * min(max((len(stair.name) for stair in stairs), default=0), LONGEST))
    return drawn(
        [*(_band(stair) for stair in stairs if not stair.faint), *(_line(stair, palette) for stair in stairs),
         _names(stairs, end, palette)],
        palette, height, xaxis=across, yaxis={**up, "range": [0, 102]}, hovermode="closest", clickmode="event+select",
        dragmode="pan", margin={"l": label_room(up["ticktext"]), "r": room, "t": 8, "b": 24}, shapes=[_half(palette)],
    )  # fmt: skip


def _line(stair: Stair, palette: Palette) -> Trace:
    return {
        "type": "scatter", "mode": "lines", "x": list(stair.months), "y": list(stair.share),
        "line": {
            "color": palette.before if stair.faint else stair.colour,
            "width": 1.4 if stair.faint else 2.2, "shape": "hv",
        },
        "customdata": [stair.key] * len(stair.months), "hovertext": list(stair.hover),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _band(stair: Stair) -> Trace:
    """Up along the upper ends and back along the lower ones, each held until the next step."""
    known = [
        (x, low, high) for x, low, high in zip(stair.months, stair.low, stair.high, strict=True)
        if low is not None and high is not None
    ]  # fmt: skip
    upper = _steps([(x, high) for x, _, high in known])
    lower = _steps([(x, low) for x, low, _ in known])
    path = [*upper, *reversed(lower)]
    return {
        "type": "scatter", "mode": "lines", "x": [x for x, _ in path], "y": [y for _, y in path],
        "line": {"width": 0}, "fill": "toself", "fillcolor": _thin(stair.colour), "hoverinfo": "skip",
    }  # fmt: skip


def _steps(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    path = list(places[:1])
    for (_, before), (x, y) in pairwise(places):
        path += [(x, before), (x, y)]
    return path


def _thin(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{BAND})"


def _names(stairs: Sequence[Stair], end: float, palette: Palette) -> Trace:
    """Each at the height of its line's end, moved apart when two would touch."""
    placed = sorted(
        ((stair.share[-1] if stair.share else 0.0, stair) for stair in stairs), key=lambda p: -p[0]
    )
    places: list[float] = []
    for at, (y, _) in enumerate(placed):
        wanted = max(y, (len(placed) - 1 - at) * APART)
        places.append(min(wanted, places[-1] - APART) if places else min(wanted, 100.0))
    colours = [palette.grey if stair.faint else stair.colour for _, stair in placed]
    return beside(end, places, [stair.name for _, stair in placed], colours)


def _half(palette: Palette) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": 50, "y1": 50, "layer": "below",
        "line": {"color": palette.grey, "width": 1, "dash": "1px,3px"},
    }  # fmt: skip
