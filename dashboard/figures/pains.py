"""Pain points: a bar for customers times damage, under the words of each; what is not proven is grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.rows import WHOLE
from dashboard.figures.template import SMALL, Palette, Trace, drawn

ROW, EDGES, BAR = 46, 10, 0.26


@dataclass(frozen=True, slots=True)
class Pain:
    """One line. `weight`: customers times points lower, with its limits. Text is safe for a figure.

    `words` stand at the end of the label in grey; `chosen`: its evidence is shown. A line without a key is a heading.
    """

    label: str
    words: str = ""
    weight: float = 0.0
    low: float = 0.0
    high: float = 0.0
    hover: str = ""
    key: str = ""
    proven: bool = False
    chosen: bool = False


def pains(lines: Sequence[Pain], palette: Palette) -> go.Figure:
    """Lines from the top in the order given, bars from zero. Clicks carry the key."""
    end = _end(lines)
    return drawn(
        [_bars(lines, end, palette), _labels(lines, palette)],
        palette,
        EDGES + ROW * max(len(lines), 1),
        xaxis={"range": [0, end], "showgrid": False, "showticklabels": False},
        yaxis={"range": [len(lines) - 0.4, -0.6], "showgrid": False, "showticklabels": False},
        margin={"l": 4, "r": 8, "t": 2, "b": 4},
        clickmode="event+select",
        dragmode="pan",
    )


def _end(lines: Sequence[Pain]) -> float:
    """Bars of what is proven fit with their limits; what is not may reach no further."""
    proven = [line.high for line in lines if line.proven]
    return 1.04 * max(proven or [line.weight for line in lines], default=0.0) or 1.0


def _bars(lines: Sequence[Pain], end: float, palette: Palette) -> Trace:
    there = [(y, line) for y, line in enumerate(lines) if line.key]
    return {
        "type": "bar", "orientation": "h", "x": [min(line.weight, end) for _, line in there],
        "y": [y + 0.2 for y, _ in there], "width": BAR,
        "marker": {
            "color": [palette.bad if line.proven else palette.before for _, line in there], "line": {"width": 0},
        },
        "error_x": {
            "type": "data", "symmetric": False, "color": palette.ink, "thickness": 1.2, "width": 3,
            "array": [line.high - line.weight if line.proven else None for _, line in there],
            "arrayminus": [line.weight - line.low if line.proven else None for _, line in there],
        },
        "customdata": [line.key for _, line in there], "hovertext": [line.hover for _, line in there],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _labels(lines: Sequence[Pain], palette: Palette) -> Trace:
    """The words of each line, over its bar."""
    return {
        "type": "scatter", "mode": "text", "x": [0] * len(lines), "y": [y - 0.18 for y in range(len(lines))],
        "text": [_label(line, palette) for line in lines], "textposition": "middle right", "cliponaxis": False,
        "textfont": {"size": SMALL + 1, "color": [palette.ink if line.proven else palette.grey for line in lines]},
        "hoverinfo": "skip",
    }  # fmt: skip


def _label(line: Pain, palette: Palette) -> str:
    name = f"<b>{line.label}</b>" if line.chosen or not line.key else line.label
    return f'{name}  <span style="color:{palette.grey}">{line.words}</span>'
