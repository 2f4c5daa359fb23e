"""The touchpoint map: cells in their columns, colour by feeling, grey for too little, and keys for clicks."""

from __future__ import annotations

from dashboard.figures.heat import Cell, HeatRow, heat
from dashboard.figures.template import DARK, LIGHT

GOOD, BAD = Cell(60.0, "60", "n 90", "good"), Cell(-60.0, "−60", "n 80", "bad")
SMALL, NONE = Cell(60.0, "60", "n 9", "small", faint=True), Cell(None, "", "", "")
ROWS = [
    HeatRow("<b>Buy</b>"), HeatRow("Cart", "cart", 100.0, "100", "volume", (GOOD, NONE)),
    HeatRow("Checkout", "checkout", 50.0, "50", "volume", (SMALL, BAD)),
]  # fmt: skip


def drawn(rows=ROWS, palette=LIGHT):
    return heat(rows, ["Told<br>us", "Did"], palette).to_dict()


def test_a_cell_stands_in_its_row_and_column_and_knows_its_touchpoint():
    cells = drawn()["data"][2]
    assert list(cells["y"]) == [1, 2, 2]
    assert cells["base"][0] == cells["base"][1] < cells["base"][2]
    assert list(cells["customdata"]) == ["cart", "checkout", "checkout"]


def test_a_touchpoint_without_a_feeling_has_no_cell_and_a_heading_has_nothing():
    assert len(drawn()["data"][2]["x"]) == 3
    assert list(drawn()["data"][0]["y"]) == [1, 2]
    assert (
        len(drawn([HeatRow("<b>Buy</b>"), HeatRow("Cart", "cart", 9.0, "9", "", (NONE, NONE))])["data"]) == 2
    )


def test_volume_bars_stand_on_zero_and_compare_by_length():
    bars = drawn()["data"][0]
    assert bars["x"][0] == 2 * bars["x"][1]
    assert "base" not in bars


def test_value_and_n_are_written_in_the_cell():
    assert drawn()["data"][2]["text"][0].startswith("60<br>")
    assert "n 90" in drawn()["data"][2]["text"][0]


def test_too_little_and_what_was_not_chosen_is_grey():
    good, small, bad = drawn()["data"][2]["marker"]["color"]
    aside = drawn([HeatRow("Cart", "cart", 9.0, "9", "", (GOOD, BAD), aside=True)])
    assert len({good, small, bad}) == 3
    assert set(aside["data"][2]["marker"]["color"]) == {small}
    assert aside["data"][0]["marker"]["color"] == [LIGHT.before]


def test_ink_can_be_read_on_the_strongest_colours():
    for palette in (LIGHT, DARK):
        extremes = HeatRow(
            "x", "x", 1.0, "1", "", (Cell(100.0, "100", "n", ""), Cell(-100.0, "−100", "n", ""))
        )
        for colour in drawn([extremes], palette)["data"][2]["marker"]["color"]:
            assert contrast(palette.ink, colour) >= 4.5


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_nothing_to_draw_is_an_empty_figure():
    assert heat([], [], LIGHT).to_dict()["data"][0]["x"] == []
