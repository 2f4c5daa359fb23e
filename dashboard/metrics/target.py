"""Targets and benchmarks, set against a period of any length."""

from __future__ import annotations

from dashboard.metrics.metric import Metric
from dashboard.scope import Window

MONTH_DAYS = 30.4375


def for_window(metric: Metric, given: float, window: Window) -> float:
    """What a target or benchmark asks of this window, in the metric's unit.

    Numbers that grow with the period (churn, revenue, orders) have theirs for a month: rates compound over the
    months of the window (2 % lost a month is 5.8 % in 90 days), sums multiply. All others hold as given.
    """
    if not metric.per_length:
        return given
    months = window.days / MONTH_DAYS
    if metric.unit != "percent":
        return given * months
    kept = 1 - given / 100 if metric.better == "down" else given / 100
    over_all = 100 * float(kept**months)
    return 100 - over_all if metric.better == "down" else over_all
