"""A few values over time, each with the band it lies in and its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import few, round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent
from dashboard.figures.template import LETTER, Palette, Trace, beside, drawn, label_room

LONGEST_NAME = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a mark for each step, in order. `name` is safe for a figure. `banded`: draw its interval."""

    name: str
    colour: str
    marks: Sequence[Mark]
    strong: bool = False
    banded: bool = False


def lines(
    rows: Sequence[Line], palette: Palette, shown: Shown, *, zero: bool = False, height: int = 270
) -> go.Figure:
    """Lines over the same steps; a step that is not whole has a hollow dot. `zero`: the axis reaches zero."""
    marks = [mark for row in rows for mark in row.marks]
    low, high = extent(marks, *((0.0,) if zero else ()))
    ticks = round_ticks(low, high)
    labels = [mark.label for mark in rows[0].marks] if rows else []
    places, words = few(labels)
    across: dict[str, Any] = {
        "range": [-0.5, max(len(labels), 1) - 0.5], "tickmode": "array", "tickvals": places, "ticktext": words,
        "showgrid": False,
    }  # fmt: skip
    up = value_axis(ticks, shown)
    room = 20 + round(LETTER * min(max((len(row.name) for row in rows), default=0), LONGEST_NAME))
    return drawn(
        [*(_band(row, palette) for row in rows if row.banded), *map(lambda row: _line(row, palette), rows),
         _names(rows, ticks)],
        palette, height, xaxis=across, yaxis=up, hovermode="closest",
        margin={"l": label_room(up["ticktext"]), "r": room, "t": 10, "b": 26},
    )  # fmt: skip


def _band(row: Line, palette: Palette) -> Trace:
    known = [
        (x, mark.low, mark.high)
        for x, mark in enumerate(row.marks)
        if mark.low is not None and mark.high is not None
    ]
    return {
        "type": "scatter", "mode": "lines", "x": [*(x for x, *_ in known), *(x for x, *_ in reversed(known))],
        "y": [*(high for *_, high in known), *(low for _, low, _ in reversed(known))],
        "line": {"width": 0}, "fill": "toself", "fillcolor": palette.band, "hoverinfo": "skip",
    }  # fmt: skip


def _line(row: Line, palette: Palette) -> Trace:
    return {
        "type": "scatter", "mode": "lines+markers", "x": list(range(len(row.marks))),
        "y": [mark.value for mark in row.marks], "line": {"color": row.colour, "width": 2.6 if row.strong else 1.8},
        "marker": {
            "size": [3.5 if mark.faint else 6 for mark in row.marks], "line": {"width": 1.5, "color": row.colour},
            "color": [palette.paper if mark.partial else row.colour for mark in row.marks],
        },
        "hovertext": [mark.hover for mark in row.marks], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _names(rows: Sequence[Line], ticks: Sequence[float]) -> Trace:
    """The name of each line at the height of its last value, moved apart where names would touch."""
    ends = sorted(
        ((value, row) for row in rows if (value := _last(row.marks)) is not None), key=lambda end: -end[0]
    )
    step = (ticks[-1] - ticks[0]) * 0.075
    places: list[float] = []
    for value, _ in ends:
        places.append(min(value, places[-1] - step) if places else value)
    under = ticks[0] - places[-1] if places else 0.0
    if under > 0:
        places = [place + under for place in places]
    return beside(
        max((len(row.marks) for row in rows), default=1) - 0.5, places, [row.name for _, row in ends],
        [row.colour for _, row in ends],
    )  # fmt: skip


def _last(marks: Sequence[Mark]) -> float | None:
    return next((mark.value for mark in reversed(marks) if mark.value is not None), None)
