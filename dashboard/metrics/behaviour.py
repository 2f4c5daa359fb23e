"""Metrics of what customers do: web and app, the shop, carts, coupons and orders."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from dashboard.metrics.intervals import student_on_logs
from dashboard.metrics.kinds import KAPLAN_MEIER, remainder, share, share_interval, share_value, volume
from dashboard.metrics.metric import KNOWN, Metric, Need, Variant
from dashboard.metrics.relations import (
    CARTS,
    COUPONS,
    FACT_TASK,
    PURCHASES,
    SEARCHES,
    SESSIONS,
    STORE_PURCHASES,
    STORE_VISITS,
    TASKS,
    VISITORS,
    VISITS,
)

SESSION = Need("event", "session_id", "No sessions in these events, so sessions cannot be counted.")
TASK = Need("event", "task", "These events name no tasks, so there is nothing to succeed at.")
ORDERS = Need("purchase", "order_id", "No orders in the data.", (("order_line", "order_id"),))
COUNTED = Need(
    "store", "visits", "No visits were counted at a store. Import a file of happened_at, store and quantity.",
)  # fmt: skip
STORE_ORDERS = Need(
    "purchase", "store", "No order names its store, so nothing is known to be sold there.", (("order_line", "store"),)
)  # fmt: skip

TASK_SUCCESS = share(
    TASKS, "finished", "mature", key="task_success", label="Digital success", source="inferred", better="up",
    says="Tasks on web and app that were finished, per hundred started.", formula="100 × finished ÷ started",
    fact="fact_task", fact_where="mature", needs=(TASK,),
    traps="Tasks started too recently to be over are left out until the window has passed.",
)  # fmt: skip

TASK_ABANDONMENT = replace(
    TASK_SUCCESS,
    **remainder(
        TASK_SUCCESS, key="task_abandonment", label="Tasks abandoned", better="down",
        says="Tasks on web and app that were started and not finished, per hundred.",
        formula="100 − 100 × finished ÷ started", fact_where="mature and not finished",
    ),
)  # fmt: skip

TASK_ERRORS = replace(
    TASK_SUCCESS, key="task_errors", label="Tasks with an error", better="down",
    says="Tasks on web and app during which an error was shown, per hundred started.",
    formula="100 × tasks with an error ÷ started", parts={"erred": "sum(erred)", "mature": "sum(mature)"},
    value=share_value("erred"), interval=share_interval("erred"), fact_where="mature and has_error",
    needs=(TASK, Need("event", "error", "These events record no errors.")),
    traps="An error that names no task counts for the one that was begun last and is not over.",
)  # fmt: skip

ERROR_RATE = share(
    SESSIONS, "with_error", "sessions", key="error_rate", label="Sessions with an error", source="inferred",
    better="down", says="Sessions on web and app in which an error was shown, per hundred.",
    formula="100 × sessions with an error ÷ sessions", fact="fact_session", fact_where="has_error",
    needs=(SESSION, Need("event", "error", "These events record no errors.")),
)  # fmt: skip


def _finished(seconds: str, unit: str) -> Variant:
    return Variant("median", "median", f"Half of finished tasks took no more {unit}.", {
        "relation": FACT_TASK, "shape": "wait",
        "where": f"mature and finished and {seconds} > 0",
        "wait": (seconds, "finished"),
        "parts": {}, "n_part": "n", "interval_name": KAPLAN_MEIER})  # fmt: skip


TIME_ON_TASK = Metric(
    key="time_on_task", label="Time on task", source="inferred", relation=TASKS, unit="seconds",
    better="down", adds="no",
    says="A typical time to finish a task: the geometric mean.", formula="exp(mean of log seconds)",
    parts={name: f"sum({name})" for name in ("log_seconds_sum", "log_seconds_sumsq", "timed")}, n_part="timed",
    value=lambda p: np.exp(p.log_seconds_sum / p.n),
    interval=lambda p: student_on_logs(p.log_seconds_sum, p.log_seconds_sumsq, p.n),
    interval_name="t on logarithms", fact="fact_task", fact_where="finished", needs=(TASK,),
    traps="Only finished tasks have a time: read it beside the share that finishes.",
    variants=(_finished("seconds", "time"),),
)  # fmt: skip

CLICKS = Metric(
    key="clicks_to_complete", label="Clicks to complete", source="inferred", relation=TASKS, unit="clicks",
    better="down", adds="no", says="A typical number of clicks to finish a task: the geometric mean.",
    formula="exp(mean of log clicks)",
    parts={name: f"sum({name})" for name in ("log_clicks_sum", "log_clicks_sumsq", "clicked")}, n_part="clicked",
    value=lambda p: np.exp(p.log_clicks_sum / p.n),
    interval=lambda p: student_on_logs(p.log_clicks_sum, p.log_clicks_sumsq, p.n),
    interval_name="t on logarithms", fact="fact_task", fact_where="finished and clicks is not null",
    needs=(TASK, Need("event", "clicks", "These events count no clicks.")),
    variants=(_finished("clicks", "clicks"),),
)  # fmt: skip

BOUNCE = share(
    SESSIONS, "bounced", "sessions", key="bounce_rate", label="Bounce rate", source="inferred", better="down",
    says="Sessions that saw one page only, per hundred.", formula="100 × one-page sessions ÷ sessions",
    fact="fact_session", fact_where="bounced", needs=(SESSION,),
)  # fmt: skip

CONVERSION = share(
    SESSIONS, "ordered", "sessions", key="conversion_rate", label="Conversion", source="inferred", better="up",
    says="Sessions with an order, per hundred sessions.", formula="100 × sessions with an order ÷ sessions",
    fact="fact_session", fact_where="ordered", needs=(SESSION,),
    variants=(
        Variant("per_customer", "per customer", "Customers with an order online, per hundred who visited.", {
            "relation": VISITORS, "shape": "rows", "per_length": True, "adds": "no",
            "where": KNOWN,
            "parts": {"ordered": "count(distinct customer_id) filter (where ordered)",
                      "sessions": "count(distinct customer_id)"},
            "reached": {"ordered": "sum(r.buyers)", "sessions": "sum(r.visitors)"},
            "formula": "100 × customers with an order ÷ customers with a session"}),
    ),
)  # fmt: skip

CART_ABANDONMENT = share(
    CARTS, "abandoned", "carts", key="cart_abandonment", label="Carts abandoned", source="inferred",
    better="down", says="Carts filled and not ordered within a day, per hundred carts.",
    formula="100 × carts without an order ÷ carts", fact="fact_cart", fact_where="mature and not ordered",
    needs=(SESSION,), traps="The company file sets how long a cart may wait; younger carts are left out.",
)  # fmt: skip

NO_RESULT = share(
    SEARCHES, "found_nothing", "searches", key="search_no_result", label="Searches without a result",
    source="inferred", better="down", says="Searches on web and app that found nothing, per hundred.",
    formula="100 × searches with no result ÷ searches whose results were counted",
    fact="fact_search", fact_where="found_nothing",
    needs=(
        Need("event", "search_term", "These events carry no search terms."),
        Need("event", "results", "These events do not say how many results a search found."),
    ),
)  # fmt: skip

COUPON_REDEMPTION = share(
    COUPONS, "redeemed", "issued", key="coupon_redemption", label="Coupons redeemed", source="inferred",
    better="up", says="Coupons redeemed in time, per hundred issued.", formula="100 × redeemed ÷ issued",
    fact="fact_coupon", fact_where="mature",
    needs=(Need("event", "coupon", "No coupons issued in these events, so there is no redemption."),),
    traps="Coupons issued too recently are left out until their window has passed.",
)  # fmt: skip

IN_STORE = "store is not null and coalesce(channel, 'store') = 'store'"

FOOTFALL = volume(
    VISITS, "visits", "visits", key="footfall", label="Store visits", source="inferred", unit="count",
    better="up", says="Visits counted at the stores.", formula="sum of visits",
    fact="fact_visit", fact_order="day desc", needs=(COUNTED,),
)  # fmt: skip

STORE_SALES = volume(
    STORE_PURCHASES, "amount", "store_orders", "count(*)", key="store_sales", label="Store sales",
    source="inferred", unit="money",
    better="up", says="Sales of the stores, net of refunds.", formula="sum of store sales", where=IN_STORE,
    fact="fact_purchase", fact_where=IN_STORE, needs=(ORDERS, STORE_ORDERS),
)  # fmt: skip

STORE_CONVERSION = share(
    VISITS, "orders", "visits", key="store_conversion", label="Store conversion", source="inferred", better="up",
    says="Store visits with a sale, per hundred visits.", formula="100 × store orders ÷ store visits",
    fact="fact_visit", fact_order="day desc", needs=(COUNTED, STORE_ORDERS),
)  # fmt: skip

REVENUE = volume(
    PURCHASES, "revenue", "orders", key="revenue", label="Revenue", source="inferred", unit="money", better="up",
    says="Order amounts, net of refunds.", formula="sum of order amounts", fact="fact_purchase", needs=(ORDERS,),
)  # fmt: skip

ORDER_COUNT = volume(
    PURCHASES, "orders", "orders", key="orders", label="Orders", source="inferred", unit="count", better="up",
    says="Orders placed.", formula="count of orders", fact="fact_purchase", needs=(ORDERS,),
)  # fmt: skip


def by_store(metric: Metric) -> Metric:
    """A number of the shops, to be told apart by store."""
    return metric if metric.relation is STORE_PURCHASES else replace(metric, relation=STORE_VISITS)


BEHAVIOUR: tuple[Metric, ...] = (
    TASK_SUCCESS, TASK_ABANDONMENT, TASK_ERRORS, ERROR_RATE, TIME_ON_TASK, CLICKS, BOUNCE, CONVERSION,
    CART_ABANDONMENT, NO_RESULT, COUPON_REDEMPTION, FOOTFALL, STORE_SALES, STORE_CONVERSION, REVENUE, ORDER_COUNT,
)  # fmt: skip
