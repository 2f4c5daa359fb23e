"""Numbers by agent, topic and channel, those about too few people left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dashboard.metrics.anonymity import OFTEN, withheld
from dashboard.metrics.answer import Answer
from dashboard.metrics.cells import Key, cells, keys_of, people_query
from dashboard.metrics.compile import compile_query
from dashboard.metrics.metric import Metric
from dashboard.scope import Scope
from dashboard.screens.visit import Visit


def asked(
    metric: Metric, scope: Scope, by: Sequence[str], key: Callable[[Key], Key | None], visit: Visit
) -> dict[Key, Answer]:
    """The answer of every cell `key` makes of the columns `by`; cells under the anonymity threshold have no value.

    As in breakdowns, the customers behind large cells are not counted: see `anonymity.OFTEN`.
    """
    table = visit.table(compile_query([metric], scope, [scope.now()], tuple(by)), many=True)
    rows, which = keys_of(table, by)
    keys = [key(row) for row in rows]
    found = cells(metric, table, keys, which, scope.now())
    threshold = visit.company.thresholds.anonymity
    if threshold <= 1:
        return found
    people = {cell: 0 for cell, answer in found.items() if threshold <= answer.n < threshold * OFTEN}
    few = [row for row, cell in zip(rows, keys, strict=True) if cell in people]
    if few:
        counted = visit.table(people_query(metric, scope, scope.now(), by, few))
        rows, which = keys_of(counted, by)
        for at, many in zip(which.tolist(), counted.column("people").to_pylist(), strict=True):
            cell = key(rows[at])
            if cell is not None:
                people[cell] += many
    return {cell: withheld(a, people.get(cell, a.n), threshold) for cell, a in found.items()}
