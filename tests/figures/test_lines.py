"""Several lines over time: names at their ends that do not touch, bands where asked, hollow where not whole."""

from __future__ import annotations

from itertools import pairwise

import plotly.graph_objects as go

from dashboard.figures.lines import Line, lines
from dashboard.figures.mark import Mark
from dashboard.figures.template import LIGHT


def shown(value: float) -> str:
    return f"{value:g}"


def line(name, *values, **more):
    marks = [
        Mark(f"w{i}", v, None if v is None else v - 1, None if v is None else v + 1, 50)
        for i, v in enumerate(values)
    ]
    return Line(name, "#123456", marks, **more)


def test_each_line_has_its_name_at_its_last_value():
    names = lines(
        [
            line("A", 1, 9),
            line(
                "B",
                5,
                2,
            ),
        ],
        LIGHT,
        shown,
    ).to_dict()["data"][-1]
    assert [text.strip() for text in names["text"]] == ["A", "B"]
    assert list(names["y"]) == [9, 2]


def test_names_that_would_touch_are_moved_apart_and_stay_on_the_plot():
    figure = lines(
        [line(str(i), 0, 0.1 * i, 10) if i == 9 else line(str(i), 0, 0.01 * i) for i in range(4)],
        LIGHT,
        shown,
    )
    spec = figure.to_dict()
    low, high = spec["layout"]["yaxis"]["range"]
    places = list(spec["data"][-1]["y"])
    assert all(above - below >= 0.074 * (high - low) for above, below in pairwise(places))
    assert min(places) >= low


def test_only_the_banded_line_has_its_interval():
    filled = [
        t
        for t in lines([line("A", 1, 2, banded=True), line("B", 3, 4)], LIGHT, shown).to_dict()["data"]
        if t.get("fill")
    ]
    assert [list(trace["y"]) for trace in filled] == [[2, 3, 1, 0]]


def test_a_step_that_is_not_whole_is_hollow_and_a_small_one_is_small():
    marks = [Mark("a", 1, n=50), Mark("b", 2, n=3, faint=True), Mark("c", 3, n=50, partial=True)]
    dots = lines([Line("A", "#123456", marks)], LIGHT, shown).to_dict()["data"][0]["marker"]
    assert dots["color"] == ["#123456", "#123456", LIGHT.paper]
    assert dots["size"][1] < dots["size"][0]


def test_it_is_a_figure_plotly_accepts_even_without_lines():
    for rows in ([], [line("A")], [line("A", None, None)], [line("A", 1), line("B", -1)]):
        go.Figure(lines(rows, LIGHT, shown, zero=True).to_dict())
