"""Whether the model behind customers' value holds: what it would have said earlier against what happened since.

Written once per build. Buyers: purchases in the second half of the time watched (at most a year) against those
that the models, fitted on the first part only, expected. Contracts: those running a year ago that ended since
against what Kaplan-Meier of that day expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from dashboard.company import Company
from dashboard.insight.btyd import Frequency, NotEnough, fit_frequency, fit_spend
from dashboard.insight.contracts import LEAST, METHOD, SPELL_SQL, YEAR, staying
from dashboard.insight.outlook import People
from dashboard.insight.purchases import (
    PURCHASE_SQL,
    WEEK,
    History,
    Purchases,
    history_at,
    rank_correlation,
    read_purchases,
)
from dashboard.insight.value import contractual
from dashboard.metrics.intervals import Z, student, wilson
from dashboard.metrics.metric import Array
from dashboard.metrics.survival import kaplan_meier, quantile

Query = Callable[[str], pa.Table]
BUYING = "BG/NBD × Gamma-Gamma"
MOST_REPEATS, MONTH = 7, 30.4375
TENURES = (0.0, 182.0, 365.0, 730.0)
TENURE_NAMES = ("under 6 months", "6 to 12 months", "1 to 2 years", "2 years or more")
MODEL_SCHEMA = pa.schema(
    [("model", pa.string()), ("part", pa.string()), ("name", pa.string())]
    + [(name, pa.float64()) for name in ("value", "low", "high")]
)
CHECK_SCHEMA = pa.schema(
    [("model", pa.string()), ("cut_on", pa.date32()), ("until", pa.date32()), ("place", pa.int64())]
    + [("name", pa.string()), ("customers", pa.int64())]
    + [(name, pa.float64()) for name in ("actual", "low", "high", "expected")]
)
Parameter = tuple[str, str, float, float | None, float | None]


def value_checks(query: Query, company: Company, as_of: date) -> Mapping[str, pa.Table]:
    """The enricher: `value_model`, one row per parameter, and `value_check`, actual and expected by group.

    Both are empty when there is no model to check.
    """
    found = _contracts(query, as_of) if contractual(query, company) else _buyers(query, as_of)
    return {"value_model": _model_table(*found), "value_check": _check_table(found[0], found[2], as_of)}


@dataclass(frozen=True, slots=True)
class _Group:
    """One group on the day of the check: how many, what came, with its interval, and what was expected."""

    cut_on: date
    name: str
    customers: int
    actual: float
    low: float
    high: float
    expected: float


Found = tuple[str, Sequence[Parameter], Sequence[_Group]]


def _buyers(query: Query, as_of: date) -> Found:
    table = query(PURCHASE_SQL)
    ids = sorted(set(table.column("customer_id").to_pylist()))
    purchases = read_purchases(table, People(ids, [], np.zeros(len(ids), dtype=np.int64)))
    if not purchases.who.size:
        return BUYING, (), ()
    now = history_at(purchases, as_of)
    try:
        often = fit_frequency(now.x, now.last, now.age)
        much = fit_spend(now.x, now.mean)
    except NotEnough:
        return BUYING, (), ()
    told = [
        *_frequency(often),
        *(("spend", name, getattr(much, name), None, None) for name in ("p", "q", "gamma")),
    ]
    return BUYING, [*told, *_dependence(now)], _second_half(purchases, as_of)


def _frequency(often: Frequency) -> list[Parameter]:
    errors = np.sqrt(np.diag(often.spread))
    return [
        ("frequency", name, value, float(value * np.exp(-Z * error)), float(value * np.exp(Z * error)))
        for name, error in zip(("r", "alpha", "a", "b"), errors, strict=True)
        for value in (getattr(often, name),)
    ]


def _dependence(history: History) -> list[Parameter]:
    """How far spend goes with frequency, which the model takes as unrelated: Spearman's rank correlation."""
    found = rank_correlation(history.x, history.mean)
    told: list[Parameter] = []
    if found is not None:
        kept = (history.x > 0) & (history.mean > 0)
        reach = Z / np.sqrt(max(int(kept.sum()) - 3, 1))  # Fisher
        middle = np.arctanh(np.clip(found[0], -0.999999, 0.999999))
        low, high = (float(np.tanh(middle + side)) for side in (-reach, reach))
        told.append(("dependence", "rank correlation", found[0], low, high))
    return [
        *told,
        ("data", "buyers", float(history.x.size), None, None),
        ("data", "repeat buyers", float((history.x > 0).sum()), None, None),
    ]


