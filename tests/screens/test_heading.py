"""What comes back from a heading is a browser's word, and means only what the heading offers."""

from __future__ import annotations

import pytest

from dashboard.screens.heading import DOOR, OneOf, one_of, picked

SPLIT = OneOf("by", "Split by", {"channel": "Channel", "stage": "Stage"}, "channel")
CLOCK = OneOf("hours", "Waits counted in", {"business": "Opening hours", "calendar": "All hours"}, "calendar")


def test_a_value_that_is_offered_is_chosen():
    assert picked(["by", "stage"], [SPLIT, CLOCK]) == ("by", "stage")
    assert picked(["hours", "business"], [SPLIT, CLOCK]) == ("hours", "business")


@pytest.mark.parametrize(
    "asked",
    [
        ["by", "channel"], ["by", "calendar"], ["hours", "stage"], ["by"], ["by", "stage", "x"], ["by", ["stage"]],
        {"by": "stage"}, ("by", "stage"), "by", 3, None, [["by", "stage"]],
    ],
)  # fmt: skip
def test_what_is_chosen_already_or_not_offered_changes_nothing(asked):
    assert picked(asked, [SPLIT, CLOCK]) is None


def test_only_what_is_in_the_menu_can_be_pressed():
    assert one_of("sql", {"data", "sql"}) == "sql"
    assert one_of(DOOR, {DOOR}) == DOOR
    for pressed in ("deck", DOOR, None, 3, ["sql"], {"sql": 1}):
        assert one_of(pressed, {"data", "sql"}) is None
