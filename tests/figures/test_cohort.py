"""The cohort heat map as HTML."""

from __future__ import annotations

import re

from dashboard.figures.cohort import DARKEST, Cell, Row, heat_map

MEAN = Row("Mean", "30", [Cell("100"), Cell("40", depth=0.5)])


def drawn(*rows: Row) -> str:
    return heat_map(rows, MEAN, ["0", "1"], name="First order", caption="Few come back")


def test_the_mean_is_first_and_every_row_has_a_name_a_size_and_a_cell_per_step():
    page = drawn(Row("Jan", "10", [Cell("100")]), Row("Feb", "20", [Cell("100"), Cell("40")]))
    body = re.search("<tbody>(.*)</tbody>", page)[1]
    lines = re.findall("<tr.*?</tr>", body)
    assert [re.search('scope="row">(.*?)<', line)[1] for line in lines] == ["Mean", "Jan", "Feb"]
    assert {len(re.findall("<td", line)) for line in lines} == {3}


def test_depth_is_a_part_of_the_darkest_and_never_beyond():
    page = drawn(Row("Jan", "10", [Cell("7", depth=0.5), Cell("9", depth=7.0)]))
    assert f"--depth:{DARKEST // 2}%" in page
    assert f"--depth:{DARKEST}%" in page


def test_what_is_not_over_is_open_and_what_stands_apart_says_so_in_words_too():
    page = drawn(Row("Jan", "10", [Cell("7", "7 of 10", state="open"), Cell("9", "9 of 10", apart=-1)]))
    assert '<td class="open" style="--depth:0%" title="7 of 10">7</td>' in page
    assert 'title="9 of 10, less than the other cohorts">9<i class="less">▼</i>' in page


def test_nothing_is_an_empty_cell():
    assert "<td></td>" in drawn(Row("Jan", "10", [Cell("100"), Cell("", state="none")]))


def test_it_can_be_scrolled_by_the_keyboard_and_says_what_it_is():
    page = drawn()
    assert (
        'tabindex="0"' in page and 'aria-label="Few come back"' in page and "<caption>Few come back" in page
    )
