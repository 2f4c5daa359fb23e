"""Lines over time: the band is the interval, a gap is a gap, what is not whole is dashed."""

from __future__ import annotations

from dashboard.figures.mark import Mark
from dashboard.figures.template import LIGHT
from dashboard.figures.trend import trend


def shown(value: float) -> str:
    return f"{value:g}"


def marks(*values, partial=()):
    return [
        Mark(f"w{i}", v, None if v is None else v - 2, None if v is None else v + 2, 50, partial=i in partial)
        for i, v in enumerate(values)
    ]


def traces(figure, **wanted):
    found = figure.to_dict()["data"]
    return [t for t in found if all(t.get(k) == v for k, v in wanted.items())]


def test_the_band_goes_up_one_side_and_down_the_other():
    (band,) = traces(trend(marks(10, 20), [], LIGHT, shown), fill="toself")
    assert list(band["x"]) == [0, 1, 1, 0]
    assert list(band["y"]) == [12, 22, 18, 8]


def test_a_step_without_a_value_breaks_the_band_in_two():
    figure = trend(marks(1, 2, None, 3, 4), [], LIGHT, shown)
    assert [list(t["x"]) for t in traces(figure, fill="toself")] == [[0, 1, 1, 0], [3, 4, 4, 3]]


def test_a_step_that_is_not_over_is_dashed_and_has_no_band():
    figure = trend(marks(1, 2, 3, partial=(2,)), [], LIGHT, shown)
    dashed = [t for t in figure.to_dict()["data"] if t.get("line", {}).get("dash")]
    assert [list(t["x"]) for t in dashed] == [[1, 2]]
    assert list(traces(figure, fill="toself")[0]["x"]) == [0, 1, 1, 0]


def test_a_first_step_that_is_not_whole_is_dashed_towards_the_second():
    figure = trend(marks(1, 2, 3, partial=(0,)), [], LIGHT, shown)
    assert [list(t["x"]) for t in figure.to_dict()["data"] if t.get("line", {}).get("dash")] == [[0, 1]]


def test_the_comparison_is_grey_and_no_longer_than_the_period():
    figure = trend(marks(1, 2), marks(5, 6, 7), LIGHT, shown)
    (before,) = [t for t in figure.to_dict()["data"] if t.get("line", {}).get("color") == LIGHT.before]
    assert list(before["y"]) == [5, 6]


def test_lines_are_named_at_their_ends_and_names_do_not_touch():
    figure = trend(marks(10, 10), marks(10, 10), LIGHT, shown, target=10.1)
    (names,) = traces(figure, mode="text")
    named = dict(zip((text.strip() for text in names["text"]), names["y"], strict=True))
    assert set(named) == {"Now", "Before", "Target 10.1"}
    assert len({round(y, 6) for y in named.values()}) == 3


def test_one_step_alone_is_a_dot():
    figure = trend(marks(5), marks(4), LIGHT, shown)
    assert all("markers" in t["mode"] for t in figure.to_dict()["data"] if t["mode"] != "text")
