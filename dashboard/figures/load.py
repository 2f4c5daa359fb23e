"""A week by hour: one cell for each hour of a weekday, darker where there is more."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.figures.template import SMALL, Palette, drawn, label_room

ROW, EDGES = 27, 34


def load(
    cells: Sequence[Sequence[float | None]],
    hover: Sequence[Sequence[str]],
    days: Sequence[str],
    palette: Palette,
    *,
    most: float | None = None,
) -> go.Figure:
    """`cells`: one row per day from the top, 24 hours each; None is left blank. `most`: the darkest value."""
    greatest = most or max((cell for row in cells for cell in row if cell is not None), default=1.0) or 1.0
    trace = {
        "type": "heatmap", "z": [list(row) for row in cells], "x": list(range(24)), "y": list(range(len(days))),
        "zmin": 0, "zmax": greatest, "colorscale": [[0.0, palette.band], [1.0, palette.accent]], "showscale": False,
        "xgap": 2, "ygap": 2, "hoverongaps": False, "hovertext": [list(row) for row in hover],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip
    hours = list(range(0, 24, 3))
    return drawn(
        [trace], palette, EDGES + ROW * len(days),
        xaxis={"range": [-0.5, 23.5], "tickmode": "array", "tickvals": hours, "showgrid": False,
               "ticktext": [f"{hour}:00" for hour in hours]},
        yaxis={"range": [len(days) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(days))),
               "ticktext": list(days), "showgrid": False, "tickfont": {"color": palette.ink, "size": SMALL}},
        margin={"l": label_room(days), "r": 8, "t": 4, "b": 26},
    )  # fmt: skip
