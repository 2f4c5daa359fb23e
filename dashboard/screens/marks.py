"""Answers to the marks of figures: their words, safe for a figure, and what is drawn faint or open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.figures.mark import Mark
from dashboard.metrics.answer import Answer
from dashboard.metrics.format import interval
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.saying import range_words
from dashboard.screens.filters import spoken
from dashboard.screens.periods import Periods, step_words
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

MOST = 14


def steps(answers: Sequence[Answer], metric: Metric, periods: Periods, visit: Visit) -> list[Mark]:
    """One mark per step of a trend."""
    return [_mark(a, step_words(a.window, periods.grain), range_words(a.window.start, a.window.end), metric, visit)
            for a in answers]  # fmt: skip


def groups(answers: Sequence[Answer], metric: Metric, chosen: Sequence[str], visit: Visit) -> list[Mark]:
    """One mark per group of a breakdown; faint when others were chosen."""
    marks = []
    for answer in answers:
        key = answer.group or ""
        label = group_label(key)
        mark = _mark(answer, label, label, metric, visit, key)
        aside = bool(chosen) and key not in chosen
        marks.append(replace(mark, faint=True) if aside else mark)
    return marks


def group_label(key: str) -> str:
    """A group as people read it, safe for a figure."""
    return "Not stated" if key == NOT_STATED else plotly(spoken(key))


def _mark(answer: Answer, label: str, heading: str, metric: Metric, visit: Visit, key: str = "") -> Mark:
    lines = [f"<b>{heading}</b>", *_said(answer, metric, visit)]
    return Mark(
        label, answer.value, answer.low, answer.high, answer.n, "<br>".join(lines), key, answer.small,
        answer.window.partial, "withheld" if answer.refused else "",
    )  # fmt: skip


def _said(answer: Answer, metric: Metric, visit: Visit) -> list[str]:
    if answer.value is None:
        return [plotly(answer.refused or "Nothing was observed.")]
    between = interval(
        answer.low, answer.high, metric.unit, locale=visit.locale, currency=visit.facts.currency
    )
    lines = [f"{visit.shown(metric)(answer.value)}, 95 % {between}", f"n {count(answer.n)}"]
    lines += [f"under {metric.minimum_n}: read with care"] if answer.small else []
    lines += ["not a whole step"] if answer.window.partial else []
    return lines


def ranked(answers: Sequence[Answer], metric: Metric, ordered: bool) -> list[Answer]:
    """Worst first, so that the eye starts where it went wrong; stages keep the order of the journey.

    What has no value comes after, what is not stated last.
    """
    if ordered:
        return sorted(answers, key=lambda a: a.group == NOT_STATED)
    sign = -1.0 if metric.better == "down" else 1.0
    return sorted(
        answers,
        key=lambda a: (
            a.group == NOT_STATED,
            a.value is None,
            sign * a.value if a.value is not None else 0.0,
        ),
    )
