"""Scores in a guessed mapping: used as such once kind, scale and direction are known, else kept as words."""

from __future__ import annotations

from typing import Any

from dashboard.sources.pen import Pen
from dashboard.sources.profile import Profile
from dashboard.sources.question import about_score, scale_of
from dashboard.sources.synonyms import plain, worded


def rated(target: str, profile: Profile, pen: Pen, notes: list[str]) -> dict[str, dict[str, Any]] | None:
    question = about_score(profile.header, profile.low, profile.high, None)[1]
    scale = scale_of(pen.ask(question) or "")
    if scale is None:
        notes.append(f'rating: open, "{question.key}"')
        return None
    made = pen.fill(target, [profile], "score", min=scale[0], max=scale[1], whole=profile.whole)
    return {"rating": made, "rating_max": {"value": scale[1]}}


def scored(profile: Profile, pen: Pen, notes: list[str]) -> dict[str, dict[str, Any]]:
    """Kind, score and scale when they are known; else the answer as text, to be scored once it is."""
    target = "survey_answer.score"
    known = known_scale(profile, pen)
    if known is None:
        notes.append(
            f'score: open, "kind:{profile.header}", "scale:{profile.header}", "direction:{profile.header}"'
        )
        text = pen.fill("survey_answer.answer_text", [profile], "text")
        return {"question": {"value": profile.header}, "kind": {"value": "other"}, "answer_text": text}
    kind, low, high, direction = known
    return {
        "question": {"value": profile.header}, "kind": {"value": kind},
        "score": pen.fill(target, [profile], "score", min=low, max=high, whole=profile.whole, required=True),
        "scale_min": {"value": low}, "scale_max": {"value": high}, "direction": {"value": direction},
    }  # fmt: skip


def known_scale(profile: Profile, pen: Pen) -> tuple[str, float, float, str] | None:
    """(kind, min, max, direction) of a column of scores: by definition for an NPS, else as answered."""
    kind = worded("kinds", [profile.header])
    if (
        names_itself_nps(profile.header)
        and profile.whole
        and 5 < (profile.high or 0) <= 10
        and (profile.low or 0) >= 0
    ):
        pen.says.append(f"'{profile.header}' names itself NPS, which is 0 to 10 by definition.")
        return "nps", 0.0, 10.0, "up"
    answers = [pen.ask(question) for question in about_score(profile.header, profile.low, profile.high, kind)]
    scale = scale_of(answers[1] or "")
    if (
        None in answers
        or scale is None
        or answers[0] not in {"nps", "csat", "ces"}
        or answers[2] not in {"up", "down"}
    ):
        return None
    return str(answers[0]), *scale, str(answers[2])


def names_itself_nps(header: str) -> bool:
    """'Would you recommend us?' can be asked on any scale; only the name NPS promises 0 to 10."""
    words = plain(header)
    return "nps" in words.split() or "net promoter" in words
