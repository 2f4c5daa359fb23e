"""What the survival curves are split by, and which rule of leaving they follow: chosen, checked, in the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.cubes import PEOPLE
from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.scope import Scope
from dashboard.screens.heading import OneOf
from dashboard.screens.options import Chosen, chosen, put_here
from dashboard.screens.visit import Visit

NAME = "lasting"
KEYS = ("leaves", "lasting_by")
WORDS = {
    "contract": "contract",
    "plan": "plan",
    "segment": "segment",
    "persona": "persona",
    "region": "region",
}
PLACES = {"people": PEOPLE}


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of leaving, in words."""

    label: str
    since: str
    ends: Callable[[Visit], str]


RULES: Mapping[str, Rule] = {
    "contract": Rule("Contract ended", "since their contract began", lambda _: "Left: the contract ended."),
    "inactivity": Rule(
        "No purchase", "since their first order",
        lambda visit: f"Left: no order for {visit.company.churn.inactive_days} days, so nobody leaves before then; "
        "coming back begins anew.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """`by` is empty for all customers together. `scope` leaves the filter on `by` out, so that groups compare."""

    rule: str
    by: str
    until: date
    scope: Scope
    dated: bool
    rules: tuple[str, ...]
    splits: tuple[str, ...]

    @property
    def word(self) -> str:
        return WORDS.get(self.by, "")

    def links(self) -> dict[str, str]:
        """What of the page a link carries."""
        return {"leaves": self.rule, "lasting_by": self.by or "all"}


def choose(visit: Visit) -> Choice | None:
    """The choice in force, what cannot be replaced by what can; None when nobody's stay is known."""
    kinds = {row["rule"]: row for row in visit.table(ask("survival_kinds", visit.scope, {}, {})).to_pylist()}
    rules = tuple(rule for rule in RULES if rule in kinds)
    if not rules:
        return None
    asked = chosen(NAME)
    usual = visit.facts.churn_rule if visit.facts.churn_rule in rules else rules[0]
    rule = _one(asked, "leaves", rules, usual)
    splits = (*(name for name in WORDS if kinds[rule][name] > 1), "all")
    by = _one(asked, "lasting_by", splits, _telling(rule, splits, visit))
    return _made(rule, by, rules, splits, bool(kinds[rule]["dated"]), visit)


def _made(
    rule: str, by: str, rules: tuple[str, ...], splits: tuple[str, ...], dated: bool, visit: Visit
) -> Choice:
    until = min(visit.facts.vocabulary.as_of, visit.scope.end - timedelta(days=1))
    scope = visit.whole(by) if by in PEOPLE else visit.scope
    return Choice(rule, "" if by == "all" else by, until, scope, dated, rules, splits)


def _one(asked: Chosen, key: str, known: tuple[str, ...], usual: str) -> str:
    value = asked.get(key, [""])[-1]
    return value if value in known else usual


def _telling(rule: str, splits: tuple[str, ...], visit: Visit) -> str:
    """What to begin with: the persona, the segment or the contract, as far as there is one."""
    return next(
        (name for name in ("persona", "contract", "segment", "plan", "region") if name in splits), "all"
    )


def question(choice: Choice, visit: Visit) -> Question:
    """The statement of the curves: from a cube up to the last day of the data, where nobody is in two groups."""
    if (
        choice.until == visit.facts.vocabulary.as_of
        and choice.by in ("", "segment", "persona")
        and not choice.scope.region
    ):
        return ask("survival_today", choice.scope, {"by": choice.by, "rule": choice.rule}, PLACES)
    params = {
        "by": choice.by,
        "rule": choice.rule,
        "until": choice.until,
        "regional": bool(choice.scope.region),
    }
    return ask("survival", choice.scope, params, PLACES)


def offered(choice: Choice) -> list[OneOf]:
    """The two choices, as far as there is one to make; each is in the address."""
    rules = {rule: RULES[rule].label for rule in choice.rules}
    splits = {name: WORDS.get(name, "nothing").capitalize() for name in choice.splits}
    both = (
        OneOf("leaves", "Left when", rules, choice.rule, folded=True),
        OneOf("lasting_by", "Split by", splits, choice.by or "all", folded=True),
    )
    return [each for each in both if len(each.options) > 1]


def pick(key: str, value: str) -> None:
    """Choose a value; only the section runs again."""
    put_here(NAME, KEYS, **{key: [value]})
