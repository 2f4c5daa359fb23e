"""The stores side by side: visits, conversion and sales, and the course of the one that is chosen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.figures.mark import Mark
from dashboard.insight.stores import Moved
from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import Question, compile_query
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.digital_choice import choice, known, turn
from dashboard.screens.digital_store import course
from dashboard.screens.digital_store_lines import KEYS, Stores, read, title
from dashboard.screens.filters import whom
from dashboard.screens.heading import heading
from dashboard.screens.marks import MOST, groups
from dashboard.screens.numbers import periods_of
from dashboard.screens.text import markdown
from dashboard.screens.tile import movement
from dashboard.screens.visit import Visit

BRING = "Import the visits counted at each store (day, store, quantity) and orders that name their store."


def sold(visit: Visit) -> Stores | None:
    """What the stores did in the period; None when nothing in the data names one."""
    coverage = visit.facts.coverage
    named = any(coverage.get((table, "store"), 0) for table in ("event", "purchase", "order_line"))
    return read(visit) if named else None


def stores(found: Stores | None, visit: Visit) -> None:
    """The cards of the stores, or what is missing for them."""
    heading("stores_head", "Stores", 2)
    if found is None:
        st.info(markdown(f"Nothing in the data names a store. {BRING}"), title="No stores to show")
        return
    if not found.metrics:
        st.info("Nothing happened in a store in this period with these filters.")
        return
    chosen = known(choice().store, found.names)
    heading("stores_told", title(found, visit), 3, said=_words(found, visit))
    places = st.columns(len(KEYS), gap="medium")
    for place, metric in zip(places, found.metrics, strict=False):
        with place:
            _bars(metric, found, chosen, visit)
    if len(found.metrics) < len(KEYS):
        places[len(found.metrics)].info(markdown(f"Visits and sales cannot be set side by side yet. {BRING}"))
    followed = chosen or found.first
    if followed:
        course(followed, found, chosen is not None, visit)


def _words(found: Stores, visit: Visit) -> str:
    selling = any(metric.key == "store_conversion" for metric in found.metrics)
    return (
        f"Stores from the {'lowest conversion' if selling else 'largest sales'}. "
        "Whisker: 95 % interval; grey tick: before; ▲ ▼: changed more than chance would give, corrected for "
        f"{len(found.found)} numbers. Click a bar to follow a store."
    )


def _bars(metric: Metric, found: Stores, chosen: str | None, visit: Visit) -> None:
    windows = periods_of(visit).pair()
    standing = [each for each in found.found if each.metric == metric.key and each.stands]
    count = f"{len(standing)} of {len(found.names)} changed" if standing else "no change that stands out"
    left = len(found.names) - MOST
    made = Card(
        f"digital_{metric.key}", f"{metric.label}: {count}",
        f"{metric.says.rstrip('.')}, {whom(visit.scope)}.{f' {left} more in the data.' if left > 0 else ''}",
        metric, visit.scope, tuple(windows), lambda: rows(metric, found), "store", choice().carried(),
        (compile_query([metric], visit.scope, windows, "store"),), lambda most: behind(chosen, visit, most),
        Plot("bar", "store", "value", "series", "low", "high", metric.unit),
    )  # fmt: skip
    marks = [_mark(name, metric, found, chosen, visit) for name in found.names[:MOST]]
    before = [each.before.value if (each := found.of(name, metric.key)) and each.before else None
              for name in found.names[:MOST]]  # fmt: skip
    with card(made, visit):
        drawn = figure(marks, before, visit.shown(metric))
        bars(drawn, f"figure_digital_{metric.key}", f"{made.title}. {made.subtitle}", _follow)


def _mark(name: str, metric: Metric, found: Stores, chosen: str | None, visit: Visit) -> Mark:
    each = found.of(name, metric.key)
    if each is None:
        (blank,) = groups([replace(found.answers[0], group=name, value=None, n=0)], metric, (), visit)
        return replace(blank, instead="none")
    (mark,) = groups([each.now], metric, (chosen,) if chosen else (), visit)
    arrow, words, _ = movement(metric, each.change, visit.facts.currency, visit.locale)
    told = f"{mark.hover}<br>{arrow} {words}" if words else mark.hover
    if not each.stands:
        return replace(mark, hover=told)
    return replace(mark, label=f"{arrow} {mark.label}", hover=f"{told}; stands out among all stores")


def rows(metric: Metric, found: Stores) -> list[Row]:
    """One row a store in the order of the bars, with its change and whether it stands out; then where each stood."""
    there = [each for name in found.names if (each := found.of(name, metric.key))]
    return [
        *({**_side("now", metric, each.now), **_change(each)} for each in there),
        *(_side("before", metric, each.before) for each in there if each.before),
    ]


def _side(series: str, metric: Metric, answer: Answer) -> Row:
    return {
        "series": series, "store": answer.group, "measure": metric.key, "value": answer.value, "low": answer.low,
        "high": answer.high, "n": answer.n, "note": answer.refused or "",
    }  # fmt: skip


def _change(each: Moved) -> Row:
    told = each.change
    if told is None:
        return {"stands out": False}
    return {
        "change": told.delta, "change low": told.low, "change high": told.high, "chance": told.chance,
        "stands out": each.stands, "note": each.now.refused or (told.why if told.delta is None else ""),
    }  # fmt: skip


def behind(store: str | None, visit: Visit, most: int) -> Question:
    """The days of the store that is chosen, else of all."""
    return ask("digital_store_rows", visit.scope, {"store": store, "most": most})


def _follow(store: str) -> None:
    turn("store", store)
