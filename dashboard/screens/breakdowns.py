"""The card that shows where a number stands: one bar per group, a click filters the page to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.reports.exhibit import Plot
from dashboard.scope import Window
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, answer_rows, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.marks import MOST, groups, ranked
from dashboard.screens.scope_bar import toggle
from dashboard.screens.text import markdown
from dashboard.screens.tile import named
from dashboard.screens.visit import Visit


def breakdown_card(
    metric: Metric,
    windows: Sequence[Window],
    by: str,
    found: Sequence[Answer],
    more: Mapping[str, str],
    visit: Visit,
) -> None:
    """`found`: the answers of both periods by group, not filtered by this dimension itself."""
    now = ranked([a for a in found if a.window.label == "now"], metric, by == "stage")
    scope, left_out = visit.whole(by), max(len(now) - MOST, 0)
    made = Card(
        f"breakdown_{metric.key}", _title(now, metric, by, visit),
        f"{named(metric)} by {by}, {whom(scope)}. Whisker: 95 % interval; grey tick: before. "
        f"Click a bar to filter the page.{f' {left_out} more in the data.' if left_out else ''}",
        metric, scope, tuple(windows), lambda: answer_rows([*now, *_before(now, found)]), by, more,
        plot=Plot("bar", "group", "value", "series", "low", "high", metric.unit),
    )  # fmt: skip
    with card(made, visit):
        if not now or all(answer.refused for answer in now):
            reason = now[0].refused if now and now[0].refused else "No group has anything in this period."
            st.info(markdown(reason))
            return
        _figure(made, metric, now[:MOST], found, visit)


def _before(now: Sequence[Answer], found: Sequence[Answer]) -> list[Answer]:
    """The earlier answers, in the order of the later ones; groups that are gone come last."""
    order = [answer.group for answer in now]
    was = [answer for answer in found if answer.window.label == "before"]
    return sorted(was, key=lambda a: order.index(a.group) if a.group in order else len(order))


def _figure(made: Card, metric: Metric, now: Sequence[Answer], found: Sequence[Answer], visit: Visit) -> None:
    by = made.by or ""
    before = {answer.group: answer.value for answer in found if answer.window.label == "before"}
    drawn = figure(
        groups(now, metric, getattr(visit.scope, by), visit), [before.get(a.group) for a in now],
        visit.shown(metric), seconds=metric.unit == "seconds",
    )  # fmt: skip

    def narrow(value: str) -> None:
        if value != NOT_STATED:
            toggle(visit.scope, by, value)

    bars(drawn, f"figure_by_{by}", f"{made.title}. {made.subtitle}", narrow)


def _title(now: Sequence[Answer], metric: Metric, by: str, visit: Visit) -> str:
    known = [answer for answer in now if answer.value is not None and not answer.small]
    if len(known) < 2 or metric.better == "neither":
        return f"{metric.label} by {by}"
    worst, *_, best = sorted(known, key=lambda a: (a.value or 0.0) * (1 if metric.better == "up" else -1))
    shown = visit.shown(metric)
    ends = (f"{shown(a.value or 0.0)} in {spoken(a.group or '')}" for a in (worst, best))
    return "From {} to {}".format(*ends)
