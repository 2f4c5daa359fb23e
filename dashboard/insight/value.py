"""What customers are worth and how much of it may leave: written once per build, for thirteen month-ends and today.

Buyers without a contract: BG/NBD for how often and whether still there, Gamma-Gamma for how much. The model is
fitted on all that is known today and read at each month-end. Contracts: Kaplan-Meier by tenure. Revenue at
risk is what leaves in the coming year with the customers who leave in it; who is gone already has nothing left to
lose. Contracts: P(ends within a year) x a year's payments. Buyers: purchases of the year if all who are there
stayed, less those expected, x spend. It is a forecast, not a cause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.company import Company
from dashboard.insight.contracts import contract_outlook
from dashboard.insight.outlook import Outlook, People, Prices
from dashboard.insight.purchases import purchase_outlook
from dashboard.metrics.metric import Array

Query = Callable[[str], pa.Table]
MONTH_ENDS = 13
DRAWS = 200
SEED = 20_250_101

PEOPLE_SQL = """-- one row per customer
select customer_id, segment::varchar as segment, persona::varchar as persona, region::varchar as region
from customer
order by customer_id"""
CONTRACTS_SQL = """-- one row: how many contract spells there are
select count(*)::bigint as spells from spell where rule = 'contract' and started_on is not null"""
COST_SQL = """-- one row per month: what winning customers cost
select month::date as month, sum(amount)::double as amount
from cost_month
where kind = 'acquisition' and month is not null
group by all"""

VALUE_SCHEMA = pa.schema(
    [("as_of", pa.date32()), ("next_as_of", pa.date32())]
    + [(name, pa.string()) for name in ("segment", "persona", "region")]
    + [("customers", pa.int64())]
    + [
        (name, pa.float64())
        for name in (
            "revenue_365", "revenue_365_sumsq", "margin_365", "acquisition_cost", "clv_sum", "clv_sumsq",
            "clv_model_sd", "alive_sum", "p_leave_sum", "at_risk_sum", "at_risk_var",
        )
    ]
    + [("method", pa.string())]
)  # fmt: skip
OUTLOOK_SCHEMA = pa.schema(
    [("as_of", pa.date32())]
    + [(name, pa.string()) for name in ("customer_id", "segment", "persona", "region")]
    + [(name, pa.float64()) for name in ("revenue_365", "clv", "p_leave", "at_risk")]
    + [("method", pa.string())]
)


def customer_values(query: Query, company: Company, as_of: date) -> Mapping[str, pa.Table]:
    """The enricher: `customer_value`, sums per month-end and group, and `customer_outlook`, customers today.

    Both are empty when too few customers are known for a forecast: then the metrics are refused.
    """
    days = month_ends(as_of)
    people = _people(query(PEOPLE_SQL))
    prices = Prices(company.value.horizon_years, company.value.discount_rate)
    outlook = contract_outlook if contractual(query, company) else purchase_outlook
    outlooks = outlook(query, people, days, prices)
    costs = _monthly(query(COST_SQL))
    rows = [
        _sums(
            seen, people, day, (*days[1:], None)[at], _cost_each(costs, seen, day), company.value.gross_margin
        )
        for at, (day, seen) in enumerate(zip(days, outlooks, strict=True))
    ]
    tables = [row for row in rows if row.num_rows]
    value = pa.concat_tables(tables) if tables else VALUE_SCHEMA.empty_table()
    return {"customer_value": value, "customer_outlook": _customers(outlooks[-1], people, as_of)}


def contractual(query: Query, company: Company) -> bool:
    """Whether customers are under contract, by the company file or by what is in the data."""
    if company.churn.rule != "auto":
        return company.churn.rule == "contract"
    return bool(query(CONTRACTS_SQL).column("spells").to_pylist()[0])


def month_ends(as_of: date) -> list[date]:
    """The last thirteen month-ends before `as_of`, and `as_of`, oldest first."""
    ends, end = [as_of], as_of.replace(day=1) - timedelta(days=1)
    for _ in range(MONTH_ENDS):
        ends.append(end)
        end = end.replace(day=1) - timedelta(days=1)
    return ends[::-1]


def _people(table: pa.Table) -> People:
    columns = {name: table.column(name).to_pylist() for name in table.column_names}
    groups: list[tuple[str | None, ...]] = list(
        zip(columns["segment"], columns["persona"], columns["region"], strict=True)
    )
    names = list(dict.fromkeys(groups))
    place = {group: at for at, group in enumerate(names)}
    return People(columns["customer_id"], names, np.array([place[group] for group in groups], dtype=np.int64))


def _monthly(table: pa.Table) -> dict[date, float]:
    return dict(zip(table.column("month").to_pylist(), table.column("amount").to_pylist(), strict=True))


def _cost_each(costs: Mapping[date, float], seen: Outlook, day: date) -> float | None:
    """Acquisition cost per customer won in the year up to `day`; None without costs or new customers."""
    year = [amount for month, amount in costs.items() if day - timedelta(days=365) < month <= day]
    return sum(year) / seen.won if year and seen.won else None


@dataclass(frozen=True, slots=True)
class _Group:
    at: npt.NDArray[np.int64]
    size: int

    def total(self, values: Array) -> Array:
        return np.bincount(self.at, values, self.size).astype(np.float64)


def _sums(
    seen: Outlook, people: People, day: date, following: date | None, cost: float | None, margin: float | None
) -> pa.Table:
    group = _Group(people.group[seen.who], len(people.groups))
    customers = group.total(np.ones(seen.who.size))
    kept = np.flatnonzero(customers)
    clv = group.total(seen.clv)
    sums = {
        "revenue_365": group.total(seen.revenue), "revenue_365_sumsq": group.total(seen.revenue**2),
        "margin_365": group.total(seen.revenue) * margin if margin else None,
        "acquisition_cost": customers * cost if cost is not None else None,
        "clv_sum": clv, "clv_sumsq": group.total(seen.clv**2), "clv_model_sd": clv * seen.model_spread,
        "alive_sum": group.total(seen.alive), "p_leave_sum": group.total(seen.p_leave),
        "at_risk_sum": group.total(seen.at_risk), "at_risk_var": _variance(seen, group),
    }  # fmt: skip
    names = [people.groups[at] for at in kept]
    columns: dict[str, object] = {
        "as_of": [day] * kept.size, "next_as_of": [following] * kept.size,
        "segment": [name[0] for name in names], "persona": [name[1] for name in names],
        "region": [name[2] for name in names], "customers": customers[kept].astype(np.int64),
        **{name: [None] * kept.size if total is None else total[kept].round(6) for name, total in sums.items()},
        "method": [seen.method] * kept.size,
    }  # fmt: skip
    return pa.table(columns, schema=VALUE_SCHEMA)


def _variance(seen: Outlook, group: _Group) -> Array:
    """How much the revenue that leaves varies by chance, per group: who leaves is drawn again and again, each
    taking along what is expected to leave with one who does."""
    if not seen.who.size:
        return np.zeros(group.size)
    order = np.argsort(group.at, kind="stable")
    present, first = np.unique(group.at[order], return_index=True)
    draws = np.random.default_rng(SEED).random((DRAWS, order.size), dtype=np.float32) < seen.p_leave[order]
    lost = np.add.reduceat(draws * seen.if_leaves[order], first, axis=1)
    variance = np.zeros(group.size)
    variance[present] = lost.var(axis=0, ddof=1)
    return variance


def _customers(seen: Outlook, people: People, as_of: date) -> pa.Table:
    size = seen.who.size
    names = [people.groups[at] for at in people.group[seen.who]]
    columns: dict[str, object] = {
        "as_of": [as_of] * size, "customer_id": [people.ids[at] for at in seen.who],
        "segment": [name[0] for name in names], "persona": [name[1] for name in names],
        "region": [name[2] for name in names], "revenue_365": seen.revenue, "clv": seen.clv,
        "p_leave": seen.p_leave, "at_risk": seen.at_risk, "method": [seen.method] * size,
    }  # fmt: skip
    return pa.table(columns, schema=OUTLOOK_SCHEMA)
