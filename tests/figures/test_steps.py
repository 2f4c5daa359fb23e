"""Curves that grow in steps: from zero, along, then up, to where they were watched."""

from __future__ import annotations

import pytest

from dashboard.figures.steps import Steps, steps
from dashboard.figures.template import DARK, LIGHT
from tests.figures.test_figures import checked, shown

CURVE = Steps("Spring", (2.0, 5.0), (10.0, 15.0), (8.0, 12.0), (13.0, 19.0), 30.0, ("two", "five"))


def drawn(*curves, until=20.0, palette=LIGHT):
    return checked(steps(curves, palette, shown, until=until, unit="days"))


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_a_curve_starts_at_zero_and_goes_on_to_the_end_of_the_axis(palette):
    line = drawn(CURVE, palette=palette)["data"][1]
    assert line["x"] == [0.0, 2.0, 5.0, 20.0]
    assert line["y"] == [0.0, 10.0, 15.0, 15.0]
    assert line["line"]["shape"] == "hv"


def test_a_curve_ends_where_watching_ended():
    line = drawn(CURVE, until=60.0)["data"][1]
    assert line["x"][-1] == 30.0


def test_steps_past_the_axis_are_not_drawn():
    line = drawn(CURVE, until=3.0)["data"][1]
    assert line["x"] == [0.0, 2.0, 3.0]


def test_the_band_goes_along_its_upper_steps_and_back_along_the_lower():
    band = drawn(CURVE)["data"][0]
    assert list(zip(band["x"], band["y"], strict=True))[:4] == [
        (0.0, 0.0),
        (2.0, 0.0),
        (2.0, 13.0),
        (5.0, 13.0),
    ]
    assert (band["x"][-1], band["y"][-1]) == (0.0, 0.0)


def test_what_is_compared_with_is_grey_and_every_curve_is_named_at_its_end():
    quiet = Steps("All others", (1.0,), (14.9,), (14.0,), (16.0,), 30.0, ("one",), quiet=True)
    spec = drawn(CURVE, quiet)
    assert spec["data"][3]["line"]["color"] == LIGHT.before
    names = spec["data"][-1]
    assert [name.strip() for name in names["text"]] == ["Spring", "All others"]
    assert names["y"][0] - names["y"][1] > 1  # moved apart


def test_a_curve_without_a_step_lies_on_zero():
    flat = Steps("Nothing", (), (), (), (), 12.0, ())
    assert drawn(flat)["data"][1]["y"] == [0.0, 0.0]
    drawn()
