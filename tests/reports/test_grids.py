"""Squares of a heat map are as dark as their values, and their words can be read."""

from __future__ import annotations

import pytest

from dashboard.figures.template import DARK, LIGHT
from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.grids import contrast, grid, shade
from tests.reports.stories import exhibit

PLOT = Plot("heat", "x", "y", "s")


def made(values):
    return grid(Exhibit("k", "p", "h", "", [{"s": "a", "x": i, "y": v} for i, v in enumerate(values)], PLOT))


def test_squares_stand_where_their_names_first_occur():
    found = grid(exhibit("heat"))
    assert (found.across, found.down) == (("0", "1", "2"), ("May", "June"))
    assert [found.squares[0, i].value for i in range(3)] == [100.0, 90.0, 80.0]
    assert [found.squares[1, i].partial for i in range(3)] == [False, False, True]


def test_depth_goes_from_nothing_to_the_most_on_both_sides():
    assert [made([0, 5, 10, -10]).squares[0, i].depth for i in range(4)] == [0.0, 0.5, 1.0, -1.0]


def test_where_all_are_high_they_still_differ():
    depths = [made([70, 80, 100]).squares[0, i].depth for i in range(3)]
    assert depths == pytest.approx([0.25, 0.5, 1.0])


def test_nothing_observed_is_no_depth_and_what_is_too_much_is_counted():
    assert made([None, 1]).squares[0, 0].depth == 0.0
    assert made(range(30)).left == 4


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_words_in_squares_can_be_read_at_any_depth(palette):
    for step in range(-20, 21):
        under, ink = shade(step / 20, palette)
        assert contrast(ink, under) >= 4.5
