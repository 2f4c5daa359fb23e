"""Flows are drawn as they add up, forward or mirrored."""

from __future__ import annotations

import pytest

from dashboard.figures.sankey import Link, Node, sankey
from dashboard.figures.template import LIGHT

NODES = [
    Node(0, 10, "Cart", "", "start"), Node(1, 6, "Checkout", ""), Node(1, 4, "Stopped", "", "end"),
    Node(2, 6, "Other", "", "other"),
]  # fmt: skip
LINKS = [Link(0, 1, 6, ""), Link(0, 2, 4, ""), Link(1, 3, 6, "")]


def drawn(back=False):
    return sankey(NODES, LINKS, LIGHT, back=back).to_dict()["data"][0]


def test_columns_go_from_left_to_right_and_back_the_other_way():
    forward, back = drawn()["node"]["x"], drawn(back=True)["node"]["x"]
    assert forward[0] < forward[1] == forward[2] < forward[3]
    assert [1 - x for x in back] == pytest.approx(forward)


def test_flows_keep_their_size_and_turn_around_with_the_columns():
    forward, back = drawn()["link"], drawn(back=True)["link"]
    assert (list(forward["source"]), list(forward["target"])) == ([0, 0, 1], [1, 2, 3])
    assert (list(back["source"]), list(back["target"])) == ([1, 2, 3], [0, 0, 1])
    assert list(forward["value"]) == list(back["value"]) == [6, 4, 6]


def test_nodes_of_a_column_lie_below_each_other_without_overlap():
    y = drawn()["node"]["y"]
    assert y[2] - y[1] >= (0.6 + 0.4) / 2 * 0.9
    assert all(0 < place < 1 for place in y)


def test_what_stopped_has_the_colour_of_bad_and_the_start_of_now():
    colours = drawn()["node"]["color"]
    assert colours[0] == LIGHT.accent
    assert colours[2] == LIGHT.bad
    assert drawn()["link"]["color"][1].startswith("rgba(178,58,18")


def test_nothing_is_an_empty_figure():
    assert sankey([], [], LIGHT).to_dict()["data"][0]["link"]["value"] == []
