"""Two shares for each band of a value, one under the other: of customers, and of what they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Shown
from dashboard.figures.rows import rows_axis
from dashboard.figures.template import SMALL, Palette, Trace, beside, drawn, label_room, upright

ROW, EDGES, TOP, ROOM = 36, 30, 26, 74


@dataclass(frozen=True, slots=True)
class Bin:
    """One band. `first` and `second`: its shares in percent. `label`, `words` and `hover` are safe for a figure."""

    label: str
    first: float
    second: float
    words: str
    hover: str


def histogram(bins: Sequence[Bin], names: tuple[str, str], palette: Palette, shown: Shown) -> go.Figure:
    """Bands from the top; `names` of the two shares stand over the plot in their colours."""
    most = max((max(each.first, each.second) for each in bins), default=0.0)
    ticks = round_ticks(0.0, max(most, 1.0), most=4)
    labels = [each.label for each in bins]
    return drawn(
        [
            _bars([each.first for each in bins], bins, -0.19, palette.before),
            _bars([each.second for each in bins], bins, 0.19, palette.accent),
            beside(ticks[-1], range(len(bins)), [each.words for each in bins], [palette.grey] * len(bins)),
        ],
        palette, TOP + EDGES + ROW * max(len(bins), 1),
        xaxis=value_axis(ticks, shown), yaxis=rows_axis(labels, palette),
        margin={"l": label_room(labels), "r": ROOM, "t": TOP, "b": EDGES}, barmode="overlay",
        annotations=[_key(names, palette)], shapes=[upright(0.0, palette)],
    )  # fmt: skip


def _bars(values: Sequence[float], bins: Sequence[Bin], aside: float, colour: str) -> Trace:
    return {
        "type": "bar", "orientation": "h", "x": list(values), "y": [at + aside for at in range(len(values))],
        "width": 0.34,
        "marker": {"color": colour, "line": {"width": 0}}, "hovertext": [each.hover for each in bins],
        "hovertemplate": "%{hovertext}<extra></extra>", "textposition": "none",
    }  # fmt: skip


def _key(names: tuple[str, str], palette: Palette) -> dict[str, Any]:
    words = "\u2003".join(
        f'<span style="color:{colour}">■</span> {name}'
        for name, colour in zip(names, (palette.before, palette.accent), strict=True)
    )
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": 5,
        "showarrow": False, "align": "left", "text": words, "font": {"color": palette.ink, "size": SMALL},
    }  # fmt: skip
