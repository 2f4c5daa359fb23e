"""Colours and the frame of every figure: ink on paper, one accent for now, grey for before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

import plotly.graph_objects as go

Theme = Literal["light", "dark"]
Trace = dict[str, Any]
FONT = "Inter, sans-serif"
SMALL, BODY = 12, 13
LETTER = 6.9
"""Pixels of an average letter of a label, a little more than it takes."""
LONGEST_LABEL = 24


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one theme, the same as in .streamlit/config.toml. `band`: the accent, thinned on paper."""

    paper: str
    ink: str
    grey: str
    line: str
    accent: str
    band: str
    before: str
    good: str
    bad: str
    categorical: tuple[str, ...]


LIGHT = Palette(
    paper="#FBFAF6", ink="#1A1815", grey="#6A645A", line="#DCD7CB", accent="#23508E", band="rgba(35,80,142,0.13)",
    before="#A79F92", good="#00706A", bad="#B23A12",
    categorical=(
        "#23508E", "#B06B00", "#00706A", "#8C3B6B", "#5C6B1E", "#B23A12",
        "#4F7CAC", "#7A5C3E", "#6B4C9A", "#5F5A52", "#2F7D4F", "#A0522D",
    ),
)  # fmt: skip
DARK = Palette(
    paper="#171613", ink="#EDE9E0", grey="#A39D92", line="#3B3831", accent="#8DB4EC", band="rgba(141,180,236,0.17)",
    before="#7A7468", good="#52C4B8", bad="#FF8E66",
    categorical=(
        "#8DB4EC", "#E0A458", "#52C4B8", "#DB93BC", "#B5C36A", "#FF8E66",
        "#6F9FD8", "#C7A587", "#BBA0E6", "#A39D92", "#7CC99A", "#E08A63",
    ),
)  # fmt: skip
PALETTES: dict[Theme, Palette] = {"light": LIGHT, "dark": DARK}


def colours(values: Sequence[str], palette: Palette) -> dict[str, str]:
    """A colour for each value of a vocabulary, by its place in it: the same on every page."""
    return {value: palette.categorical[i % len(palette.categorical)] for i, value in enumerate(values)}


class Drawn(go.Figure):  # type: ignore[misc]
    """A figure that is sent as it was specified. The specification is ours and checked by the tests, so plotly's own
    objects, which take longer to make than to draw, are made only when someone looks into them."""

    def __init__(self, specification: dict[str, Any]) -> None:
        object.__setattr__(self, "_specification", specification)

    def __getattr__(self, name: str) -> Any:
        """What plotly keeps in itself is missing until it is asked for."""
        if name.startswith("__"):
            raise AttributeError(name)
        go.Figure.__init__(self, deepcopy(self._specification), _validate=False)
        return object.__getattribute__(self, name)

    def to_dict(self) -> dict[str, Any]:
        """The specification, as plotly.js reads it."""
        specification: dict[str, Any] = self._specification
        return specification


def drawn(traces: Sequence[Trace], palette: Palette, height: int, **layout: Any) -> go.Figure:
    """A figure of these traces."""
    return Drawn({"data": list(traces), "layout": _layout(palette, height, False, layout)})


def blank(palette: Palette, height: int, **layout: Any) -> go.Figure:
    """A figure to add to, with plotly's checks and margins that fit themselves to its labels."""
    return go.Figure(layout=_layout(palette, height, True, layout))


def _layout(palette: Palette, height: int, fitted: bool, layout: Mapping[str, Any]) -> dict[str, Any]:
    """No title (the card has it), no legend, no toolbar, nothing that can be dragged.

    Margins that fit themselves to labels (`fitted`) make the browser draw everything twice.
    """
    axis = {
        "showline": False, "zeroline": False, "gridcolor": palette.line, "ticks": "", "fixedrange": True,
        "tickfont": {"color": palette.grey, "size": SMALL}, "automargin": fitted, "tickangle": 0,
        "ticklabelstandoff": 5,
    }  # fmt: skip
    axes = {name: {**axis, **layout.get(name, {})} for name in ("xaxis", "yaxis")}
    return {
        "template": {}, "height": height, "margin": {"l": 4, "r": 4, "t": 6, "b": 4}, "showlegend": False,
        "dragmode": False, "font": {"family": FONT, "size": BODY, "color": palette.ink},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": palette.paper, "bordercolor": palette.grey, "align": "left",
            "font": {"family": FONT, "size": BODY, "color": palette.ink},
        },
        **layout, **axes,
    }  # fmt: skip


def label_room(labels: Sequence[str]) -> int:
    """Pixels that the longest of these labels takes beside an axis."""
    return 18 + round(LETTER * min(max(map(len, labels), default=0), LONGEST_LABEL))


def beside(x: float, places: Sequence[float], texts: Sequence[str], colours: Sequence[str]) -> Trace:
    """Words to the right of the plot, which ends at `x`. One trace, because annotations are measured one by one."""
    return {
        "type": "scatter", "mode": "text", "x": [x] * len(places), "y": list(places),
        "text": [f"\u2002{text}" for text in texts], "textposition": "middle right", "cliponaxis": False,
        "textfont": {"color": list(colours), "size": SMALL}, "hoverinfo": "skip",
    }  # fmt: skip


def upright(x: float, palette: Palette) -> dict[str, Any]:
    """The line that bars stand on."""
    return {
        "type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": 1,
        "line": {"color": palette.ink, "width": 1},
    }  # fmt: skip
