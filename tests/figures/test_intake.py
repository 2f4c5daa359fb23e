from __future__ import annotations

from dashboard.figures.intake import Intake, intake, percent
from dashboard.figures.template import LIGHT

SOURCES = [Intake("surveys", 90, 4, 6), Intake("empty", 0, 0, 0), Intake("orders", 7, 0, 0)]


def test_the_bar_of_each_source_adds_up_to_everything_that_was_read():
    bars = intake(SOURCES, LIGHT).data
    shares = [sum(bar.x[row] for bar in bars) for row in range(3)]
    assert shares == [100, 0, 100]
    assert [bar.x[0] for bar in bars] == [90, 4, 6]


def test_each_bar_has_its_name_and_the_share_that_came_in():
    notes = [note.text for note in intake(SOURCES, LIGHT).layout.annotations]
    assert notes == ["surveys", "90.0%", "empty", "–", "orders", "100%"]


def test_a_share_is_whole_only_when_nothing_is_missing():
    assert percent(999_999, 1_000_000) == "over 99.9%"
    assert percent(1_000_000, 1_000_000) == "100%"
    assert percent(0, 10) == "0.0%"
