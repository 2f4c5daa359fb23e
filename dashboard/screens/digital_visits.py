"""Visits on each device or channel beside what others reach: bounce, errors, conversion and carts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.figures.dots import Dots, dots
from dashboard.figures.template import colours
from dashboard.metrics.catalogue import find
from dashboard.metrics.compile import Question, asked_together, compile_query
from dashboard.metrics.digital_shapes import VISITS_COMPARED
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, card, chart
from dashboard.screens.digital_choice import Choice, choice, known, turn
from dashboard.screens.digital_matrix import compared
from dashboard.screens.digital_visit_lines import Line, listed, read, rows, title
from dashboard.screens.filters import spoken, whom
from dashboard.screens.marks import groups as group_marks
from dashboard.screens.numbers import periods_of
from dashboard.screens.scope_bar import toggle
from dashboard.screens.text import markdown, plotly
from dashboard.screens.tile import named
from dashboard.screens.visit import Visit

SESSIONS = (
    ("bounce_rate", None), ("error_rate", None), ("conversion_rate", None), ("conversion_rate", "per_customer"),
    ("cart_abandonment", None),
)  # fmt: skip
BRING = "Import a web or app export whose events carry a session."


def visits(visit: Visit) -> None:
    """The card, or what is missing for it."""
    reason = visit.facts.reasons["bounce_rate"]
    if reason:
        st.info(markdown(f"{reason} {BRING}"), title="No visits to show")
        return
    chosen = choice()
    metrics = [
        find(key, variant) for key, variant in SESSIONS if visit.facts.reasons[key] is None
    ]  # fmt: skip
    names, lines = read(metrics, chosen.across, visit)
    _card(metrics, names, lines, chosen, visit)


def _card(
    metrics: Sequence[Metric], names: Sequence[str], lines: Sequence[Line], chosen: Choice, visit: Visit
) -> None:
    across, windows = chosen.across, periods_of(visit).pair()
    device = known(chosen.device, names) if across == "device" else None
    scope = compared(across, visit)
    made = Card(
        "digital_visits", title(lines), _subtitle(lines, across, visit), VISITS_COMPARED, scope, tuple(windows),
        lambda: rows(lines, across), across, chosen.carried(), _questions(metrics, across, visit),
        lambda most: ask("digital_session_rows", visit.scope, {"device": device, "most": most}),
        Plot("heat", across, "value", "number", "low", "high", "percent"),
    )  # fmt: skip
    every = visit.facts.vocabulary.values.get("channel", ()) if across == "channel" else names
    colour = colours(every, visit.palette)
    key = f"figure_visits_{across}"
    with card(made, visit):
        if not any(answer.n for line in lines for answer in (line.whole, *line.groups) if answer):
            st.info("No visits in this period with these filters.")
            return
        if not any(answer.value is not None for line in lines for answer in line.groups if answer):
            st.info(
                f"No {across} has {visit.company.thresholds.anonymity} customers: they are not told apart."
            )
            return
        drawn = dots(
            [_dots(line, across, chosen, visit) for line in lines],
            [(plotly(spoken(name)), colour[name]) for name in names], visit.palette, visit.shown(metrics[0]),
        )  # fmt: skip
        chart(made, drawn, key, _clicked(across, visit))


def _questions(metrics: Sequence[Metric], across: str, visit: Visit) -> tuple[Question, ...]:
    """The statements of the groups, those of one table asked as one."""
    together: dict[object, list[Metric]] = {}
    for metric in metrics:
        together.setdefault(asked_together(metric), []).append(metric)
    scope, windows = compared(across, visit), periods_of(visit).pair()
    return tuple(compile_query(each, scope, windows, across) for each in together.values())


def _dots(line: Line, across: str, chosen: Choice, visit: Visit) -> Dots:
    picked = visit.scope.channel if across == "channel" else (chosen.device,) if chosen.device else ()
    there = [answer for answer in line.groups if answer]
    if not any(answer.group in picked for answer in there):
        picked = ()
    marks = dict(zip(map(id, there), group_marks(there, line.metric, picked, visit), strict=True))
    return Dots(
        plotly(named(line.metric)), [marks[id(answer)] if answer else None for answer in line.groups],
        [answer.value if answer else None for answer in line.before], _words(line, visit), line.others is None,
        line.others,
    )  # fmt: skip


def _words(line: Line, visit: Visit) -> str:
    shown = visit.shown(line.metric)
    if line.whole.value is None:
        return "–"
    if line.others is None:
        return f"{shown(line.whole.value)}<br>no benchmark"
    return f"<b>{shown(line.whole.value)}</b><br>others {shown(line.others)}"


def _subtitle(lines: Sequence[Line], across: str, visit: Visit) -> str:
    sources = dict.fromkeys(
        visit.facts.benchmarks[line.metric.key].source for line in lines if line.others is not None
    )
    missing = [named(line.metric) for line in lines if line.others is None]
    told = f" Dotted: others ({'; '.join(sources)})." if sources else ""
    if len(missing) == len(lines):
        told = " No benchmark in the data."
    elif missing:
        told += f" No benchmark in the data for {listed(missing).lower()}."
    return (
        f"By {across}{', all devices' if across != 'device' else ''}, {whom(compared(across, visit))}. "
        f"Line: 95 % interval; grey tick: before.{told} Click a dot to choose its {across}."
    )


def _clicked(across: str, visit: Visit) -> Callable[[str], None]:
    def narrow(value: str) -> None:
        if across == "channel":
            toggle(visit.scope, "channel", value)
        else:
            turn("device", value)

    return narrow
