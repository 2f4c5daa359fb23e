"""Several lines with their names at their ends: waits by team, a backlog by team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Shown
from dashboard.figures.template import LETTER, Palette, Trace, beside, drawn, label_room

APART = 0.075
"""The least distance of two names, as a part of the height."""
LONGEST = 22


@dataclass(frozen=True, slots=True)
class Line:
    """`name` and `hover` are safe for a figure; one `hover` alone is a template of plotly's for all points. `low` and
    `high`: its band, empty for none. `words`: what stands at its end after the name. `faint`: not chosen, or from
    before."""

    name: str
    x: Sequence[float | str]
    y: Sequence[float | None]
    hover: Sequence[str]
    colour: str
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()
    words: str = ""
    faint: bool = False


def named_lines(
    lines: Sequence[Line],
    across: Mapping[str, Any],
    palette: Palette,
    shown: Shown,
    *,
    top: float | None = None,
    stepped: bool = False,
    height: int = 270,
) -> go.Figure:
    """Lines over one zero-based axis. `across`: the other axis; `top`: its end when it is known (100 %).

    `stepped`: values hold until the next one. Bands are drawn for at most two lines.
    """
    most = max((y for line in lines for y in line.y if y is not None), default=1.0)
    ticks = round_ticks(0.0, max(most if top is None else top, 1e-9), most=5)
    up = value_axis(ticks, shown)
    shape = "hv" if stepped else "linear"
    names = [f"{line.name[:LONGEST]} {line.words}" for line in lines]
    bands = [_band(line, shape) for line in lines if line.low and not line.faint] if len(lines) <= 2 else []
    return drawn(
        [*bands, *(_line(line, shape, palette) for line in lines), _names(lines, across, ticks[-1], palette)],
        palette, height, xaxis={"showgrid": False, **across}, yaxis=up,
        margin={"l": label_room(up["ticktext"]), "r": 16 + round(LETTER * max(map(len, names), default=0)),
                "t": 10, "b": 26},
    )  # fmt: skip


def _line(line: Line, shape: str, palette: Palette) -> Trace:
    colour = palette.before if line.faint else line.colour
    one = len(line.hover) == 1 < len(line.x)
    said = {"hovertemplate": f"{line.hover[0]}<extra></extra>"} if one else {
        "hovertext": list(line.hover), "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
    return {
        "type": "scatter", "x": list(line.x), "y": list(line.y), "mode": "lines" if len(line.x) > 1 else "markers",
        "line": {"color": colour, "width": 1.4 if line.faint else 2.2, "shape": shape},
        "marker": {"color": colour}, **said,
    }  # fmt: skip


def _band(line: Line, shape: str) -> Trace:
    known = [
        i for i, (a, b) in enumerate(zip(line.low, line.high, strict=True)) if a is not None and b is not None
    ]
    return {
        "type": "scatter", "x": [line.x[i] for i in (*known, *reversed(known))],
        "y": [*(line.high[i] for i in known), *(line.low[i] for i in reversed(known))],
        "mode": "lines", "line": {"width": 0, "shape": shape if shape == "linear" else "linear"}, "fill": "toself",
        "fillcolor": line.colour, "opacity": 0.14, "hoverinfo": "skip",
    }  # fmt: skip


def _names(lines: Sequence[Line], across: Mapping[str, Any], top: float, palette: Palette) -> Trace:
    """From the top, each at the height of its line's end, moved down when it would touch the one above."""
    ends = [(next((y for y in reversed(line.y) if y is not None), 0.0), line) for line in lines]
    placed = sorted(ends, key=lambda end: -round(end[0] / top, 2))
    room = APART * top
    places: list[float] = []
    for at, (y, _) in enumerate(placed):
        below = len(placed) - 1 - at
        wanted = max(y, below * room)
        places.append(min(wanted, places[-1] - room) if places else min(wanted, top))
    texts = [
        f"{line.name if len(line.name) <= LONGEST or '&' in line.name else line.name[: LONGEST - 1] + '…'}"
        f' <span style="color:{palette.grey}">{line.words}</span>'
        for _, line in placed
    ]
    colours = [palette.grey if line.faint else line.colour for _, line in placed]
    x = across["range"][-1]
    return beside(10**x if across.get("type") == "log" else x, places, texts, colours)
