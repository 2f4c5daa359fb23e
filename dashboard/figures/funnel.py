"""A funnel: a zero-based bar for each step, what went on from each to the next between them, the young apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

from dashboard.figures.axis import value_axis
from dashboard.figures.mark import Mark, Shown, reach
from dashboard.figures.rows import rows_axis
from dashboard.figures.template import SMALL, Palette, Trace, beside, drawn, label_room, upright

Tone = Literal["good", "bad", "even"]
PITCH, EDGES, ROOM = 58, 40, 104
TICKS = (0.0, 50.0, 100.0)
WIDTH = 0.46
WHOLE: dict[str, Any] = {"marker": {"opacity": 1}}
HATCH = {"shape": "/", "size": 6}


@dataclass(frozen=True, slots=True)
class Passage:
    """What went on to a step from the one before, in words that are safe for a figure; `moved`: and how it changed."""

    said: str
    moved: str = ""
    tone: Tone = "even"


def funnel(
    steps: Sequence[Mark],
    before: Sequence[float | None],
    passages: Sequence[Passage],
    young: Mark | None,
    palette: Palette,
    shown: Shown,
) -> go.Figure:
    """Steps from the top in percent of the first; faint ones can be left out on the way. `before` has the earlier
    share of each, `passages` one for each step after the first. A click carries the mark's key."""
    marks = [*steps, *([young] if young else [])]
    labels = [mark.label for mark in marks]
    return drawn(
        [
            bars(marks, palette),
            ticks_before(before, palette),
            _passed(passages, palette),
            beside(TICKS[-1], range(len(marks)), [_words(mark, palette, shown) for mark in marks],
                   [palette.ink] * len(marks)),
        ],
        palette,
        EDGES + PITCH * max(len(marks), 1),
        xaxis=value_axis(TICKS, shown),
        yaxis={**rows_axis(labels, palette), "range": [len(labels) - 0.55, -0.45]},
        margin={"l": label_room(labels), "r": ROOM, "t": 4, "b": 28},
        clickmode="event+select",
        dragmode="pan",
        shapes=[upright(0.0, palette)],
    )  # fmt: skip


def bars(marks: Sequence[Mark], palette: Palette) -> Trace:
    """A bar with its interval on each row; hatched when it is too young to judge."""
    return {
        "type": "bar", "orientation": "h", "x": [mark.value for mark in marks], "y": list(range(len(marks))),
        "width": WIDTH,
        "marker": {
            "color": [palette.before if mark.faint or mark.partial else palette.accent for mark in marks],
            "line": {"width": 0},
            "pattern": {**HATCH, "shape": ["/" if mark.partial else "" for mark in marks], "fgcolor": palette.paper},
        },
        "error_x": {
            "type": "data", "symmetric": False, "color": palette.ink, "thickness": 1.2, "width": 3,
            "array": [reach(mark.high, mark.value) for mark in marks],
            "arrayminus": [reach(mark.value, mark.low) for mark in marks],
        },
        "customdata": [mark.key for mark in marks], "hovertext": [mark.hover for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def ticks_before(before: Sequence[float | None], palette: Palette, size: int = 24) -> Trace:
    """Where each row stood before."""
    return {
        "type": "scatter", "x": list(before), "y": list(range(len(before))), "mode": "markers", "hoverinfo": "skip",
        "marker": {"symbol": "line-ns", "size": size, "line": {"color": palette.grey, "width": 2}},
        "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _passed(passages: Sequence[Passage], palette: Palette) -> Trace:
    """The words between the bars, from the line the bars stand on."""
    texts = [f"\u2002↓ {passage.said}{moved(passage, palette)}" for passage in passages]
    return {
        "type": "scatter", "mode": "text", "x": [0] * len(texts), "y": [place + 0.5 for place in range(len(texts))],
        "text": texts, "textposition": "middle right", "cliponaxis": False, "hoverinfo": "skip",
        "textfont": {"color": palette.grey, "size": SMALL},
    }  # fmt: skip


def moved(passage: Passage, palette: Palette) -> str:
    """How it changed, in the colour of its tone."""
    colour = {"good": palette.good, "bad": palette.bad, "even": palette.grey}[passage.tone]
    return f'\u2002<span style="color:{colour}">{passage.moved}</span>' if passage.moved else ""


def _words(mark: Mark, palette: Palette, shown: Shown) -> str:
    value = "–" if mark.value is None else shown(mark.value)
    return f'<b>{value}</b>\u2002<span style="color:{palette.grey}">n {mark.n:,}</span>'
