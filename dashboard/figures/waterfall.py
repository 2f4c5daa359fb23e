"""Where a change comes from: one floating bar for each part, adding up from before to now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.breakdown import height_of, rows_axis
from dashboard.figures.mark import Shown
from dashboard.figures.template import Palette, beside, drawn, label_room, upright

ROOM = 92
TOTAL = "All together"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a change, in the unit of the metric. `label` and `hover` are already safe for a figure."""

    label: str
    amount: float
    hover: str = ""


def fold(parts: Sequence[Part], most: int = 7) -> list[Part]:
    """The largest parts by size of effect, the rest added up in one line, so that the sum stays the same."""
    ranked = sorted(parts, key=lambda part: -abs(part.amount))
    kept, rest = ranked[:most], ranked[most:]
    if len(rest) < 2:
        return ranked
    return [*kept, Part(f"{len(rest)} others", sum(part.amount for part in rest))]


def waterfall(
    parts: Sequence[Part],
    palette: Palette,
    shown: Shown,
    *,
    tick: Shown | None = None,
    up_is_good: bool | None = True,
    seconds: bool = False,
) -> go.Figure:
    """Parts from the top, then their sum. `shown` writes a signed change, `tick` the same on the axis when that
    should be shorter. `up_is_good` None: neither way is."""
    ends = list(accumulate(part.amount for part in parts))
    rows = [*parts, Part(TOTAL, ends[-1] if ends else 0.0)]
    ticks = round_ticks(min(0.0, *ends, 0.0), max(0.0, *ends, 0.0), seconds, most=4)
    return drawn(
        [
            {
                "type": "bar", "orientation": "h", "x": [part.amount for part in rows], "y": list(range(len(rows))),
                "base": [0.0, *ends[:-1], 0.0] if ends else [0.0],
                "marker": {"color": [_colour(part.amount, palette, up_is_good) for part in rows], "line": {"width": 0}},
                "hovertext": [part.hover or part.label for part in rows],
                "hovertemplate": "%{hovertext}<extra></extra>",
            },
            beside(
                ticks[-1], range(len(rows)), [f"<b>{shown(part.amount)}</b>" for part in rows],
                [palette.ink] * len(rows),
            ),
        ],
        palette,
        height_of(len(rows)),
        xaxis=value_axis(ticks, tick or shown),
        yaxis=rows_axis([*(part.label for part in parts), f"<b>{TOTAL}</b>"], palette),
        margin={"l": label_room([part.label for part in rows]), "r": ROOM, "t": 4, "b": 26},
        bargap=0.42,
        shapes=[upright(0.0, palette), *(_join(row, end, palette) for row, end in enumerate(ends))],
    )  # fmt: skip


def _colour(amount: float, palette: Palette, up_is_good: bool | None) -> str:
    if up_is_good is None or amount == 0:
        return palette.before
    return palette.good if (amount > 0) == up_is_good else palette.bad


def _join(row: int, end: float, palette: Palette) -> dict[str, Any]:
    """From the end of one bar to the start of the next."""
    line = {"color": palette.grey, "width": 1}
    return {"type": "line", "x0": end, "x1": end, "y0": row, "y1": row + 1, "line": line, "layer": "below"}
