"""The overview on Dash, served by waitress: python dash_app.py SNAPSHOT PORT FIRST-DAY DAY-AFTER-THE-LAST.

Runs in an environment of its own. One callback draws all twelve figures; nothing is kept between questions.
"""

from __future__ import annotations

import sys
from typing import Any

import duckdb
import plotly.graph_objects as go
import waitress
from dash import Dash, Input, Output, dcc, html
from overview import CHARTS, FILTER, TILES, Chart, Tile, sql

snapshot, port, earliest, latest = sys.argv[1:5]
con = duckdb.connect(snapshot, read_only=True, config={"threads": 1})
choices = [row[0] for row in con.execute(
    f"select value from vocabulary where dimension = '{FILTER}' order by position"
).fetchall()]  # fmt: skip
QUIET = {"displayModeBar": False}


def rows(drawn: Tile | Chart, chosen: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """What the snapshot answers."""
    with con.cursor() as cursor:
        return cursor.execute(*sql(drawn, chosen, earliest, latest)).fetchall()


def spark(tile: Tile, chosen: tuple[str, ...]) -> tuple[str, go.Figure]:
    """A tile's value and its sparkline."""
    found = rows(tile, chosen)
    figure = go.Figure(go.Scatter(x=[row[0] for row in found], y=[row[-1] for row in found], mode="lines"))
    figure.update_layout(height=60, margin={"l": 0, "r": 0, "t": 0, "b": 0}, showlegend=False)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    return (f"{found[-1][-1]:,.1f}" if found and found[-1][-1] is not None else "-"), figure


def chart(drawn: Chart, chosen: tuple[str, ...]) -> go.Figure:
    """Lines over months, one a group, or bars."""
    found = rows(drawn, chosen)
    figure = go.Figure()
    if drawn.by != "month":
        figure.add_bar(x=[str(row[0]) for row in found], y=[row[-1] for row in found])
    for name in sorted({str(row[1]) for row in found}) if drawn.split else [""] * (drawn.by == "month"):
        part = [row for row in found if not drawn.split or str(row[1]) == name]
        figure.add_scatter(x=[row[0] for row in part], y=[row[-1] for row in part], name=name, mode="lines")
    figure.update_layout(height=280, title=drawn.label, margin={"l": 40, "r": 10, "t": 40, "b": 30})
    return figure


def card(tile: Tile) -> html.Div:
    """A tile's place."""
    return html.Div([
        html.Div(tile.label), html.B(id=f"{tile.key}-value"), dcc.Graph(id=tile.key, config=QUIET),
    ], style={"flex": "1 0 22%"})  # fmt: skip


app = Dash(__name__)
app.layout = html.Div([
    dcc.Checklist(choices, [], id="choices", inline=True),
    html.Div([
        html.Div(list(map(card, TILES)), style={"display": "flex", "flexWrap": "wrap"}),
        html.Div(
            [html.Div(dcc.Graph(id=drawn.key, config=QUIET), style={"flex": "1 0 45%"}) for drawn in CHARTS],
            style={"display": "flex", "flexWrap": "wrap"},
        ),
    ], id="content"),
])  # fmt: skip


@app.callback(
    [Output(f"{tile.key}-value", "children") for tile in TILES],
    [Output(tile.key, "figure") for tile in TILES],
    [Output(drawn.key, "figure") for drawn in CHARTS],
    Input("choices", "value"),
)
def draw(chosen: list[str]) -> list[str | go.Figure]:
    """Everything, for these values of the filter."""
    tiles = [spark(tile, tuple(chosen)) for tile in TILES]
    charts = [chart(drawn, tuple(chosen)) for drawn in CHARTS]
    return [*(value for value, _ in tiles), *(figure for _, figure in tiles), *charts]


waitress.serve(app.server, host="127.0.0.1", port=int(port), threads=4)
