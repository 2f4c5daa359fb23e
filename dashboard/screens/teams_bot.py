"""The bot: what it keeps, what it hands over, and whether those it kept come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import streamlit as st

from dashboard.figures.named_lines import Line, named_lines
from dashboard.insight.since import Turn, turn
from dashboard.metrics.format import shown
from dashboard.metrics.intervals import wilson
from dashboard.metrics.shape import ask
from dashboard.metrics.teams_shapes import BOT
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import filters_in_words
from dashboard.screens.teams_choices import Choices
from dashboard.screens.text import markdown
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

LOOK_BACK = timedelta(days=366)
COUNTED = {"kept": ("kept", "contacts"), "came back": ("came_back", "kept_mature")}
NAMES = {"kept": "Kept by the bot", "came back": "Of these, came back"}


def first_day(visit: Visit) -> date:
    """At least a year before the end of the period, from the first of a month."""
    scope = visit.scope
    return min(scope.start, scope.end - LOOK_BACK).replace(day=1)


def months(visit: Visit) -> list[Row]:
    """One row per outcome and month: percent, interval, n, and whether the month is not whole."""
    found = visit.table(ask("teams_bot", visit.scope, {"first": first_day(visit)})).to_pylist()
    return [
        _row(row["month"], what, row[hits], row[of], _next(row["month"]) > visit.scope.end)
        for what, (hits, of) in COUNTED.items() for row in found
    ]  # fmt: skip


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _row(month: date, what: str, hits: int, n: int, partial: bool) -> Row:
    low, high = wilson(np.array([float(hits)]), np.array([float(n)])) if n else (np.array([np.nan]),) * 2
    value, least, most = (100 * hits / n, float(low[0]), float(high[0])) if n else (None, None, None)
    return {"month": month, "outcome": what, "hits": hits, "n": n, "value": value, "low": least, "high": most,
            "partial": partial}  # fmt: skip


def turned(rows: Sequence[Row], what: str, minimum_n: int) -> tuple[date, Turn] | None:
    """The month an outcome turned, and from what to what."""
    own = [row for row in rows if row["outcome"] == what]
    found = turn([int(str(r["hits"])) for r in own], [int(str(r["n"])) for r in own], minimum_n)
    if found is None:
        return None
    month = own[found.at]["month"]
    assert isinstance(month, date)  # noqa: S101  the column's type
    return month, found


def bot(made: Choices, visit: Visit) -> None:
    """The card over the last year and more; shown where there is a bot."""
    scope, first = visit.scope, first_day(visit)
    rows = months(visit)
    days = visit.company.windows.first_contact_resolution_days
    words = "; ".join(filters_in_words(scope).values()) or "all customers"
    drawn = Card(
        "bot", title(rows, visit),
        f"Percent of bot contacts by month, {words}, {range_words(first, scope.end)}: a year at least, so that a turn "
        f"shows. Came back: another contact on the topic within {days} days.",
        BOT, scope, (scope.now(),), lambda: rows, more=made.link(),
        questions=(ask("teams_bot", scope, {"first": first}),),
        behind=lambda most: ask("teams_bot_rows", scope, {"first": first, "most": most}),
        plot=Plot("line", "month", "value", "outcome", "low", "high", "percent"),
    )  # fmt: skip
    with card(drawn, visit):
        if not rows:
            st.info(
                markdown(
                    visit.facts.reasons.get("bot_containment")
                    or "No bot contact in this year with these filters."
                )
            )
            return
        _figure(drawn, rows, visit)


def title(rows: Sequence[Row], visit: Visit) -> str:
    """What turned, when, and from what to what."""
    minimum = visit.company.thresholds.minimum_n
    kept, back = (turned(rows, what, minimum) for what in NAMES)
    if kept is None and back is None:
        return "The bot keeps and hands over as before" if rows else "The bot"
    told = []
    if kept is not None:
        told.append(
            f"Since {kept[0]:%B %Y} the bot keeps {_share(kept[1].after, visit)} instead of "
            f"{_share(kept[1].before, visit)}"
        )
    if back is not None:
        since = "" if kept is not None and kept[0] == back[0] else f" since {back[0]:%B %Y}"
        told.append(
            f"{_share(back[1].after, visit)} of these come back{since}, {_share(back[1].before, visit)} before"
        )
    sentence = "; ".join(told)
    return sentence[:1].upper() + sentence[1:]


def _share(value: float, visit: Visit) -> str:
    return shown(round(value), "percent", locale=visit.locale)


def _figure(drawn: Card, rows: Sequence[Row], visit: Visit) -> None:
    lines = []
    tones = {"kept": visit.palette.accent, "came back": visit.palette.bad}
    for what, name in NAMES.items():
        own = [
            row for row in rows if row["outcome"] == what and row["value"] is not None and not row["partial"]
        ]
        if own:
            lines.append(_line(what, name, own, tones[what], visit))
    if not lines:
        st.info("No whole month with bot contacts yet.")
        return
    steps = [str(row["month"]) for row in rows if row["outcome"] == "kept" and not row["partial"]]
    stride = max((len(steps) - 1) // 3, 1)
    ticks = steps[::-1][::stride][::-1]
    across = {
        "type": "date", "range": [steps[0], steps[-1]], "tickmode": "array", "tickvals": ticks,
        "ticktext": [f"{date.fromisoformat(tick):%b %y}" for tick in ticks],
    }  # fmt: skip
    chart(drawn, named_lines(lines, across, visit.palette, lambda y: f"{y:g}%", top=100.0), "figure_bot")


def _line(what: str, name: str, own: Sequence[Row], colour: str, visit: Visit) -> Line:
    values = [float(str(row["value"])) for row in own]
    hover = [
        f"<b>{name}</b><br>{row['month']:%B %Y}: {_share(value, visit)}, 95 % "
        f"{_share(float(str(row['low'])), visit)} to {_share(float(str(row['high'])), visit)}<br>"
        f"n {count(int(str(row['n'])))}"
        for row, value in zip(own, values, strict=True)
    ]  # fmt: skip
    return Line(
        name, [str(row["month"]) for row in own], values, hover, colour, [float(str(r["low"])) for r in own],
        [float(str(r["high"])) for r in own], _share(values[-1], visit),
    )  # fmt: skip