def _second_half(purchases: Purchases, as_of: date) -> list[_Group]:
    first = date(1970, 1, 1) + timedelta(days=int(purchases.day.min()))
    ahead = min((as_of - first).days // 2, 365)
    cut = as_of - timedelta(days=ahead)
    before, after = history_at(purchases, cut), history_at(purchases, as_of)
    try:
        model = fit_frequency(before.x, before.last, before.age)
    except NotEnough:
        return []
    expected = model.expected(before.x, before.last, before.age, ahead / WEEK)
    came = after.x[np.searchsorted(after.buyers, before.buyers)] - before.x
    place = np.minimum(before.x, MOST_REPEATS).astype(np.int64)
    names = [str(i) for i in range(MOST_REPEATS)] + [f"{MOST_REPEATS} or more"]
    return [
        _bought(cut, name, came[place == at], expected[place == at])
        for at, name in enumerate(names) if (place == at).any()
    ]  # fmt: skip


def _bought(cut: date, name: str, came: Array, expected: Array) -> _Group:
    n = came.size
    low, high = (
        float(x[0]) for x in student(*(np.array([float(x)]) for x in (came.sum(), (came**2).sum(), n)))
    )
    return _Group(cut, name, n, float(came.mean()), max(low, 0.0), high, float(expected.mean()))


def _contracts(query: Query, as_of: date) -> Found:
    table = query(SPELL_SQL)
    if table.num_rows < LEAST:
        return METHOD, (), ()
    started, ended = (_days(table.column(name)) for name in ("started_on", "ended_on"))
    today = float((as_of - date(1970, 1, 1)).days)
    watched = np.maximum(np.where(np.isnan(ended), today, np.minimum(ended, today)) - started, 0.0)
    left = ended <= today
    middle, low, high = quantile(kaplan_meier(watched, left, np.ones(watched.size)), 0.5)
    told: list[Parameter] = [
        ("data", "contracts", float(watched.size), None, None), ("data", "ended", float(left.sum()), None, None),
    ]  # fmt: skip
    if middle is not None:
        told.append(("length", "half last, months", middle / MONTH, _months(low), _months(high)))
    return METHOD, told, _last_year(started, ended, today, as_of)


def _months(days: float | None) -> float | None:
    return None if days is None else days / MONTH


def _days(column: pa.ChunkedArray) -> Array:
    days: Array = column.cast(pa.int32()).cast(pa.float64()).to_numpy()
    return days


def _last_year(started: Array, ended: Array, today: float, as_of: date) -> list[_Group]:
    """What was known a year ago, the fit included; contracts that began since take no part."""
    then = today - YEAR
    known = started <= then
    began, over = started[known], ended[known]
    left = over <= then
    watched = np.where(left, over, then) - began
    running = ~left
    if known.sum() < LEAST or not left.any() or not running.any():
        return []
    curve = kaplan_meier(watched, left, np.ones(watched.size))
    hazard = float(curve.events.sum() / max(watched.sum(), 1.0))
    tenure, gone = watched[running], (over <= today)[running]
    expected = 1 - staying(curve, hazard, tenure, YEAR)
    place = np.searchsorted(np.array(TENURES), tenure, side="right") - 1
    cut = as_of - timedelta(days=int(YEAR))
    return [
        _ended(cut, TENURE_NAMES[at], gone[place == at], expected[place == at])
        for at in range(len(TENURES)) if (place == at).any()
    ]  # fmt: skip


def _ended(cut: date, name: str, gone: Array, expected: Array) -> _Group:
    low, high = wilson(np.array([float(gone.sum())]), np.array([float(gone.size)]))
    came, foreseen = 100 * float(gone.mean()), 100 * float(expected.mean())
    return _Group(cut, name, gone.size, came, float(low[0]), float(high[0]), foreseen)


def _model_table(model: str, told: Sequence[Parameter], _: Sequence[_Group]) -> pa.Table:
    columns = {name: [row[at] for row in told] for at, name in enumerate(MODEL_SCHEMA.names[1:])}
    return pa.table({"model": [model] * len(told), **columns}, schema=MODEL_SCHEMA)


def _check_table(model: str, groups: Sequence[_Group], until: date) -> pa.Table:
    columns = {
        "model": [model] * len(groups), "cut_on": [g.cut_on for g in groups], "until": [until] * len(groups),
        "place": list(range(len(groups))), "name": [g.name for g in groups], "customers": [g.customers for g in groups],
        "actual": [g.actual for g in groups], "low": [g.low for g in groups], "high": [g.high for g in groups],
        "expected": [g.expected for g in groups],
    }  # fmt: skip
    return pa.table(columns, schema=CHECK_SCHEMA)
