"""Who was talked about more, said only where the intervals are apart."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from dashboard.company import Company
from dashboard.scope import Window
from dashboard.screens.voice_share import OWN, Heard, rows, title

VISIT = SimpleNamespace(company=Company(name="Acme"))
START = date(2026, 6, 1)


def heard(*counts):
    """Mentions of (the company, Rival) in each week."""
    days = [START + timedelta(days=7 * i) for i in range(len(counts))]
    steps = tuple(Window(day.isoformat(), day, day + timedelta(days=7)) for day in days)
    mentions = {(step.label, brand): n for step, pair in zip(steps, counts, strict=True)
                for brand, n in zip((OWN, "Rival"), pair, strict=True)}  # fmt: skip
    return Heard(steps, (OWN, "Rival"), mentions, ())


def test_a_competitor_that_is_clearly_louder_is_named_with_its_days():
    found = heard((50, 20), (20, 90), (25, 95), (60, 20))
    assert title(found, VISIT) == "Rival was talked about more than Acme, 8 Jun to 21 Jun 2026"


def test_a_lead_within_chance_is_none():
    assert (
        title(heard((10, 12), (9, 12)), VISIT)
        == "No competitor was talked about more than Acme beyond chance"
    )


def test_weeks_apart_are_counted():
    assert title(heard((5, 90), (50, 5), (5, 90)), VISIT).endswith("in 2 of 3 steps")


def test_nobody_mentioned_has_no_share():
    (own, rival) = rows(heard((0, 0)), "Acme")
    assert (own["name"], rival["name"]) == ("Acme", "Rival")
    assert (own["share"], rival["share"], own["of all"]) == (None, None, 0)
