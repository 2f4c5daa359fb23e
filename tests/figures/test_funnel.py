"""The figures of the funnel: what is drawn is what the marks say."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.figures.funnel import Passage, funnel
from dashboard.figures.funnel_split import Pair, funnel_split
from dashboard.figures.funnel_times import Arrivals, funnel_times
from dashboard.figures.mark import Mark
from dashboard.figures.template import LIGHT
from tests.figures.test_figures import checked as whole

STEPS = [Mark("Cart", 100.0, n=200, key="Buy"), Mark("Order", 40.0, 33.0, 47.0, 80, faint=True)]
YOUNG = Mark("Too young to judge", 10.0, n=22, partial=True)


def checked(figure: go.Figure) -> go.Figure:
    """The figure, after plotly has found nothing wrong with it."""
    assert whole(figure)
    return go.Figure(figure)


def percent(value: float) -> str:
    return f"{value:g}%"


def test_a_funnel_has_a_zero_based_bar_for_each_step_and_the_young_apart_and_hatched():
    figure = checked(
        funnel(STEPS, [100.0, 55.0], [Passage("40% went on", "▼ 15 points", "bad")], YOUNG, LIGHT, percent)
    )
    bars, was, passed, words = figure.data
    assert list(bars.x) == [100.0, 40.0, 10.0]
    assert list(bars.marker.pattern.shape) == ["", "", "/"]
    assert figure.layout.xaxis.range == (0.0, 100.0)
    assert list(bars.error_x.array) == [0.0, 7.0, 0.0]
    assert list(was.x) == [100.0, 55.0]
    assert "40% went on" in passed.text[0]
    assert LIGHT.bad in passed.text[0]
    assert list(passed.y) == [0.5]
    assert "<b>40%</b>" in words.text[1]
    assert "n 80" in words.text[1]


def test_a_funnel_without_comparison_or_young_entrants_is_drawn_too():
    assert len(checked(funnel(STEPS, [], [Passage("40% went on")], None, LIGHT, percent)).data[0].x) == 2


def test_groups_stand_under_their_pair_of_steps_and_carry_their_key():
    marks = [Mark("App", 54.0, 50.0, 58.0, 900, key="app"), Mark("Web", None, n=0)]
    pair = Pair("Cart → Order", marks, [78.0, None], [Passage("", "▼ 24", "bad"), Passage("")])
    bars, was, titles, words = checked(funnel_split([pair, pair], LIGHT, percent)).data
    assert list(bars.customdata) == ["", "app", "", "", "app", ""]
    assert list(was.x) == [None, 78.0, None, None, 78.0, None]
    assert list(titles.y) == [0, 3]
    assert "▼ 24" in words.text[1]
    assert words.text[2].startswith("\u2002<b>–</b>")


def test_curves_share_one_scale_from_the_first_second_to_the_last():
    pairs = [
        Arrivals(f"Step {i}", [5.0, 60.0], [0.0, 50.0 + i], [60.0], [40.0], [60.0], ["", ""])
        for i in range(3)
    ]
    figure = checked(funnel_times(pairs, LIGHT, percent, lambda s: f"{s:g} s", 5.0, 3600.0))
    assert figure.layout.xaxis.type == "log"
    names = figure.data[-1]
    assert [text.strip() for text in names.text] == ["Step 2", "Step 1", "Step 0"]
    assert all(high - low >= 8 for high, low in zip(names.y, names.y[1:], strict=False))
