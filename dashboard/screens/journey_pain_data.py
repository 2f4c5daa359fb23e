"""The pain points of the scope: which there are, how many customers met each, and the damage, ranked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from dashboard.insight.pains import Damage, Measure, Met, damages, ranked
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import Question
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.scope import DIMENSIONS, Scope
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken
from dashboard.screens.journey_choice import last
from dashboard.screens.visit import Visit

DAYS = 30
PEOPLE = ("segment", "persona", "region")
OWN = ("segment", "persona")
"""Filters that go with a customer and never with what was done: the marts know them, and one channel."""
MET = ("channel", *OWN)
TOUCHED = ("channel", "stage", "segment", "persona", "region")
MEASURES: Mapping[Measure, str] = {"nps": "NPS", "csat": "Satisfaction", "ces": "Effort"}
CLASS = {
    "task": "inferred", "error": "inferred", "cart": "inferred", "search": "inferred", "queue": "inferred",
    "mention": "indirect",
}  # fmt: skip
"""The source class of each kind of pain; all others are direct."""


@dataclass(frozen=True, slots=True)
class Found:
    """One pain of the scope. `channel` None: of all channels."""

    kind: str
    what: str
    step: str | None
    channel: str | None
    stage: str | None
    times: int
    met: Met
    damage: Damage

    @property
    def key(self) -> str:
        """What the address calls it."""
        return "|".join((self.kind, self.what, self.channel or ""))

    @property
    def name(self) -> str:
        """In words: 'Checkout not finished, app'."""
        what = spoken(self.what)
        told = {
            "place": what, "task": f"{what} not finished", "error": f"Error: {what[:1].lower()}{what[1:]}",
            "cart": "Left a cart without ordering", "search": "Searched and found nothing",
            "contact": f"Got in touch about {what[:1].lower()}{what[1:]}", "queue": "Gave up waiting in the queue",
            "slow": "Waited more than a day for a first reply", "again": "Had to get in touch again",
            "mention": f"Complained in public, {what}",
        }.get(self.kind, what)  # fmt: skip
        return f"{told}, {spoken(self.channel)}" if self.channel else told


@dataclass(frozen=True, slots=True)
class Pains:
    """Ranked: what is proven first. `hidden`: met by too few to be told. `answered`: customers whose answer counts."""

    measure: Measure
    measures: tuple[Measure, ...]
    found: tuple[Found, ...]
    hidden: int
    answered: int

    @property
    def metric(self) -> Metric:
        return CATALOGUE[self.measure]

    @property
    def proven(self) -> list[Found]:
        return [one for one in self.found if one.damage.proven]


def pains_of(visit: Visit) -> Pains | None:
    """None when nobody who is known answered anything in the period."""
    asked = ("pains", visit.db.name, visit.scope, visit.company.thresholds, last("damage"))
    return kept(repr(asked), lambda: _pains_of(visit))


def _pains_of(visit: Visit) -> Pains | None:
    counts = visit.table(ask("pain_measures", visit.scope, places={"people": PEOPLE})).to_pylist()[0]
    least = visit.company.thresholds.minimum_n
    measures = tuple(name for name in MEASURES if counts[name])
    if not measures:
        return None
    asked = last("damage")
    usual = next(
        (name for name in measures if counts[name] >= 2 * least), max(measures, key=lambda m: counts[m])
    )
    measure = next((name for name in measures if name == asked), usual)
    rows = [row for row in visit.table(question(measure, visit)).to_pylist() if _classed(row, visit.scope)]
    told = [row for row in rows if row["customers"] >= visit.company.thresholds.anonymity]
    met = [_met(row) for row in told]
    damage = damages(met, measure, least)
    found = [
        Found(row["kind"], row["what"], row["step"], row["channel"], row["stage"], row["times"], one, each)
        for row, one, each in zip(told, met, damage, strict=True)
    ]
    return Pains(
        measure, measures, tuple(found[at] for at in ranked(damage)), len(rows) - len(told), counts[measure]
    )  # fmt: skip


def question(measure: Measure, visit: Visit) -> Question:
    """Every pain of the scope; answers are compared with those of all customers the people filters let in."""
    scope = visit.scope
    return ask("pain_people", scope, {
        "measure": measure, "days": DAYS, "earliest": scope.start - timedelta(days=DAYS), "places": not scope.team,
        "in_channel": bool(scope.channel),
    }, places={"scope": DIMENSIONS, "people": PEOPLE, "touched": TOUCHED, "met": MET})  # fmt: skip


def behind(one: Found, scope: Scope, most: int) -> Question:
    """The newest tickets, posts, visits or answers a pain is on."""
    return ask(
        "pain_behind", scope, {"kind": one.kind, "what": one.what, "in_channel": one.channel, "most": most}
    )


def _classed(row: Mapping[str, Any], scope: Scope) -> bool:
    return not scope.source_class or CLASS.get(row["kind"], "direct") in scope.source_class


def _met(row: Mapping[str, Any]) -> Met:
    return Met(
        *(int(row[name]) for name in ("customers", "n", "good", "bad", "all_n", "all_good", "all_bad"))
    )


def chosen(pains: Pains) -> Found | None:
    """The pain whose evidence is shown: the one that was asked for, else the first."""
    asked = last("pain")
    return next((one for one in pains.found if one.key == asked), pains.found[0] if pains.found else None)


def listed(pains: Pains, most: int, unproven: int) -> Sequence[Found]:
    """What is drawn: the proven, then the heaviest of the rest, and always the chosen one."""
    first = [*pains.proven[:most], *[one for one in pains.found if not one.damage.proven][:unproven]]
    one = chosen(pains)
    return first if one is None or one in first else [*first, one]
