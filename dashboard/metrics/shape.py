"""Answers that are not one number: a funnel, a cohort table, a curve. Their words, and the SQL they are asked with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from dashboard.cubes import counted
from dashboard.metrics.compile import Question, conditions
from dashboard.metrics.metric import Relation, Source
from dashboard.metrics.smaller import fitted
from dashboard.metrics.written import written
from dashboard.scope import DIMENSIONS, Scope


@dataclass(frozen=True, slots=True)
class Shape:
    """One entry of the definitions that is a table or a curve. Its words read as a metric's do."""

    key: str
    label: str
    says: str
    formula: str
    sources: tuple[Source, ...]
    interval_name: str = ""
    traps: str = ""
    variant: str | None = None
    variant_label: str = ""


def ask(
    name: str,
    scope: Scope,
    params: Mapping[str, object] | None = None,
    places: Mapping[str, Sequence[str]] | None = None,
) -> Question:
    """The statement `name` with the filters of `scope` and its parameters bound.

    The file says `{scope}` where the filters of a table with every dimension stand; `places` names other
    places and what can be filtered there, as {"people": ("segment", "region")} for `{people}`. `{contact_day}` is
    that cube, or a smaller one of the same sums that knows the filters; a statement of counts that do not know them
    gives way to that of the rows (`cubes.counted`). `$start` and `$end` are the scope's days; give them in `params` to
    ask of another window.
    """
    places = places or {"scope": DIMENSIONS}
    known = set(chain.from_iterable(places.values()))
    followed = {dimension: values for dimension, values in scope.filters().items() if dimension in known}
    sql = fitted(written(counted(name, followed)), scope.filters())
    bound: dict[str, object] = {"start": scope.start, "end": scope.end, **(params or {})}
    for place, dimensions in places.items():
        lines, values = conditions(Relation(place, "row", tuple(dimensions)), "true", scope)
        sql = sql.replace("{" + place + "}", "\n    and ".join(lines) or "true")
        bound |= values
    return Question(sql, {key: value for key, value in bound.items() if re.search(rf"\${key}\b", sql)})
