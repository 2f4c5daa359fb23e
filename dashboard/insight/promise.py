"""A number against what was promised: kept, behind, or not to be told apart from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import Better

Verdict = Literal["kept", "behind", "open", "unknown"]
WORDS: dict[Verdict, str] = {
    "kept": "kept", "behind": "behind", "open": "cannot be told apart from the target", "unknown": "not known",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One month: its number, what was promised for it, and how the two stand. `target` None: nothing was promised."""

    answer: Answer
    target: float | None
    verdict: Verdict


def verdict(answer: Answer, target: float | None, better: Better) -> Verdict:
    """Kept or behind only when the 95 % interval leaves the target out; under the minimum n nothing is said."""
    if answer.value is None or target is None or better == "neither" or answer.small:
        return "unknown"
    above = answer.low is not None and answer.low > target
    below = answer.high is not None and answer.high < target
    if not (above or below):
        return "open"
    return "kept" if above == (better == "up") else "behind"


def in_force(promised: Sequence[tuple[date, float]], day: date) -> float | None:
    """The target that holds on a day: the newest of those that began by then."""
    begun = [(since, target) for since, target in promised if since <= day]
    return max(begun)[1] if begun else None


def tally(steps: Sequence[Step]) -> dict[Verdict, int]:
    """How many months stand each way."""
    counts: dict[Verdict, int] = {"kept": 0, "behind": 0, "open": 0, "unknown": 0}
    for step in steps:
        counts[step.verdict] += 1
    return counts
