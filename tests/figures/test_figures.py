"""What holds for every figure: plotly accepts it, it has no bad number in it, and both themes draw it."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.breakdown import breakdown
from dashboard.figures.mark import Mark
from dashboard.figures.template import DARK, LIGHT
from dashboard.figures.trend import trend
from dashboard.figures.waterfall import Part, waterfall

NUMBER = st.one_of(st.none(), st.floats(-1e6, 1e6, allow_nan=False))
MARKS = st.lists(
    st.builds(
        Mark, label=st.text(max_size=8), value=NUMBER, low=NUMBER, high=NUMBER, n=st.integers(0, 10**9),
        partial=st.booleans(), faint=st.booleans(),
    ),
    max_size=20,
)  # fmt: skip


def shown(value: float) -> str:
    return f"{value:g}"


def checked(figure: go.Figure) -> dict:
    """The figure as JSON, after plotly has looked at every property of it."""
    spec = json.loads(figure.to_json(), parse_constant=pytest.fail)
    go.Figure(spec)
    return spec


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@settings(deadline=None, max_examples=40)
@given(now=MARKS, before=MARKS, target=NUMBER)
def test_a_trend_of_anything_is_a_figure(palette, now, before, target):
    checked(trend(now, before, palette, shown, target=target))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@settings(deadline=None, max_examples=40)
@given(now=MARKS)
def test_a_breakdown_of_anything_is_a_figure(palette, now):
    checked(breakdown(now, [mark.value for mark in now], palette, shown))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.builds(Part, st.text(max_size=8), st.floats(-1e6, 1e6, allow_nan=False)), max_size=20))
def test_a_waterfall_of_anything_is_a_figure(parts):
    checked(waterfall(parts, LIGHT, shown))
