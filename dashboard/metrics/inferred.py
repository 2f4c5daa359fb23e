"""Metrics worked out from behaviour over a customer's lifetime: who stays and what they are worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from dashboard.metrics.behaviour import BEHAVIOUR
from dashboard.metrics.intervals import normal, student
from dashboard.metrics.kinds import remainder, share, share_interval, share_value
from dashboard.metrics.metric import Array, Bounds, Metric, Need, Parts, Variant
from dashboard.metrics.relations import BUYERS, SPELLS, VALUES


def _at_start(name: str) -> str:
    return f"sum(r.{name}) filter (where r.day < w.first_day)"


def _gone(name: str) -> str:
    return f"coalesce(sum(r.{name}) filter (where r.day >= w.first_day), 0)"


EXACT = "::decimal(38, 6)"
"""Running sums of money are told apart to the last digit: what came and went must leave nothing."""
DATED = Need(
    "subscription", "started_on", "No dated contracts and no purchases, so who left when cannot be told.",
    (("purchase", "ordered_at"), ("order_line", "ordered_at")),
)  # fmt: skip
CONTRACTS = Need("subscription", "started_on", "No contracts with dates, so churn by period cannot be told.")
PURCHASED = Need(
    "purchase",
    "ordered_at",
    "No dated purchases, so inactivity cannot be told.",
    (("order_line", "ordered_at"),),
)
MONTHLY = Need("subscription", "monthly_amount", "These contracts have no monthly amount.")
EUROS_LEFT = {
    "where": "rule = 'contract'", "needs": (CONTRACTS, MONTHLY),
    "parts": {
        "at_start": "sum(begun) - sum(ended)",
        "value_at_start": f"coalesce(sum(begun_value{EXACT}), 0) - coalesce(sum(ended_value{EXACT}), 0)",
        "value_squares": f"coalesce(sum(begun_squares{EXACT}), 0) - coalesce(sum(ended_squares{EXACT}), 0)",
        "left_value": f"coalesce(sum(ended_value{EXACT}), 0)",
    },
    "over": {
        "at_start": f"coalesce({_at_start('at_start')}, 0)", "value_at_start": _at_start("value_at_start"),
        "value_squares": _at_start("value_squares"), "left_value": _gone("left_value"),
    },
    "interval_name": "Wilson on the customers the value amounts to", "adds": "no",
}  # fmt: skip


def _left_value(p: Parts) -> Array:
    left: Array = 100 * np.nan_to_num(p.left_value) / p.value_at_start
    return left


def _left_value_interval(p: Parts) -> Bounds:
    """Wilson with the number of equal customers that would vary as much (Kish's effective n)."""
    effective = p.value_at_start**2 / p.value_squares
    share_left = np.nan_to_num(p.left_value) / p.value_at_start
    interval: Bounds = share_interval("hits")(_Effective(share_left * effective, effective))
    return interval


class _Effective:
    def __init__(self, hits: Array, n: Array) -> None:
        self.hits, self.n = hits, n


CHURN = Metric(
    key="churn_rate", label="Churn rate", source="inferred", relation=SPELLS, shape="standing", unit="percent",
    better="down", says="Customers at the start of the period who left in it, per hundred.",
    formula="100 × left ÷ customers at the start", where="rule = (select value from meta where key = 'churn_rule')",
    parts={"at_start": "sum(begun) - sum(ended)", "left": "sum(ended)"},
    over={"at_start": f"coalesce({_at_start('at_start')}, 0)", "left": _gone("left")},
    n_part="at_start", value=share_value("left"), interval=share_interval("left"), interval_name="Wilson",
    fact="spell", fact_when="ended_on >= $start and ended_on < $end", fact_order="ended_on desc",
    per_length=True, needs=(DATED,),
    traps="A contract that ended and a customer who fell silent are two things: the rule in force is named.",
    variants=(
        Variant("contract", "contract ended", "Customers whose contract ended in the period, per hundred.", {
            "where": "rule = 'contract'", "fact_where": "rule = 'contract'", "needs": (CONTRACTS,)}),
        Variant("inactivity", "no purchase", "Customers who fell silent in the period, per hundred.", {
            "where": "rule = 'inactivity'", "fact_where": "rule = 'inactivity'", "needs": (PURCHASED,)}),
        Variant("revenue", "by monthly value", "Monthly value that left in the period, per hundred at its start.", {
            **EUROS_LEFT, "fact_where": "rule = 'contract'", "value": _left_value,
            "interval": _left_value_interval, "formula": "100 × monthly value that left ÷ monthly value at start"}),
    ),
)  # fmt: skip


def _stays(variant: Variant) -> Variant:
    """The same way of counting churn, seen from those who stay."""
    churn = CHURN.as_variant(variant.key)
    words = {"formula": f"100 − {churn.formula}"}
    return Variant(
        variant.key, variant.label, STAYING[variant.key], {**variant.changes, **remainder(churn, **words)}
    )


STAYING = {
    "contract": "Customers at the start of the period whose contract did not end in it, per hundred.",
    "inactivity": "Customers at the start of the period who did not fall silent in it, per hundred.",
    "revenue": "Monthly value at the start of the period that did not leave in it, per hundred.",
}
RETENTION = replace(
    CHURN,
    **remainder(
        CHURN, key="retention_rate", label="Retention rate", better="up",
        says="Customers at the start of the period who did not leave in it, per hundred.",
        formula="100 × stayed ÷ customers at the start",
        fact_when="started_on < $start and (ended_on is null or ended_on >= $end)", fact_order="started_on desc",
        variants=tuple(_stays(variant) for variant in CHURN.variants),
    ),
)  # fmt: skip

NAMED = Need("purchase", "customer_id", "These orders name no customer.", (("order_line", "customer_id"),))
REPURCHASE = share(
    BUYERS, "repurchased", "mature_buyers", key="repurchase_rate", label="Repurchase rate", source="inferred",
    better="up", says="New buyers with a second order within 90 days, per hundred old enough to have had them.",
    formula="100 × bought again in time ÷ first-time buyers", fact="fact_buyer", fact_where="mature",
    needs=(PURCHASED, NAMED),
    traps="The period selects first purchases. The company file sets the days; younger buyers are left out.",
)  # fmt: skip

VALUED = Need(
    "customer_value",
    "clv_sum",
    "No purchases or contracts of known customers yet, so their value cannot be told.",
)
STILL_THERE = Need(
    "customer_value",
    "alive_sum",
    "This snapshot does not tell customers still there from those who left unseen. Build it again to see it.",
)
COSTED = Need(
    "customer_value",
    "acquisition_cost",
    "No acquisition costs in the data: see the variant before acquisition cost.",
)
MARGIN = Need(
    "customer_value", "margin_365", "No gross margin in the company file, so there is no margin version."
)
LONGEST_YEARS = 20.0
YEARS = (
    "The last year counts as every year. Years: customers expected to be still there ÷ those of them expected to "
    f"leave within a year, at most {LONGEST_YEARS:g}. Buyers who buy most leave sooner than that, so this runs high."
)


def _yearly(p: Parts, total: Array, squares: Array) -> tuple[Array, Array, Array]:
    """A year's total per customer, over the years that those still there go on to stay, with its interval."""
    mean, n = total / p.n, p.n
    years = np.minimum(p.alive_sum / p.p_leave_sum, LONGEST_YEARS)
    low, high = student(total, squares, n)
    return mean * years, low * years, high * years


def _simple(part: str, cost: bool) -> dict[str, object]:
    """Revenue (or margin) a year x years, less the cost to acquire. The squares of margin follow revenue's."""

    def squares(p: Parts) -> Array:
        squares: Array = p.revenue_365_sumsq * (getattr(p, part) / p.revenue_365) ** 2
        return squares

    def less(p: Parts) -> Array:
        cost_each: Array = p.acquisition_cost / p.n if cost else np.zeros_like(p.n)
        return cost_each

    def interval(p: Parts) -> Bounds:
        _, low, high = _yearly(p, getattr(p, part), squares(p))
        return low - less(p), high - less(p)

    return {
        "value": lambda p: _yearly(p, getattr(p, part), squares(p))[0] - less(p), "interval": interval,
        "interval_name": "t on revenue a year", "adds": "no", "traps": YEARS,
        "formula": f"{part.split('_', maxsplit=1)[0]} a year × years{' − acquisition cost' if cost else ''}",
    }  # fmt: skip


VALUE_PARTS = {
    name: f"sum({name})"
    for name in (
        "customers", "revenue_365", "revenue_365_sumsq", "margin_365", "acquisition_cost", "clv_sum", "clv_sumsq",
        "clv_model_sd", "alive_sum", "p_leave_sum", "at_risk_sum", "at_risk_var",
    )
}  # fmt: skip


def _modelled_interval(p: Parts) -> Bounds:
    low, high = student(p.clv_sum, p.clv_sumsq, p.n)
    sampling = (high - low) / 2 / 1.96
    return normal(p.clv_sum / p.n, sampling**2 + (p.clv_model_sd / p.n) ** 2)


OUTLOOK: dict[str, Any] = {"fact": "customer_outlook", "fact_when": "true", "fact_order": "at_risk desc"}

CLV = Metric(
    key="clv", label="Customer lifetime value", source="inferred", relation=VALUES, shape="standing", unit="money",
    better="up", says="Expected revenue of a customer over the coming years, discounted; a mean per customer.",
    formula="expected revenue to come × survival, discounted (BG/NBD × Gamma-Gamma; contracts: Kaplan-Meier)",
    parts=VALUE_PARTS, n_part="customers", value=lambda p: p.clv_sum / p.n, interval=_modelled_interval,
    interval_name="t between customers and Monte Carlo over the model", **OUTLOOK,
    needs=(VALUED, STILL_THERE),
    traps="A forecast by a model that says which; the company file sets years and discount. Before any costs.",
    variants=(
        Variant("simple", "revenue × years − acquisition cost", "Revenue a year times expected years, less the cost "
                "to acquire.", {**_simple("revenue_365", True), "needs": (VALUED, STILL_THERE, COSTED)}),
        Variant("before_cost", "revenue × years, before acquisition cost", "Revenue a year times expected years.",
                {**_simple("revenue_365", False)}),
        Variant("margin", "margin × years, before acquisition cost", "Gross margin a year times expected years.",
                {**_simple("margin_365", False), "needs": (VALUED, STILL_THERE, MARGIN)}),
    ),
)  # fmt: skip

AT_RISK = Metric(
    key="revenue_at_risk", label="Revenue at risk", source="inferred", relation=VALUES, shape="standing",
    unit="money", better="down", adds="sum",
    says="Revenue of the coming year expected to leave with the customers who leave in it.",
    formula="sum over customers of P(there, leaves within 12 months) × what then leaves (contracts: a year's payments; "
    "buyers: purchases of the year that leaving takes × spend)", parts=VALUE_PARTS,
    n_part="customers", value=lambda p: p.at_risk_sum, interval=lambda p: normal(p.at_risk_sum, p.at_risk_var),
    interval_name="Monte Carlo over who leaves", **OUTLOOK, needs=(VALUED, STILL_THERE),
    traps="A forecast, not a cause: it does not say that anything we do would keep them. Who has left already, seen or "
    "unseen, has nothing left to lose. Buyers leave after a purchase: who bought once counts as still there.",
)  # fmt: skip

INFERRED: tuple[Metric, ...] = (CHURN, RETENTION, REPURCHASE, CLV, AT_RISK, *BEHAVIOUR)
