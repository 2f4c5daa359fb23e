"""Guessing a survey sheet: one row per response, one column per question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from dashboard.sources.pen import Draft, Pen, finished, front, inline, timed
from dashboard.sources.profile import Profile
from dashboard.sources.scale import known_scale
from dashboard.sources.synonyms import is_personal, known, plain, worded

_MANY, _SHARE = 3, 0.4
"""Headers that read like questions before a file counts as a survey sheet."""
_QUESTION_WORDS = 5
_RESPONSE = frozenset({
    "response id", "respondent id", "submission id", "response", "respondent", "token", "#", "id", "uuid",
})  # fmt: skip
_WHEN = ("submitted at", "submit date", "end date", "completed at", "date submitted", "timestamp", "zeitstempel",
         "laiko zyma", "recorded date", "created at", "start date", "started at", "start time")  # fmt: skip
_COMMENT = re.compile(r"\b(comment|comments|feedback|anything else|kommentar|komentar\w*)\b")
_META = frozenset(
    {"network id", "collector id", "ip address", "user agent", "browser", "language", "duration", "referrer"}
)


def is_sheet(columns: Sequence[Profile]) -> bool:
    """Whether the headers are questions rather than names of columns."""
    questions = sum(map(_is_question, columns))
    return questions >= _MANY or questions > max(1, _SHARE * len(columns))


def is_short_sheet(columns: Sequence[Profile]) -> bool:
    """Whether a file that is nothing else holds the few questions of a short survey, one of which asks for a score."""
    dated = any(plain(p.header) in _WHEN and p.looks in {"time", "epoch"} for p in columns)
    return dated and any(_is_question(p) and worded("kinds", [p.header]) for p in columns)


def _is_question(profile: Profile) -> bool:
    header = profile.header.strip()
    return "?" in header or len(header.split()) >= _QUESTION_WORDS


def sheet(columns: Sequence[Profile], name: str, answers: Mapping[str, str]) -> Draft:
    """The mapping of a survey sheet: scored questions only where kind, scale and direction are known."""
    pen = Pen(answers)
    about: dict[str, Any] = {"response": _response(columns, pen)}
    about |= _when(columns, pen) | _who(columns, pen)
    meta = set(pen.becomes)
    questions = [p for p in columns if p.header not in meta and not _is_meta(p)]
    ignored = [p.header for p in columns if p.header not in meta and _is_meta(p)]
    kinds, comments = _kinds(questions, pen), _comments(questions)
    document = front(columns, name, pen)
    document["questions"] = _written(about, ignored, kinds, comments)
    if ignored:
        pen.says.append(f"Left out as personal or technical: {', '.join(ignored)}.")
    pen.says.append(f"{len(questions)} questions are kept as answers, {len(kinds)} of them scored.")
    for profile in questions:
        pen.becomes.setdefault(profile.header, []).append(("survey_answer.answer_text", "text"))
    return finished(document, pen)


def _is_meta(profile: Profile) -> bool:
    """What identifies or follows a person, or describes the response rather than answers a question."""
    header = plain(profile.header)
    return not _is_question(profile) and (header in _META or is_personal(header) or header in _WHEN)


def _response(columns: Sequence[Profile], pen: Pen) -> dict[str, Any]:
    own = [p for p in columns if plain(p.header) in _RESPONSE and p.unique]
    if own:
        return pen.fill("survey_answer.response_id", own[:1], "key", required=True)
    pen.says.append("No column identifies a response: the whole row is its key.")
    return {"from": [p.header for p in columns], "type": "hash", "required": True}


def _when(columns: Sequence[Profile], pen: Pen) -> dict[str, Any]:
    times = [p for p in columns if p.looks in {"time", "epoch"} and not _is_question(p)]
    ranked = sorted(
        times, key=lambda p: next((n for n, w in enumerate(_WHEN) if plain(p.header).startswith(w)), 99)
    )
    if not ranked:
        pen.says.append("No column says when a response was given: the answers belong to no period.")
        return {}
    return {"answered_at": timed(pen, "survey_answer.answered_at", ranked[0])}


def _who(columns: Sequence[Profile], pen: Pen) -> dict[str, Any]:
    names: list[str] = known()["shared"]["customer_id"]
    own = [
        p for p in columns if p.header not in pen.becomes and plain(p.header) in names and p.looks != "empty"
    ]
    own.sort(key=lambda p: p.looks == "email")
    return {"customer_id": pen.fill("survey_answer.customer_id", own, "customer")} if own else {}


def _kinds(questions: Sequence[Profile], pen: Pen) -> list[dict[str, Any]]:
    """The scored questions. Only those whose words promise a score are asked about."""
    found = []
    for profile in questions:
        promises = profile.looks == "number" and profile.whole and worded("kinds", [profile.header])
        if not promises or not 0 <= (profile.low or 0) <= (profile.high or 0) <= 10:
            continue
        scale = known_scale(profile, pen)
        if scale:
            kind, low, high, direction = scale
            found.append(
                {"exact": profile.header, "kind": kind, "min": low, "max": high, "direction": direction}
            )
            pen.becomes.setdefault(profile.header, []).append(("survey_answer.score", "score"))
    return found


def _comments(questions: Sequence[Profile]) -> list[dict[str, Any]]:
    return [
        {"exact": p.header}
        for p in questions
        if p.looks in {"text", "id"} and _COMMENT.search(plain(p.header))
    ]


def _written(
    about: Mapping[str, Any], ignored: Sequence[str], kinds: Sequence[Any], comments: Sequence[Any]
) -> Any:
    table = tomlkit.table()
    for key, made in about.items():
        table[key] = inline(made)
    table["columns"] = "rest"
    if ignored:
        table["ignore"] = list(ignored)
    for name, entries in (("kind", kinds), ("comment", comments)):
        if entries:
            many = tomlkit.aot()
            for entry in entries:
                block = tomlkit.table()
                block.update(inline(entry))
                many.append(block)
            table[name] = many
    return table
