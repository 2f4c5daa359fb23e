"""What loyal customers spend and use beside everyone else: means, each in its own unit; and traits in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.listing import Column, Item, listing
from dashboard.insight.loyal import Profile, Trait
from dashboard.metrics.compile import Question
from dashboard.metrics.format import interval, shown
from dashboard.metrics.metric import Unit
from dashboard.metrics.retention_shapes import LOYAL
from dashboard.metrics.shape import ask
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import spoken
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_words import as_of_words
from dashboard.screens.text import html
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

PLACES = {"people": PEOPLE}
MEANS = ("mean a customer", "loyal", "everyone else", "difference")
UNITS: Mapping[str, Unit] = {"amount": "money", "monthly": "money", "contacts": "ratio", "channels": "ratio"}
WORDS = {
    "segment": "Segment: {}", "persona": "Persona: {}", "region": "Region: {}", "contract": "Contract: {}",
    "plan": "Plan: {}", "first": "First order: {}", "used": "Uses {}", "contacted": "Contacted by {}",
    "contact": "Contacted us", "still_open": "A contact left open", "discounted": "Bought at a discount",
    "content": "Content with {}", "failed": "Failed a task online", "amount": "Money an order",
    "contacts": "Contacts a year", "channels": "Channels used", "monthly": "Money a month",
}  # fmt: skip


def means_card(found: Profile, means: Sequence[Trait], asked: tuple[Question, ...], visit: Visit) -> None:
    """What they spend and use, each in its own unit."""
    made = Card(
        "loyal_means", _means_title(means, visit),
        f"Means a customer: {count(found.loyal)} loyal against {count(found.rest)} others, {of_whom(visit.scope)}, the "
        f"365 days {as_of_words(visit)}, whatever the period.{not_followed(visit.scope)}",
        LOYAL, visit.scope, (visit.scope.now(),), lambda: mean_rows(means, visit), questions=asked,
        behind=None if found.loyal < visit.company.thresholds.anonymity else lambda most: loyal_people(most, visit),
    )  # fmt: skip
    with card(made, visit):
        st.html(_means(means, visit))


def _means_title(means: Sequence[Trait], visit: Visit) -> str:
    telling = [trait for trait in means if trait.stands]
    if not telling:
        return "Means a customer: within chance"
    loyal, rest = (_written(side.value, telling[0], visit) for side in (telling[0].loyal, telling[0].rest))
    return f"{trait_name(telling[0])}: loyal customers {loyal}, everyone else {rest}"


def loyal_people(most: int, visit: Visit) -> Question:
    return ask("loyal_rows", visit.scope, {"most": most}, PLACES)


def trait_name(trait: Trait) -> str:
    """A trait as people read it, plain."""
    name = spoken(trait.name)
    if trait.kind in ("used", "contacted") and name.islower() is False and name[1:].islower():
        name = name[:1].lower() + name[1:]
    return WORDS[trait.kind].format(name)


def _written(value: float, trait: Trait, visit: Visit) -> str:
    return shown(value, UNITS[trait.kind], locale=visit.locale, currency=visit.facts.currency)


def _means(traits: Sequence[Trait], visit: Visit) -> str:
    """The means of both as a table: nothing of them shares an axis."""
    columns = [
        Column("Mean a customer"), Column("Loyal", "n"), Column("Everyone else", "n"), Column("Difference, 95 %", "n"),
    ]  # fmt: skip
    items = [
        Item([html(row[name]) for name in MEANS], not row["stands out"]) for row in mean_rows(traits, visit)
    ]
    return listing("Means a customer", columns, items)


def mean_rows(traits: Sequence[Trait], visit: Visit) -> list[Row]:
    """A row for each mean: first in words, each in its own unit, then in numbers."""
    return [_mean_row(trait, visit) for trait in traits]


def _mean_row(trait: Trait, visit: Visit) -> Row:
    loyal, rest = trait.loyal, trait.rest
    lead = ("▲" if trait.delta > 0 else "▼") if trait.stands else "within chance:"
    between = interval(
        trait.low, trait.high, UNITS[trait.kind], locale=visit.locale, currency=visit.facts.currency
    )
    words = (
        trait_name(trait), _written(loyal.value, trait, visit), _written(rest.value, trait, visit), f"{lead} {between}",
    )  # fmt: skip
    return {
        **dict(zip(MEANS, words, strict=True)), "stands out": trait.stands, "loyal value": loyal.value,
        "loyal low": loyal.low, "loyal high": loyal.high, "loyal n": loyal.n, "else value": rest.value,
        "else low": rest.low, "else high": rest.high, "else n": rest.n, "delta": trait.delta, "low": trait.low,
        "high": trait.high, "chance": trait.chance, "unit": UNITS[trait.kind],
    }  # fmt: skip
