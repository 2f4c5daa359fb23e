"""Eight tiles and four plotly charts by the dashboard's own parts: what the peers draw, drawn here."""

import streamlit as st

from dashboard.figures.trend import trend
from dashboard.screens.enter import enter
from dashboard.screens.figure import figure
from dashboard.screens.marks import steps
from dashboard.screens.numbers import page_lines, periods_of, show
from dashboard.screens.theme import brand
from tests.bench.peers.overview import TILES

st.set_page_config(page_title="Same", layout="wide")
brand()
visit = enter("overview")
if visit is not None:
    found = page_lines([tile.key for tile in TILES], visit)
    show(found, visit)
    periods = periods_of(visit)
    for number, (line, place) in enumerate(zip(found[:4], [*st.columns(2), *st.columns(2)], strict=True)):
        now, was = (steps(part, line.metric, periods, visit) for part in (line.steps, line.was))
        drawn = trend(now, was, visit.palette, visit.shown(line.metric))
        with place:
            figure(drawn, f"same_{number}", line.metric.label)
