"""What became of the rows that came in: one bar per source that adds up to everything that was read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from dashboard.figures.template import BODY, SMALL, Palette, blank

ROW, LEGEND, LONGEST_NAME = 38, 34, 32


@dataclass(frozen=True, slots=True)
class Intake:
    """Rows of one source by what became of them. `name` is already safe for a figure."""

    name: str
    accepted: int
    rejected: int
    dropped: int

    @property
    def read(self) -> int:
        return self.accepted + self.rejected + self.dropped


def intake(sources: Sequence[Intake], palette: Palette) -> go.Figure:
    """Shares of what each source brought, from the top: its name over the bar, the share that came in at its end.

    A source without rows has no bar and a dash.
    """
    outcomes = (("Accepted", "accepted", palette.good), ("Rejected", "rejected", palette.bad),
                ("Left out by rule", "dropped", palette.before))  # fmt: skip
    figure = blank(
        palette,
        LEGEND + ROW * len(sources),
        barmode="stack",
        bargap=0.74,
        margin={"l": 4, "r": 4, "t": LEGEND, "b": 4},
        showlegend=True,
        legend={
            "orientation": "h", "x": 0, "xref": "container", "y": 1, "yref": "container", "yanchor": "top",
            "traceorder": "normal", "itemclick": False, "itemdoubleclick": False, "font": {"size": SMALL},
        },
        xaxis={"range": [0, 100], "showgrid": False, "showticklabels": False},
        yaxis={"range": [len(sources) - 0.6, -0.75], "showgrid": False, "showticklabels": False},
        annotations=[note for row, source in enumerate(sources) for note in _notes(row, source, palette)],
    )  # fmt: skip
    for label, outcome, colour in outcomes:
        counts = [getattr(source, outcome) for source in sources]
        figure.add_traces([_bars(label, counts, sources, colour)])
    return figure


def _bars(label: str, counts: Sequence[int], sources: Sequence[Intake], colour: str) -> go.Bar:
    return go.Bar(
        x=[_share(count, source.read) for count, source in zip(counts, sources, strict=True)],
        y=list(range(len(sources))), name=label, orientation="h", marker={"color": colour, "line": {"width": 0}},
        hovertext=[
            f"{source.name}<br>{label}: {count:,} of {source.read:,} rows"
            for count, source in zip(counts, sources, strict=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _share(count: int, read: int) -> float:
    return 100 * count / read if read else 0.0


def _notes(row: int, source: Intake, palette: Palette) -> list[dict[str, Any]]:
    """The name of a bar over its start and the share that came in over its end."""
    common = {"xref": "paper", "y": row, "yanchor": "bottom", "yshift": 4, "showarrow": False}
    return [
        {
            **common, "x": x, "xanchor": anchor, "align": anchor, "text": text,
            "font": {"color": palette.ink, "size": BODY},
        }
        for x, anchor, text in ((0, "left", source.name), (1, "right", percent(source.accepted, source.read)))
    ]  # fmt: skip


def percent(count: int, of: int) -> str:
    """A share to one decimal that is 100 % only when nothing is missing. Nothing read is a dash."""
    if not of:
        return "–"
    if count < of and 1000 * count >= 999.5 * of:
        return "over 99.9%"
    return f"{100 * count / of:.1f}%".replace("100.0%", "100%")
