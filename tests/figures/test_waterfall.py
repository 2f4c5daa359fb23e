"""A waterfall adds up, from zero to the whole change."""

from __future__ import annotations

import re

import pytest

from dashboard.figures.waterfall import TOTAL, Part, fold, waterfall

PARTS = [Part("App", -14.0, -10.0, -4.0), Part("Store", 0.8, 0.8), Part("Web", 1.2, 1.0, 0.2)]


def rows(parts=PARTS, **more) -> list[str]:
    html = waterfall(parts, lambda x: f"{x:+g}", name="Channel", caption="Why", **more)
    return re.findall(r"<tr>(.*?)</tr>", html)[1:]


def cells(row: str) -> list[str]:
    return [text for text in re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", row) if text]


def bar(row: str) -> tuple[str, float, float]:
    tone, left, width = re.search(
        r'class="(good|bad|even)" style="left:([\d.]+)%;width:([\d.]+)%"', row
    ).groups()
    return tone, float(left), float(width)


def test_each_bar_starts_where_the_one_before_ended_and_the_last_is_the_sum():
    # From -14 to 0 the room is 14 wide: App ends at -14, Store goes to -13.2, Web to -12, and all is 0 to -12.
    places = [bar(row)[1:] for row in rows()]
    assert places == [
        pytest.approx(place, abs=0.01)
        for place in ((0, 100), (0, 80 / 14), (80 / 14, 120 / 14), (200 / 14, 1200 / 14))
    ]


def test_the_last_row_is_all_together_and_every_column_adds_up():
    assert [cells(row) for row in rows()] == [
        ["App", "-14", "-10", "-4"], ["Store", "+0.8", "+0.8", "+0"], ["Web", "+1.2", "+1", "+0.2"],
        [TOTAL, "-12", "-8.2", "-3.8"],
    ]  # fmt: skip


def test_a_sum_has_no_share_to_speak_of():
    assert cells(rows([Part("App", 3.0, 3.0)])[0]) == ["App", "+3"]


def test_good_and_bad_follow_the_metric_and_carry_a_sign():
    assert [bar(row)[0] for row in rows()] == ["bad", "good", "good", "bad"]
    assert bar(rows(up_is_good=False)[0])[0] == "good"
    assert {bar(row)[0] for row in rows(up_is_good=None)} == {"even"}


def test_small_parts_are_folded_into_one_line_without_losing_any():
    parts = [Part(str(i), float(i), float(i) - 1, 1.0) for i in range(1, 13)]
    folded = fold(parts)
    assert len(folded) == 9
    assert folded[-1].label == "4 others"
    for name in ("amount", "rate", "mix"):
        assert sum(getattr(p, name) for p in folded) == sum(getattr(p, name) for p in parts)


def test_one_part_too_many_is_shown_rather_than_called_others():
    assert [p.label for p in fold([Part(str(i), 1.0) for i in range(9)])] == [str(i) for i in range(9)]


def test_no_parts_are_a_table_with_a_sum_of_zero():
    assert cells(rows([])[0]) == [TOTAL, "+0"]
