"""The card that takes the funnel apart by group, with the differences that are signal marked."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.funnel_split import Pair, funnel_split
from dashboard.figures.mark import Mark
from dashboard.metrics.journey_shapes import FUNNEL
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken, whom
from dashboard.screens.journey_funnel_choice import Choice
from dashboard.screens.journey_funnel_data import questions
from dashboard.screens.journey_funnel_rows import (
    Cell,
    Side,
    cell_rows,
    least,
    names_of,
    pair,
    split_cells,
    units,
)
from dashboard.screens.journey_funnel_usual import FOLLOWED
from dashboard.screens.journey_funnel_words import clicked, noted, percent, sure
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit


def split_card(choice: Choice, sides: Sequence[Side], by: str, visit: Visit) -> None:
    """What went on from step to step, group by group, with the differences that are signal marked."""
    limits = visit.company.thresholds
    asked = repr(("split", visit.db.name, visit.scope, choice, by, limits))
    cells, hidden = kept(
        asked, lambda: split_cells(sides, by, limits.minimum_n, least(choice.per, limits.anonymity))
    )
    called = names_of(sides[0])
    compared = "before" if len(sides) > 1 else "all others"
    scope = visit.whole(by) if by in FOLLOWED else visit.scope
    made = Card(
        "funnel_split", _split_title(cells, called, by, len(sides) > 1, visit),
        f"Of the {units(choice)} at a step, those who went on to the next, by {by} of the entry, {whom(scope)}. "
        f"▲ ▼: differs from {compared} more than chance would give, corrected for the {len(cells)} looked at. "
        f"{'Grey tick: before. ' if len(sides) > 1 else ''}{_hidden(hidden, choice, limits.anonymity)}",
        FUNNEL, scope, tuple(side.window for side in sides), lambda: cell_rows(sides, by, cells), by,
        choice.carried() | {"split": by}, questions(visit, choice, [side.window for side in sides]),
        plot=Plot("heat", "group", "of_step_before", "pair", "of_step_before_low", "of_step_before_high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not cells:
            st.info("No group is large enough to be shown.")
            return
        key = f"figure_funnel_{by}"
        follows = by in FOLLOWED
        figure = funnel_split(_pairs(cells, called, by, visit), visit.palette, percent(visit))
        chart(made, figure, key, clicked(by, visit.scope) if follows else None)


def _pairs(cells: Sequence[Cell], called: Sequence[str], by: str, visit: Visit) -> list[Pair]:
    pairs = []
    for place in dict.fromkeys(cell.place for cell in cells):
        mine = [cell for cell in cells if cell.place == place]
        title = plotly(pair(called, mine[0].now.previous, place))
        marks = [_cell_mark(cell, title, by, visit) for cell in mine]
        before = [cell.before.value if cell.before else None for cell in mine]
        pairs.append(Pair(title, marks, before, [noted("", cell.moved, visit, short=True) for cell in mine]))
    return pairs


def _cell_mark(cell: Cell, title: str, by: str, visit: Visit) -> Mark:
    share = cell.now.of_previous
    label = "Not stated" if cell.group is None else plotly(spoken(cell.group))
    lines = [f"<b>{label}</b>: {title}", sure(share, visit), f"{count(share.hits)} of {count(share.n)}"]
    lines += [f"before {sure(cell.before, visit)}"] if cell.before and cell.before.n else []
    few = share.n < visit.company.thresholds.minimum_n
    lines += ["few: read with care"] if few else []
    chosen = getattr(visit.scope, by) if by in FOLLOWED else ()
    faint = few or (bool(chosen) and cell.group not in chosen)
    key = cell.group if cell.group is not None and by in FOLLOWED else ""
    return Mark(label, share.value, share.low, share.high, share.n, "<br>".join(lines), key, faint)


def _hidden(groups: int, choice: Choice, anonymity: int) -> str:
    if not groups:
        return ""
    said = "1 group is" if groups == 1 else f"{groups} groups are"
    return f"{said} left out: fewer than {least(choice.per, anonymity)} {units(choice)}."


def _split_title(cells: Sequence[Cell], called: Sequence[str], by: str, over_time: bool, visit: Visit) -> str:
    marked = [cell for cell in cells if cell.moved.signal and cell.group is not None]
    if not marked:
        return f"No {by} stands out" if cells else f"The funnel by {by}"
    lost = [cell for cell in marked if (cell.moved.delta or 0.0) < 0]
    first = min(lost or marked, key=lambda cell: -abs(cell.moved.delta or 0.0) * cell.now.of_previous.n)
    return _told(first, called, over_time, visit)


def _told(cell: Cell, called: Sequence[str], over_time: bool, visit: Visit) -> str:
    """'App, Checkout to Order: 54.5% go on, 78.2% did before'."""
    share, delta = cell.now.of_previous.value or 0.0, cell.moved.delta or 0.0
    pair = f"{spoken(cell.group or '')}, {called[cell.now.previous or 0]} to {called[cell.place]}"
    other = "did before" if over_time else "of all others do"
    return f"{pair}: {percent(visit)(share)} go on, {percent(visit)(share - delta)} {other}"
