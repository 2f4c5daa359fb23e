"""How feelings went: a line for each of the groups with most texts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.lines import Line, lines
from dashboard.metrics.format import shown
from dashboard.metrics.voice_shapes import FEELINGS
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.numbers import periods_of
from dashboard.screens.periods import step_words
from dashboard.screens.text import plain
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import Choice
from dashboard.screens.voice_felt import Felt, rows, scope_of
from dashboard.screens.voice_net import Net, label_of, net_mark, words_of
from dashboard.screens.voice_rows import texts_behind

FEW = 4


def course(felt: Felt, chosen: Choice, visit: Visit) -> None:
    """The card: its rows hold every group, those that are drawn first."""
    spans, minimum = periods_of(visit), visit.company.thresholds.minimum_n
    groups = drawn_groups(felt, minimum)
    order = [*groups, *[group for group in felt.groups if group not in groups]]
    made = Card(
        f"voice_course_{felt.by}", _title(felt, groups),
        f"Net sentiment by {spans.grain}, {whom(scope_of(felt.by, visit))}. {_left_out(felt, groups)}"
        f"Small dots: under {minimum} scored; hollow: not a whole step.",
        FEELINGS, visit.scope, (visit.scope.now(),), lambda: rows(felt, order, spans.steps),
        felt.by, chosen.carried(), (felt.question,), lambda most: texts_behind(visit, most),
        Plot("line", "from", "net sentiment", "name", "low", "high", "points"),
    )  # fmt: skip
    with card(made, visit):
        if not groups:
            st.info("None of these texts has a score for its feeling: no model reads their language.")
            return
        drawn = [
            Line(label_of(group), visit.palette.categorical[place % 12], [
                net_mark(felt.net(step.label, group), step_words(step, spans.grain), minimum, partial=step.partial)
                for step in spans.steps
            ])
            for place, group in enumerate(groups)
        ]  # fmt: skip
        chart(made, lines(drawn, visit.palette, lambda value: shown(value, "points"), zero=True),
              "figure_voice_course")  # fmt: skip


def _left_out(felt: Felt, groups: Sequence[str]) -> str:
    more = sum(1 for group in felt.groups if felt.net("now", group).scored) - len(groups)
    return (
        f"{len(groups)} with most texts or the largest move; {more} more at the right. " if more > 0 else ""
    )


def drawn_groups(felt: Felt, minimum: int) -> list[str]:
    """The groups with most scored texts, the one that moved most among them."""
    there = [group for group in felt.groups if felt.net("now", group).scored]
    moved = _movers(felt, [group for group in there if felt.net("now", group).scored >= minimum])
    most = moved[0] if moved else None
    return [*there[: FEW - 1], most] if most in there[FEW:] else there[:FEW]


def _movers(felt: Felt, groups: Sequence[str]) -> list[str]:
    """Groups whose two intervals leave each other out, which is stricter than the interval of the difference."""
    found = []
    for group in groups:
        now, was = felt.net("now", group), felt.net("before", group)
        if now.value is not None and was.value is not None and _apart(now, was):
            found.append((abs(now.value - was.value), group))
    return [group for _, group in sorted(found, reverse=True)]


def _title(felt: Felt, groups: Sequence[str]) -> str:
    """What fell or rose most among the lines beyond their two intervals, else where the ends are."""
    moved = _movers(felt, groups)
    if not moved:
        compared = any(felt.net("before", group).value is not None for group in groups)
        return "Sentiment held where it was" if compared else "Sentiment over time"
    value, before = felt.net("now", moved[0]).value or 0.0, felt.net("before", moved[0]).value or 0.0
    way = "fell" if value < before else "rose"
    ends = f"from {shown(before, 'points')} to {shown(value, 'points')}"
    return f"Sentiment {way} most in {plain(words_of(moved[0]))}: {ends}"


def _apart(one: Net, other: Net) -> bool:
    """Whether two intervals leave each other out."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low > other.high or one.high < other.low
