"""Topics down, agents across: a square for each, teal above the middle of its topic, vermilion below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.rows import WHOLE
from dashboard.figures.template import SMALL, Palette, drawn, label_room

ROW, TOP, SIDE = 30, 46, 22


@dataclass(frozen=True, slots=True)
class Square:
    """`row`, `column`: places from the top left. `score`: -1 (worst) to 1 (best). `words`: a sign for what stands
    out; `faint`: under the minimum n, hollow. Texts are safe for a figure; clicks carry `key`."""

    row: int
    column: int
    score: float
    words: str
    hover: str
    key: str
    faint: bool = False


def agent_grid(
    squares: Sequence[Square], rows: Sequence[str], columns: Sequence[str], teams: Sequence[str], palette: Palette
) -> go.Figure:  # fmt: skip
    """Squares on a grid of these names; `teams`: of each column, those of a team side by side, each named once."""
    fills = [_colour(square.score, palette) for square in squares]
    trace = {
        "type": "scatter", "mode": "markers+text", "x": [s.column for s in squares], "y": [s.row for s in squares],
        "marker": {
            "symbol": "square", "size": SIDE,
            "color": [palette.paper if s.faint else fill for s, fill in zip(squares, fills, strict=True)],
            "line": {"color": fills, "width": [2 if s.faint else 0 for s in squares]}, "opacity": 1,
        },
        "text": [s.words for s in squares], "textposition": "middle center",
        "textfont": {"color": [palette.paper if abs(s.score) > 0.3 and not s.faint else palette.ink for s in squares]},
        "customdata": [s.key for s in squares], "hovertext": [s.hover for s in squares],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip
    return drawn(
        [trace], palette, TOP + ROW * max(len(rows), 1) + 8,
        xaxis={"range": [-0.5, len(columns) - 0.5], "side": "top", "tickmode": "array", "showgrid": False,
               "tickvals": list(range(len(columns))), "ticktext": _heads(columns, teams),
               "tickfont": {"color": palette.ink, "size": SMALL}},
        yaxis={"range": [len(rows) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(rows))),
               "ticktext": list(rows), "tickfont": {"color": palette.ink, "size": SMALL}},
        margin={"l": label_room(rows), "r": 8, "t": TOP, "b": 8}, clickmode="event+select", dragmode="pan",
        shapes=_parts(teams, palette),
    )  # fmt: skip


def _heads(columns: Sequence[str], teams: Sequence[str]) -> list[str]:
    """The name of each column, under that of its team where a team begins."""
    before = [None, *teams]
    return [
        f"<b>{team if team != was else ''}</b><br>{column}"
        for column, team, was in zip(columns, teams, before, strict=False)
    ]


def _parts(teams: Sequence[str], palette: Palette) -> list[dict[str, Any]]:
    """A line between one team and the next."""
    return [
        {"type": "line", "x0": at + 0.5, "x1": at + 0.5, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
         "line": {"color": palette.line, "width": 1}}
        for at, (one, other) in enumerate(pairwise(teams)) if one != other
    ]  # fmt: skip


def _colour(score: float, palette: Palette) -> str:
    """From the paper toward teal or vermilion, never quite the paper."""
    end = palette.good if score >= 0 else palette.bad
    part = 0.12 + 0.88 * min(abs(score), 1.0)
    mixed = (round(a + (b - a) * part) for a, b in zip(_rgb(palette.paper), _rgb(end), strict=True))
    return f"rgb({','.join(map(str, mixed))})"


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
