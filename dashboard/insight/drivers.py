"""What goes before churn: the odds to leave with what customers are and what they met in the 90 days before.

A logistic regression over one row per customer and stretch of days, so a hazard in discrete time. It tells what goes
with leaving. It does not tell why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr
from scipy.stats import fisher_exact

from dashboard.insight.logistic import Fit, fit
from dashboard.metrics.intervals import Z
from dashboard.metrics.metric import Array

Flags = npt.NDArray[np.bool_]

ATTRIBUTES = ("contract", "plan", "tenure", "worth", "segment", "persona", "region")
MET = (
    "one_order", "quiet", "contact", "unresolved", "late_reply", "bad_answer", "bad_mention", "failed_task",
    "discounted",
)  # fmt: skip
PER_TERM = 10
"""Leavers, or stayers, that a column of the model needs."""
TOGETHER, ALONE = "together", "alone"
OTHER = "(other)"


@dataclass(frozen=True, slots=True)
class Driver:
    """A candidate. `odds`: to leave with it, against without it, with its 95 % interval; None: not to be told, and
    `note` says why. `chance`: two-sided; `corrected`: for all candidates (Holm 1979). Counts are of cases.
    """

    factor: str
    level: str
    odds: float | None
    low: float | None
    high: float | None
    chance: float | None
    cases: int
    leavers: int
    others: int
    others_left: int
    note: str = ""
    corrected: float | None = None
    signal: bool = False

    @property
    def more(self) -> bool:
        """More leave with it than without it."""
        if self.odds is not None:
            return self.odds > 1
        return self.leavers * self.others > self.others_left * self.cases


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor's place for each case: a level of `levels`, the largest first."""

    name: str
    levels: tuple[str, ...]
    place: npt.NDArray[np.int64]

    def at(self, level: int) -> Flags:
        return np.asarray(self.place == level)


def drivers(
    factors: Sequence[Factor], left: Flags, stretch: npt.NDArray[np.int64], who: npt.NDArray[np.int64]
) -> tuple[list[Driver], str]:
    """Every candidate, the surest first, and how they were fitted: `together`, or `alone` when too few left for that.

    A level that all left or none left has no odds: it is kept out of the model and tested exactly (Fisher).
    """
    told = [(factor, level) for factor in factors for level in _shown(factor)]
    separated = {(f.name, level): _none(f, level, left) for f, level in told if _separates(f.at(level), left)}
    design = _design(factors, stretch, separated)
    events = int(min(left.sum(), (~left).sum()))
    whole = None
    if events >= PER_TERM * sum(len(columns) for columns in design.values()):
        whole = fit(_matrix(design, stretch), left, who)
    method = TOGETHER if whole is not None else ALONE
    found = []
    for factor, level in told:
        one = separated.get((factor.name, level))
        if one is None:
            alone = {factor.name: design[factor.name]}
            own, kept = (
                (whole, design) if whole is not None else (fit(_matrix(alone, stretch), left, who), alone)
            )
            one = _driver(factor, level, own, _terms(kept), left)
        found.append(one)
    return corrected(found), method


def _shown(factor: Factor) -> list[int]:
    """Levels to report: 'yes' of what was met; of two levels the rarer; else all that have a name."""
    if factor.name in MET:
        return [factor.levels.index("yes")]
    named = [at for at, level in enumerate(factor.levels) if level != OTHER]
    return named[1:] if len(factor.levels) == 2 and len(named) == 2 else named


def _separates(exposed: Flags, left: Flags) -> bool:
    return any(side.all() or not side.any() for side in (left[exposed], left[~exposed]))


def _design(
    factors: Sequence[Factor], stretch: npt.NDArray[np.int64], separated: Mapping[tuple[str, int], Driver]
) -> dict[str, list[tuple[int, Array]]]:
    """Columns of each factor by level, its largest level left out; the first stretch is the start of all."""
    return {
        factor.name: [
            (at, factor.at(at).astype(np.float64))
            for at in range(1, len(factor.levels)) if (factor.name, at) not in separated and factor.at(at).any()
        ]
        for factor in factors
    }  # fmt: skip


