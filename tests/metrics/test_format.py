from __future__ import annotations

import pytest

from dashboard.metrics.format import amount, change, duration, interval, shown


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (31.2, "points", "31"), (-4.26, "points", "−4.3"), (45.333, "percent", "45.3%"), (4.5371, "percent", "4.54%"),
        (100.0, "percent", "100%"), (0.0, "percent", "0%"), (1_234_567, "money", "€1.23M"), (12_345, "money", "€12.3K"),
        (999_999, "money", "€1M"), (3456.7, "money", "€3,457"), (12.5, "money", "€12.50"),
        (4.3211, "stars", "4.32 stars"),
        (123_456, "count", "123K"), (9876, "count", "9,876"), (7, "clicks", "7 clicks"), (7500, "seconds", "2 h 5 min"),
    ],
)  # fmt: skip
def test_a_value_is_shown_with_its_unit_and_three_figures(value, unit, words):
    assert shown(value, unit) == words


def test_nothing_is_an_en_dash():
    assert shown(None, "percent") == "–"
    assert shown(float("nan"), "money") == "–"
    assert change(None, "points") == "–"


def test_numbers_follow_the_locale():
    assert shown(45.333, "percent", locale="lt").replace("\xa0", " ") == "45,3 %"
    assert shown(1_234_567, "money", locale="de").replace("\xa0", " ") == "1,23 Mio. €"
    assert shown(12_345, "money", locale="de").replace("\xa0", " ") == "12.345 €"


def test_a_change_has_a_sign_and_shares_differ_in_points():
    assert change(4.0, "points") == "+4 points"
    assert change(-2.13, "percent") == "−2.1 points"
    assert change(-1.0, "points") == "−1 point"
    assert change(-180, "seconds") == "−3 min"
    assert change(1200, "money") == "+€1,200"
    assert change(0.01, "points") == "0 points"


def test_an_interval_says_which_bound_is_not_reached():
    assert interval(29.34, 58.04, "points") == "29 to 58"
    assert interval(3600, None, "seconds") == "1 h or more"
    assert interval(None, None, "seconds") == "–"


def test_a_duration_is_told_in_its_two_largest_units():
    told = {
        0: "0 s",
        1.234: "1.2 s",
        45: "45 s",
        59.7: "1 min",
        80: "1 min 20 s",
        3599.9: "1 h",
        90_061: "1 d 1 h",
    }
    assert {seconds: duration(seconds) for seconds in told} == told


def test_the_size_of_a_difference_has_no_sign():
    assert amount(4.2, "percent") == "4.2 points"
