"""A matrix of dots with their intervals: a row for each thing, a colour and a form for each group compared in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.axis import round_ticks, value_axis
from dashboard.figures.mark import Mark, Shown, extent, reach
from dashboard.figures.rows import WHOLE, rows_axis
from dashboard.figures.template import SMALL, Palette, Trace, beside, drawn, label_room

LANE, GAP, TOP, BOTTOM = 15, 20, 30, 26
ROOM, LINE = 104, 16
"""Pixels at the right for the words of a row, and letters of one line of its label."""
FORMS = (
    ("circle", "●"),
    ("square", "■"),
    ("diamond", "◆"),
    ("triangle-up", "▲"),
    ("cross", "✚"),
    ("star", "★"),
)
MOST = len(FORMS)
"""Groups that can be told apart; draw no more."""


@dataclass(frozen=True, slots=True)
class Dots:
    """One row. `marks`: one for each group, None where it has none; `before`: where each stood.

    `words` are written at its end, `faint` in grey, and `under` under its label; `others`: what others reach. All
    text is safe for a figure.
    """

    label: str
    marks: Sequence[Mark | None]
    before: Sequence[float | None]
    words: str = ""
    faint: bool = False
    others: float | None = None
    under: str = ""


def dots(
    rows: Sequence[Dots],
    groups: Sequence[tuple[str, str]],
    palette: Palette,
    shown: Shown,
    *,
    seconds: bool = False,
) -> go.Figure:
    """Rows from the top. `groups`: the name (safe for a figure) and the colour of each group, at most `MOST`.

    Clicks carry the mark's key. Dots stand for no length, so the axis need not start at zero.
    """
    marks = [mark for row in rows for mark in row.marks if mark is not None]
    more = [x for row in rows for x in (*row.before, row.others)]
    ticks = round_ticks(*extent(marks, *more), seconds, most=4)
    lanes = max(len(groups), 1)
    labels = [_lines(row.label) for row in rows]
    return drawn(
        [
            *(_group(place, rows, colour, palette, lanes) for place, (_, colour) in enumerate(groups)),
            _was(rows, palette, lanes),
            _others(rows, palette),
            beside(
                ticks[-1], range(len(rows)), [row.words.replace("<br>", "<br>\u2002") for row in rows],
                [palette.grey if row.faint else palette.ink for row in rows],
            ),
        ],
        palette,
        TOP + BOTTOM + max(len(rows), 1) * (GAP + LANE * lanes),
        xaxis=value_axis(ticks, shown),
        yaxis=rows_axis([], palette) | {
            "range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))),
            "ticktext": [
                "<br>".join([*lines, *_small(row.under, palette)]) for lines, row in zip(labels, rows, strict=True)
            ],
        },
        margin={
            "l": label_room([line for lines in labels for line in lines] + [row.under for row in rows]),
            "r": ROOM if any(row.words for row in rows) else 24, "t": TOP, "b": BOTTOM,
        },
        clickmode="event+select",
        dragmode="pan",
        annotations=[_key(groups, palette)],
        shapes=[_between(row + 0.5, palette) for row in range(len(rows) - 1)],
    )  # fmt: skip


def _lines(label: str) -> list[str]:
    """A label (escaped) on at most two lines, broken between words, cut between characters."""
    words = unescape(label).split(" ")
    first, rest = words[0], words[1:]
    while rest and len(f"{first} {rest[0]}") <= LINE:
        first = f"{first} {rest.pop(0)}"
    lines = [first, " ".join(rest)] if rest else [first]
    return [escape(line if len(line) <= LINE + 2 else f"{line[: LINE + 1]}…") for line in lines]


def _small(under: str, palette: Palette) -> list[str]:
    return [f'<span style="color:{palette.grey};font-size:{SMALL - 1}px">{under}</span>'] if under else []


def _lane(place: int, lanes: int) -> float:
    """Where a group stands beside the middle of its row."""
    share = 0.78 * LANE * lanes / (GAP + LANE * lanes)
    return ((place + 0.5) / lanes - 0.5) * share


def _group(place: int, rows: Sequence[Dots], colour: str, palette: Palette, lanes: int) -> Trace:
    there = [(y, mark) for y, row in enumerate(rows) if (mark := row.marks[place]) is not None]
    marks = [mark for _, mark in there]
    drawn_as = [palette.before if mark.faint else colour for mark in marks]
    return {
        "type": "scatter", "mode": "markers", "x": [mark.value for mark in marks],
        "y": [y + _lane(place, lanes) for y, _ in there],
        "marker": {
            "symbol": [f"{FORMS[place][0]}{'-open' if mark.partial else ''}" for mark in marks], "size": 9,
            "color": drawn_as, "line": {"width": 1, "color": palette.paper},
        },
        "error_x": {
            "type": "data", "symmetric": False, "color": palette.before if all(m.faint for m in marks) else colour,
            "thickness": 1.4, "width": 0,
            "array": [reach(mark.high, mark.value) for mark in marks],
            "arrayminus": [reach(mark.value, mark.low) for mark in marks],
        },
        "customdata": [mark.key for mark in marks], "hovertext": [mark.hover for mark in marks],
        "hovertemplate": "%{hovertext}<extra></extra>", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _was(rows: Sequence[Dots], palette: Palette, lanes: int) -> Trace:
    there = [
        (value, y + _lane(place, lanes)) for y, row in enumerate(rows) for place, value in enumerate(row.before)
        if value is not None
    ]  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "x": [x for x, _ in there], "y": [y for _, y in there],
        "marker": {"symbol": "line-ns", "size": 10, "line": {"color": palette.grey, "width": 2}},
        "hoverinfo": "skip", "selected": WHOLE, "unselected": WHOLE,
    }  # fmt: skip


def _others(rows: Sequence[Dots], palette: Palette) -> Trace:
    """What others reach: a dotted line over the height of the row."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in enumerate(rows):
        if row.others is not None:
            x += [row.others, row.others, None]
            y += [place - 0.4, place + 0.4, None]
    return {
        "type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
        "line": {"color": palette.ink, "width": 1.2, "dash": "2px,2px"},
    }  # fmt: skip


def _key(groups: Sequence[tuple[str, str]], palette: Palette) -> dict[str, Any]:
    """The names of the groups, each with its form and colour, over the plot."""
    names = (
        f'<span style="color:{colour}">{form}</span> {name}'
        for (name, colour), (_, form) in zip(groups, FORMS, strict=False)
    )
    return {
        "xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "yshift": 8,
        "showarrow": False, "align": "left", "text": "\u2003".join(names),
        "font": {"color": palette.ink, "size": SMALL},
    }  # fmt: skip


def _between(y: float, palette: Palette) -> dict[str, Any]:
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y, "layer": "below",
        "line": {"color": palette.line, "width": 1},
    }  # fmt: skip