def _matrix(design: Mapping[str, list[tuple[int, Array]]], stretch: npt.NDArray[np.int64]) -> Array:
    when = [(stretch == code).astype(np.float64) for code in range(1, int(stretch.max()) + 1)]
    columns = [column for own in design.values() for _, column in own]
    return np.column_stack([np.ones(stretch.size), *columns, *when])


def _terms(design: Mapping[str, list[tuple[int, Array]]]) -> dict[tuple[str, int], int]:
    keys = [(name, level) for name, own in design.items() for level, _ in own]
    return {key: at + 1 for at, key in enumerate(keys)}


def _driver(
    factor: Factor, level: int, fitted: Fit | None, terms: Mapping[tuple[str, int], int], left: Flags
) -> Driver:
    """A level against all others, these weighted by their cases."""
    counted = _counts(factor.at(level), left)
    if fitted is None:
        return _untold(factor, level, counted, "the model found no answer")
    weights = np.bincount(factor.place, minlength=len(factor.levels)).astype(np.float64)
    weights[level] = 0
    contrast = np.zeros(fitted.estimate.size)
    for at, weight in enumerate(-weights / weights.sum()):
        term = terms.get((factor.name, at))
        if term is not None:
            contrast[term] = 1.0 if at == level else weight
    involved = np.flatnonzero(contrast)
    if not involved.size or fitted.dropped[involved].any():
        return _untold(factor, level, counted, "cannot be told apart from others in the model")
    estimate, error = fitted.contrast(contrast)
    odds, low, high = (float(np.exp(estimate + reach * error)) for reach in (0.0, -Z, Z))
    chance = float(2 * ndtr(-abs(estimate) / error))
    return Driver(factor.name, factor.levels[level], odds, low, high, chance, *counted)


def _untold(factor: Factor, level: int, counted: tuple[int, int, int, int], note: str) -> Driver:
    return Driver(factor.name, factor.levels[level], None, None, None, None, *counted, note)


def _none(factor: Factor, level: int, left: Flags) -> Driver:
    cases, leavers, others, others_left = counted = _counts(factor.at(level), left)
    table = [[leavers, cases - leavers], [others_left, others - others_left]]
    chance = float(fisher_exact(table).pvalue)
    words = "none left" if not leavers else "all left" if leavers == cases else "no one else to compare with"
    return Driver(factor.name, factor.levels[level], None, None, None, chance, *counted, words)


def _counts(exposed: Flags, left: Flags) -> tuple[int, int, int, int]:
    return int(exposed.sum()), int(left[exposed].sum()), int((~exposed).sum()), int(left[~exposed].sum())


def corrected(found: Sequence[Driver], level: float = 0.05) -> list[Driver]:
    """The candidates with Holm's correction over all of them, the surest first."""
    known = sorted(
        ((one.chance, at) for at, one in enumerate(found) if one.chance is not None), key=lambda pair: pair[0]
    )
    adjusted, highest = dict[int, float](), 0.0
    for rank, (chance, at) in enumerate(known):
        highest = max(highest, min(1.0, (len(known) - rank) * chance))
        adjusted[at] = highest
    marked = [_marked(one, adjusted.get(at), level) for at, one in enumerate(found)]
    return sorted(marked, key=lambda one: (one.chance is None, one.chance or 0.0))


def _marked(one: Driver, chance: float | None, level: float) -> Driver:
    return replace(one, corrected=chance, signal=chance is not None and chance <= level)


def as_they_are(factor: str, level: str, cases: int, leavers: int, others: int, others_left: int) -> Driver:
    """The odds ratio of a two by two table with Woolf's interval: one thing at a time, nothing else held the same."""
    cells = (leavers, cases - leavers, others_left, others - others_left)
    if min(cells) <= 0:
        chance = float(fisher_exact([cells[:2], cells[2:]]).pvalue) if cases and others else None
        note = "none left" if cases and not leavers else "too few to compare"
        return Driver(factor, level, None, None, None, chance, cases, leavers, others, others_left, note)
    estimate = float(np.log(cells[0] * cells[3] / (cells[1] * cells[2])))
    error = float(np.sqrt(sum(1 / cell for cell in cells)))
    odds, low, high = (float(np.exp(estimate + reach * error)) for reach in (0.0, -Z, Z))
    chance = float(2 * ndtr(-abs(estimate) / error))
    return Driver(factor, level, odds, low, high, chance, cases, leavers, others, others_left)
