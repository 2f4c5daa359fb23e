"""The words that every form of an export shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dashboard.metrics.metric import Unit
from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.words import columns, evidence, lines, number_format, subtitle, told
from tests.reports.stories import EVERY, exhibit


@pytest.mark.parametrize(("said", "kept"), [
    ("NPS by week, all. Band: 95 % interval; dashed: not a whole step.", "NPS by week, all."),
    ("NPS by channel. Whisker: 95 % interval; grey tick: before. Click a bar to filter the page.", "NPS by channel."),
    ("Answers by week. Its rows are in the menu.", "Answers by week."),
    ("Cohorts. Hatched: not over yet. ▲▼: apart.", "Cohorts. Hatched: not over yet. ▲▼: apart."),
    ("Bar: customers × points. A difference, not an effect.", "Bar: customers × points. A difference, not an effect."),
    ("", ""),
])  # fmt: skip
def test_sentences_about_the_screen_are_dropped(said, kept):
    assert subtitle(Exhibit("k", "p", "h", said, [], Plot("table"))) == kept


@pytest.mark.parametrize(("value", "unit", "words"), [
    (None, "percent", "–"), (True, "count", "yes"), (45.25, "percent", "45.2%"), (7500, "seconds", "2 h 5 min"),
    (1234.5, "money", "€1,234"), (date(2026, 8, 3), "count", "3 Aug 2026"), ("a\nb", "count", "a b"),
    (datetime(2026, 8, 3, 9, 5), "count", "2026-08-03 09:05"), (float("nan"), "count", "–"),
])  # fmt: skip
def test_a_cell_is_said_with_its_unit(value, unit: Unit, words):
    assert told(value, unit, EVERY) == words


def test_the_line_under_a_chart_says_n_the_interval_and_what_is_not_over_or_left_out():
    line = replace(exhibit("line"), method=[("Interval", "95 %, Wilson")])
    assert evidence(line) == "n 40 in each · 95 % interval: Wilson · dashed: not over yet"
    many = [{"group": f"g{i}", "value": i, "n": i + 1} for i in range(20)]
    assert (
        evidence(replace(line, rows=many, plot=Plot("bar", "group", "value")))
        == "n 1 to 20 in each · 6 more in the data"
    )
    assert evidence(exhibit("table")) == evidence(exhibit("flow")) == ""


def test_a_table_leaves_out_columns_that_say_nothing_and_says_how_many_rows_there_are_more():
    rows = [{"a": i, "empty": "", "none": None, "b": "x"} for i in range(5)]
    shown = Exhibit("k", "p", "h", "", rows, Plot("table"))
    assert columns(shown, 9) == ["a", "b"]
    assert lines(shown, EVERY, 3, 1) == [["A"], ["0"], ["1"], ["2"], ["and 2 more"]]
    assert lines(replace(shown, rows=[]), EVERY, 3, 1) == []


@pytest.mark.parametrize(("unit", "most", "style"), [
    ("percent", 60.0, '0.0"%";\\−0.0"%"'), ("money", 5000.0, '"€"#,##0;\\−"€"#,##0'), ("count", 12.0, '#,##0;\\−#,##0'),
    ("seconds", 90.0, '0" s";\\−0" s"'), ("seconds", 7.5, '0.0" s";\\−0.0" s"'),
    ("seconds", 727.0, '0.0" min";\\−0.0" min"'), ("seconds", 9000.0, '0.0" h";\\−0.0" h"'),
    ("seconds", 1e7, '#,##0" d";\\−#,##0" d"'), ("points", 5.0, '0.0;\\−0.0'), ("points", 50.0, '0;\\−0'),
])  # fmt: skip
def test_numbers_of_a_chart_have_the_format_of_their_unit(unit: Unit, most, style):
    assert number_format(unit, most, EVERY) == style


def test_a_currency_cannot_carry_anything_into_a_format():
    assert number_format("money", 5.0, replace(EVERY, currency='"evil"&[$-409]')) == '"EVI"0.00;\\−"EVI"0.00'
