"""Service recovery: customers whose failure was made good, beside those whose was not and those who never had one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyarrow as pa

from dashboard.insight.change import stand_out
from dashboard.insight.recovery import AGAINST, LEAST, Comparison, Groups, Outcome, compare, groups
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import Question
from dashboard.metrics.metric import Metric
from dashboard.metrics.scorecard_shapes import RECOVERY_BOUGHT, RECOVERY_FELT, SIGNS_SAY
from dashboard.metrics.shape import Shape, ask
from dashboard.saying import range_words
from dashboard.scope import Window
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken
from dashboard.screens.visit import Visit

LOOK_BACK = timedelta(days=365)
NAMES = {"recovered": "Recovered", "unrecovered": "Not recovered", "never failed": "Never failed"}
FELT: tuple[tuple[Outcome, str], ...] = (("nps_after", "nps"), ("csat_after", "csat"), ("ces_after", "ces"))


@dataclass(frozen=True, slots=True)
class Rule:
    """The rule the snapshot was built with. `since`: the first failure that was made good."""

    within: int
    bought: int
    answered: int
    history: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Result:
    """One outcome: how it is measured, and the recovered against both other groups. `scale`: shares to its unit."""

    outcome: Outcome
    shape: Shape
    metric: Metric
    against: tuple[Comparison, ...]
    signals: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Recovered:
    """All that the section shows. `results` is empty when nobody was recovered in these days."""

    rule: Rule
    span: Window
    question: Question
    groups: Groups
    results: tuple[Result, ...]


def recovered(visit: Visit) -> Recovered:
    """The failures of the days before the end of the period, and what came after them; kept by its question."""
    rule = _rule(visit)
    span = _span(rule, visit)
    question = ask("recovery_cohort", visit.scope, {"from_day": span.start, "to_day": span.end})
    asked = ("recovery", visit.db.name, question.sql, question.params, visit.company.thresholds.anonymity)
    return kept(repr(asked), lambda: _found(rule, span, question, visit))


def rule_question(visit: Visit) -> Question:
    """The days of the rule in force."""
    return ask("recovery_rule", visit.scope, {}, {})


def _rule(visit: Visit) -> Rule:
    row = visit.table(rule_question(visit)).to_pylist()[0]
    days = (round(row[name]) for name in ("within_days", "bought_days", "answered_days", "history_days"))
    within, bought, answered, history = days
    return Rule(within, bought, answered, history, row["first_recovered_on"])


def _span(rule: Rule, visit: Visit) -> Window:
    """A year up to the end of the period, or all of a longer period; where recoveries are marked, since they are."""
    start = min(visit.scope.start, visit.scope.end - LOOK_BACK)
    if visit.company.recovery.marker_topics and rule.since:
        start = max(start, min(rule.since, visit.scope.end))
    return Window("failures", start, visit.scope.end)


def _found(rule: Rule, span: Window, question: Question, visit: Visit) -> Recovered:
    cohort = visit.db.query(question.sql, question.params)
    counted, few = groups(cohort), visit.company.thresholds.anonymity
    results = [
        _result("bought_again", RECOVERY_BOUGHT, "repurchase_rate", cohort, few),
        _result(*_felt(cohort), cohort, few),
    ] if counted.recovered else []  # fmt: skip
    return Recovered(rule, span, question, counted, tuple(_marked(results)))


def _marked(results: Sequence[Result]) -> list[Result]:
    """Each group is a question of its own; what stands out in it is corrected for how many outcomes were looked at."""
    stands = [
        stand_out([_chance(result.against[place]) for result in results]) for place in range(len(AGAINST))
    ]
    return [
        replace(result, signals=tuple(column[at] for column in stands)) for at, result in enumerate(results)
    ]


def _chance(compared: Comparison) -> float | None:
    return compared.contrast.chance if compared.contrast else None


def _result(outcome: Outcome, shape: Shape, metric: str, cohort: pa.Table, few: int) -> Result:
    """Nothing is told of a group of fewer than `few` customers."""
    found = (compare(cohort, outcome, other) for other in AGAINST)
    against = tuple(
        each if min(each.recovered, each.others) >= few else replace(each, contrast=None) for each in found
    )
    return Result(outcome, shape, CATALOGUE[metric], against, ())


def _felt(cohort: pa.Table) -> tuple[Outcome, Shape, str]:
    """The first of NPS, satisfaction and effort that enough of the recovered answered; else the first of all."""
    recovering = cohort.filter(pa.array([
        failed and made_good
        for failed, made_good in zip(cohort["failed"].to_pylist(), cohort["recovered"].to_pylist(), strict=True)
    ], pa.bool_()))  # fmt: skip
    enough = [
        each for each in FELT if recovering.num_rows - recovering[each[0]].null_count >= LEAST
    ]  # fmt: skip
    outcome, metric = (enough or FELT)[0]
    return outcome, RECOVERY_FELT, metric


def failure_words(visit: Visit, rule: Rule) -> str:
    """What counts as a failure, in words from the company's rule."""
    told = visit.company.recovery
    words = {
        "share": _share(told.bad_share), "within": str(rule.within),
        "topics": ", ".join(map(spoken, told.topics)) or "no topic that is named",
    }  # fmt: skip
    signs = [SIGNS_SAY[sign].format(**words) for sign in told.failures]
    about = f" (about {', '.join(map(spoken, told.touchpoints)).lower()})" if told.touchpoints else ""
    listed = [f"{sign}{about}" if sign.startswith("a score") else sign for sign in signs]
    return _or(listed) or "nothing: the company file names no sign"


