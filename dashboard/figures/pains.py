"""Pain points: a bar for customers times damage, under the words of each; what is not proven is grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

import plotly.graph_objects as go

from dashboard.figures.rows import WHOLE
from dashboard.figures.template import SMALL, Palette, Trace, drawn

EDGES, BAR, UNDER = 10, 12, 14
LINE, GAP = 15, 10
WIDE = 48
"""Pixels: around all rows; a bar, and from the foot of its row to its middle; a line of words, and from the bar to the
words over it. So many letters of them fit a phone's width."""


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
    """Lines from the top in the order given, bars from zero, all rows as high as the longest words need. Clicks carry
    the key."""
    end = _end(lines)
    row = UNDER + GAP + 8 + LINE * max((len(_broken(line)) for line in lines), default=1)
    return drawn(
        [_bars(lines, end, row, palette), _labels(lines, row, palette)],
        palette,
        EDGES + row * max(len(lines), 1),
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


def _bars(lines: Sequence[Pain], end: float, row: int, palette: Palette) -> Trace:
    there = [(y, line) for y, line in enumerate(lines) if line.key]
    return {
        "type": "bar", "orientation": "h", "x": [min(line.weight, end) for _, line in there],
        "y": [y + 0.5 - UNDER / row for y, _ in there], "width": BAR / row,
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


def _labels(lines: Sequence[Pain], row: int, palette: Palette) -> Trace:
    """The words of each line, over its bar."""
    over = [UNDER + GAP + LINE * len(_broken(line)) / 2 for line in lines]
    return {
        "type": "scatter", "mode": "text", "x": [0] * len(lines),
        "y": [y + 0.5 - up / row for y, up in enumerate(over)],
        "text": [_label(line, palette) for line in lines], "textposition": "middle right", "cliponaxis": False,
        "textfont": {"size": SMALL + 1, "color": [palette.ink if line.proven else palette.grey for line in lines]},
        "hoverinfo": "skip",
    }  # fmt: skip


def _broken(line: Pain) -> list[tuple[str, bool]]:
    """The lines of its words on the screen: the label, and under it (told apart) what is said of it."""
    label, words = (wrap(text, WIDE, break_long_words=False) for text in (line.label, line.words))
    return [*((part, False) for part in label), *((part, True) for part in words)] or [("", False)]


def _label(line: Pain, palette: Palette) -> str:
    strong = line.chosen or not line.key
    return "<br>".join(
        f'<span style="color:{palette.grey}">{part}</span>' if said else f"<b>{part}</b>" if strong else part
        for part, said in _broken(line)
    )
