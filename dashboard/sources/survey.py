"""Survey sheets: one row a response and one column a question become one row an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.sources import rules
from dashboard.sources.column import (
    Column,
    Condition,
    Into,
    QuestionComment,
    QuestionKind,
    Questions,
    Version,
)
from dashboard.sources.conditions import drop_sql, squeezed
from dashboard.sources.expressions import (
    VERSION,
    Setting,
    Term,
    Typed,
    compile_column,
    compile_version,
    layered,
    term,
)
from dashboard.store.quote import literal
from dashboard.store.schema import TABLES

FILLED = (
    "answer_id", "question", "kind", "score", "scale_min", "scale_max", "direction", "answer_text", "comment",
)  # fmt: skip
ANSWER = TABLES["survey_answer"].columns


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its position, its header, its words, and how it is scored (None: not at all)."""

    position: int
    header: str
    words: str
    scored: QuestionKind | None
    comment: bool


def asked(questions: Questions, header: Sequence[str], words: Sequence[str], taken: set[str]) -> list[Asked]:
    """The questions among the header names. `taken`: names that other parts of the preset use."""
    chosen = None if questions.columns == "rest" else {squeezed(h) for h in questions.columns}
    apart = taken | {squeezed(h) for h in questions.ignore} | _metadata(questions)
    found = []
    for position, name in enumerate(header):
        if squeezed(name) in apart or (chosen is not None and squeezed(name) not in chosen):
            continue
        text = " ".join(words[position].split()) if position < len(words) else ""
        scored = next((k for k in questions.kind if _matches(k, name, text)), None)
        comment = scored is None and any(_matches(c, name, text) for c in questions.comment)
        found.append(
            Asked(
                position, name, text or name, None if scored and scored.kind == "other" else scored, comment
            )
        )
    return found


def _metadata(questions: Questions) -> set[str]:
    """The header names that are no questions. A key made from several columns takes none of them away."""
    columns = [questions.response, questions.answered_at, questions.customer_id, *questions.common.values()]
    names = [h for column in columns if column and column.type != "hash" for h in column.headers]
    return {squeezed(h) for h in [*names, *([questions.version.source] if questions.version else [])]}


def taken_names(tables: Sequence[Into], drops: Sequence[Condition]) -> set[str]:
    """Header names that the tables and the drop rules of a preset use."""
    names = [h for table in tables for column in table.columns.values() for h in column.headers]
    return {squeezed(h) for h in [*names, *(d.column for d in drops if d.column)]}


def _matches(rule: QuestionKind | QuestionComment, header: str, words: str) -> bool:
    if rule.exact is not None:
        return squeezed(rule.exact) == squeezed(header)
    pattern = rule.match or ""
    return any(re.search(pattern, text, re.IGNORECASE) for text in (header, words))


def compile_sheet(questions: Questions, found: Sequence[Asked], setting: Setting) -> Typed:
    """The SQL of the responses: one row each, the answers in columns q0..qN (scores) and w0..wN (words)."""
    own = {"response_id": questions.response, "answered_at": questions.answered_at,
           "customer_id": questions.customer_id, **questions.common}  # fmt: skip
    columns = {name: column for name, column in own.items() if column is not None}
    terms = {name: compile_column(name, column, "survey_answer", setting) for name, column in columns.items()}
    own_cell = questions.response.source and questions.response.type != "hash"
    breaches = [("response_id", "x_response_id is null", "is empty")] if own_cell else []
    labels = {name: column.headers[0] if column.source else name for name, column in columns.items()}
    for question in found:
        terms |= {
            f"w{question.position}": Term(
                (question.position,), f"t{question.position}", value=f"x_w{question.position}"
            )
        }
        if question.scored:
            terms[f"q{question.position}"] = _score(question, setting)
            labels[f"q{question.position}"] = question.header
    if questions.version:
        terms[VERSION] = compile_version(_versioned(questions.version), setting)
        labels[VERSION] = questions.version.source
    for name, term_ in terms.items():
        breaches += [(name, condition, cause) for condition, cause in term_.breaches]
        if name in ANSWER:
            breaches += rules.dates("survey_answer", name, setting.now)
    where = f"{drop_sql(setting.preset.drop, setting.at, setting.preset.missing)} is null"
    if found:
        cells = ", ".join(f"nullif(trim(c{q.position}), '')" for q in found)
        where += f" and coalesce({cells}) is not null"
    select = layered(terms, breaches, where, setting.preset.missing)
    causes = tuple((labels.get(name, name), cause) for name, _, cause in breaches)
    return Typed("survey_answer", tuple(columns), select, causes, ())


def _versioned(version: Version) -> Into:
    return Into.model_construct(into="survey_answer", version=version, columns={})


def _score(question: Asked, setting: Setting) -> Term:
    kind = question.scored
    assert kind is not None  # noqa: S101
    column = Column.model_validate(
        {
            "from": question.header,
            "type": "score",
            "min": kind.min,
            "max": kind.max,
            "whole": kind.whole,
            "map": kind.map,
        }
    )
    return term(f"q{question.position}", column, "DOUBLE", setting)


def answers_select(sheet: str, columns: Sequence[str], found: Sequence[Asked]) -> str:
    """One row an answer, from the typed responses in the table `sheet`."""
    carried = ", ".join(f'"{c}"' for c in columns)
    target = _comment_targets(found)
    selects = []
    for question in found:
        spoken = [c for c, t in target.items() if t == question.position]
        comment = f"concat_ws(chr(10), {', '.join(f'w{c}' for c in spoken)})" if spoken else "null"
        if question.scored:
            selects.append(_one(sheet, carried, question, f"q{question.position}", f"nullif({comment}, '')"))
        elif question.comment:
            unscored = target[question.position]
            where = f"w{question.position} is not null" + (
                f" and q{unscored} is null" if unscored is not None else ""
            )
            selects.append(_one(sheet, carried, question, "null", f"w{question.position}", where))
        else:
            selects.append(_one(sheet, carried, question, "null", "null"))
    return " union all ".join(selects)


def _one(sheet: str, carried: str, question: Asked, score: str, comment: str, where: str = "") -> str:
    kind = question.scored
    scale = (kind.min, kind.max, kind.direction) if kind else (None, None, None)
    words = "null" if question.comment else f"w{question.position}"
    return f"""select _line, _version, _code, {carried},
        response_id || {literal(":" + question.header)} as answer_id, {literal(question.words)} as question,
        {literal(kind.kind if kind else "other")} as kind, {score}::double as score,
        {literal(scale[0])}::double as scale_min, {literal(scale[1])}::double as scale_max,
        {literal(scale[2])}::varchar as direction, {words}::varchar as answer_text, {comment}::varchar as comment
        from {sheet} where {where or f"w{question.position} is not null"}"""


def _comment_targets(found: Sequence[Asked]) -> dict[int, int | None]:
    """Each comment to the scored question it stands after, or the first one when it stands before all."""
    scored = [q.position for q in found if q.scored]
    return {
        q.position: max((s for s in scored if s < q.position), default=min(scored, default=None))
        for q in found
        if q.comment
    }
