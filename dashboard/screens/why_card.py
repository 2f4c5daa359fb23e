"""The cards that take a change apart by group: a waterfall, and the same as a table that adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.figures.mark import Shown
from dashboard.figures.waterfall import Part as Bar
from dashboard.figures.waterfall import fold, waterfall
from dashboard.insight.why import Part
from dashboard.metrics.answer import Answer
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.saying import range_words
from dashboard.scope import Window
from dashboard.screens.account import Account, account
from dashboard.screens.card import QUIET, Card, Row, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.marks import group_label
from dashboard.screens.text import markdown
from dashboard.screens.tile import Line, named
from dashboard.screens.visit import Visit

PRESENCE = {"both": "", "new": " (new)", "vanished": " (gone)"}
LISTED = 8
ANYWAY = "_why_anyway"
STILL = {**QUIET, "staticPlot": True}
"""The table beside it says what a pointer would: nothing need follow the pointer, which draws faster."""


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
    )  # fmt: skip
    left, right = st.columns([3, 2], gap="medium")
    with left, card(made, visit):
        if taken.reason:
            st.caption(taken.reason)
        else:
            _figure(made, taken, visit)
    if not taken.reason:
        with right:
            _table(taken, visit.change(metric), by)


def _quiet() -> None:
    """A change that chance alone would give is not explained unless someone asks."""
    with st.container(key="why_quiet", gap="xsmall"):
        st.subheader("Why it moved", anchor=False)
        st.caption("The change is within what chance gives, so there is nothing to explain.")
        st.button("Take it apart all the same", on_click=_anyway, key="why_anyway")


def _anyway() -> None:
    st.session_state[ANYWAY] = True


def _figure(made: Card, taken: Account, visit: Visit) -> None:
    metric, shown = made.metric, visit.change(made.metric)
    bars = fold(
        [Bar(group_label(p.segment) + PRESENCE[p.presence], p.total, _hover(p, shown)) for p in taken.parts]
    )
    good = None if metric.better == "neither" else metric.better == "up"
    st.plotly_chart(
        waterfall(
            bars, visit.palette, shown, tick=lambda x: shown(x).removesuffix(" points").removesuffix(" point"),
            up_is_good=good, seconds=metric.unit == "seconds",
        ), theme=None, config=STILL, key="figure_why",
        alt=f"{made.title}. {made.subtitle}",
    )  # fmt: skip


def _hover(part: Part, shown: Shown) -> str:
    return (
        f"<b>{group_label(part.segment)}</b>: {shown(part.total)}<br>"
        f"itself {shown(part.rate)}, its share {shown(part.mix)}"
    )


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


def _table(taken: Account, shown: Shown, by: str) -> None:
    """Every line and their sum; `itself` is doing better or worse, `its share` is being more or less of all."""
    mixed = any(part.mix for part in taken.parts)
    head = ["itself", "its share", "together"] if mixed else ["together"]
    lines = [f"| {by.capitalize()} | {' | '.join(head)} |", f"|:--|{'--:|' * len(head)}"]
    kept, rest = taken.parts[:LISTED], taken.parts[LISTED:]
    for part in kept:
        lines.append(_line(markdown(_name(part)) + PRESENCE[part.presence], [part], shown, mixed))
    if rest:
        lines.append(_line(f"{len(rest)} others", rest, shown, mixed))
    lines.append(_line("**All together**", taken.parts, shown, mixed))
    with st.container(key="why_table"):
        st.markdown("\n".join(lines))


def _line(name: str, parts: Sequence[Part], shown: Shown, mixed: bool) -> str:
    sums = [sum(p.rate for p in parts), sum(p.mix for p in parts)] if mixed else []
    cells = [shown(x) for x in (*sums, sum(p.total for p in parts))]
    return f"| {name} | {' | '.join(cells)} |"
