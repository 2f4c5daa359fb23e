"""What holds for every figure: plotly accepts it, it has no bad number in it, and both themes draw it."""

from __future__ import annotations

import json
import re

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.figures.bars import bars
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


@settings(deadline=None, max_examples=40)
@given(now=MARKS)
def test_bars_of_anything_stay_in_their_room(now):
    for row in bars(now, [mark.value for mark in now], shown).rows:
        places = [row.low, row.high, row.before, row.left, (row.left or 0) + (row.width or 0)]
        assert all(-0.01 <= place <= 100.01 for place in places if place is not None)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.builds(Part, st.just("part"), st.floats(-1e6, 1e6, allow_nan=False)), max_size=20))
def test_the_bars_of_a_waterfall_stay_in_their_room(parts):
    drawn = re.findall(r"left:([\d.]+)%;width:([\d.]+)%", waterfall(parts, shown, name="", caption=""))
    assert len(drawn) == len(parts) + 1
    assert all(float(left) + float(width) <= 100.02 for left, width in drawn)
