"""The outlook of customers under contract: how long contracts of their age go on to last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from dashboard.insight.outlook import Outlook, People, Places, Prices, nobody
from dashboard.metrics.metric import Array
from dashboard.metrics.survival import Curve, kaplan_meier, survival_at

YEAR, MONTHS = 365.0, 12
LEAST = 30
METHOD = "Kaplan-Meier by tenure of contract"

SPELL_SQL = """-- one row per contract spell
select customer_id, started_on, ended_on, coalesce(monthly_value, 0)::double as monthly_value
from spell
where rule = 'contract' and started_on is not null
order by customer_id, started_on"""


def contract_outlook(
    query: Callable[[str], pa.Table], people: People, days: Sequence[date], prices: Prices
) -> list[Outlook]:
    """An outlook per day of the contracts running then; empty ones with fewer than 30 contracts."""
    table = query(SPELL_SQL)
    if table.num_rows < LEAST:
        return [nobody(f"fewer than {LEAST} contracts") for _ in days]
    place = {customer: at for at, customer in enumerate(people.ids)}
    who = np.array(
        [place.get(customer, -1) for customer in table.column("customer_id").to_pylist()], dtype=np.int64
    )
    started, ended = _days(table.column("started_on")), _days(table.column("ended_on"))
    monthly = table.column("monthly_value").to_numpy()
    today = _day(days[-1])
    watched = np.minimum(np.where(np.isnan(ended), today, ended), today) - started
    curve = kaplan_meier(np.maximum(watched, 0.0), ended <= today, np.ones(watched.size))
    hazard = curve.events.sum() / max(watched.sum(), 1.0)
    return [_outlook(who, started, ended, monthly, _day(day), curve, hazard, prices) for day in days]


def _day(day: date) -> float:
    return float((day - date(1970, 1, 1)).days)


def _days(column: pa.ChunkedArray) -> Array:
    days: Array = column.cast(pa.int32()).cast(pa.float64()).to_numpy()
    return days


def staying(curve: Curve, hazard: float, tenure: Array, ahead: float) -> Array:
    """P(a contract of this tenure lasts `ahead` days more). Past the longest seen, at the average hazard."""
    later = tenure + ahead
    inside = (
        survival_at(curve, np.minimum(later, curve.last)),
        survival_at(curve, np.minimum(tenure, curve.last)),
    )
    share = np.divide(*inside, out=np.zeros_like(tenure), where=inside[1] > 0)
    beyond = np.maximum(later - np.maximum(curve.last, tenure), 0.0)
    return share * np.exp(-hazard * beyond)


def _outlook(
    who: Places,
    started: Array,
    ended: Array,
    monthly: Array,
    day: float,
    curve: Curve,
    hazard: float,
    prices: Prices,
) -> Outlook:
    running = (started <= day) & ~(ended <= day) & (who >= 0)
    if not running.any():
        return nobody(METHOD)
    customers, at = np.unique(who[running], return_inverse=True)
    tenure, value = day - started[running], monthly[running]
    p_leave = 1 - staying(curve, hazard, tenure, YEAR)
    months = [(m + 0.5) * YEAR / MONTHS for m in range(MONTHS * prices.years)]
    clv = sum(value * staying(curve, hazard, tenure, ahead) * prices.factor(ahead / YEAR) for ahead in months)
    paid = value * MONTHS * np.minimum(tenure, YEAR) / YEAR

    def total(values: Array) -> Array:
        return np.bincount(at, values, customers.size).astype(np.float64)

    weight = total(value)
    lost = np.divide(
        total(value * p_leave), weight, out=total(p_leave) / total(np.ones(at.size)), where=weight > 0
    )
    won = int(np.unique(who[running & (started > day - YEAR)]).size)
    spread = 1 / np.sqrt(max(curve.events.sum(), 1.0))
    return Outlook(
        customers, total(paid), total(np.asarray(clv)), np.ones_like(lost), lost, lost * weight * MONTHS, won,
        float(spread), METHOD,
    )  # fmt: skip
