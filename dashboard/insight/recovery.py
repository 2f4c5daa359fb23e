"""Customers whose failure was made good, set against those whose was not and those who never had one.

It observes: customers were not drawn by lot, so what was not measured can differ between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from dashboard.insight.weighting import Contrast, Flags, Weights, contrast, imbalance, weigh
from dashboard.metrics.metric import Array

Against = Literal["unrecovered", "never failed"]
Outcome = Literal["bought_again", "nps_after", "csat_after", "ces_after"]
AGAINST: tuple[Against, ...] = ("unrecovered", "never failed")
LEAST = 20
"""Fewer customers than this in either group carry no weights."""
RARE = 0.02
MOST_LEVELS = 12
ALIKE = 0.1
"""Standardised differences under this count as balanced (Austin 2009)."""
ENOUGH_OVERLAP = 0.9


@dataclass(frozen=True, slots=True)
class Balance:
    """One covariate: its standardised difference before and after weighting."""

    name: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The recovered against one other group, on one outcome of which all is known. `contrast` None: too few."""

    against: Against
    recovered: int
    others: int
    effective: float
    overlap: float
    balance: tuple[Balance, ...]
    contrast: Contrast | None

    @property
    def worst(self) -> Balance | None:
        """The covariate that is least alike after weighting."""
        return max(self.balance, key=lambda line: abs(line.after), default=None)

    @property
    def fair(self) -> bool:
        """Whether the groups are alike in what was known before, and overlap enough to be weighted."""
        alike = self.worst is None or abs(self.worst.after) <= ALIKE
        return alike and self.overlap >= ENOUGH_OVERLAP and self.effective >= LEAST


@dataclass(frozen=True, slots=True)
class Groups:
    """How many customers there are of each kind. `unseen`: a recovery without a failure that could be seen."""

    recovered: int
    unrecovered: int
    never_failed: int
    unseen: int


def groups(cohort: pa.Table) -> Groups:
    """`cohort`: one row a customer, as `recovery_cohort.sql` finds them."""
    failed, recovered = _flags(cohort, "failed"), _flags(cohort, "recovered")
    kinds = (failed & recovered, failed & ~recovered, ~failed & ~recovered, ~failed & recovered)
    return Groups(*(int(kind.sum()) for kind in kinds))


def compare(cohort: pa.Table, outcome: Outcome, against: Against) -> Comparison:
    """The recovered against one other group, weighted on history. Only customers whose outcome is known take part,
    each once; shares are 0 to 1."""
    failed, recovered = _flags(cohort, "failed"), _flags(cohort, "recovered")
    other = failed & ~recovered if against == "unrecovered" else ~failed & ~recovered
    result = _numbers(cohort, outcome)
    chosen = (failed & recovered | other) & ~np.isnan(result)
    member = (failed & recovered)[chosen]
    inside, outside = int(member.sum()), int((~member).sum())
    if min(inside, outside) < LEAST:
        return Comparison(against, inside, outside, 0.0, 0.0, (), None)
    history = covariates(cohort.filter(pa.array(chosen)))
    table = np.column_stack(list(history.values()))
    weights = weigh(member, table)
    return Comparison(
        against, inside, outside, weights.effective(), weights.overlap(), _balance(history, table, weights),
        contrast(result[chosen], weights),
    )  # fmt: skip


def _balance(history: Mapping[str, Array], table: Array, weights: Weights) -> tuple[Balance, ...]:
    pairs = zip(history, *imbalance(table, weights), strict=True)
    return tuple(Balance(name, float(before), float(after)) for name, before, after in pairs)


def covariates(cohort: pa.Table) -> dict[str, Array]:
    """What was known of each customer before the occasion, by name: counts and money on logarithms, groups as yes or
    no. What is not known is said by a column of its own and filled with the middle."""
    found: dict[str, Array] = {
        "orders": np.log1p(_numbers(cohort, "orders_before")),
        "spend": np.log1p(np.maximum(_numbers(cohort, "spend_before"), 0.0)),
        "contacts": np.log1p(_numbers(cohort, "contacts_before")),
        "day it began": _days(cohort),
    }
    for name, column in (
        ("days since the last order", "last_order_days"),
        ("days as a customer", "tenure_days"),
        ("earlier scores", "score_before"),
    ):
        values = _numbers(cohort, column)
        found |= _known(name, values if column == "score_before" else np.log1p(np.maximum(values, 0.0)))
    for column in ("segment", "region"):
        found |= _levels(cohort, column)
    return {name: values for name, values in found.items() if values.size and np.ptp(values) > 0}


def _known(name: str, values: Array) -> dict[str, Array]:
    missing = np.isnan(values)
    middle = float(np.median(values[~missing])) if not missing.all() else 0.0
    return {name: np.where(missing, middle, values), f"{name}: not known": missing.astype(np.float64)}


def _levels(cohort: pa.Table, column: str) -> dict[str, Array]:
    """A yes or no for each value that is not rare; the most frequent one is what the others are set against."""
    values = np.array([value or "" for value in cohort.column(column).to_pylist()], dtype=object)
    names, counts = np.unique(values.astype(str), return_counts=True)
    order = np.argsort(-counts, kind="stable")[1:MOST_LEVELS]
    often = [str(names[at]) for at in order if counts[at] >= RARE * values.size]
    return {f"{column}: {name or 'not stated'}": (values == name).astype(np.float64) for name in often}


def _flags(cohort: pa.Table, column: str) -> Flags:
    flags: Flags = np.array([bool(value) for value in cohort.column(column).to_pylist()], dtype=bool)
    return flags


def _numbers(cohort: pa.Table, column: str) -> Array:
    return np.array(
        [np.nan if v is None else float(v) for v in cohort.column(column).to_pylist()], dtype=np.float64
    )


def _days(cohort: pa.Table) -> Array:
    return np.array([day.toordinal() for day in cohort.column("day").to_pylist()], dtype=np.float64)
