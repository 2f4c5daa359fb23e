"""How people feel about the company in what they write: over time and by source, channel, language or touchpoint."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.metrics.format import shown
from dashboard.metrics.metric import NOT_STATED, Unit
from dashboard.metrics.voice_shapes import FEELINGS as FEELINGS_SHAPE
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, card
from dashboard.screens.filters import whom
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.marks import MOST
from dashboard.screens.numbers import periods_of
from dashboard.screens.scope_bar import toggle
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import FEELINGS, Choice, choice, pick, turn
from dashboard.screens.voice_course import course
from dashboard.screens.voice_felt import Felt, read, rows, scope_of
from dashboard.screens.voice_net import label_of, net_mark, words_of
from dashboard.screens.voice_rows import texts_behind
from dashboard.screens.voice_scored import scored

UNIT: Unit = "points"


@fragment
def feelings(visit: Visit) -> None:
    """The section: what it is split by, the lines, the bars, and what has no score."""
    if address.clicked():
        st.rerun()
    chosen = choice()
    split = OneOf("feelings", "Split by", FEELINGS, chosen.feelings)
    heading("voice_feelings_head", "How they feel", 2, choices=[split], on_choice=pick)
    felt = read(chosen.feelings, visit)
    if not felt.groups:
        st.info("Nothing was written in this period with these filters.")
        return
    left, right = st.columns([3, 2], gap="medium")
    with left:
        course(felt, chosen, visit)
        scored(chosen, visit)
    with right:
        _bars(felt, chosen, visit)


def _bars(felt: Felt, chosen: Choice, visit: Visit) -> None:
    by, minimum = felt.by, visit.company.thresholds.minimum_n
    order = sorted(felt.groups, key=lambda g: (g == NOT_STATED, _low(felt.net("now", g).value)))
    picked = visit.scope.channel if by == "channel" else tuple(filter(None, [getattr(chosen, by, None)]))
    made = Card(
        f"voice_bars_{by}", _title(felt, order, minimum),
        f"Net sentiment by {by}, {whom(scope_of(by, visit))}. Whisker: 95 % interval; grey tick: before; n: scored "
        f"texts. {_clicks(by)}",
        FEELINGS_SHAPE, visit.scope, (visit.scope.now(),),
        lambda: [row for window in periods_of(visit).pair() for row in rows(felt, order, [window])],
        by, chosen.carried(), (felt.question,), lambda most: texts_behind(visit, most),
        Plot("bar", "name", "net sentiment", "series", "low", "high", UNIT),
    )  # fmt: skip
    marks = [
        net_mark(
            felt.net("now", group), label_of(group), minimum, key=group, faint=bool(picked) and group not in picked
        )
        for group in order[:MOST]
    ]  # fmt: skip
    before = [felt.net("before", group).value for group in order[:MOST]]

    def narrow(value: str) -> None:
        if value == NOT_STATED:
            return
        if by == "channel":
            toggle(visit.scope, "channel", value)
        else:
            turn(**{by: value})

    with card(made, visit):
        bars(
            figure(marks, before, lambda value: shown(value, UNIT)), f"figure_voice_by_{by}",
            f"{made.title}. {made.subtitle}", None if by == "touchpoint" else narrow,
        )  # fmt: skip


def _low(value: float | None) -> tuple[bool, float]:
    return value is None, value or 0.0


def _clicks(by: str) -> str:
    return {
        "channel": "Click a bar to filter the page.", "touchpoint": "",
    }.get(by, "Click a bar to read its texts below.")  # fmt: skip


def _title(felt: Felt, order: Sequence[str], minimum: int) -> str:
    known = [g for g in order if felt.net("now", g).scored >= minimum and g != NOT_STATED]
    if len(known) < 2:
        return "Where it stands"
    worst, best = (f"{shown(felt.net('now', g).value, UNIT)} in {words_of(g)}" for g in (known[0], known[-1]))
    return f"From {worst} to {best}"
