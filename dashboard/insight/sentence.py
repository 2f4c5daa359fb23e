"""The sentence at the top of the overview, from plain values. It tells what adds up, never what caused it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dashboard.insight.change import Change, changes_stand_out
from dashboard.metrics.format import amount, shown
from dashboard.metrics.metric import Unit

NOTHING_STANDS_OUT = "No change that stands out."
FRACTIONS = (
    (0.95, 1.05, "All"), (0.85, 0.95, "Nine tenths"), (0.70, 0.80, "Three quarters"), (0.63, 0.70, "Two thirds"),
    (0.45, 0.55, "Half"), (0.30, 0.37, "A third"), (0.22, 0.28, "A quarter"),
)  # fmt: skip
LEAST_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Finding:
    """One tile: its words and value now, how it changed, and why there is no number if there is none."""

    label: str
    unit: Unit
    better: Literal["up", "down", "neither"]
    value: float | None
    change: Change | None
    refused: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where most of a change sits: in words ('the Service stage in the app channel'), its share of the change
    (1 is all), and what its customers bring a year."""

    words: str
    share: float
    affected: float | None = None


def sentence(
    findings: Sequence[Finding],
    source: Source | None = None,
    *,
    source_of: int = 0,
    locale: str = "en",
    currency: str = "EUR",
) -> str:
    """One or two plain sentences. `findings` in the order of the tiles; `source` belongs to number `source_of`.

    Only changes that stand out among all that were looked at are told (Benjamini-Hochberg, see change.py):
    the first in tile order, and beside it the surest of those that went the other way.
    """
    if not any(finding.value is not None for finding in findings):
        return _missing(findings)
    telling = [at for at, told in enumerate(_stand_out(findings)) if told]
    if not telling:
        return _quiet(findings)
    lead = telling[0]
    words = [f"{_moved(findings[lead], locale, currency)}, more than chance would give"]
    other = _other(findings, telling)
    if other is not None:
        words.append(f"; {_moved(findings[other], locale, currency, start=False)}")
    told = f"{''.join(words)}."
    if source is None or lead != source_of or source.share < LEAST_SHARE:
        return told
    return f"{told} {_sits(source, findings[lead], locale, currency)}"


def telling(findings: Sequence[Finding]) -> int | None:
    """The finding the sentence leads with, for which a source is worth looking for; None: there is none."""
    return next((at for at, told in enumerate(_stand_out(findings)) if told), None)


def _stand_out(findings: Sequence[Finding]) -> list[bool]:
    return changes_stand_out([finding.change for finding in findings])


def _missing(findings: Sequence[Finding]) -> str:
    if findings and all(finding.refused for finding in findings):
        return f"No numbers yet. {findings[0].refused}"
    return "Nothing was observed in this period with these filters."


def _quiet(findings: Sequence[Finding]) -> str:
    changes = [finding.change for finding in findings if finding.value is not None and finding.change]
    if not changes:
        return "No period to compare with was chosen."
    if any(change.comparable for change in changes):
        return NOTHING_STANDS_OUT
    return f"Nothing to compare: {changes[0].why}."


def _moved(finding: Finding, locale: str, currency: str, start: bool = True) -> str:
    delta = finding.change.delta if finding.change and finding.change.delta is not None else 0.0
    label = finding.label if start else _inside(finding.label)
    size = amount(abs(delta), finding.unit, locale=locale, currency=currency)
    value = shown(finding.value, finding.unit, locale=locale, currency=currency)
    return f"{label} {'rose' if delta > 0 else 'fell'} {size} to {value}"


def _inside(label: str) -> str:
    """A label inside a sentence: its capital goes unless it is a name with more of them."""
    return label if label.istitle() and " " in label else label[:1].lower() + label[1:]


def _other(findings: Sequence[Finding], telling: Sequence[int]) -> int | None:
    """The surest change that is good where the lead is bad, or bad where it is good."""
    lead = _good(findings[telling[0]])
    against = [at for at in telling[1:] if lead is not None and _good(findings[at]) is (not lead)]
    return min(against, key=lambda at: _chance(findings[at]), default=None)


def _good(finding: Finding) -> bool | None:
    if finding.better == "neither" or finding.change is None or finding.change.delta is None:
        return None
    return (finding.change.delta > 0) == (finding.better == "up")


def _chance(finding: Finding) -> float:
    return finding.change.chance if finding.change and finding.change.chance is not None else 1.0


def _sits(source: Source, lead: Finding, locale: str, currency: str) -> str:
    delta = lead.change.delta if lead.change and lead.change.delta is not None else 0.0
    move = "rise" if delta > 0 else "fall"
    told = f"{_share(source.share)} of the {move} is {source.words}"
    if source.affected is None:
        return f"{told}."
    money = shown(source.affected, "money", locale=locale, currency=currency)
    return f"{told}; about {money} a year of customers is affected."


def _share(share: float) -> str:
    if share >= 1.05:
        return "More than all"
    named = next((words for low, high, words in FRACTIONS if low <= share < high), None)
    return named or f"About {round(100 * share)}%"
