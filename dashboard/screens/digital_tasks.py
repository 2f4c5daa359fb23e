"""Tasks on web and app: each on every device or channel, how consistent they are, and how one of them went."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.figures.dots import Dots, dots
from dashboard.figures.mark import Mark
from dashboard.figures.template import colours
from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import Question
from dashboard.metrics.digital_shapes import CONSISTENCY
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.card import Card, card, chart
from dashboard.screens.digital_cells import tasks_question
from dashboard.screens.digital_choice import ACROSS, KEYS, MEASURES, NAME, Choice, choice, known, turn
from dashboard.screens.digital_matrix import Line, Matrix, compared, matrix
from dashboard.screens.digital_task import task_card
from dashboard.screens.digital_task_words import gap_words, median_words, medians, rows, subtitle, title
from dashboard.screens.filters import spoken
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.marks import groups as group_marks
from dashboard.screens.numbers import periods_of
from dashboard.screens.options import put_here
from dashboard.screens.scope_bar import toggle
from dashboard.screens.text import markdown, plotly
from dashboard.screens.visit import Visit

SPLIT = "|"


def tasks(visit: Visit) -> None:
    """The section: what is measured and compared, the matrix, and the course of one task."""
    reason = visit.facts.reasons["task_success"]
    if reason:
        heading("digital_head", "Tasks on web and app", 2)
        st.info(markdown(f"{reason} {BRING}"), title="No tasks to show")
        return
    _section(visit)


BRING = (
    "Send task_start and task_finish events that name their task (in Google Analytics an event parameter called task), "
    "and import that export."
)


@fragment
def _section(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    chosen, windows = choice(), periods_of(visit).pair()
    reason = visit.facts.reasons[chosen.measure]
    choices = [
        OneOf("measure", "What is measured", MEASURES, chosen.measure),
        OneOf("across", "What is compared", ACROSS, chosen.across),
    ]
    heading("digital_head", "Tasks on web and app", 2, choices=choices, on_choice=_pick)
    if reason:
        st.info(markdown(reason), title=f"No number for {MEASURES[chosen.measure].lower()}")
        return
    found = matrix(chosen.metric, chosen.across, windows, visit, chosen.device)
    if not found.lines:
        st.info("No task was begun in this period with these filters.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _matrix_card(found, chosen, visit)
    with right:
        task_card(found, chosen, visit)


def _pick(key: str, value: str) -> None:
    put_here(NAME, KEYS, **{key: [value]})


def _matrix_card(found: Matrix, chosen: Choice, visit: Visit) -> None:
    spans, scope = periods_of(visit), compared(found.across, visit)
    half = medians(found, visit)
    made = Card(
        f"digital_{found.metric.key}", title(found, visit), subtitle(found, visit),
        replace(CONSISTENCY, variant=found.metric.key, variant_label=found.metric.label), scope, tuple(spans.pair()),
        lambda: rows(found, half), found.across, chosen.carried(), (tasks_question(scope, spans.all()),),
        lambda most: behind(chosen, visit, most),
        Plot("heat", found.across, "value", "task", "low", "high", found.metric.unit),
    )  # fmt: skip
    every = visit.facts.vocabulary.values.get("channel", ()) if found.across == "channel" else found.names
    colour = colours(every, visit.palette)
    names = [(plotly(spoken(name)), colour[name]) for name in found.names]
    key = f"figure_digital_{found.across}"
    with card(made, visit):
        drawn = dots(
            [_dots(line, found, chosen, half.get(line.task), visit) for line in found.lines], names, visit.palette,
            visit.shown(found.metric), seconds=found.metric.unit == "seconds",
        )  # fmt: skip
        chart(made, drawn, key, _clicked(found.across, visit))


def _dots(line: Line, found: Matrix, chosen: Choice, half: Answer | None, visit: Visit) -> Dots:
    there = [answer for answer in line.groups if answer]
    device = (chosen.device,) if known(chosen.device, found.names) and chosen.device else ()
    picked = visit.scope.channel if found.across == "channel" else device
    drawn = dict(zip(map(id, there), group_marks(there, found.metric, picked, visit), strict=True))
    label = plotly(spoken(line.task))
    row = found.lines.index(line)
    return Dots(
        f"▸ {label}" if chosen.task == line.task else label,
        [
            _keyed(drawn[id(answer)], line.task, answer, (row, place) in found.moved) if answer else None
            for place, answer in enumerate(line.groups)
        ],
        [answer.value if answer else None for answer in line.before],
        gap_words(line.apart, line.stands, found.metric, visit), not line.stands,
        under=median_words(half, found.metric, visit),
    )  # fmt: skip


def _keyed(mark: Mark, task: str, answer: Answer, moved: bool) -> Mark:
    more = "<br>changed more than chance would give" if moved else ""
    return replace(
        mark, key=f"{task}{SPLIT}{answer.group}", hover=f"{plotly(spoken(task))}: {mark.hover}{more}"
    )


def behind(chosen: Choice, visit: Visit, most: int) -> Question:
    """The newest tasks of what is chosen."""
    return ask("digital_task_rows", visit.scope, {"task": chosen.task, "device": chosen.device, "most": most})


def _clicked(across: str, visit: Visit) -> Callable[[str], None]:
    """A dot chooses its task, and its device or (as a filter of the page) its channel."""

    def narrow(value: str) -> None:
        task, _, group = value.partition(SPLIT)
        put_here(NAME, KEYS, task=[task])
        if across == "channel":
            toggle(visit.scope, "channel", group)
        else:
            turn("device", group)

    return narrow
