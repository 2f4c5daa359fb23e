"""The card that shows where a number stands: one bar per group, a click filters the page to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.figures.breakdown import breakdown
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.scope import Scope, Window
from dashboard.screens.card import QUIET, Card, answer_rows, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.marks import groups, ranked
from dashboard.screens.scope_bar import toggle
from dashboard.screens.text import markdown
from dashboard.screens.tile import named
from dashboard.screens.visit import Visit

MOST = 14


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
        metric, scope, tuple(windows), lambda: answer_rows(found), by, more,
    )  # fmt: skip
    with card(made, visit):
        if not now or all(answer.refused for answer in now):
            reason = now[0].refused if now and now[0].refused else "No group has anything in this period."
            st.info(markdown(reason))
            return
        _figure(made, now[:MOST], found, visit)


def _figure(made: Card, now: Sequence[Answer], found: Sequence[Answer], visit: Visit) -> None:
    by, metric = made.by or "", made.metric
    before = {answer.group: answer.value for answer in found if answer.window.label == "before"}
    figure = breakdown(
        groups(now, metric, getattr(visit.scope, by), visit), [before.get(a.group) for a in now], visit.palette,
        visit.shown(metric), seconds=metric.unit == "seconds",
    )  # fmt: skip
    key = f"figure_by_{by}"
    st.plotly_chart(
        figure, theme=None, config=QUIET, key=key, selection_mode="points", on_select=_clicked(key, by, visit.scope),
        alt=f"{made.title}. {made.subtitle}",
    )  # fmt: skip


def _clicked(key: str, by: str, scope: Scope) -> Callable[[], None]:
    def narrow() -> None:
        value = pressed(st.session_state[key]["selection"]["points"])
        if value:
            toggle(scope, by, value)

    return narrow


def pressed(points: Sequence[Mapping[str, object]]) -> str | None:
    """The group whose bar was pressed; None when a press took a selection away or meant what is not stated."""
    value = points[0].get("customdata") if points else None
    value = value[0] if isinstance(value, list) and value else value
    return value if isinstance(value, str) and value and value != NOT_STATED else None


def _title(now: Sequence[Answer], metric: Metric, by: str, visit: Visit) -> str:
    known = [answer for answer in now if answer.value is not None and not answer.small]
    if len(known) < 2 or metric.better == "neither":
        return f"{metric.label} by {by}"
    worst, *_, best = sorted(known, key=lambda a: (a.value or 0.0) * (1 if metric.better == "up" else -1))
    shown = visit.shown(metric)
    ends = (f"{shown(a.value or 0.0)} in {spoken(a.group or '')}" for a in (worst, best))
    return "From {} to {}".format(*ends)
