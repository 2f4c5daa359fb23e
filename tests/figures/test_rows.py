"""Rows are equally high in every figure, and long names are cut as people read them."""

from __future__ import annotations

from dashboard.figures.rows import height_of, rows_axis
from dashboard.figures.template import LIGHT, LONGEST_LABEL


def test_rows_are_equally_high_in_every_figure():
    assert height_of(5) - height_of(4) == height_of(9) - height_of(8)


def test_the_first_row_is_at_the_top():
    assert rows_axis(["a", "b"], LIGHT)["range"] == [1.5, -0.5]


def test_a_long_name_is_cut_between_characters_and_never_inside_an_entity():
    (short,) = rows_axis(["&amp;" * 40], LIGHT)["ticktext"]
    assert short == "&amp;" * (LONGEST_LABEL - 1) + "…"
