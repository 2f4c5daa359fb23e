"""Two zero-based bars for every band, their names over the plot, n beside them."""

from __future__ import annotations

from dashboard.figures.histogram import Bin, histogram
from dashboard.figures.template import LIGHT

LOW, HIGH = Bin("under 10", 80.0, 20.0, "n 80", "low"), Bin("10 or more", 20.0, 80.0, "n 20", "high")


def drawn(*bins):
    return histogram(bins, ("Customers", "Value"), LIGHT, lambda x: f"{x:g}%").to_dict()


def test_each_band_has_a_bar_for_either_share_from_zero():
    spec = drawn(LOW, HIGH)
    first, second, words = spec["data"]
    assert (list(first["x"]), list(second["x"])) == ([80, 20], [20, 80])
    assert spec["layout"]["xaxis"]["range"][0] == 0
    assert list(first["hovertext"]) == ["low", "high"]
    assert [text.strip() for text in words["text"]] == ["n 80", "n 20"]


def test_the_two_shares_are_named_in_their_colours():
    (key,) = drawn(LOW)["layout"]["annotations"]
    assert f'{LIGHT.before}">■</span> Customers' in key["text"]
    assert f'{LIGHT.accent}">■</span> Value' in key["text"]


def test_the_first_band_is_at_the_top():
    layout = drawn(LOW, HIGH)["layout"]
    assert layout["yaxis"]["range"] == [1.5, -0.5]
    assert list(layout["yaxis"]["ticktext"]) == ["under 10", "10 or more"]


def test_nothing_is_an_empty_frame():
    assert list(drawn()["data"][0]["x"]) == []
