"""What the page says first."""

from __future__ import annotations

from datetime import date

from dashboard.insight.change import difference
from dashboard.insight.team_news import Moved, news
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.scope import Window

NOW, BEFORE = (
    Window("now", date(2026, 4, 1), date(2026, 7, 1)),
    Window("before", date(2026, 1, 1), date(2026, 4, 1)),
)


def moved(team, key, before, now, reach, small=False):
    after = Answer(key, None, NOW, team, now, now - reach, now + reach, 500, {}, small=small)
    was = Answer(key, None, BEFORE, team, before, before - reach, before + reach, 500, {})
    return Moved(team, CATALOGUE[key], after, was, difference(after, was))


def test_the_team_that_got_worse_leads_and_the_one_that_got_better_follows():
    told = news([
        moved("Care", "csat", 80.0, 80.5, 3.0), moved("Returns", "csat", 76.0, 48.0, 4.0),
        moved("Returns", "first_response_time", 3600.0, 10800.0, 300.0), moved("Care", "reopen_rate", 9.0, 4.0, 1.0),
    ])  # fmt: skip
    assert told == (
        "Returns got worse on customer satisfaction (76% to 48%) and first response time (1 h to 3 h), more than "
        "chance would give. Care got better on reopened contacts (9% to 4%), more than chance would give."
    )


def test_one_team_alone_is_said_to_be_alone():
    told = news([moved("Returns", "csat", 76.0, 48.0, 4.0), moved("Care", "csat", 80.0, 81.0, 4.0)])
    assert told.endswith("No other team changed more than chance would give.")


def test_chance_and_handfuls_are_no_news():
    assert news([moved("Care", "csat", 80.0, 81.0, 3.0)]) is None
    assert news([moved("Care", "csat", 80.0, 20.0, 3.0, small=True)]) is None
    assert news([]) is None
