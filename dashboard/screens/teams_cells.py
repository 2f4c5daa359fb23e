"""Numbers by agent, topic and channel, those about too few people left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dashboard.metrics.answer import Answer
from dashboard.metrics.cells import Key, cells, keys_of, people_query
from dashboard.metrics.compile import Question, compile_query
from dashboard.metrics.metric import Metric
from dashboard.scope import Scope
from dashboard.screens.visit import Visit


def question(metric: Metric, scope: Scope, by: Sequence[str]) -> Question:
    """The statement cells are asked with."""
    return compile_query([metric], scope, [scope.now()], tuple(by))


def asked(
    metric: Metric, scope: Scope, by: Sequence[str], key: Callable[[Key], Key | None], visit: Visit
) -> dict[Key, Answer]:
    """The answer of every cell `key` makes of the columns `by`; cells under the anonymity threshold have no value."""
    table = visit.table(question(metric, scope, by))
    found = cells(metric, table, [key(row) for row in keys_of(table, by)], scope.now())
    threshold = visit.company.thresholds.anonymity
    if threshold <= 1 or not found:
        return found
    counted = visit.table(people_query(metric, scope, scope.now(), by))
    people: dict[Key, int] = {}
    for row, many in zip(keys_of(counted, by), counted.column("people").to_pylist(), strict=True):
        if (cell := key(row)) is not None:
            people[cell] = people.get(cell, 0) + many
    return {cell: a if people.get(cell, 0) >= threshold else _withheld(a) for cell, a in found.items()}


def _withheld(answer: Answer) -> Answer:
    return replace(answer, value=None, low=None, high=None, n=0, refused="Withheld: too few customers.")
