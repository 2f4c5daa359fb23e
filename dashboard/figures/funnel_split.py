"""A funnel group by group: under each pair of steps one bar for each group, what went on of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.figures.axis import value_axis
from dashboard.figures.funnel import TICKS, Passage, bars, moved, ticks_before
from dashboard.figures.mark import Mark, Shown
from dashboard.figures.rows import rows_axis
from dashboard.figures.template import SMALL, Palette, Trace, beside, drawn, label_room, upright

ROW, EDGES, ROOM = 27, 34, 132
NO_MARK = Mark("", None)


@dataclass(frozen=True, slots=True)
class Pair:
    """One pair of steps. `title` is safe for a figure; `before` and `changes` belong to the marks, one each."""

    title: str
    marks: Sequence[Mark]
    before: Sequence[float | None]
    changes: Sequence[Passage]


def funnel_split(pairs: Sequence[Pair], palette: Palette, shown: Shown) -> go.Figure:
    """Pairs from the top, each with its groups in the order given. A click carries the mark's key."""
    marks = [mark for pair in pairs for mark in (NO_MARK, *pair.marks)]
    before = [was for pair in pairs for was in (None, *pair.before)]
    words = [text for pair in pairs for text in ("", *_words(pair, palette, shown))]
    labels = [mark.label for mark in marks]
    return drawn(
        [
            bars(marks, palette),
            ticks_before(before, palette, 15),
            _titles(pairs, palette),
            beside(TICKS[-1], range(len(marks)), words, [palette.ink] * len(marks)),
        ],
        palette,
        EDGES + ROW * max(len(marks), 1),
        xaxis=value_axis(TICKS, shown),
        yaxis=rows_axis(labels, palette),
        margin={"l": label_room(labels), "r": ROOM, "t": 4, "b": 26},
        clickmode="event+select",
        dragmode="pan",
        shapes=[upright(0.0, palette)],
    )


def _titles(pairs: Sequence[Pair], palette: Palette) -> Trace:
    """The pair of steps above its bars, on a row of its own."""
    places = [sum(1 + len(pair.marks) for pair in pairs[:place]) for place in range(len(pairs))]
    return {
        "type": "scatter", "mode": "text", "x": [0] * len(pairs), "y": places, "hoverinfo": "skip",
        "text": [f"\u2002<b>{pair.title}</b>" for pair in pairs], "textposition": "middle right", "cliponaxis": False,
        "textfont": {"color": palette.ink, "size": SMALL},
    }  # fmt: skip


def _words(pair: Pair, palette: Palette, shown: Shown) -> list[str]:
    """Value, n and what stands out of each bar."""
    return [
        f"<b>{'–' if mark.value is None else shown(mark.value)}</b>\u2002"
        f'<span style="color:{palette.grey}">{mark.instead or f"n {mark.n:,}"}</span>{moved(change, palette)}'
        for mark, change in zip(pair.marks, pair.changes, strict=True)
    ]
