"""Taking a change apart by group, and saying so when that cannot be done honestly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from dashboard.insight.why import Part, why
from dashboard.metrics.answer import Answer


@dataclass(frozen=True, slots=True)
class Account:
    """`parts` add up to `change`, the change of the number itself; `reason` says why there are none."""

    parts: tuple[Part, ...]
    change: float = 0.0
    reason: str = ""
    says: str = ""


def account(now: Answer, before: Answer, by_now: Sequence[Answer], by_before: Sequence[Answer]) -> Account:
    """The change from `before` to `now` by group, if the groups give back exactly that change."""
    if now.value is None or before.value is None:
        return Account((), reason="Nothing to compare with, so there is no change to take apart.")
    if now.window.partial or before.window.partial:
        return Account((), reason="One of the two periods is not whole, so the change is not taken apart.")
    found = why(by_now, by_before)
    if found is None:
        return Account(
            (), reason="This number is neither a sum nor a mean of its groups, so it cannot be taken apart."
        )
    if not isclose(found.change, now.value - before.value, rel_tol=1e-6, abs_tol=1e-6):
        return Account((), reason="A group is too small to be shown, so the parts would not add up.")
    return Account(found.parts, found.change, says=found.says)
