"""One line for each group: its estimate with its interval, what it scored itself, and the ranks it can hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent
from dashboard.figures.rows import WHOLE, rows_axis
from dashboard.figures.template import LETTER, Palette, Trace, beside, drawn, label_room

STEPS: tuple[float, ...] = (
    1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 432000, 1728000, 8640000,
)  # fmt: skip
"""Round times, from a second to a hundred days."""
EDGES, LEAST, MOST, ROOM = 34, 31, 52, 400
"""Pixels around the lines, of a line at least and at most, and of all lines while they are few."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`mark`: the shrunken estimate; `own`: the group's own number; `words`: the ranks it can hold, or why none.
    `tone`: good, bad or even."""

    mark: Mark
    own: float | None
    words: str
    tone: str = "even"


def leaderboard(
    entries: Sequence[Entry], middle: float | None, palette: Palette, shown: Shown, *, seconds: bool = False
) -> go.Figure:
    """Lines from the top in the order given. The axis is cut to what is drawn: places compare, lengths do not.

    Waits lie on a logarithmic axis, where the same factor is the same distance. Clicks carry the mark's key.
    """
    marks = [entry.mark for entry in entries]
    own = [entry.own for entry in entries if not entry.mark.faint]
    low, high = extent([mark for mark in marks if not mark.faint] or marks, middle, *own)
    axis = _log_axis(low, high, shown) if seconds else value_axis(round_ticks(low, high, most=4), shown)
    names = [mark.label for mark in marks]
    end = 10 ** axis["range"][1] if seconds else axis["range"][1]
    values = ["–" if mark.value is None else shown(mark.value) for mark in marks]
    room = max(
        (len(value) + len(entry.words) for value, entry in zip(values, entries, strict=True)), default=0
    )
    return drawn(
        [_reach(marks, palette), _own(entries, palette), _points(entries, palette),
         _words(end, entries, values, palette)],
        palette, _height(len(entries)), xaxis=axis, yaxis=rows_axis(names, palette),
        margin={"l": label_room(names), "r": 24 + round(LETTER * room), "t": 4, "b": 26},
        clickmode="event+select", dragmode="pan",
        shapes=[_middle(middle, palette)] if middle is not None else [],
    )  # fmt: skip


def _height(rows: int) -> int:
    """Pixels. A few groups stand further apart, so that they fill the room beside the table of all numbers."""
    return EDGES + max(rows, 1) * min(max(ROOM // max(rows, 1), LEAST), MOST)


def _log_axis(low: float, high: float, shown: Shown) -> dict[str, Any]:
    """Round times from the one below the least to the one above the greatest, three or four of them named."""
    below = max([step for step in STEPS if step <= low], default=max(low, 0.1))
    above = min([step for step in STEPS if step >= high], default=max(high, below * 2))
    between = [step for step in STEPS if below <= step <= above] or [below, above]
    stride = max(1, -(-len(between) // 4))
    named = between[::stride]
    return {
        "type": "log", "range": [log10(below), log10(above)], "tickmode": "array", "tickvals": named,
        "ticktext": [shown(float(step)) for step in named],
    }  # fmt: skip


def _reach(marks: Sequence[Mark], palette: Palette) -> Trace:
    """The intervals, as one line with gaps."""
    across: list[float | None] = []
    up: list[float | None] = []
    for row, mark in enumerate(marks):
        if mark.low is not None and mark.high is not None and not mark.faint:
            across += [mark.low, mark.high, None]
            up += [row, row, None]
    return {
        "type": "scatter", "x": across, "y": up, "mode": "lines", "hoverinfo": "skip",
        "line": {"color": palette.before, "width": 3},
    }  # fmt: skip


def _own(entries: Sequence[Entry], palette: Palette) -> Trace:
    """What each group scored itself, before it was pulled to the middle."""
    return {
        "type": "scatter", "x": [entry.own for entry in entries], "y": list(range(len(entries))), "mode": "markers",
        "hoverinfo": "skip", "marker": {
            "symbol": "line-ns", "size": 9, "line": {"color": palette.grey, "width": 1.5},
        }, "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _points(entries: Sequence[Entry], palette: Palette) -> Trace:
    tones = {"good": palette.good, "bad": palette.bad, "even": palette.accent}
    return {
        "type": "scatter", "x": [e.mark.value for e in entries], "y": list(range(len(entries))), "mode": "markers",
        "marker": {"size": 11, "color": [palette.before if e.mark.faint else tones[e.tone] for e in entries],
                   "line": {"width": 0}},
        "customdata": [e.mark.key for e in entries], "hovertext": [e.mark.hover for e in entries],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _words(x: float, entries: Sequence[Entry], values: Sequence[str], palette: Palette) -> Trace:
    texts = [
        f'<b>{value}</b>  <span style="color:{palette.grey}">{entry.words}</span>'
        for value, entry in zip(values, entries, strict=True)
    ]
    colours = [palette.grey if entry.mark.faint else palette.ink for entry in entries]
    return beside(x, range(len(entries)), texts, colours)


def _middle(x: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": palette.grey, "width": 1, "dash": "1px,3px"},
    }  # fmt: skip
