"""Every number with a target: how it stands in the period, and how each month stood against the target of its time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.figures.mark import Shown
from dashboard.insight.promise import WORDS, Step, in_force, verdict
from dashboard.metrics.answer import Answer
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.catalogue import in_force as counted
from dashboard.metrics.compile import Question, compile_query
from dashboard.metrics.format import interval
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.metrics.target import for_window
from dashboard.scope import Window
from dashboard.screens.card import Row
from dashboard.screens.numbers import periods_of
from dashboard.screens.scorecard_asked import Asked, key_of
from dashboard.screens.tile import Line, named
from dashboard.screens.visit import Visit

MONTHS = 12
Promised = dict[str, list[tuple[date, float]]]


@dataclass(frozen=True, slots=True)
class Promise:
    """One number with its target: the period's, the comparison's value, and the months before."""

    metric: Metric
    now: Step
    before: float | None
    months: tuple[Step, ...]


def promised(visit: Visit) -> list[Metric]:
    """The numbers with a target for the whole company, in the order of the catalogue."""
    known = [metric for key, metric in CATALOGUE.items() if key in visit.facts.targets]
    classes = visit.scope.source_class
    return [counted(m, visit.facts.churn_rule) for m in known if not classes or m.source in classes]


def promises(found: Asked, visit: Visit) -> list[Promise]:
    """Every promise, from what was asked of its number."""
    kept = promised(visit)
    since = _since(visit) if kept else {}
    return [_promise(m, found.lines[key_of(m)], found.months.get(key_of(m), ()), since) for m in kept]


def windows(found: Asked, visit: Visit) -> tuple[Window, ...]:
    """The days that the promises are read from."""
    return (*periods_of(visit).pair(), *found.past[-MONTHS:])


def questions(found: Sequence[Promise], spans: Sequence[Window], visit: Visit) -> tuple[Question, ...]:
    """The statements of the targets and of each number that could be asked."""
    known = [promise.metric for promise in found if not promise.now.answer.refused]
    return (_targets(visit), *(compile_query([metric], visit.scope, spans) for metric in known))


def _targets(visit: Visit) -> Question:
    return ask("scorecard_targets", visit.scope, {}, {})


def _since(visit: Visit) -> Promised:
    since: Promised = {}
    for row in visit.table(_targets(visit)).to_pylist():
        since.setdefault(row["metric"], []).append((row["valid_from"], row["target"]))
    return since


def _promise(metric: Metric, line: Line, months: Sequence[Answer], since: Promised) -> Promise:
    given = since.get(metric.key, [])
    steps = tuple(_step(metric, answer, given) for answer in months[-MONTHS:])
    return Promise(metric, _step(metric, line.now, given), line.before.value if line.before else None, steps)


def _step(metric: Metric, answer: Answer, since: list[tuple[date, float]]) -> Step:
    window = answer.window
    given = in_force(since, window.end)
    target = None if given is None else for_window(metric, given, window)
    cut = window.partial and metric.per_length
    return Step(answer, target, "unknown" if cut else verdict(answer, target, metric.better))


def promise_rows(found: Sequence[Promise], visit: Visit) -> list[Row]:
    """Every promise in the period first, then its months, one row each: first in words, then in numbers."""
    return [
        *(_row(promise, promise.now, "period", promise.before, visit) for promise in found),
        *(_row(promise, month, "month", None, visit) for promise in found for month in promise.months),
    ]


def _row(promise: Promise, step: Step, span: str, before: float | None, visit: Visit) -> Row:
    answer, metric = step.answer, promise.metric
    shown = visit.shown(metric)
    return {
        "promise": named(metric), "now": _said(answer.value, shown), "interval": between(answer, metric, visit),
        "n": answer.n, "promised": _said(step.target, shown), "standing": WORDS[step.verdict],
        "before": _said(before, shown), "span": span, "from": answer.window.start,
        "to (not included)": answer.window.end, "partial": answer.window.partial, "value": answer.value,
        "low": answer.low, "high": answer.high, "target": step.target, "value before": before,
        "unit": metric.unit, "metric": metric.key, "variant": metric.variant or "", "note": answer.refused or "",
    }  # fmt: skip


def _said(value: float | None, shown: Shown) -> str:
    return "–" if value is None else shown(value)


def between(answer: Answer, metric: Metric, visit: Visit) -> str:
    """'28 to 32'."""
    return interval(answer.low, answer.high, metric.unit, locale=visit.locale, currency=visit.facts.currency)
