"""One store over time: its visits and how many of them buy."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.trend import trend
from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import compile_query
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.scope import Window
from dashboard.screens.card import Card, answer_rows, card, chart
from dashboard.screens.digital_choice import NAME, choice
from dashboard.screens.digital_store_lines import KEYS, Stores
from dashboard.screens.filters import spoken, value_label, whom
from dashboard.screens.marks import steps
from dashboard.screens.numbers import periods_of
from dashboard.screens.options import put
from dashboard.screens.tile import movement
from dashboard.screens.visit import Visit


def course(store: str, found: Stores, chosen: bool, visit: Visit) -> None:
    """Its numbers step by step, beside the comparison."""
    for place, metric in zip(st.columns(len(KEYS), gap="medium"), found.metrics, strict=False):
        answers = {
            answer.window.label: answer
            for answer in found.answers
            if answer.group == store and answer.metric == metric.key
        }
        with place:
            _trend(store, metric, answers, found, visit)
    if chosen:
        st.button(
            f"Clear {value_label(store)}", key="digital_store_clear", type="tertiary",
            icon=":material/close:", on_click=lambda: put(NAME, store=[]),
        )  # fmt: skip


def _trend(store: str, metric: Metric, answers: dict[str, Answer], found: Stores, visit: Visit) -> None:
    spans = periods_of(visit)
    now, was = (_in_order(answers, metric, windows) for windows in (spans.steps, spans.was))
    windows = (*spans.steps, *spans.was)
    made = Card(
        f"digital_course_{metric.key}", _title(store, metric, found, visit),
        f"{metric.label} of {spoken(store)} by {spans.grain}, {whom(visit.scope)}. Band: 95 % interval; dashed: not a "
        "whole step.",
        metric, visit.scope, windows, lambda: answer_rows([*now, *was]), "store",
        choice().carried() | {"store": store}, (compile_query([metric], visit.scope, windows, "store"),),
        lambda most: ask("digital_store_rows", visit.scope, {"store": store, "most": most}),
        Plot("line", "from", "value", "series", "low", "high", metric.unit),
    )  # fmt: skip
    with card(made, visit):
        lines = (steps(now, metric, spans, visit), steps(was, metric, spans, visit))
        chart(made, trend(*lines, visit.palette, visit.shown(metric)), f"figure_course_{metric.key}")


def _in_order(answers: dict[str, Answer], metric: Metric, windows: Sequence[Window]) -> list[Answer]:
    return [
        answers.get(window.label, Answer(metric.key, None, window, None, None, None, None, 0, {}, small=True))
        for window in windows
    ]


def _title(store: str, metric: Metric, found: Stores, visit: Visit) -> str:
    name = f"{spoken(store)}: {metric.label[:1].lower()}{metric.label[1:]}"
    each = found.of(store, metric.key)
    if each is None or each.now.value is None:
        return name
    shown = visit.shown(metric)
    if each.change is None or each.before is None or each.before.value is None or each.change.delta is None:
        return f"{name} {shown(each.now.value)}"
    _, words, tone = movement(metric, each.change, visit.facts.currency, visit.locale)
    if tone == "even" or not each.stands:
        return f"{name} {shown(each.now.value)}, {words}"
    way = "up" if each.change.delta > 0 else "down"
    return f"{name} {way} from {shown(each.before.value)} to {shown(each.now.value)}"