def recovery_words(visit: Visit, rule: Rule) -> str:
    """What counts as a recovery, in words from the company's rule."""
    markers = visit.company.recovery.marker_topics
    if markers:
        return (
            f"a contact about {_or([spoken(topic).lower() for topic in markers])} within {rule.within} days"
        )
    return f"all contacts since then resolved within {rule.within} days"


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""


def _share(share: float) -> str:
    return {0.25: "quarter", 0.2: "fifth", 0.4: "two fifths"}.get(share, f"{100 * share:g} %")


def rule_words(found: Recovered, visit: Visit) -> list[tuple[str, str]]:
    """The whole rule as (name, words): failure, recovery, never failed, the days, and what is left out."""
    counted, few = found.groups, visit.company.thresholds.anonymity
    told = [
        ("Failed", f"{failure_words(visit, found.rule)}."),
        ("Recovered", f"{recovery_words(visit, found.rule)}. {_many(counted.recovered, few)}."),
        ("Not recovered", f"failed and not recovered in these days. {_many(counted.unrecovered, few)}."),
        (
            "Never failed",
            f"customers with such occasions, none of which failed. {_many(counted.never_failed, few)}.",
        ),
        (
            "Days",
            f"occasions of {range_words(found.span.start, found.span.end)}; each customer counts once, with the first "
            f"failure. What came after is counted from day {found.rule.within} on, for everyone alike, so it needs "
            f"{found.rule.bought} more days to have passed.",
        ),
    ]
    if counted.unseen >= few and visit.company.recovery.marker_topics:
        told.append((
            "Left out",
            f"{_many(counted.unseen, few)} with a recovery but no failure that can be seen here. Others like them who "
            "were not recovered cannot be told from customers who never failed.",
        ))  # fmt: skip
    return told


def _many(count: int, few: int) -> str:
    return f"fewer than {few} customers" if 0 < count < few else f"{count:,} customers"


def not_by_source(visit: Visit) -> str:
    """What is said where source classes are chosen: this is made of two of them, so it does not follow."""
    if not visit.scope.source_class:
        return ""
    return " Not filtered by source class: it is made of what customers said and of what they did."


def behind(found: Recovered, visit: Visit, most: int) -> Question:
    """The newest failures, a customer each."""
    days = {"from_day": found.span.start, "to_day": found.span.end, "most": most}
    return ask("recovery_rows", visit.scope, days)
