"""The kinds of metric the catalogue is made of: a share, a volume, a waiting time."""

from __future__ import annotations

from typing import Any

from dashboard.metrics.intervals import day_to_day, wilson
from dashboard.metrics.metric import Bounds, Metric, Parts, Relation, Variant

WILSON = "Wilson"
KAPLAN_MEIER = "Kaplan-Meier, log-log band"
DAY_TO_DAY = "t on how much the days differ"


def share(relation: Relation, hits: str, of: str, **words: Any) -> Metric:
    """`hits` of `of`, in percent: two columns of a cube."""
    return Metric(
        relation=relation, parts={hits: f"sum({hits})", of: f"sum({of})"}, n_part=of, unit="percent",
        value=share_value(hits), interval=share_interval(hits), interval_name=WILSON, **words,
    )  # fmt: skip


def share_value(hits: str) -> Any:
    return lambda p: 100 * getattr(p, hits) / p.n


def share_interval(hits: str) -> Any:
    return lambda p: wilson(getattr(p, hits), p.n)


def remainder(metric: Metric, **words: Any) -> dict[str, Any]:
    """The fields of the share that is left when `metric`, a share, is taken from the whole."""
    return {"value": lambda p: 100 - metric.value(p), "interval": _mirrored(metric), **words}


def _mirrored(metric: Metric) -> Any:
    def interval(parts: Parts) -> Bounds:
        low, high = metric.interval(parts)
        return 100 - high, 100 - low

    return interval


def volume(relation: Relation, total: str, counted: str, count: str = "", **words: Any) -> Metric:
    """The sum of a column over the period; its interval is from day to day. n is the column `counted`.

    `count`: the SQL of n when it is not the sum of that column.
    """
    squares = f"{total}_day_squares"
    return Metric(
        relation=relation, parts={total: f"sum({total})", counted: count or f"sum({counted})"}, n_part=counted,
        over={squares: f"sum(r.{total} * r.{total})", "days": "any_value(w.end_day - w.first_day)"},
        value=lambda p: getattr(p, total),
        interval=lambda p: day_to_day(getattr(p, total), getattr(p, squares), p.days),
        interval_name=DAY_TO_DAY, per_length=True, adds="sum", **words,
    )  # fmt: skip


def waiting(relation: Relation, seconds: str, observed: str, **words: Any) -> Metric:
    """The Kaplan-Meier median of a waiting time; who still waits counts as waiting at least that long."""
    return Metric(
        relation=relation, wait=(seconds, observed), shape="wait", adds="no", parts={}, value=_by_survival,
        interval=_by_survival, interval_name=KAPLAN_MEIER, **words,
    )  # fmt: skip


def _by_survival(parts: Parts) -> Any:
    raise NotImplementedError("a waiting time is not a function of sums: see waits.py")


NINETIETH = Variant(
    "p90",
    "90th percentile",
    "Nine of ten waited no longer; those still waiting included.",
    {"statistic": "p90"},
)
MEAN = Variant(
    "mean", "mean", "The mean wait, up to the longest wait watched; those still waiting included.",
    {"statistic": "mean", "interval_name": "normal, on the area under the Kaplan-Meier curve"},
)  # fmt: skip
