"""The cards of the funnel: how far people come, and where groups differ."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.funnel import Passage, funnel
from dashboard.figures.mark import Mark
from dashboard.insight.funnel_change import Difference
from dashboard.insight.funnel_counts import Counted, Level
from dashboard.metrics.journey_shapes import FUNNEL
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.journey_funnel_choice import ORDERS, Choice
from dashboard.screens.journey_funnel_data import behind, questions
from dashboard.screens.journey_funnel_rows import (
    TOO_YOUNG,
    Side,
    names_of,
    step_rows,
    units,
    whole,
    young_share,
)
from dashboard.screens.journey_funnel_words import clicked, not_followed, noted, percent, sure
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit


def funnel_card(choice: Choice, sides: Sequence[Side], visit: Visit) -> None:
    """How many came to each step, now and before; those who entered too recently apart."""
    found, moved = whole(sides, visit.company.thresholds.minimum_n)
    now, called = found[0], names_of(sides[0])
    made = Card(
        "funnel", _title(choice, now, moved, called, visit),
        f"{_measured(choice)}, {whom(visit.scope)}. Percent of all who entered. Whisker: 95 % interval"
        f"{'; grey tick: before' if len(found) > 1 else ''}.{_young(now)}"
        f"{_alone(sides, visit)}{not_followed(visit.scope)}",
        FUNNEL, visit.scope, tuple(side.window for side in sides), lambda: step_rows(sides, found, moved),
        more=choice.carried(), questions=questions(visit, choice, [side.window for side in sides]),
        behind=lambda most: behind(sides[0].walks(), called, visit, most),
        plot=Plot("bar", "step", "of_first", "period", "of_first_low", "of_first_high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not now.entrants:
            st.info(_nobody(choice, now))
            return
        if now.entrants < visit.company.thresholds.minimum_n:
            st.caption(f"Only {count(now.entrants)} {units(choice)} can be judged: read with care.")
        marks = [_mark(level, called, choice, visit) for level in now.levels]
        before = [level.of_first.value for level in found[1].levels] if len(found) > 1 else []
        passages = [_passage(level, choice, moved, visit) for level in now.levels[1:]]
        key = "figure_funnel"
        young = _young_mark(now, choice)
        drawn = funnel(marks, before, passages, young, visit.palette, percent(visit))
        chart(made, drawn, key, clicked("stage", visit.scope))


def _measured(choice: Choice) -> str:
    who = units(choice).capitalize()
    entry = "first entry" if choice.way.tries == "first" else "best entry"
    within = (
        "within the visit" if choice.per == "session" else f"within {_days(choice.way.days)} of their {entry}"
    )
    return f"{who} by how far they came {within}, {ORDERS[choice.way.order].lower()}"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _young(now: Counted) -> str:
    return " Hatched: entered too recently to judge, percent of everyone who entered." if now.young else ""


def _alone(sides: Sequence[Side], visit: Visit) -> str:
    alone = len(sides) < 2 and visit.scope.before() is not None
    return " The data does not cover the whole period before, so it is not compared." if alone else ""


def _nobody(choice: Choice, now: Counted) -> str:
    if not now.young:
        return "Nobody entered at the first step in this period with these filters."
    return (
        f"All {count(now.young)} {units(choice)} that entered are younger than the window of {_days(choice.way.days)}. "
        "Choose a shorter window or an earlier period."
    )


def _title(
    choice: Choice, now: Counted, moved: Sequence[Difference], called: Sequence[str], visit: Visit
) -> str:
    enough = visit.company.thresholds.minimum_n
    pairs = [level for level in now.levels if level.previous is not None and level.of_previous.n >= enough]
    fell = [
        level
        for level in pairs
        if moved and moved[level.place].signal and (moved[level.place].delta or 0) < 0
    ]
    if fell:
        worst = min(fell, key=lambda level: (moved[level.place].delta or 0.0) * level.of_previous.n)
        share, delta = worst.of_previous.value or 0.0, moved[worst.place].delta or 0.0
        a, b = called[worst.previous or 0], called[worst.place]
        return f"From {a} to {b}: {percent(visit)(share)} go on, {percent(visit)(share - delta)} did before"
    if not pairs:
        return f"How far {units(choice)} come"
    least_on = min(pairs, key=lambda level: level.of_previous.value or 0.0)
    stop = percent(visit)(100 - (least_on.of_previous.value or 0.0))
    a, b = called[least_on.previous or 0], called[least_on.place]
    return f"{stop} of the {units(choice)} at {a} do not come to {b}"


def _mark(level: Level, called: Sequence[str], choice: Choice, visit: Visit) -> Mark:
    name, share, step = plotly(called[level.place]), level.of_first, choice.steps[level.place]
    few = share.n < visit.company.thresholds.minimum_n
    lines = [
        f"<b>{name}</b>",
        f"{sure(share, visit)} of all who entered",
        f"{count(share.hits)} of {count(share.n)}",
    ]
    if level.previous is not None:
        lines.append(f"{sure(level.of_previous, visit)} of those at {plotly(called[level.previous])}")
    lines += ["optional: stops nobody"] * step.optional + ["few: read with care"] * few
    key = step.value if step.kind == "stage" and choice.way.order != "any" else ""
    low, high = (share.low, share.high) if level.previous is not None else (None, None)
    return Mark(name, share.value, low, high, share.hits, "<br>".join(lines), key, step.optional or few)


def _young_mark(now: Counted, choice: Choice) -> Mark | None:
    if not now.young:
        return None
    hover = f"<b>Too young to judge</b><br>{count(now.young)} {units(choice)}, in no share above"
    return Mark(TOO_YOUNG, young_share(now), n=now.young, hover=hover, partial=True)


def _passage(level: Level, choice: Choice, moved: Sequence[Difference], visit: Visit) -> Passage:
    did = "did, optional" if choice.steps[level.place].optional else "went on"
    way = f"{percent(visit)(level.of_previous.value)} {did}" if level.of_previous.n else "nobody was there"
    return noted(way, moved[level.place] if moved else None, visit)
