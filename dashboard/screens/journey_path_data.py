"""Which touchpoint the paths are of, and the journeys through it as flows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.insight.paths import DEPTH, Flows, Way, flows
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.shape import ask
from dashboard.screens.data import kept
from dashboard.screens.journey_choice import last, windows
from dashboard.screens.visit import Visit

PLACE = ("channel", "segment", "persona", "region")
ALONG = {"customer": "Customers", "session": "Visits"}
DIRECTIONS = {"after": "What comes after", "before": "What came before"}
MOST = 5


@dataclass(frozen=True, slots=True)
class PathChoice:
    """The touchpoint, the direction, whose journeys; and all touchpoints that could be chosen, commonest first."""

    step: str
    direction: str
    along: str
    steps: tuple[str, ...]

    @property
    def asked(self) -> dict[str, str]:
        """What a link says of it."""
        return {"touchpoint": self.step, "path": self.direction, "along": self.along}

    @property
    def forward(self) -> bool:
        return self.direction == "after"


def choice(visit: Visit) -> PathChoice | None:
    """What is asked, checked against the data; None when no journey came by anything.

    A stage filter chooses among its touchpoints; journeys themselves go through every stage.
    """
    rows = visit.table(ask("path_steps", visit.scope, places={"scope": PLACE})).to_pylist()
    units = [unit for unit in ALONG if any(row["unit"] == unit for row in rows)]
    if not units:
        return None
    along = last("along") if last("along") in units else units[0]
    mine = [row for row in rows if row["unit"] == along]
    staged = [row for row in mine if row["stage"] in visit.scope.stage] if visit.scope.stage else []
    steps = tuple(row["step"] for row in mine)
    usual = next((row["step"] for row in staged or _journeyed(mine) or mine), steps[0])
    chosen = last("touchpoint")
    fits = chosen in steps and (not staged or any(row["step"] == chosen for row in staged))
    direction = last("path") if last("path") in DIRECTIONS else "after"
    return PathChoice(chosen if fits else usual, direction, along, steps)


def _journeyed(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row for row in rows if row["stage"] is not None]


def question(made: PathChoice, visit: Visit) -> Question:
    """The ways on from the touchpoint in both periods."""
    return ask("path_flows", visit.scope, {
        **bounds(windows(visit)), "unit": made.along, "step": made.step, "forward": made.forward,
    }, places={"scope": PLACE})  # fmt: skip


def both(made: PathChoice, visit: Visit) -> tuple[Flows, Flows | None]:
    """The flows now and before, the latter with the same touchpoints named; None without a whole comparison."""
    asked = ("paths", visit.db.name, visit.scope, visit.company.thresholds, made)
    return kept(repr(asked), lambda: _both(made, visit))


def _both(made: PathChoice, visit: Visit) -> tuple[Flows, Flows | None]:
    rows = visit.table(question(made, visit)).to_pylist()
    least = visit.company.thresholds.anonymity
    now = flows(made.step, _ways(rows, "now"), most=MOST, least=least)
    spans = windows(visit)
    if len(spans) < 2 or spans[1].partial:
        return now, None
    was = flows(made.step, _ways(rows, "before"), most=len(made.steps) + 1, least=1)
    return now, was if was.total else None


def _ways(rows: Sequence[dict[str, Any]], label: str) -> list[Way]:
    return [Way(_known(row), row["still_open"], row["journeys"]) for row in rows if row["label"] == label]


def _known(row: dict[str, Any]) -> tuple[str, ...]:
    steps = [row[f"step_{level}"] for level in range(1, DEPTH + 1)]
    return tuple(step for step in steps if step is not None)
