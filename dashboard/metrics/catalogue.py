"""Every metric by its key, and which way of counting is in force."""

from __future__ import annotations

from dashboard.metrics.direct import DIRECT
from dashboard.metrics.indirect import INDIRECT
from dashboard.metrics.inferred import INFERRED
from dashboard.metrics.metric import Metric

CATALOGUE: dict[str, Metric] = {metric.key: metric for metric in (*DIRECT, *INDIRECT, *INFERRED)}


def find(key: str, variant: str | None = None) -> Metric:
    """The metric called `key`, counted as `variant` names. Raises KeyError when there is none."""
    return CATALOGUE[key].as_variant(variant)


def in_force(metric: Metric, churn_rule: str) -> Metric:
    """The metric as this company counts it: churn and retention by the rule its snapshot was built with."""
    follows = metric.key in ("churn_rate", "retention_rate") and metric.variant is None
    return metric.as_variant(churn_rule) if follows and churn_rule in ("contract", "inactivity") else metric
