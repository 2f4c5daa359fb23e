"""How many had come to the next step by each time: a curve with its band for each pair of steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

import plotly.graph_objects as go

from dashboard.figures.axis import DAY, HOUR, MINUTE, value_axis
from dashboard.figures.mark import Shown
from dashboard.figures.template import Palette, Trace, beside, drawn, label_room

HEIGHT, ROOM, APART = 270, 132, 8.5
TICKS = (0.0, 25.0, 50.0, 75.0, 100.0)
SHORT, LONG = (10, MINUTE, 10 * MINUTE, HOUR), (MINUTE, HOUR, DAY, 30 * DAY)
"""Seconds that are round for people, few enough for a phone."""


@dataclass(frozen=True, slots=True)
class Arrivals:
    """One pair of steps: percent that had come by each of `seconds`, with the band where it is known (`within`).
    Texts are safe for a figure."""

    name: str
    seconds: Sequence[float]
    share: Sequence[float]
    within: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    hover: Sequence[str]


def funnel_times(
    pairs: Sequence[Arrivals], palette: Palette, percent: Shown, duration: Shown, first: float, last: float
) -> go.Figure:
    """Curves over times that grow tenfold in equal distances, from `first` to `last` seconds."""
    across = [second for second in (SHORT if last < 6 * HOUR else LONG) if first <= second <= last]
    colours = [palette.categorical[place % len(palette.categorical)] for place in range(len(pairs))]
    up = value_axis(TICKS, percent)
    return drawn(
        [
            *(_band(pair, colour) for pair, colour in zip(pairs, colours, strict=True)),
            *(_line(pair, colour) for pair, colour in zip(pairs, colours, strict=True)),
            _names(pairs, colours, last),
        ],
        palette,
        HEIGHT,
        xaxis={
            "type": "log", "range": [log10(first), log10(last)], "tickmode": "array", "tickvals": across,
            "ticktext": [duration(second) for second in across], "showgrid": False,
        },
        yaxis=up,
        margin={"l": label_room(up["ticktext"]), "r": ROOM, "t": 10, "b": 28},
        hovermode="closest",
    )  # fmt: skip


def _band(pair: Arrivals, colour: str) -> Trace:
    return {
        "type": "scatter", "x": [*pair.within, *reversed(pair.within)], "y": [*pair.high, *reversed(pair.low)],
        "mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": colour,
        "opacity": 0.16, "hoverinfo": "skip",
    }  # fmt: skip


def _line(pair: Arrivals, colour: str) -> Trace:
    return {
        "type": "scatter", "x": list(pair.seconds), "y": list(pair.share), "mode": "lines",
        "line": {"color": colour, "width": 2.4},
        "hovertext": list(pair.hover), "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _names(pairs: Sequence[Arrivals], colours: Sequence[str], last: float) -> Trace:
    """The name of each curve at its end, moved apart when they would touch."""
    ends = sorted(
        (
            (pair.share[-1], pair.name, colour)
            for pair, colour in zip(pairs, colours, strict=True)
            if pair.share
        ),
        reverse=True,
    )
    places: list[float] = []
    for y, *_ in ends:
        places.append(min(y, places[-1] - APART) if places else y)
    return beside(last, places, [name for _, name, _ in ends], [colour for *_, colour in ends])
