"""Filters in words."""

from __future__ import annotations

from datetime import date

from dashboard.scope import FILTERS, Scope
from dashboard.screens.filters import EVERYTHING, ORDER, cleared, how_many, listed, only, spoken, whom

SCOPE = Scope(date(2026, 8, 25), date(2026, 11, 23), channel=("mobile_app", "web"), team=("Heron",))


def test_every_filter_has_a_place_and_a_word_for_everything():
    assert set(ORDER) == set(FILTERS) == set(EVERYTHING)


def test_values_are_spoken_and_names_stay():
    assert (spoken("mobile_app"), spoken("EMEA"), spoken("")) == ("Mobile app", "EMEA", "")


def test_more_than_two_values_are_counted():
    assert listed(("app", "web")) == "App, Web"
    assert listed(("app", "web", "store")) == "App and 2 more"


def test_a_subtitle_says_of_whom_and_when():
    assert whom(SCOPE) == "Mobile app, Web; Heron, 25 Aug to 22 Nov 2026"
    assert whom(cleared(SCOPE)).startswith("all customers")


def test_filters_change_one_at_a_time_and_clear_together():
    assert only(SCOPE, "channel", ("web",)).team == ("Heron",)
    assert how_many(SCOPE) == 3
    assert how_many(cleared(SCOPE)) == 0
    assert cleared(SCOPE).start == SCOPE.start
