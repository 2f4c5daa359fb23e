"""Shares over steps, a line for each group: one may stand out with its band, the others are quiet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import few, round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent
from dashboard.figures.template import Palette, Trace, beside, drawn, label_room

WHOLE: dict[str, Any] = {"marker": {"opacity": 1}}
HEIGHT, GAP = 290, 0.075
"""Pixels, and how far apart names stand, as a part of the range."""


@dataclass(frozen=True, slots=True)
class Curve:
    """One line. `label` is safe for a figure; without one the line has no name. `strong`: it stands out. `key`: what a
    click on it chooses."""

    label: str
    marks: Sequence[Mark]
    strong: bool = False
    key: str = ""


def curves(
    lines: Sequence[Curve], steps: Sequence[str], palette: Palette, shown: Shown, *, ticks_at_most: int = 13
) -> go.Figure:
    """Zero-based, one mark per step from the first; a line ends where its marks end. Strong lines are on top."""
    marks = [mark for line in lines for mark in line.marks]
    ticks = round_ticks(0.0, max(extent(marks)[1], 1e-9))
    places, words = few(list(steps), most=ticks_at_most)
    up = value_axis(ticks, shown)
    ordered = sorted(lines, key=lambda line: line.strong)
    named = [line.label for line in lines if line.label]
    return drawn(
        [
            *(_band(line.marks, palette) for line in ordered if line.strong),
            *(_line(line, palette) for line in ordered),
            _names(lines, len(steps), ticks[-1] - ticks[0], palette),
        ],
        palette,
        HEIGHT,
        xaxis={
            "range": [-0.3, max(len(steps), 1) - 0.7],
            "tickmode": "array",
            "tickvals": places,
            "ticktext": words,
            "showgrid": False,
        },
        yaxis=up,
        clickmode="event+select",
        dragmode="pan",
        margin={"l": label_room(up["ticktext"]), "r": label_room(named) + 8, "t": 8, "b": 26},
    )


def _line(line: Curve, palette: Palette) -> Trace:
    colour = palette.accent if line.strong else palette.before
    return {
        "type": "scatter", "x": list(range(len(line.marks))), "y": [mark.value for mark in line.marks],
        "mode": "lines+markers" if line.strong or line.label else "lines",
        "line": {"color": colour, "width": 2.6 if line.strong else 1.4},
        "marker": {"size": 5 if line.strong else 3, "color": colour},
        "hovertext": [mark.hover for mark in line.marks], "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [line.key] * len(line.marks), "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _band(marks: Sequence[Mark], palette: Palette) -> Trace:
    there = [i for i, mark in enumerate(marks) if mark.low is not None and mark.high is not None]
    return {
        "type": "scatter", "x": [*there, *reversed(there)],
        "y": [*(marks[i].high for i in there), *(marks[i].low for i in reversed(there))],
        "mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": palette.band, "hoverinfo": "skip",
    }  # fmt: skip


def _names(lines: Sequence[Curve], steps: int, span: float, palette: Palette) -> Trace:
    """The name of each line at the right, in the order of their ends and moved apart when they would touch."""
    ends: list[tuple[float, str, Any]] = sorted(
        (
            (line.marks[-1].value, line.label, palette.accent if line.strong else palette.grey)
            for line in lines
            if line.label and line.marks and line.marks[-1].value is not None
        ),
        key=lambda end: -end[0],
    )
    places: list[float] = []
    for y, *_ in ends:
        places.append(min(y, places[-1] - span * GAP) if places else y)
    if places and places[-1] < 0:
        places = [max(y, (len(places) - 1 - i) * span * GAP) for i, y in enumerate(places)]
    return beside(
        max(steps, 1) - 0.7, places, [label for _, label, _ in ends], [colour for *_, colour in ends]
    )
