"""Which cube answers: the smallest that knows every column a question names. What is left out was only added up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dashboard.cubes import PEOPLE, PLACE, WAYS, smaller_of
from dashboard.metrics.metric import Relation

MANY = 3_000_000
ROWS: Mapping[str, tuple[str, str]] = {
    "fact_answer": ("survey_answer", "answer_id"), "fact_contact": ("contact", "contact_id"),
    "fact_mention": ("mention", "mention_id"), "fact_event": ("event", "event_id"),
    "fact_session": ("event", "session_id"), "fact_task": ("event", "task"), "fact_purchase": ("purchase", "order_id"),
    "funnel_touch": ("event", "touchpoint"), "touch_path": ("event", "touchpoint"),
}  # fmt: skip
"""Facts, and the column of the record of which there are about as many, at least."""


def large_source(sql: str, coverage: Mapping[tuple[str, str], int]) -> str | None:
    """The largest fact a statement reads, in words, when it has millions of rows: there is no cube for the question."""
    read = set(re.findall(r"\b(?:from|join) (\w+)", sql)) & set(ROWS)
    sizes = {name: coverage.get(ROWS[name], 0) for name in read}
    name = max(sizes, key=lambda each: sizes[each], default="")
    return f"Read row by row from {name} (millions of rows)." if sizes.get(name, 0) > MANY else None


def has_large(coverage: Mapping[tuple[str, str], int]) -> bool:
    """Whether any fact has millions of rows, so that it is worth looking where a question is answered."""
    return any(coverage.get(column, 0) > MANY for column in ROWS.values())


def smallest(relation: Relation, named: Iterable[str]) -> str:
    """The table to ask when these columns, or statements that name columns, are needed."""
    words = set(re.findall(r"\w+", " ".join(named)))
    needed = words & set(relation.dimensions)
    fitting = (name for name, known in relation.smaller.items() if needed <= set(known))
    return next(fitting, relation.name)


def counted_once(relation: Relation, filters: Mapping[str, Sequence[str]], groups: Iterable[str]) -> Relation:
    """The relation without its smaller cubes where someone can be in several of the values put together."""
    together = {name for name, values in filters.items() if len(values) > 1} - set(groups)
    return replace(relation, smaller={}) if together & set(relation.several) else relation


def fitted(sql: str, filters: Iterable[str]) -> str:
    """The statement with each `{cube}` asked of the smallest that knows the filters; `{cube channel}`: and this one."""

    def fitting(found: re.Match[str]) -> str:
        cube, *named = found[1].split()
        if cube not in WAYS and not cube.endswith("_day"):
            return found[0]
        needed = {*filters, *named} & {*PLACE, *PEOPLE}
        whole = {name: known for name, known in smaller_of(cube).items() if cube in WAYS or known != PEOPLE}
        return next((name for name, known in whole.items() if needed <= set(known)), cube)

    return re.sub(r"\{(\w+(?: \w+)*)\}", fitting, sql)
