"""Numbers about too few people are withheld in breakdowns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import WINDOWS, Question, bounds, conditions
from dashboard.metrics.metric import NOT_STATED, Database, Metric
from dashboard.scope import Scope, Window

OFTEN = 20
"""No one is taken to stand behind more than this many rows: larger groups are not counted person by person."""


def withhold(
    db: Database, metric: Metric, scope: Scope, by: str, answers: Sequence[Answer], threshold: int
) -> list[Answer]:
    """The answers, those about fewer than `threshold` customers without their number.

    Where n counts customers already it decides; else the customers behind small groups are counted.
    """
    if threshold <= 1:
        return list(answers)
    small = [a for a in answers if threshold <= a.n < threshold * OFTEN]
    people: dict[tuple[str, str], int] = {}
    if small and metric.shape in ("sum", "wait", "rows") and metric.fact != "fact_visit":
        few = list(dict.fromkeys(a.group or "" for a in small))
        question = people_query(metric, scope, list(dict.fromkeys(a.window for a in small)), by, few)
        found = db.query(question.sql, question.params).to_pydict()
        groups = (NOT_STATED if value is None else str(value) for value in found[by])
        people = dict(zip(zip(found["label"], groups, strict=True), found["people"], strict=True))
    return [withheld(a, people.get((a.window.label, a.group or ""), a.n), threshold) for a in answers]


def people_query(
    metric: Metric, scope: Scope, windows: Sequence[Window], by: str, few: Sequence[str]
) -> Question:
    """How many customers stand behind each of these groups; a row that names none counts as one of its own."""
    where, params = conditions(metric.relation, metric.fact_where, scope)
    chosen = f"list_contains($few::varchar[], r.{by})"
    told = f"({chosen} or r.{by} is null)" if NOT_STATED in few else chosen
    lines = "\n  and ".join(["r.day >= $earliest", "r.day < $latest", *where, told])
    sql = f"""-- one row per window and {by}: customers behind {metric.label}
{WINDOWS}
select $label[w.number] as label, r.{by},
  (count(distinct r.customer_id) + count(*) filter (where r.customer_id is null))::bigint as people
from windows w
join {metric.fact} r on r.day >= w.first_day and r.day < w.end_day
where {lines}
group by w.number, r.{by}"""
    return Question(sql, {**bounds(windows), "few": list(few), **params})


def withheld(answer: Answer, people: int, threshold: int) -> Answer:
    """The answer, or why it has no number: so many `people` stand behind it."""
    if answer.n == 0 or people >= threshold:
        return answer
    reason = f"Withheld: fewer than {threshold} customers."
    return replace(answer, value=None, low=None, high=None, parts={}, n=0, refused=reason)
