"""Bars stand on zero, carry their interval and n, and give back what was pressed."""

from __future__ import annotations

import pytest

from dashboard.figures.bars import bars
from dashboard.figures.mark import Mark

APP = Mark("App", 20.0, 15.0, 30.0, 1200, "<b>App</b><br>20 &amp; more", "app")
WEB = Mark("Web", 40.0, 38.0, 43.0, 12, "", "web", faint=True)
NONE = Mark("Store", None, n=0, key="store", instead="withheld")


def drawn(*marks, before=None):
    return bars(marks, before or [None] * len(marks), lambda x: f"{x:g}")


def test_bars_stand_on_zero_which_is_always_on_the_axis():
    # 0 to 43 is drawn on ticks of 20 up to 60: 20 is a third of the room, 40 two thirds.
    seen = drawn(APP, WEB)
    assert [tick.label for tick in seen.ticks] == ["0", "20", "40", "60"]
    assert seen.zero == 0
    assert [(row.left, row.width) for row in seen.rows] == [
        (0, pytest.approx(100 / 3, abs=0.01)), (0, pytest.approx(200 / 3, abs=0.01)),
    ]  # fmt: skip


def test_a_bar_below_zero_grows_to_the_left():
    seen = drawn(Mark("x", -50.0), Mark("y", 50.0))
    down, up = seen.rows
    assert seen.zero == 50
    assert (down.left, down.width) == (0, 50)
    assert (up.left, up.width) == (50, 50)


def test_the_interval_reaches_from_bound_to_bound():
    row = drawn(APP, WEB).rows[0]
    assert (row.low, row.high) == (25, 50)
    assert drawn(Mark("x", 5.0)).rows[0].low is None


def test_the_value_before_has_its_place_on_the_same_row():
    rows = drawn(APP, WEB, before=[30.0, None]).rows
    assert rows[0].before == 50
    assert rows[1].before is None


def test_n_stands_beside_the_value_and_what_is_withheld_says_so():
    rows = drawn(APP, NONE).rows
    assert (rows[0].value, rows[0].n) == ("20", "n 1,200")
    assert (rows[1].value, rows[1].n, rows[1].width) == ("–", "withheld", None)


def test_what_is_small_or_not_whole_is_drawn_as_that():
    rows = drawn(APP, WEB, NONE, Mark("y", 1.0, partial=True)).rows
    assert [row.state for row in rows] == ["shown", "faint", "faint", "partial"]


def test_words_made_safe_for_a_figure_are_read_as_the_text_they_are():
    hostile = Mark("&lt;img src=x&gt;", 1.0, hover="<b>&lt;img&gt;</b><br>n 1")
    row = drawn(hostile).rows[0]
    assert row.label == "<img src=x>"
    assert row.says == "<img>\nn 1"
    assert drawn(APP).rows[0].says == "App\n20 & more"


def test_a_row_without_words_of_its_own_says_its_value():
    assert drawn(WEB).rows[0].says == "Web: 40"
