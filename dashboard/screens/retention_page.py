"""The page Retention: who stays, who leaves, why, and what are they worth?"""

from __future__ import annotations

from dashboard.screens import head
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.options import options
from dashboard.screens.retention_at_risk import at_risk
from dashboard.screens.retention_choice import KEYS, NAME
from dashboard.screens.retention_churn import churn
from dashboard.screens.retention_cohorts import retention_cohorts
from dashboard.screens.retention_drivers import churn_drivers
from dashboard.screens.retention_loyal import loyal
from dashboard.screens.retention_survival import survival
from dashboard.screens.retention_value import value
from dashboard.screens.sections import Section, sections, why_it_moved
from dashboard.screens.telling import told
from dashboard.screens.visit import Visit

TILES = ("churn_rate", "retention_rate", "repurchase_rate", "clv", "revenue_at_risk")


def render(visit: Visit) -> None:
    """The page, from the sentence to the rows."""
    options(NAME, KEYS)
    found = page_lines(TILES, visit)
    place = head.place()
    show(found, visit)
    parts = [
        Section("cohorts", "Who stays", (lambda: retention_cohorts(visit),)),
        Section("survival", "How long", (lambda: survival(visit),)),
        Section("churn", "Who leaves, and why", (lambda: churn(visit), lambda: churn_drivers(visit))),
        Section(
            "value",
            "What they are worth",
            (lambda: value(visit), lambda: at_risk(visit), lambda: loyal(visit)),
        ),
        why_it_moved(lambda: explain(found, visit)),
    ]
    sections(visit.page, parts)
    head.sentence(told(found, visit), place)
