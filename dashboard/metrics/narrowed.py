"""A metric asked only where it is meant: of one touchpoint, one topic, one survey, one question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Metric, Relation
from dashboard.metrics.relations import FACT_ANSWER, FACT_CONTACT

COUNTED: Mapping[str, tuple[Relation, Mapping[str, str]]] = {
    "survey_answer_day": (FACT_ANSWER, {
        "nps_answers": "count(promoter)", "promoters": "count(*) filter (where promoter)",
        "detractors": "count(*) filter (where detractor)", "csat_answers": "count(satisfied)",
        "satisfied": "count(*) filter (where satisfied)", "ces_answers": "count(easy)",
        "easy": "count(*) filter (where easy)", "positive": "count(*) filter (where {positive})",
        "negative": "count(*) filter (where {negative})", "scored": "count(*) filter (where {scored})",
    }),
    "contact_day": (FACT_CONTACT, {
        "contacts": "count(*)", "resolved_first_time": "count(*) filter (where resolved_first_time)",
        "mature_resolved": "count(*) filter (where mature)", "queued": "count(*) filter (where queued)",
        "abandoned": "count(*) filter (where queued and abandoned)",
        "reopened": "count(*) filter (where reopens > 0)",
        "ever_resolved": "count(*) filter (where resolved or reopens > 0)",
        "bot_contacts": "count(*) filter (where is_bot)",
        "bot_contained": "count(*) filter (where is_bot and not coalesce(handed_over, false))",
    }),
}  # fmt: skip
"""How a cube's parts are counted over the rows it was made of."""
_COMMENT = "comment is not null and sentiment_label"
_FEELING = {
    "{positive}": f"{_COMMENT} = 'positive'", "{negative}": f"{_COMMENT} = 'negative'",
    "{scored}": f"{_COMMENT} is not null",
}  # fmt: skip
MORE_COLUMNS = {"fact_answer": ("question", "kind", "language"), "fact_contact": ("language", "status")}


def declared(key: str, variant: str | None, only: Mapping[str, Sequence[str]]) -> Metric:
    """The metric of these names, narrowed. Raises ValueError that says what cannot be asked, for people."""
    if key not in CATALOGUE:
        raise ValueError(f"There is no metric called '{key}'.")
    if variant is not None and variant not in {each.key for each in CATALOGUE[key].variants}:
        raise ValueError(f"{CATALOGUE[key].label} has no way of counting called '{variant}'.")
    return narrowed(CATALOGUE[key].as_variant(variant), only)


def narrowed(metric: Metric, only: Mapping[str, Sequence[str]]) -> Metric:
    """The metric of only the rows with these values, under a key of its own. Raises ValueError when its rows do not
    tell them."""
    chosen = {column: values for column, values in only.items() if values}
    if not chosen:
        return metric
    if not set(chosen) <= _columns(metric.relation):
        metric = _over_rows(metric, chosen)
    where = " and ".join(_one_of(column, values) for column, values in chosen.items())
    return replace(
        metric, key=f"{metric.key} where {where}", where=_both(metric.where, where),
        fact_where=_both(metric.fact_where, where),
    )  # fmt: skip


def _columns(relation: Relation) -> set[str]:
    return {*relation.dimensions, *MORE_COLUMNS.get(relation.name, ())}


def _over_rows(metric: Metric, chosen: Mapping[str, Sequence[str]]) -> Metric:
    relation, parts = COUNTED.get(metric.relation.name, (None, {}))
    if (
        relation is None
        or not set(chosen) <= _columns(relation)
        or metric.over
        or not set(metric.parts) <= set(parts)
    ):
        raise ValueError(f"{metric.label} cannot be told apart by {' and '.join(chosen)}.")
    return replace(metric, relation=relation, parts={name: _told(parts[name]) for name in metric.parts})


def _told(sql: str) -> str:
    for place, words in _FEELING.items():
        sql = sql.replace(place, words)
    return sql


def _both(one: str, other: str) -> str:
    return other if one == "true" else f"{one} and {other}"


def _one_of(column: str, values: Sequence[str]) -> str:
    """A condition with its values written out; a quote in one is doubled, so that it stays text."""
    listed = ", ".join("'" + value.replace("'", "''").replace("\x00", "") + "'" for value in values)
    return f"cast({column} as varchar) in ({listed})"
