"""Shares that grow in steps, as of coupons that came back by each day, with the band they lie in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Shown
from dashboard.figures.template import Palette, Trace, beside, drawn, label_room

LETTERS, LETTER = 18, 6.6


@dataclass(frozen=True, slots=True)
class Steps:
    """One curve: where it steps, from 0, and its band; `until` is how far it was watched.

    `name` and the texts of `hover` are already safe for a figure. `quiet`: what the others are set against.
    """

    name: str
    x: Sequence[float]
    y: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    until: float
    hover: Sequence[str]
    quiet: bool = False


def steps(
    curves: Sequence[Steps], palette: Palette, shown: Shown, *, until: float, unit: str, height: int = 250
) -> go.Figure:
    """Curves from 0 to `until`. `unit` is written after the last number of the axis, as in 'days'."""
    top = max((y for curve in curves for y in (*curve.high, *curve.y)), default=1.0)
    up, along = round_ticks(0.0, top or 1.0), round_ticks(0.0, until or 1.0)
    axis = value_axis(along, lambda value: f"{value:g}{f' {unit}' if value == along[-1] else ''}")
    names = [curve.name for curve in curves]
    side = value_axis(up, shown)
    return drawn(
        [
            *(_band(curve, palette, until) for curve in curves),
            *(_line(curve, palette, until) for curve in curves),
            _names(curves, along[-1], up[-1] - up[0], palette),
        ],
        palette,
        height,
        xaxis=axis | {"showgrid": False},
        yaxis=side,
        margin={
            "l": label_room(side["ticktext"]), "r": 16 + round(LETTER * min(max(map(len, names), default=0), LETTERS)),
            "t": 10, "b": 26,
        },
    )  # fmt: skip


def _colour(curve: Steps, palette: Palette) -> str:
    return palette.before if curve.quiet else palette.accent


def _reached(values: Sequence[float], curve: Steps, until: float) -> tuple[list[float], list[float]]:
    """The steps within reach, from zero and on to where watching ended."""
    pairs = [(x, y) for x, y in zip(curve.x, values, strict=True) if x <= until]
    last = pairs[-1][1] if pairs else 0.0
    end = min(curve.until, until)
    return [0.0, *(x for x, _ in pairs), end], [0.0, *(y for _, y in pairs), last]


def _line(curve: Steps, palette: Palette, until: float) -> Trace:
    x, y = _reached(curve.y, curve, until)
    hover = [curve.name, *curve.hover[: len(x) - 2], curve.hover[len(x) - 3] if len(x) > 2 else curve.name]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "line": {"color": _colour(curve, palette), "width": 1.8 if curve.quiet else 2.4, "shape": "hv"},
    }  # fmt: skip


def _band(curve: Steps, palette: Palette, until: float) -> Trace:
    x, high = _reached(curve.high, curve, until)
    _, low = _reached(curve.low, curve, until)
    around: list[tuple[float, float]] = [*_corners(x, high), *reversed(_corners(x, low))]
    return {
        "type": "scatter", "mode": "lines", "x": [x for x, _ in around], "y": [y for _, y in around],
        "line": {"width": 0}, "fill": "toself", "fillcolor": palette.line if curve.quiet else palette.band,
        "opacity": 0.6 if curve.quiet else 1.0, "hoverinfo": "skip",
    }  # fmt: skip


def _corners(x: Sequence[float], y: Sequence[float]) -> list[tuple[float, float]]:
    """The way along a step curve: across, then up."""
    way = [(x[0], y[0])]
    for place in range(1, len(x)):
        way += [(x[place], y[place - 1]), (x[place], y[place])]
    return way


def _names(curves: Sequence[Steps], x: float, span: float, palette: Palette) -> dict[str, Any]:
    """The name of each curve at its end, moved apart when they would touch."""
    ends = sorted(
        ((curve.y[-1] if len(curve.y) else 0.0, place) for place, curve in enumerate(curves)), reverse=True
    )
    places: list[float] = []
    for y, _ in ends:
        places.append(min(y, places[-1] - span * 0.09) if places else y)
    told = [curves[place] for _, place in ends]
    inks = [palette.grey if curve.quiet else palette.accent for curve in told]
    return beside(x, places, [_short(curve.name) for curve in told], inks)


def _short(name: str) -> str:
    return name if len(name) <= LETTERS or "&" in name else f"{name[: LETTERS - 1]}…"
