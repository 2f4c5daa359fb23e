"""The touchpoint map: a row for each touchpoint under its stage, how often people were there and how it felt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.rows import WHOLE, rows_axis
from dashboard.figures.template import SMALL, Palette, Trace, drawn, label_room

ROW, TOP, BOTTOM = 33, 40, 4
VOLUME, CELL, FILL = 1.5, 1.0, 0.94
STRONGEST = {"good": 0.47, "bad": 0.46}
"""How much of a full colour lies on paper, so that ink stays readable on it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One feeling from -100 to 100, in words that are safe for a figure; None: nothing was judged.

    `text` is written in it, `n` under it, both as the reader writes them. `faint`: under the minimum n.
    """

    value: float | None
    text: str
    n: str
    hover: str
    faint: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A touchpoint, or with no cells the heading of a stage. `key`: what a click on it chooses.

    `touches`: how often people were there, and `touched` in words. `aside`: others were chosen.
    """

    label: str
    key: str = ""
    touches: float = 0.0
    touched: str = ""
    hover: str = ""
    cells: Sequence[Cell] = ()
    aside: bool = False


def heat(rows: Sequence[HeatRow], columns: Sequence[str], palette: Palette) -> go.Figure:
    """Rows from the top in the order given. `columns`: the heading of each cell, safe for a figure.

    Cells are bars, because those can be clicked; they carry the key of their row.
    """
    width = VOLUME + CELL * len(columns)
    labels = [row.label for row in rows]
    return drawn(
        [_touches(rows, palette), _touched(rows, palette), *_cells(rows, palette)],
        palette,
        TOP + BOTTOM + ROW * max(len(rows), 1),
        xaxis={"range": [0, width], "showgrid": False, "showticklabels": False},
        yaxis=rows_axis(labels, palette),
        margin={"l": label_room([row.label for row in rows if row.cells]), "r": 4, "t": TOP, "b": BOTTOM},
        barmode="overlay",
        clickmode="event+select",
        dragmode="pan",
        annotations=[_heading(x, text, palette) for x, text in _headings(columns)],
    )


def _headings(columns: Sequence[str]) -> list[tuple[float, str]]:
    middle = VOLUME + CELL * FILL / 2
    return [(VOLUME / 2, "Touches"), *((middle + CELL * at, text) for at, text in enumerate(columns))]


def _heading(x: float, text: str, palette: Palette) -> dict[str, Any]:
    return {
        "x": x, "y": 1, "xref": "x", "yref": "paper", "yanchor": "bottom", "xanchor": "center", "showarrow": False,
        "text": text, "font": {"color": palette.grey, "size": SMALL},
    }  # fmt: skip


def _touches(rows: Sequence[HeatRow], palette: Palette) -> Trace:
    """Volume, on its own scale; the longest bar leaves room for its number."""
    most = max((row.touches for row in rows), default=0.0) or 1.0
    there = [(y, row) for y, row in enumerate(rows) if row.cells]
    return {
        "type": "bar", "orientation": "h", "x": [0.55 * VOLUME * row.touches / most for _, row in there],
        "y": [y for y, _ in there], "width": 0.42,
        "marker": {
            "color": [palette.before if row.aside else palette.accent for _, row in there], "line": {"width": 0},
        },
        "customdata": [row.key for _, row in there], "hovertext": [row.hover for _, row in there],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _touched(rows: Sequence[HeatRow], palette: Palette) -> Trace:
    most = max((row.touches for row in rows), default=0.0) or 1.0
    there = [(y, row) for y, row in enumerate(rows) if row.cells]
    return {
        "type": "scatter", "mode": "text", "x": [0.55 * VOLUME * row.touches / most for _, row in there],
        "y": [y for y, _ in there], "text": [f" {row.touched}" for _, row in there],
        "textposition": "middle right", "cliponaxis": False, "hoverinfo": "skip",
        "textfont": {"color": [palette.grey if row.aside else palette.ink for _, row in there], "size": SMALL},
    }  # fmt: skip


def _cells(rows: Sequence[HeatRow], palette: Palette) -> list[Trace]:
    there = [
        (y, VOLUME + CELL * at, row, cell)
        for y, row in enumerate(rows) for at, cell in enumerate(row.cells) if cell.text
    ]  # fmt: skip
    if not there:
        return []
    colours = [_colour(cell, row, palette) for _, _, row, cell in there]
    return [{
        "type": "bar", "orientation": "h", "x": [CELL * FILL for _ in there], "base": [x for _, x, _, _ in there],
        "y": [y for y, *_ in there], "width": 0.9, "marker": {"color": colours, "line": {"width": 0}},
        "text": [f'{cell.text}<br><span style="font-size:10px">{cell.n}</span>' for *_, cell in there],
        "textposition": "inside", "insidetextanchor": "middle",
        "textangle": 0, "constraintext": "none",
        "textfont": {
            "size": SMALL + 1,
            "color": [palette.grey if cell.faint or row.aside else palette.ink for _, _, row, cell in there],
        },
        "customdata": [row.key for _, _, row, _ in there], "hovertext": [cell.hover for *_, cell in there],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }]  # fmt: skip


def _colour(cell: Cell, row: HeatRow, palette: Palette) -> str:
    """Teal the better it went, vermilion the worse; nothing where too little is known."""
    if cell.value is None or cell.faint or row.aside:
        return _mixed(palette.paper, palette.line, 0.45)
    tone = "good" if cell.value >= 0 else "bad"
    full = palette.good if tone == "good" else palette.bad
    return _mixed(palette.paper, full, STRONGEST[tone] * min(abs(cell.value), 100.0) / 100 + 0.04)


def _mixed(paper: str, colour: str, share: float) -> str:
    pairs = ((int(paper[i : i + 2], 16), int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)
