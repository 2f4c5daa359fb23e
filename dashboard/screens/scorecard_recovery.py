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
from dashboard.metrics.lots import SLICE, Lots, lots, mark
from dashboard.metrics.metric import Metric
from dashboard.metrics.scorecard_shapes import RECOVERY_BOUGHT, RECOVERY_FELT
from dashboard.metrics.shape import Shape, ask
from dashboard.scope import Window
from dashboard.screens.data import kept
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
    lots: Lots
    questions: tuple[Question, ...]
    groups: Groups
    results: tuple[Result, ...]


def recovered(visit: Visit) -> Recovered:
    """The failures of the days before the end of the period, and what came after them; kept by its question."""
    rule = _rule(visit)
    span = _span(rule, visit)
    days = {"from_day": span.start, "to_day": span.end}
    size = ask("recovery_size", visit.scope, {**days, "slice": mark(SLICE)})
    drawn = lots(**visit.table(size).to_pylist()[0])
    question = ask("recovery_cohort", visit.scope, {**days, **drawn.params()})
    asked = ("recovery", visit.db.name, question.sql, question.params, visit.company.thresholds.anonymity)
    return kept(repr(asked), lambda: _found(rule, span, drawn, (question, size), visit))


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


def _found(rule: Rule, span: Window, drawn: Lots, questions: tuple[Question, ...], visit: Visit) -> Recovered:
    cohort = visit.db.query(questions[0].sql, questions[0].params, many=True)
    counted, few = groups(cohort), visit.company.thresholds.anonymity
    results = [
        _result("bought_again", RECOVERY_BOUGHT, "repurchase_rate", cohort, few),
        _result(*_felt(cohort), cohort, few),
    ] if counted.recovered else []  # fmt: skip
    return Recovered(rule, span, drawn, questions, counted, tuple(_marked(results)))


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


def not_by_source(visit: Visit) -> str:
    """What is said where source classes are chosen: this is made of two of them, so it does not follow."""
    if not visit.scope.source_class:
        return ""
    return " Not filtered by source class: it is made of what customers said and of what they did."


def behind(found: Recovered, visit: Visit, most: int) -> Question:
    """The newest failures, a customer each."""
    days = {"from_day": found.span.start, "to_day": found.span.end, "most": most}
    return ask("recovery_rows", visit.scope, days)
