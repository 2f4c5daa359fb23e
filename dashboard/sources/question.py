"""A question that only the company can answer about a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """`key` names the answer ("time_zone", "scale:Rating"). `suggestion` is a hint, never used by itself.
    `needed`: without an answer the import stops; otherwise what it asks about is left out."""

    key: str
    column: str
    says: str
    choices: tuple[str, ...] = ()
    suggestion: str | None = None
    needed: bool = False


def scale_of(answer: str) -> tuple[float, float] | None:
    """'1-5', '0 to 10' or '-3..3' as (min, max); None when it is neither."""
    for between in (" to ", "..", "–", " - ", "-"):
        low, found, high = answer.strip().rpartition(between)
        if found and low:
            try:
                scale = float(low), float(high)
            except ValueError:
                continue
            return scale if scale[0] < scale[1] else None
    return None


def about_score(header: str, low: float | None, high: float | None, kind: str | None) -> Sequence[Question]:
    """The three things a column of scores does not say."""
    seen = "" if low is None or high is None else f" (seen so far: {low:g} to {high:g})"
    return (
        Question(f"kind:{header}", header, f"What does '{header}' measure?", ("nps", "csat", "ces", "other"), kind),
        Question(f"scale:{header}", header, f"What is the whole scale of '{header}'{seen}? For example 1-5 or 0-10.",
                 (), "0-10" if kind == "nps" else None),
        Question(f"direction:{header}", header, f"In '{header}', is more better (up) or less better (down)?",
                 ("up", "down"), "up"),
    )  # fmt: skip
