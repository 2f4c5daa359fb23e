"""The evidence for one tile: how it went, where it stands, and why it moved."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.figures.trend import trend
from dashboard.metrics.metric import Metric
from dashboard.reports.exhibit import Plot
from dashboard.scope import DIMENSIONS
from dashboard.screens.breakdowns import breakdown_card
from dashboard.screens.card import Card, answer_rows, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.marks import steps
from dashboard.screens.periods import Periods
from dashboard.screens.text import markdown, plain
from dashboard.screens.tile import Line, movement, named
from dashboard.screens.visit import Visit
from dashboard.screens.why_card import why_cards


def dimensions(metric: Metric, visit: Visit) -> list[str]:
    """What this number can be broken down by: what it follows and what the data states."""
    stated = visit.facts.vocabulary.values
    return [name for name in DIMENSIONS if name in metric.relation.dimensions and stated.get(name)]


def evidence(line: Line, periods: Periods, by: str | None, more: Mapping[str, str], visit: Visit) -> None:
    """The cards of one tile. `more` is what of the page a link to a card carries."""
    if line.now.refused or line.now.value is None:
        _nothing(line)
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _trend(line, periods, more, visit)
    if by is None:
        return
    windows = periods.pair()
    found = visit.ask([line.metric], windows, by, visit.whole(by))
    own = found if not getattr(visit.scope, by) else visit.ask([line.metric], windows, by)
    with right:
        breakdown_card(line.metric, windows, by, found, more, visit)
    if periods.before and line.before:
        why_cards(line, windows, by, own, more, visit)


def meaning(metric: Metric, visit: Visit) -> str:
    """The definition in a sentence, and what others reach with where that is from."""
    others = visit.others(metric)
    if others is None:
        return metric.says
    source = visit.facts.benchmarks[metric.key].source
    return f"{metric.says} Others: {visit.shown(metric)(others)} ({source})."


def _nothing(line: Line) -> None:
    reason = line.now.refused or "Nothing was observed in this period with these filters."
    st.info(markdown(reason), title=f"No number for {plain(line.metric.label)}")


def _trend(line: Line, periods: Periods, more: Mapping[str, str], visit: Visit) -> None:
    metric = line.metric
    target = visit.target(metric, next((step for step in periods.steps if not step.partial), None))
    made = Card(
        f"trend_{metric.key}", _trend_title(line, visit),
        f"{named(metric)} by {periods.grain}, {whom(visit.scope)}. {_band(line)}",
        metric, visit.scope, (*periods.steps, *periods.was), lambda: answer_rows([*line.steps, *line.was]), more=more,
        plot=Plot("line", "from", "value", "series", "low", "high", metric.unit),
    )  # fmt: skip
    now, was = (steps(a, metric, periods, visit) for a in (line.steps, line.was))
    with card(made, visit):
        drawn = trend(
            now, was, visit.palette, visit.shown(metric), target=target, seconds=metric.unit == "seconds"
        )
        chart(made, drawn, "figure_trend")


def _band(line: Line) -> str:
    shown = "Band: 95 % interval" if any(a.low is not None for a in line.steps) else "No interval is known"
    open_end = any(a.window.partial for a in line.steps)
    return f"{shown}; dashed: not a whole step." if open_end else f"{shown}."


def _trend_title(line: Line, visit: Visit) -> str:
    metric, shown = line.metric, visit.shown(line.metric)
    now = shown(line.now.value or 0.0)
    if line.change is None or line.change.delta is None or line.before is None or line.before.value is None:
        return f"{metric.label} stands at {now}"
    arrow, words, _ = movement(metric, line.change, visit.facts.currency, visit.locale)
    if "chance" in words or arrow == "=":
        return f"{metric.label} held at {now}, a change within chance"
    rose = "rose" if line.change.delta > 0 else "fell"
    return f"{metric.label} {rose} from {shown(line.before.value)} to {now}"
