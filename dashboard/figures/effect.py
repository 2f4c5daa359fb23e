"""Differences with their intervals around zero: one dot a row."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent
from dashboard.figures.rows import WHOLE, height_of, rows_axis
from dashboard.figures.template import Palette, Trace, beside, drawn, label_room, upright

ROOM = 118


def effects(marks: Sequence[Mark], stands: Sequence[bool], palette: Palette, shown: Shown) -> go.Figure:
    """Rows from the top in the order given. `stands`: which differ more than chance would give; the others are grey.

    Clicks carry the mark's key. The value stands beside its row, so colour is never alone.
    """
    low, high = extent(list(marks), 0.0)
    ticks = round_ticks(min(low, 0.0), max(high, 0.0), most=4)
    labels = [mark.label for mark in marks]
    return drawn(
        [
            _reaches(marks, stands, palette), _dots(marks, stands, palette),
            _words(ticks[-1], marks, stands, palette, shown),
        ],
        palette, height_of(len(marks)), xaxis=value_axis(ticks, shown), yaxis=rows_axis(labels, palette),
        margin={"l": label_room(labels), "r": ROOM, "t": 4, "b": 26}, clickmode="event+select", dragmode="pan",
        shapes=[upright(0.0, palette)],
    )  # fmt: skip


def _tone(mark: Mark, stands: bool, palette: Palette) -> str:
    if not stands or mark.value is None:
        return palette.before
    return palette.good if mark.value > 0 else palette.bad


def _reaches(marks: Sequence[Mark], stands: Sequence[bool], palette: Palette) -> Trace:
    """The intervals, as bars as thin as lines, so that each has its own colour."""
    return {
        "type": "bar", "orientation": "h", "width": 0.08, "y": list(range(len(marks))),
        "base": [mark.low for mark in marks],
        "x": [None if m.low is None or m.high is None else m.high - m.low for m in marks],
        "marker": {
            "color": [_tone(mark, told, palette) for mark, told in zip(marks, stands, strict=True)],
            "line": {"width": 0},
        },
        "hoverinfo": "skip", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _dots(marks: Sequence[Mark], stands: Sequence[bool], palette: Palette) -> Trace:
    return {
        "type": "scatter", "mode": "markers", "x": [mark.value for mark in marks], "y": list(range(len(marks))),
        "marker": {
            "size": 10, "color": [_tone(mark, told, palette) for mark, told in zip(marks, stands, strict=True)],
            "line": {"width": 1, "color": palette.paper},
        },
        "customdata": [mark.key for mark in marks], "hovertext": [mark.hover for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _words(x: float, marks: Sequence[Mark], stands: Sequence[bool], palette: Palette, shown: Shown) -> Trace:
    texts = [
        mark.instead if mark.value is None else _said(shown(mark.value), told)
        for mark, told in zip(marks, stands, strict=True)
    ]
    colours = [palette.ink if told else palette.grey for told in stands]
    return beside(x, range(len(marks)), texts, colours)


def _said(value: str, told: bool) -> str:
    return f"<b>{value}</b>" if told else f"{value}, chance"
