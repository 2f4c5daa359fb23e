"""How far apart groups stand in many things at once, before and after they were made alike: a row for each thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.dots import FORMS
from dashboard.figures.mark import Shown
from dashboard.figures.rows import rows_axis
from dashboard.figures.template import SMALL, Palette, Trace, drawn, label_room, upright

ROW, TOP, BOTTOM = 23, 32, 26


@dataclass(frozen=True, slots=True)
class Apart:
    """One thing: how far each group stands, (before, after), None where it plays no part. Text is safe for a figure."""

    label: str
    gaps: Sequence[tuple[float, float] | None]
    hover: str = ""


def balance(
    rows: Sequence[Apart], groups: Sequence[tuple[str, str]], palette: Palette, shown: Shown, alike: float
) -> go.Figure:
    """Rows from the top; hollow marks before, full marks after. `groups`: name and colour of each; the band around zero
    up to `alike` is where the groups count as alike."""
    gaps = [x for row in rows for pair in row.gaps if pair for x in pair]
    ticks = round_ticks(min(gaps, default=-alike), max(gaps, default=alike), most=5)
    labels = [row.label for row in rows]
    key = "\u2003".join(
        f'<span style="color:{colour}">{form}</span> {name}'
        for (name, colour), (_, form) in zip(groups, FORMS, strict=False)
    )
    return drawn(
        [
            _marks(rows, place, colour, form, when)
            for place, ((_, colour), (form, _)) in enumerate(zip(groups, FORMS, strict=False))
            for when in (0, 1)
        ],
        palette,
        TOP + BOTTOM + ROW * max(len(rows), 1),
        xaxis=value_axis(ticks, shown),
        yaxis=rows_axis(labels, palette),
        margin={"l": label_room(labels), "r": 24, "t": TOP, "b": BOTTOM},
        shapes=[
            {"type": "rect", "x0": -alike, "x1": alike, "yref": "paper", "y0": 0, "y1": 1, "layer": "below",
             "line": {"width": 0}, "fillcolor": palette.band},
            upright(0.0, palette),
        ],
        annotations=[{
            "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": 8,
            "xshift": -label_room(labels), "showarrow": False, "align": "left", "text": f"{key}\u2003(hollow: before)",
            "font": {"color": palette.ink, "size": SMALL},
        }],
    )  # fmt: skip


def _marks(rows: Sequence[Apart], place: int, colour: str, form: str, when: int) -> Trace:
    there = [(y, row, pair) for y, row in enumerate(rows) if (pair := row.gaps[place]) is not None]
    return {
        "type": "scatter", "mode": "markers", "x": [pair[when] for _, _, pair in there], "y": [y for y, _, _ in there],
        "marker": {"symbol": form if when else f"{form}-open", "size": 8, "color": colour, "line": {"width": 1.2}},
        "opacity": 1.0 if when else 0.6, "hovertext": [row.hover for _, row, _ in there],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
