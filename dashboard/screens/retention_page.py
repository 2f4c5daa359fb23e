"""The page Retention: who stays, who leaves, why, and what are they worth?"""

from __future__ import annotations

import streamlit as st

from dashboard.screens.head import sentence
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
from dashboard.screens.telling import told
from dashboard.screens.visit import Visit

TILES = ("churn_rate", "retention_rate", "repurchase_rate", "clv", "revenue_at_risk")


def render(visit: Visit) -> None:
    """The page, from the sentence to the rows."""
    options(NAME, KEYS)
    found = page_lines(TILES, visit)
    with st.container(key="head"):
        place = st.container(key="sentence")
    show(found, visit)
    retention_cohorts(visit)
    survival(visit)
    churn(visit)
    churn_drivers(visit)
    value(visit)
    at_risk(visit)
    loyal(visit)
    explain(found, visit)
    sentence(told(found, visit), place)
