"""Lines over steps, one of which may stand out."""

from __future__ import annotations

from dashboard.figures.curves import Curve, curves
from dashboard.figures.mark import Mark
from dashboard.figures.template import LIGHT


def marks(*values: float) -> list[Mark]:
    return [Mark(str(at), value, value - 1, value + 1) for at, value in enumerate(values)]


def drawn(*lines: Curve):
    return curves(lines, ["0", "1", "2"], LIGHT, lambda x: f"{x:g}%").to_dict()


def test_the_line_that_stands_out_has_the_accent_and_a_band_and_is_on_top():
    traces = drawn(Curve("hunters", marks(100, 50), strong=True), Curve("others", marks(100, 90, 80)))["data"]
    assert [trace.get("fill") for trace in traces] == ["toself", None, None, None]
    assert [trace["line"]["color"] for trace in traces[1:3]] == [LIGHT.before, LIGHT.accent]
    assert traces[2]["y"] == (100, 50) or list(traces[2]["y"]) == [100, 50]


def test_the_axis_starts_at_zero():
    figure = drawn(Curve("a", marks(60, 55, 52)))
    assert figure["layout"]["yaxis"]["range"][0] == 0


def test_names_stand_at_the_ends_in_their_order_and_apart():
    names = drawn(Curve("a", marks(100, 90)), Curve("b", marks(100, 90)), Curve("", marks(100, 10)))["data"][
        -1
    ]
    assert [text.strip() for text in names["text"]] == ["a", "b"]
    assert names["y"][0] - names["y"][1] > 5


def test_names_never_fall_below_the_axis():
    lines = [Curve(name, marks(100, 0)) for name in "abcd"]
    assert min(drawn(*lines)["data"][-1]["y"]) >= 0


def test_no_line_is_an_empty_figure():
    assert drawn()["layout"]["yaxis"]["range"][0] == 0
