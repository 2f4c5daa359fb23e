"""One zero-based bar for each value of a dimension, with its interval, its n and where it stood before."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape, unescape
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent
from dashboard.figures.template import (
    LONGEST_LABEL,
    SMALL,
    Palette,
    Trace,
    beside,
    drawn,
    label_room,
    upright,
)

ROW, EDGES, ROOM = 31, 34, 112
WHOLE: dict[str, Any] = {"marker": {"opacity": 1}}


def breakdown(
    now: Sequence[Mark],
    before: Sequence[float | None],
    palette: Palette,
    shown: Shown,
    *,
    seconds: bool = False,
) -> go.Figure:
    """Bars from the top in the order given; `before` has the earlier value of each. Clicks carry the mark's key.

    Click and drag modes are what Streamlit would set after drawing a chart that can be clicked, which draws it twice.
    """
    low, high = extent(list(now), *before, 0.0)
    ticks = round_ticks(min(low, 0.0), max(high, 0.0), seconds, most=4)
    labels = [mark.label for mark in now]
    return drawn(
        [_bars(now, palette), _was(before, palette), _words(ticks[-1], now, palette, shown)],
        palette,
        height_of(len(now)),
        xaxis=value_axis(ticks, shown),
        yaxis=rows_axis(labels, palette),
        margin={"l": label_room(labels), "r": ROOM, "t": 4, "b": 26},
        bargap=0.42,
        clickmode="event+select",
        dragmode="pan",
        shapes=[upright(0.0, palette)],
    )


def height_of(rows: int) -> int:
    """Pixels for so many bars, so that a row is as high in every breakdown."""
    return EDGES + ROW * max(rows, 1)


def rows_axis(labels: Sequence[str], palette: Palette) -> dict[str, Any]:
    """One row for each label, from the top."""
    short = [_clipped(label) for label in labels]
    return {
        "range": [len(labels) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(labels))),
        "ticktext": short, "showgrid": False, "tickfont": {"color": palette.ink, "size": SMALL + 1},
    }  # fmt: skip


def _clipped(label: str) -> str:
    """Escaped text, cut between characters and never inside an entity."""
    plain = unescape(label)
    return label if len(plain) <= LONGEST_LABEL else escape(f"{plain[: LONGEST_LABEL - 1]}…")


def _bars(now: Sequence[Mark], palette: Palette) -> Trace:
    return {
        "type": "bar", "orientation": "h", "x": [mark.value for mark in now], "y": list(range(len(now))),
        "marker": {
            "color": [palette.before if mark.faint else palette.accent for mark in now], "line": {"width": 0},
            **_hatched(now, palette),
        },
        "error_x": {
            "type": "data", "symmetric": False, "color": palette.ink, "thickness": 1.2, "width": 3,
            "array": [_reach(mark.high, mark.value) for mark in now],
            "arrayminus": [_reach(mark.value, mark.low) for mark in now],
        },
        "customdata": [mark.key for mark in now], "hovertext": [mark.hover for mark in now],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _hatched(now: Sequence[Mark], palette: Palette) -> dict[str, Any]:
    if not any(mark.partial for mark in now):
        return {}
    shapes = ["/" if mark.partial else "" for mark in now]
    return {"pattern": {"shape": shapes, "size": 6, "fgcolor": palette.paper}}


def _reach(high: float | None, low: float | None) -> float:
    return 0.0 if high is None or low is None else max(high - low, 0.0)


def _was(before: Sequence[float | None], palette: Palette) -> Trace:
    return {
        "type": "scatter", "x": list(before), "y": list(range(len(before))), "mode": "markers", "hoverinfo": "skip",
        "marker": {"symbol": "line-ns", "size": 15, "line": {"color": palette.grey, "width": 2}},
        "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _words(x: float, now: Sequence[Mark], palette: Palette, shown: Shown) -> Trace:
    """Value and n of each bar."""
    texts = [f'{_value(mark, shown)}  <span style="color:{palette.grey}">{_n(mark)}</span>' for mark in now]
    colours = [palette.grey if mark.faint or mark.value is None else palette.ink for mark in now]
    return beside(x, range(len(now)), texts, colours)


def _value(mark: Mark, shown: Shown) -> str:
    return f"<b>{'–' if mark.value is None else shown(mark.value)}</b>"


def _n(mark: Mark) -> str:
    return mark.instead if mark.value is None and mark.instead else f"n {mark.n:,}"
