"""Opening hours as a table, day by day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from dashboard.company import Company
from dashboard.store.calendar import open_days

HOURS = {"saturday": {"open": "10:00", "close": "14:00"}, "sunday": {"open": "00:00", "close": "06:00"}}


def epoch(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def test_each_day_opens_by_the_companys_clock_and_knows_what_was_open_before():
    company = Company(name="Acme", time_zone="Europe/Vilnius", hours=HOURS)
    friday, saturday, sunday, monday = open_days(company, date(2026, 3, 27), date(2026, 3, 30))
    assert friday == (date(2026, 3, 27), epoch("2026-03-26T22:00"), epoch("2026-03-26T22:00"), 0)
    assert saturday == (date(2026, 3, 28), epoch("2026-03-28T08:00"), epoch("2026-03-28T12:00"), 0)
    assert sunday == (date(2026, 3, 29), epoch("2026-03-28T22:00"), epoch("2026-03-29T03:00"), 4 * 3600)
    assert monday[3] == 9 * 3600  # six hours on the clock, five in time


def test_a_holiday_is_closed():
    company = Company(name="Acme", hours=HOURS, holidays=("2026-03-28",))
    ((_, opens, closes, _),) = open_days(company, date(2026, 3, 28), date(2026, 3, 28))
    assert opens == closes


@pytest.mark.parametrize(
    ("rule", "subscriptions", "found"),
    [
        ("auto", [{"subscription_id": "1", "started_on": date(2026, 1, 1)}], "contract"),
        ("auto", [{"subscription_id": "1", "tenure_months": 5}], "inactivity"),
        ("auto", [], "inactivity"),
        ("contract", [], "contract"),
        ("inactivity", [{"subscription_id": "1", "started_on": date(2026, 1, 1)}], "inactivity"),
    ],
)
def test_the_churn_rule_in_force_is_told(built, rule, subscriptions, found):
    snapshot = built(Company(name="Acme", churn={"rule": rule}), subscription=subscriptions)
    assert snapshot.query("select value from meta where key = 'churn_rule'").to_pylist() == [{"value": found}]
