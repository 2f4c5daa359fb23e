"""What a reader chose of the funnel: steps, their order, the window, who is counted. All of it is in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from dashboard.insight.funnel import WITHIN, Kind, Order, Step, Tries, Way
from dashboard.insight.funnel_inside import VISIT_DAYS
from dashboard.insight.funnel_path import MOST_STEPS
from dashboard.scope import Scope
from dashboard.screens.options import Chosen, options

NAME = "funnel"
KEYS = ("step", "optional", "order", "within", "per", "entry", "split")
PER = {"customer": "Customers", "session": "Visits"}
ORDERS: dict[Order, str] = {"ordered": "In order", "strict": "Straight on", "any": "Any order"}
TRIES: dict[Tries, str] = {"first": "First entry", "best": "Best entry"}
LONGEST_USUAL = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What can be a step, for customers or for visits. `stages` and the touchpoints of each are in the company's
    order; `inside`: those of a stage that are seen in visits, or all when visits show fewer than two."""

    stages: tuple[str, ...]
    behaved: tuple[str, ...]
    touchpoints: tuple[str, ...]
    inside: dict[str, tuple[str, ...]]

    def has(self, step: Step) -> bool:
        return step.value in (self.stages if step.kind == "stage" else self.touchpoints)


@dataclass(frozen=True, slots=True)
class Choice:
    """The funnel that is shown. `own`: the reader chose its steps; `usual`: the days of the window when none are
    asked for."""

    steps: tuple[Step, ...]
    way: Way
    per: str
    own: bool
    usual: int

    def carried(self) -> dict[str, str]:
        """What of the address asks for it again."""
        said = {
            "step": _written(self.steps) if self.own else "",
            "optional": _written([step for step in self.steps if step.optional]) if self.own else "",
            "order": self.way.order if self.way.order != "ordered" else "",
            "within": str(self.way.days) if self.way.days != self.usual else "",
            "per": self.per if self.per != "customer" else "",
            "entry": self.way.tries if self.way.tries != "first" else "",
        }
        return {name: value for name, value in said.items() if value}


def asked() -> Chosen:
    """What the link or the session asks of the funnel; call it once a run."""
    return options(NAME, KEYS)


def per_of(said: Chosen) -> str:
    """Whether customers or visits are counted."""
    per = _last(said, "per")
    return per if per in PER else "customer"


def choice(said: Chosen, known: Known, scope: Scope) -> Choice:
    """What is asked, checked against what exists."""
    per = per_of(said)
    usual = usual_days(scope) if per == "customer" else VISIT_DAYS
    steps = tuple(step for step in read_steps(said) if known.has(step))
    order: Order = next((order for order in ORDERS if order == _last(said, "order")), "ordered")
    tries: Tries = next((tries for tries in TRIES if tries == _last(said, "entry")), "first")
    days = next((days for days in WITHIN if str(days) == _last(said, "within")), usual)
    own = len(steps) > 1
    way = Way(order, days if per == "customer" else VISIT_DAYS, tries)
    return Choice(_required_first(steps) if own else usual_steps(known, scope.stage), way, per, own, usual)


def split_of(said: Chosen, possible: Sequence[str]) -> str | None:
    """What the funnel is broken down by: what is asked, else the first that is possible."""
    return next(
        (name for name in possible if name == _last(said, "split")), possible[0] if possible else None
    )


def usual_days(scope: Scope) -> int:
    """A window short enough that most entrants of the period can be judged."""
    fitting = [days for days in WITHIN if 3 * days <= scope.now().days and days <= LONGEST_USUAL]
    return max(fitting, default=WITHIN[0])


def usual_steps(known: Known, stages: Sequence[str] = ()) -> tuple[Step, ...]:
    """The stages of the journey in which people do something; inside one stage, when one is filtered to."""
    inside = known.inside.get(stages[0], ()) if len(stages) == 1 else ()
    if len(inside) > 1:
        return tuple(Step("touchpoint", value) for value in inside[:MOST_STEPS])
    if len(known.behaved) > 1:
        return tuple(Step("stage", value) for value in known.behaved[:MOST_STEPS])
    return tuple(Step("touchpoint", value) for value in known.touchpoints[:MOST_STEPS])


def read_steps(said: Chosen) -> list[Step]:
    """The steps an address names, each once; what cannot be one is left out."""
    optional = set(_last(said, "optional").split(","))
    found: dict[tuple[Kind, str], Step] = {}
    for text in _last(said, "step").split(","):
        kind, _, value = text.partition(":")
        known: Kind = "stage" if kind == "stage" else "touchpoint"
        if kind == known and value and len(found) < MOST_STEPS:
            found.setdefault((known, unquote(value)), Step(known, unquote(value), text in optional))
    return list(found.values())


def _required_first(steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(replace(step, optional=False) if place == 0 else step for place, step in enumerate(steps))


def written(step: Step) -> str:
    """A step as the address says it."""
    return f"{step.kind}:{quote(step.value, safe='')}"


def _written(steps: Sequence[Step]) -> str:
    return ",".join(map(written, steps))


def steps_to_put(steps: Sequence[Step]) -> dict[str, list[str]]:
    """What to put to choose these steps."""
    ordered = _required_first(steps)
    said = {"step": _written(ordered), "optional": _written([step for step in ordered if step.optional])}
    return {name: [value] if value else [] for name, value in said.items()}


def _last(said: Chosen, key: str) -> str:
    return said.get(key, [""])[-1]
