"""What is known of each store in the period: visits, conversion and sales, beside the comparison and the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from dashboard.insight.change import Change
from dashboard.insight.stores import Moved, apart, lead, moved
from dashboard.metrics.answer import Answer
from dashboard.metrics.behaviour import by_store
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.intervals import wilson
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.screens.filters import spoken
from dashboard.screens.marks import MOST
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit

KEYS = ("footfall", "store_conversion", "store_sales")
BETTER = {key: CATALOGUE[key].better for key in KEYS}


@dataclass(frozen=True, slots=True)
class Stores:
    """`metrics`: those that have a number. `answers`: of the period, its comparison and their steps. `names`: every
    store, the lowest conversion first; of more than can be drawn, first those that stand out. `first`: the store to
    speak of, if any stands out.

    `apart`: stores whose conversion differs from that of all the others together, the surest first.
    """

    metrics: Sequence[Metric]
    answers: Sequence[Answer]
    found: Sequence[Moved]
    apart: Sequence[tuple[str, Change]]
    names: Sequence[str]
    first: str | None

    def of(self, store: str, metric: str) -> Moved | None:
        return next((each for each in self.found if (each.store, each.metric) == (store, metric)), None)


def read(visit: Visit) -> Stores:
    """Every store in the period and its comparison."""
    asked = [by_store(CATALOGUE[key]) for key in KEYS if visit.facts.reasons[key] is None]
    every = visit.ask(asked, periods_of(visit).all(), "store") if asked else []
    answers = [answer for answer in every if answer.group not in (None, NOT_STATED)]
    found = moved([answer for answer in answers if answer.window.label in ("now", "before")])
    sold = [
        a
        for a in answers
        if a.metric == "store_conversion" and a.window.label == "now" and a.value is not None
    ]
    differing = apart(sold, rests(sold))
    values = {(each.store, each.metric): each.now.value for each in found}
    names = sorted({each.store for each in found}, key=lambda name: _place(name, values))
    if len(names) > MOST:
        standing = {each.store for each in found if each.stands} | {store for store, _ in differing}
        names.sort(key=lambda name: name not in standing)
    worse = [store for store, change in differing if (change.delta or 0.0) < 0]
    told = {each.metric for each in found if each.now.value is not None}
    metrics = [metric for metric in asked if metric.key in told]
    return Stores(metrics, answers, found, differing, names, lead(found, BETTER) or next(iter(worse), None))


def _place(name: str, values: Mapping[tuple[str, str], float | None]) -> tuple[bool, float, float, str]:
    """The lowest conversion first; without one, the largest sales; what is withheld comes last."""
    sells, sold = (values.get((name, key)) for key in ("store_conversion", "store_sales"))
    return sells is None, sells or 0.0, -(sold or 0.0), name


def rests(sold: Sequence[Answer]) -> dict[str, Answer]:
    """By store, the conversion of all the others together."""
    orders, visits = (sum(a.parts[part] for a in sold) for part in ("orders", "visits"))
    rest = {}
    for answer in sold:
        hits, n = orders - answer.parts["orders"], visits - answer.parts["visits"]
        if n > 0:
            low, high = wilson(np.array([hits]), np.array([n]))
            rest[answer.group or ""] = replace(
                answer, value=100 * hits / n, low=float(low[0]), high=float(high[0]), n=round(n),
                parts={"orders": hits, "visits": n},
            )  # fmt: skip
    return rest


def title(found: Stores, visit: Visit) -> str:
    """What of the store that is spoken of first changed, or how it differs from the others."""
    if found.first is None:
        if not found.apart and not any(each.change and each.change.comparable for each in found.found):
            return f"{len(found.names)} stores, and nothing to compare them with"
        return "No store changed, or stands apart, more than chance would give"
    said = [_changed(each, visit) for each in found.found if each.store == found.first and each.stands]
    level = next((change for store, change in found.apart if store == found.first), None)
    sells = found.of(found.first, "store_conversion")
    if level is not None and level.delta is not None and sells and sells.now.value is not None:
        shown = visit.shown(CATALOGUE["store_conversion"])
        others = shown(sells.now.value - level.delta)
        level_words = f"it sells to {shown(sells.now.value)} of its visitors, the others to {others}"
        return (
            f"{spoken(found.first)}: {'; '.join([', '.join(said), level_words] if said else [level_words])}"
        )
    return f"{spoken(found.first)}: {', '.join(said)}"


def _changed(each: Moved, visit: Visit) -> str:
    """'15% more visits', 'conversion 2.1 points down', '4% less sold'."""
    delta = each.change.delta if each.change and each.change.delta is not None else 0.0
    if each.metric == "store_conversion":
        size = visit.change(CATALOGUE[each.metric])(abs(delta)).lstrip("+")
        return f"conversion {size} {'up' if delta > 0 else 'down'}"
    share = f"{abs(100 * delta / each.before.value):.0f}%" if each.before and each.before.value else "much"
    if each.metric == "footfall":
        return f"{share} {'more' if delta > 0 else 'fewer'} visits"
    return f"{share} {'more' if delta > 0 else 'less'} sold"
