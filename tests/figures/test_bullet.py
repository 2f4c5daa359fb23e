"""Promises and letters as tables: what is drawn where, and what is said."""

from __future__ import annotations

import re

from dashboard.figures.balance import Apart, balance
from dashboard.figures.bullet import Bullet, bullets
from dashboard.figures.courted import Letter, Read, courted
from dashboard.figures.template import LIGHT

NPS = Bullet(
    "NPS", "30", "28 to 32", "40", "behind", "behind, by 10 points", 30, 28, 32, 36, 40,
    [("kept", "Sep: kept"), ("open", "Oct: open")], "1 kept, 1 not to be told apart",
)  # fmt: skip


def left(html: str, kind: str) -> float:
    return float(re.search(rf'class="{kind}" style="left:([\d.]+)%', html)[1])


def test_marks_lie_on_one_rail_from_the_least_to_the_greatest():
    html = bullets([NPS], caption="Seen", months="Months")
    # from 28 to 40 over 94 percent of the rail, 3 percent kept free at each end
    assert left(html, "interval") == 3.0
    assert left(html, "aim") == 97.0
    assert left(html, "value") == round(3 + 94 * 2 / 12, 1)
    assert left(html, "was") == round(3 + 94 * 8 / 12, 1)


def test_each_month_is_a_mark_with_its_words_and_the_row_sums_them_up():
    html = bullets([NPS], caption="Seen", months="Months")
    assert re.findall(r'<i class="(\w+)" title="([^"]+)">', html) == [
        ("kept", "Sep: kept"),
        ("open", "Oct: open"),
    ]
    assert 'aria-label="1 kept, 1 not to be told apart"' in html
    assert "behind, by 10 points" in html


def test_a_promise_without_a_number_is_a_row_without_marks():
    html = bullets([Bullet("CSAT", "–", "", "–", "unknown", "nothing was observed")], caption="", months="")
    assert "rail" not in html
    assert '<tr class="unknown">' in html


def test_a_measure_lies_at_its_deviations_and_never_past_the_end():
    reads = [Read("One", "says", place=-2.0, tone="bad", words="z"), Read("Far", "says", place=9.0)]
    html = courted([Letter("Easy", "means", reads)], caption="", month="Oct", nothing="Nothing")
    assert re.findall(r'class="dot (\w+)" style="left:([\d.]+)%', html) == [
        ("bad", "25.00"),
        ("even", "100.00"),
    ]


def test_a_letter_that_nothing_measures_is_grey_and_says_so():
    html = courted([Letter("Clean", "means")], caption="", month="Oct", nothing="Not measured")
    assert '<tbody class="faint">' in html
    assert "Not measured" in html


def test_a_measure_without_history_has_no_dot():
    html = courted(
        [Letter("Easy", "m", [Read("One", "s", words="too little")])], caption="", month="", nothing=""
    )
    assert "dot" not in html
    assert '<tr class="faint">' in html


def test_balance_draws_hollow_before_and_full_after_for_each_group():
    rows = [Apart("Orders", [(0.3, 0.01), None]), Apart("Spend", [(-0.2, 0.0), (0.1, 0.05)])]
    made = balance(rows, [("A", "#111"), ("B", "#222")], LIGHT, str, 0.1)
    before, after, other, _ = made.data
    assert (list(before.x), list(before.y), before.marker.symbol) == ([0.3, -0.2], [0, 1], "circle-open")
    assert (list(after.x), after.marker.symbol) == ([0.01, 0.0], "circle")
    assert (list(other.x), list(other.y)) == ([0.1], [1])
    assert made.layout.shapes[0].x1 == 0.1


def test_no_rows_are_an_empty_balance():
    assert balance([], [("A", "#111")], LIGHT, str, 0.1).layout.height > 0
