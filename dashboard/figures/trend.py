"""A value over time with the band it lies in, the comparison in grey, and what is not over yet dashed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import few, round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent
from dashboard.figures.template import Palette, Trace, beside, drawn, label_room

ROOM = 84
"""Pixels at the right for the names of the lines."""


def trend(
    now: Sequence[Mark],
    before: Sequence[Mark],
    palette: Palette,
    shown: Shown,
    *,
    target: float | None = None,
    seconds: bool = False,
    height: int = 250,
) -> go.Figure:
    """Steps of the period, over the steps of the comparison that had run as long. One mark per step, in order."""
    was = before[: len(now)]
    ticks = round_ticks(*extent([*now, *was], target), seconds)
    places, words = few([mark.label for mark in now])
    across: dict[str, Any] = {
        "range": [-0.5, max(len(now), 1) - 0.5], "tickmode": "array", "tickvals": places, "ticktext": words,
        "showgrid": False,
    }  # fmt: skip
    up = value_axis(ticks, shown)
    return drawn(
        [
            *_bands(now, palette),
            *_before(was, palette),
            *_now(now, palette),
            _names(now, was, target, palette, shown),
        ],
        palette,
        height,
        xaxis=across,
        yaxis=up,
        margin={"l": label_room(up["ticktext"]), "r": ROOM, "t": 10, "b": 26},
        hovermode="x",
        shapes=_target(target, palette),
    )


def _bands(now: Sequence[Mark], palette: Palette) -> list[Trace]:
    """The interval around each unbroken run of whole steps."""
    runs: list[list[int]] = [[]]
    for i, mark in enumerate(now):
        if mark.low is None or mark.high is None or mark.partial:
            runs.append([])
        else:
            runs[-1].append(i)
    return [_band(run, now, palette) for run in runs if len(run) > 1]


def _band(run: list[int], now: Sequence[Mark], palette: Palette) -> Trace:
    return {
        "type": "scatter", "x": [*run, *reversed(run)],
        "y": [*(now[i].high for i in run), *(now[i].low for i in reversed(run))],
        "mode": "lines", "line": {"width": 0}, "fill": "toself", "fillcolor": palette.band, "hoverinfo": "skip",
    }  # fmt: skip


def _before(before: Sequence[Mark], palette: Palette) -> list[Trace]:
    if not any(mark.value is not None for mark in before):
        return []
    line = {"color": palette.before, "width": 1.6}
    return [_line(before, list(range(len(before))), line, markers=len(before) == 1)]


def _now(now: Sequence[Mark], palette: Palette) -> list[Trace]:
    whole = [i for i, mark in enumerate(now) if not mark.partial]
    line = {"color": palette.accent, "width": 2.4}
    traces = [_line([now[i] for i in whole], whole, line, markers=len(whole) < 30)] if whole else []
    return [*traces, *(_open(i, now, palette) for i, mark in enumerate(now) if mark.partial)]


def _line(marks: Sequence[Mark], places: list[int], line: dict[str, Any], markers: bool) -> Trace:
    return {
        "type": "scatter", "x": places, "y": [mark.value for mark in marks], "line": line,
        "mode": "lines+markers" if markers else "lines",
        "marker": {"size": [3.5 if mark.faint else 6 for mark in marks], "color": line["color"]},
        "hovertext": [mark.hover for mark in marks], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _open(at: int, now: Sequence[Mark], palette: Palette) -> Trace:
    """A step that is not whole: dashed between it and its neighbour, its end hollow."""
    neighbour = at - 1 if at else min(1, len(now) - 1)
    reach = sorted({neighbour, at})
    return {
        "type": "scatter", "x": reach, "y": [now[i].value for i in reach], "mode": "lines+markers",
        "line": {"color": palette.accent, "width": 2, "dash": "3px,4px"},
        "marker": {
            "size": [8 if i == at else 0 for i in reach], "color": palette.paper,
            "line": {"color": palette.accent, "width": [2 if i == at else 0 for i in reach]},
        },
        "hovertext": [now[i].hover for i in reach], "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _target(target: float | None, palette: Palette) -> list[dict[str, Any]]:
    if target is None:
        return []
    return [{
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": target, "y1": target,
        "line": {"color": palette.ink, "width": 1, "dash": "1px,3px"}, "layer": "below",
    }]  # fmt: skip


def _names(
    now: Sequence[Mark], before: Sequence[Mark], target: float | None, palette: Palette, shown: Shown
) -> Trace:
    """The name of each line at its end, moved apart when they would touch."""
    ends = [("Now", _last(now), palette.accent), ("Before", _last(before), palette.grey)]
    ends += [(f"Target {shown(target)}", target, palette.ink)] if target is not None else []
    placed = sorted(((y, name, colour) for name, y, colour in ends if y is not None), reverse=True)
    low, high = extent([*now, *before], target)
    places: list[float] = []
    for y, *_ in placed:
        places.append(min(y, places[-1] - (high - low) * 0.09) if places else y)
    names, colours = [name for _, name, _ in placed], [colour for *_, colour in placed]
    return beside(max(len(now), 1) - 0.5, places, names, colours)


def _last(marks: Sequence[Mark]) -> float | None:
    return next((mark.value for mark in reversed(marks) if mark.value is not None), None)
