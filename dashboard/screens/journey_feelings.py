"""How every touchpoint felt, worked out from the sums of the snapshot: what the touchpoint map shows and exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.insight.change import stand_out
from dashboard.insight.feeling import Feeling, Key, Moved, Tally, feeling, moved
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.shape import ask
from dashboard.scope import DIMENSIONS
from dashboard.screens.data import kept
from dashboard.screens.filters import only
from dashboard.screens.journey_choice import windows
from dashboard.screens.visit import Visit

CLASSES = {"direct": "Told us", "indirect": "Told others", "inferred": "Did"}
KINDS = {
    "nps": "NPS answers", "csat": "satisfaction answers", "ces": "effort answers", "answer": "other answers",
    "message": "messages", "queue": "queued calls and chats", "stars": "starred reviews", "text": "posts and articles",
    "visit": "visits", "error": "visits", "task": "tasks", "cart": "carts", "order": "orders",
    "footfall": "store visits",
}  # fmt: skip
TOGETHER = "together"
UNSTAGED = tuple(name for name in DIMENSIONS if name != "stage")
OFTEN = 20
"""As in metrics/anonymity.py: no one is taken to stand behind more rows than this."""
Tallies = dict[Key, Tally]


@dataclass(frozen=True, slots=True)
class Felt:
    """One touchpoint, in one source class or together. `tallies`: what was judged, by class and kind of evidence.
    `withheld`: it is about too few people to be told."""

    touches: float
    tallies: Tallies
    now: Feeling | None
    change: Moved | None
    signal: bool = False
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint with its stage (None: the journey does not name it) and its feelings by class and together."""

    step: str
    stage: str | None
    felt: Mapping[str, Felt]

    @property
    def whole(self) -> Felt:
        return self.felt[TOGETHER]


def asked_classes(visit: Visit) -> tuple[str, ...]:
    """The source classes in force, in their order."""
    chosen = visit.scope.source_class
    return tuple(name for name in CLASSES if not chosen or name in chosen)


def question(visit: Visit) -> Question:
    """The sums of every touchpoint in both periods. The stage filter is left out, so that stages stay comparable."""
    spans = windows(visit)
    return ask("touchpoint_feeling", only(visit.scope, "stage"), {
        **bounds(spans), "classes": list(asked_classes(visit)),
    })  # fmt: skip


def places(visit: Visit) -> list[Place]:
    """Every touchpoint of the period, in the order of the journey; what it does not name comes last."""
    company = visit.company
    asked = ("touchpoints", visit.db.name, visit.scope, company.thresholds, company.stages)
    return kept(repr(asked), lambda: _places(visit))


def _places(visit: Visit) -> list[Place]:
    sums = _sums(visit.table(question(visit)).to_pylist())
    minimum_n = visit.company.thresholds.minimum_n
    comparable = not any(span.partial for span in windows(visit)) and len(windows(visit)) > 1
    found = [
        _place(step, stage, by, minimum_n, comparable) for (step, stage), by in sums.items() if "now" in by
    ]
    marked = _marked(_told(found, visit))
    order = _order(visit)
    return sorted(marked, key=lambda place: (*order.get(place.step, (len(order), 0)), place.step))


def _told(found: list[Place], visit: Visit) -> list[Place]:
    """Without what is about too few people; together then tells nothing either, as it would give them away.

    People are only counted when a feeling is judged so rarely that few could be behind it.
    """
    least = visit.company.thresholds.anonymity
    few = [place.step for place in found if any(_few(felt, least) for felt in place.felt.values())]
    if not few:
        return found
    asked = ask("touchpoint_people", visit.scope, {"steps": few}, places={"scope": UNSTAGED})
    people = {(row["step"], row["source_class"]): row["people"] for row in visit.table(asked).to_pylist()}
    return [_kept(place, people, least) for place in found]


def _few(felt: Felt, least: int) -> bool:
    return least > 1 and felt.now is not None and felt.now.n < least * OFTEN


def _kept(place: Place, people: Mapping[tuple[str, str], int], least: int) -> Place:
    hidden = {
        name for name, felt in place.felt.items()
        if name != TOGETHER and _few(felt, least)
        and min(people.get((place.step, name), 0), felt.now.n if felt.now else 0) < least
    }  # fmt: skip
    if hidden:
        hidden.add(TOGETHER)
    return Place(place.step, place.stage, {
        name: Felt(felt.touches, {}, None, None, withheld=True) if name in hidden else felt
        for name, felt in place.felt.items()
    })  # fmt: skip


def _marked(found: Sequence[Place]) -> list[Place]:
    """With the changes that stand out among all that were looked at; one class alone and together are one look."""
    looked = [(at, name) for at, place in enumerate(found) for name in _looked(place)]
    changes = [found[at].felt[name].change for at, name in looked]
    stands = dict(
        zip(looked, stand_out([change.chance if change else None for change in changes]), strict=True)
    )
    return [
        Place(place.step, place.stage, {
            name: replace(felt, signal=stands.get((at, name), stands[at, _looked(place)[-1]]))
            for name, felt in place.felt.items()
        })
        for at, place in enumerate(found)
    ]  # fmt: skip


def _looked(place: Place) -> list[str]:
    names = [name for name in place.felt if name != TOGETHER]
    return names if len(names) == 1 else [*names, TOGETHER]


def _order(visit: Visit) -> dict[str, tuple[int, int]]:
    return {
        step: (at, inside)
        for at, stage in enumerate(visit.company.stages)
        for inside, step in enumerate(stage.touchpoints)
    }


Sums = dict[str, list[dict[str, Any]]]


def _sums(rows: Sequence[dict[str, Any]]) -> dict[tuple[str, str | None], Sums]:
    found: dict[tuple[str, str | None], Sums] = {}
    for row in rows:
        found.setdefault((row["step"], row["stage"]), {}).setdefault(row["label"], []).append(row)
    return found


def _place(step: str, stage: str | None, by: Sums, minimum_n: int, comparable: bool) -> Place:
    now, before = by["now"], by.get("before", []) if comparable else []
    names = [name for name in CLASSES if any(row["source_class"] == name for row in now)]
    felt = {name: _felt(now, before, name, minimum_n) for name in (*names, TOGETHER)}
    return Place(step, stage, felt)


def _felt(now: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]], name: str, minimum_n: int) -> Felt:
    mine = [row for row in now if name in (TOGETHER, row["source_class"])]
    was = [row for row in before if name in (TOGETHER, row["source_class"])]
    tallies, earlier = _tallies(mine), _tallies(was)
    return Felt(
        sum(row["touches"] for row in mine), tallies, feeling(tallies, minimum_n), moved(tallies, earlier, minimum_n)
    )  # fmt: skip


def _tallies(rows: Sequence[dict[str, Any]]) -> Tallies:
    return {
        (row["source_class"], row["kind"]): Tally(row["judged"], row["good"], row["bad"])
        for row in rows if row["judged"] > 0
    }  # fmt: skip
