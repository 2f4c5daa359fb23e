"""Cohorts on the page Retention: of those who began together, who was back in each step after."""

from __future__ import annotations

from datetime import timedelta

import streamlit as st

from dashboard.insight.cohorts import Cohorts, cohorts
from dashboard.metrics.format import shown
from dashboard.metrics.retention_shapes import COHORTS
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.screens import address
from dashboard.screens.card import Card, card
from dashboard.screens.data import kept
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.options import chosen
from dashboard.screens.retention_choice import (
    BACK,
    BEGAN,
    BEGIN,
    NAME,
    PLACES,
    SPAN,
    Choice,
    choose,
    not_followed,
    of_whom,
    offered,
    pick,
    step_name,
)
from dashboard.screens.retention_curves import curves_card
from dashboard.screens.retention_heat import UNITS, cohort_rows, drawn
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

NOBODY = (
    "Cohorts need the day on which each customer began: contracts with the day they started on, orders with a "
    "customer and a day, or visits with a customer. None of these is in the data. Bring such a file on the page Data."
)
UNDATED = (
    "These contracts say how long they lasted and not on which day they began, so nobody can be put into a cohort. "
    "Bring an export with the start of each contract. How long customers stay can be told all the same."
)
DOING = {"contract": "are still under contract", "order": "order", "visit": "visit"}
CELLS = {
    "percent": "Percent of those who began.", "count": "Customers back.",
    "revenue": "Money of the step for each customer who began.",
}  # fmt: skip
APART = "▲▼: apart from the other cohorts, more than chance would give."
LESS_TIME = "Newer cohorts have had less time to come back, so their cells grow and are not compared."
VALUES = {"percent": "percent", "count": "back", "revenue": "money a customer"}
"""The column of the rows that is shown."""
LAST_TOLD = {"month": 12, "week": 12, "day": 14}


@fragment
def retention_cohorts(visit: Visit) -> None:
    """The cards of the cohorts, with the choices that are theirs."""
    if address.clicked():
        st.rerun()
    choice = choose(chosen(NAME), visit)
    choices = offered(choice, ("begin", "back", "step", "counted", "shown")) if choice else []
    heading("cohorts_head", "Cohorts", 2, choices=choices, on_choice=pick)
    if choice is None:
        st.info(UNDATED if visit.facts.coverage.get(("subscription", "tenure_months")) else NOBODY)
        return
    question = ask("cohort", visit.scope, choice.params(), PLACES)
    asked = (
        visit.db.name,
        question.params,
        choice.now(),
        choice.until,
        visit.company.thresholds,
        visit.locale,
    )
    found = kept(
        repr(("cohorts", *asked)),
        lambda: cohorts(visit.table(question), choice.grain, choice.way, choice.until),
    )
    made = Card(
        "cohorts", _title(found, choice, visit), _subtitle(choice, visit), COHORTS, visit.scope, (visit.scope.now(),),
        lambda: cohort_rows(found, choice, visit.company.thresholds.anonymity), more=choice.now(),
        questions=(question,),
        behind=lambda most: ask("cohort_rows", visit.scope, {**choice.params(), "most": most}, PLACES),
        plot=Plot("heat", "step", VALUES[choice.shown], "cohort", unit=UNITS[choice.shown]),
    )  # fmt: skip
    with card(made, visit):
        if not found.cohorts:
            st.info(f"Nobody began in these {SPAN[choice.grain]} {choice.grain}s with these filters.")
            return
        st.html(kept(repr(("heat", *asked)), lambda: drawn(found, choice, made.title, visit)))
    curves_card(choice, found, visit)


def _title(found: Cohorts, choice: Choice, visit: Visit) -> str:
    """The first step and the last that enough customers have lived through."""
    mean, least = found.mean(), visit.company.thresholds.minimum_n
    told = [
        at
        for at in range(1, len(found.first))
        if mean.n[at] >= least and found.last[at] <= LAST_TOLD[choice.grain]
    ]
    if not told:
        return f"{BACK[choice.back]} after {BEGIN[choice.begin].lower()}, by {choice.grain}"
    later = " or later" if choice.way == "after" and choice.back != "contract" else ""
    shares = [shown(float(mean.share[at]), "percent", locale=visit.locale) for at in (told[0], told[-1])]
    first, last = (f"in {step_name(found, at, choice.grain)}{later}" for at in (told[0], told[-1]))
    lead = f"{shares[0]} of those who {BEGAN[choice.begin]} {DOING[choice.back]} {first}"
    return lead if len(told) == 1 else f"{lead}, {shares[1]} {last}"


def _subtitle(choice: Choice, visit: Visit) -> str:
    day = timedelta(days=1)
    until = range_words(choice.until, choice.until + day)
    left_out = f" {count(choice.left_out)} older than the data are left out." if choice.left_out else ""
    return (
        f"{COHORTS.label}, {of_whom(visit.scope)}, by the {choice.grain} they began, the last {SPAN[choice.grain]} to "
        f"{range_words(choice.end - day, choice.end)}; watched until {until}. {CELLS[choice.shown]} Hatched: not "
        f"over yet, in no mean. {APART if choice.comparable else LESS_TIME}"
        f"{left_out}{not_followed(visit.scope)}"
    )
