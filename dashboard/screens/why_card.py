"""The card that takes a change apart by group: a waterfall that adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.figures.waterfall import Part as Bar
from dashboard.figures.waterfall import fold, waterfall
from dashboard.insight.why import Part
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Window
from dashboard.screens.account import Account, account
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.heading import Door, heading
from dashboard.screens.text import html
from dashboard.screens.tile import Line, named
from dashboard.screens.visit import Visit

PRESENCE = {"both": "", "new": " (new)", "vanished": " (gone)"}
ANYWAY = "_why_anyway"


def why_cards(
    line: Line,
    windows: Sequence[Window],
    by: str,
    found: Sequence[Answer],
    more: Mapping[str, str],
    visit: Visit,
) -> None:
    """`found`: the answers of both periods by group, with every filter of the page."""
    metric, before = line.metric, windows[-1]
    if (
        line.change
        and line.change.delta is not None
        and not line.change.signal
        and not st.session_state.get(ANYWAY)
    ):
        _quiet()
        return
    taken = account(line.now, line.before or line.now, *(
        [a for a in found if a.window.label == window.label] for window in windows
    ))  # fmt: skip
    made = Card(
        f"why_{metric.key}", _title(taken, metric, by, visit),
        f"The change of {named(metric)} by {by}, {whom(visit.scope)} against {range_words(before.start, before.end)}. "
        f"{taken.says}",
        metric, visit.scope, tuple(windows), lambda: _rows(taken), by, more,
        plot=Plot("waterfall", "group", "together", unit="points" if metric.unit == "percent" else metric.unit,
                  better=metric.better),
    )  # fmt: skip
    with card(made, visit):
        if taken.reason:
            st.caption(taken.reason)
        else:
            st.html(_drawn(made, metric, taken, visit))


def _quiet() -> None:
    """A change that chance alone would give is not explained unless someone asks."""
    said = "The change is within what chance gives, so there is nothing to explain."
    heading(
        "why_quiet", "Why it moved", 3, said=said, door=Door("Take it apart all the same"), on_press=_anyway
    )


def _anyway(_: str) -> None:
    st.session_state[ANYWAY] = True


def _drawn(made: Card, metric: Metric, taken: Account, visit: Visit) -> str:
    """Every line and their sum; `itself` is doing better or worse, `its share` is being more or less of all."""
    bars = [Bar(html(_name(p) + PRESENCE[p.presence]), p.total, p.rate, p.mix) for p in taken.parts]
    good = None if metric.better == "neither" else metric.better == "up"
    return waterfall(
        fold(bars), visit.change(metric), name=html((made.by or "").capitalize()), caption=html(made.title),
        up_is_good=good,
    )  # fmt: skip


def _title(taken: Account, metric: Metric, by: str, visit: Visit) -> str:
    if not taken.parts:
        return f"Why {metric.label} moved"
    first = taken.parts[0]
    change, part = visit.change(metric)(taken.change), visit.change(metric)(first.total)
    return f"{_name(first)} accounts for {part} of the {change}"


def _name(part: Part) -> str:
    return "Not stated" if part.segment == NOT_STATED else spoken(part.segment)


def _rows(taken: Account) -> list[Row]:
    return [
        {
            "group": part.segment, "itself": part.rate, "its share": part.mix, "together": part.total,
            "now": part.rate_now, "before": part.rate_before, "n now": part.n_now, "n before": part.n_before,
        }
        for part in taken.parts
    ]  # fmt: skip
