"""The loyal customer beside everyone else: who they are and what they do, and which of it stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.dots import Dots, dots
from dashboard.figures.mark import Mark
from dashboard.insight.loyal import Profile, Side, Trait, profile
from dashboard.metrics.compile import Question
from dashboard.metrics.format import amount
from dashboard.metrics.retention_shapes import LOYAL
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_loyal_means import loyal_people, means_card, trait_name
from dashboard.screens.retention_words import as_of_words, there
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

PLACES, MOST = {"people": PEOPLE}, 10
WHO = ("Loyal", "Everyone else")
NOBODY = (
    "A loyal customer is known by orders, or by contracts, of known customers. Neither is in the data. Bring such "
    "a file on the page Data, or with sightline import."
)


def loyal(visit: Visit) -> None:
    """The section, or what is missing for it."""
    _section(visit)


@fragment
def _section(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    heading("loyal_head", "The loyal customer", 2)
    if not there("loyal_factor", visit):
        st.info("This snapshot holds no profile of loyal customers. Build it again to see it.")
        return
    asked = tuple(ask(name, visit.scope, {}, PLACES) for name in ("loyal_profile", "loyal_definition"))
    rule = visit.table(asked[1]).to_pylist()[0]
    thresholds = visit.company.thresholds
    least = (thresholds.minimum_n, thresholds.anonymity)
    found = kept(
        repr(("loyal", visit.db.name, asked[0], least)),
        lambda: profile(visit.table(asked[0]).to_pylist(), visit.scope.now(), *least),
    )
    if not found.loyal + found.rest:
        st.info("No customer with these filters." if visit.scope.filters() else NOBODY)
        return
    shares, means = ([trait for trait in found.traits if trait.mean == mean] for mean in (False, True))
    if not shares and means:
        means_card(found, means, asked, visit)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _shares_card(found, shares, rule, asked, visit)
    if means:
        with right:
            means_card(found, means, asked, visit)


def _shares_card(
    found: Profile,
    shares: Sequence[Trait],
    rule: Mapping[str, Any],
    asked: tuple[Question, ...],
    visit: Visit,
) -> None:
    """Who they are and what they do, in percent; what else stands out is in the rows."""
    few = visit.company.thresholds.anonymity
    made = Card(
        "loyal_profile", title(found), _subtitle(found, rule, visit), LOYAL, visit.scope, (visit.scope.now(),),
        lambda: rows(shares), questions=asked,
        behind=None if found.loyal < few else lambda most: loyal_people(most, visit),
        plot=Plot("bar", "trait", "value", "who", "low", "high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not found.traits:
            withheld = f"Withheld: fewer than {few} customers on one of the two sides."
            hidden = min(found.loyal, found.rest) < few
            st.info(withheld if hidden else "Nothing else is known of these customers.")
            return
        groups = list(zip(WHO, (visit.palette.accent, visit.palette.grey), strict=True))
        lines = [_line(trait) for trait in shares[:MOST]]
        chart(made, dots(lines, groups, visit.palette, lambda x: f"{x:g}%"), "figure_loyal")


def title(found: Profile) -> str:
    """Which share stands out most."""
    if not found.traits:
        return "What sets loyal customers apart"
    shares = [trait for trait in found.traits if trait.stands and not trait.mean]
    if not shares:
        return "No share sets loyal customers apart more than chance would"
    first = max(shares, key=lambda trait: (round(abs(trait.delta), 6), trait.delta))
    return f"{trait_name(first)}: {first.loyal.value:.0f}% of loyal customers, {first.rest.value:.0f}% of everyone else"


def defined(rule: Mapping[str, Any]) -> str:
    """Who counts as loyal here, in words."""
    if rule["has_orders"]:
        tier = f"the top quarter of buyers by orders in 365 days (at least {rule['least_orders'] or 2})"
    else:
        days = (
            f" (at least {count(round(rule['least_days']))} days)" if rule["least_days"] is not None else ""
        )
        tier = f"the top quarter of running contracts by length{days}"
    score = " and a promoter, satisfied or finding it easy in the latest answer" if rule["has_scores"] else ""
    return f"Loyal: {tier}{score}."


def _subtitle(found: Profile, rule: Mapping[str, Any], visit: Visit) -> str:
    apart = (
        f" {count(rule['not_compared'])} without an answer are in neither." if rule["not_compared"] else ""
    )
    scores = "" if rule["has_scores"] else " No customer's answer is in the data, so no score counts."
    traits = f"{len(found.traits)} trait{'' if len(found.traits) == 1 else 's'}"
    return (
        f"{defined(rule)} {count(found.loyal)} of them against {count(found.rest)} others, {of_whom(visit.scope)}, the "
        f"365 days {as_of_words(visit)}, whatever the period.{apart}{scores} In words: the difference in points, where "
        f"it is more than chance would give, corrected for {traits}.{not_followed(visit.scope)}"
    )


def _line(trait: Trait) -> Dots:
    label = plotly(trait_name(trait))
    words = (
        amount(abs(trait.delta), "percent")
        if trait.stands
        else "within chance"
        if not trait.small
        else "too few"
    )
    sign = ("▲ " if trait.delta > 0 else "▼ ") if trait.stands else ""
    marks = [
        _mark(label, side, who, trait)
        for side, who in ((trait.loyal, "loyal"), (trait.rest, "everyone else"))
    ]
    return Dots(label, marks, [None, None], f"{sign}{words}", not trait.stands)


def _mark(label: str, side: Side, who: str, trait: Trait) -> Mark:
    between = f"95 % {side.low:.3g}% to {side.high:.3g}%"
    hover = f"<b>{label}</b><br>{side.value:.3g}% of {who}, {between}<br>n {count(side.n)}"
    return Mark(label, side.value, side.low, side.high, side.n, hover, faint=not trait.stands)


def rows(traits: Sequence[Trait]) -> list[Row]:
    """A row for each trait and side, those that stand out first: the loyal, then everyone else."""
    return [
        {
            "trait": trait_name(trait), "who": who, "value": side.value, "low": side.low, "high": side.high,
            "n": side.n, "difference": trait.delta, "difference low": trait.low, "difference high": trait.high,
            "chance": trait.chance, "stands out": trait.stands,
            "note": "too few to judge" if trait.small else "",
        }
        for at, who in enumerate(WHO)
        for trait in traits
        for side in ((trait.loyal, trait.rest)[at],)
    ]  # fmt: skip
