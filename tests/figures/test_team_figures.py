"""The marks of the page Teams: plotly accepts them, and they show what they were given."""

from __future__ import annotations

import json
from math import log10

import plotly.graph_objects as go
import pytest

from dashboard.figures.agent_grid import Square, agent_grid
from dashboard.figures.leaderboard import Entry, leaderboard
from dashboard.figures.load import load
from dashboard.figures.mark import Mark
from dashboard.figures.named_lines import Line, named_lines
from dashboard.figures.template import DARK, LIGHT


def checked(figure):
    spec = json.loads(figure.to_json(), parse_constant=pytest.fail)
    go.Figure(spec)
    return spec


def shown(value):
    return f"{value:g}"


BEST = Entry(Mark("Care", 84.0, 80.0, 88.0, 500, "hover", "care"), 85.0, "rank 1", "good")
FEW = Entry(Mark("Members", 99.0, None, None, 9, "hover", "members", faint=True), 99.0, "fewer than 30")
PALETTES = pytest.mark.parametrize("palette", [LIGHT, DARK])


@PALETTES
@pytest.mark.parametrize("seconds", [False, True])
@pytest.mark.parametrize("entries", [[], [FEW], [BEST, FEW]])
def test_leaderboards_of_any_length_are_drawn(palette, seconds, entries):
    checked(leaderboard(entries, 70.0 if entries else None, palette, shown, seconds=seconds))


def test_a_leaderboard_shows_estimate_interval_own_number_and_rank():
    reach, own, points, words = checked(leaderboard([BEST, FEW], 80.0, LIGHT, shown))["data"]
    assert reach["x"] == [80.0, 88.0, None]
    assert own["x"] == [85.0, 99.0]
    assert (points["x"], points["customdata"]) == ([84.0, 99.0], ["care", "members"])
    assert points["marker"]["color"] == [LIGHT.good, LIGHT.before]
    assert "rank 1" in words["text"][0]
    assert "fewer than 30" in words["text"][1]


def test_waits_lie_on_a_logarithmic_axis_around_all_that_is_ranked():
    entry = Entry(Mark("Care", 90.0, 40.0, 200.0, 500), 80.0, "rank 1")
    axis = checked(leaderboard([entry], 100.0, LIGHT, shown, seconds=True))["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert axis["range"][0] <= log10(40)
    assert axis["range"][1] >= log10(200)


ACROSS = {"type": "log", "range": [0.0, 4.0], "tickvals": [1], "ticktext": ["1 s"]}
CURVE = Line("Care", [1.0, 10.0, 100.0], [100.0, 50.0, 0.0], ["a", "b", "c"], "#23508E", [None, 40.0, 0.0],
             [None, 60.0, 5.0], "10 s")  # fmt: skip


@PALETTES
@pytest.mark.parametrize("lines", [[], [CURVE], [CURVE] * 6])
def test_lines_of_any_number_are_drawn(palette, lines):
    checked(named_lines(lines, ACROSS, palette, shown, top=100.0, stepped=True))


def test_bands_are_drawn_while_they_can_be_told_apart():
    fills = [
        sum("fill" in trace for trace in checked(named_lines([CURVE] * k, ACROSS, LIGHT, shown))["data"])
        for k in (1, 2, 3)
    ]
    assert fills == [1, 2, 0]


def test_names_at_the_ends_do_not_touch():
    names = checked(named_lines([CURVE] * 5, ACROSS, LIGHT, shown, top=100.0))["data"][-1]
    gaps = [a - b for a, b in zip(names["y"], names["y"][1:], strict=False)]
    assert min(gaps) >= 7.4
    assert names["y"][-1] >= 0


@PALETTES
def test_a_week_has_a_cell_for_every_hour_and_blanks_where_nothing_is_known(palette):
    cells = [[None] * 23 + [3.0], [1.0] * 24]
    spec = checked(load(cells, [["x"] * 24] * 2, ["Mon", "Tue"], palette))
    assert spec["data"][0]["z"][0][:2] == [None, None]
    assert spec["data"][0]["zmax"] == 3.0
    checked(load([], [], [], palette))


@PALETTES
def test_squares_carry_their_agent_and_pale_toward_the_middle(palette):
    squares = [Square(0, 0, -1.0, "▼", "hover", "ann"), Square(0, 1, 0.0, "", "hover", "ben", faint=True)]
    spec = checked(agent_grid(squares, ["Return"], ["Ann", "Ben", "Cat"], ["Care", "Care", "Shop"], palette))
    trace = spec["data"][0]
    heads = spec["layout"]["xaxis"]["ticktext"]
    assert heads == ["<b>Care</b><br>Ann", "<b></b><br>Ben", "<b>Shop</b><br>Cat"]
    assert [line["x0"] for line in spec["layout"]["shapes"]] == [1.5]
    assert trace["customdata"] == ["ann", "ben"]
    assert trace["marker"]["color"][1] == palette.paper
    checked(agent_grid([], [], [], [], palette))
