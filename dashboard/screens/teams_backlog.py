"""What is open: contacts not yet resolved, by team, day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import streamlit as st

from dashboard.figures.named_lines import Line, named_lines
from dashboard.figures.template import colours
from dashboard.metrics.format import shown
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.shape import ask
from dashboard.metrics.teams_shapes import BACKLOG
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken, whom
from dashboard.screens.marks import group_label
from dashboard.screens.teams_choices import Choices
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

MOST, FEW = 8, 30
"""Teams drawn, and open contacts under which growth is no news: the data may only have begun."""
NEEDS = "No contact says when it was resolved, so what is open cannot be told. Import exports with a resolved-at time."


def backlog(made: Choices, visit: Visit) -> None:
    """The card: the period and, before its start, the comparison."""
    scope, before = visit.whole("team"), visit.scope.before()
    first = max(min(before.start, scope.start) if before else scope.start, visit.facts.vocabulary.first_day)
    question = ask("teams_backlog", scope, {"first": min(first, scope.end - timedelta(days=1))})
    found = kept(
        repr(("backlog", visit.db.name, question)), lambda: _by_team(visit.table(question).to_pylist())
    )
    drawn = Card(
        "backlog", _title(found, scope.start),
        f"Contacts open at the end of each day by team, {whom(scope)}"
        f"{', after the days it is compared with' if first < scope.start else ''}. Those nobody ever closed stay in.",
        BACKLOG, scope, (scope.now(),), lambda: _ordered(visit.table(question).to_pylist(), found), "team",
        made.link(), (question,),
        lambda most: ask("teams_backlog_rows", scope, {"most": most}), Plot("line", "day", "open", "team"),
    )  # fmt: skip
    with card(drawn, visit):
        if not found:
            st.info(markdown(visit.facts.reasons.get("resolution_time") or NEEDS))
            return
        lines, across = _lines(found, visit), _across(found, scope.start)
        chart(drawn, named_lines(lines, across, visit.palette, lambda y: f"{y:,.0f}"), "figure_backlog")


Days = Mapping[str, Sequence[tuple[date, int]]]


def _by_team(rows: Sequence[Row]) -> Days:
    """Days and open contacts of each team, the most open last day first; those without a team only when all are."""
    found: dict[str, list[tuple[date, int]]] = {}
    for row in rows:
        day, team = row["day"], NOT_STATED if row["team"] is None else str(row["team"])
        assert isinstance(day, date)  # noqa: S101  the column's type
        found.setdefault(team, []).append((day, int(str(row["open"]))))
    found = {team: days for team, days in found.items() if any(n for _, n in days)}
    stated = {team: days for team, days in found.items() if team != NOT_STATED} or found
    return dict(sorted(stated.items(), key=lambda item: -item[1][-1][1]))


def _ordered(rows: Sequence[Row], found: Days) -> list[Row]:
    """The days of a team together, those of teams that are drawn first and in their order."""
    order = {team: place for place, team in enumerate(found)}
    named = [{**row, "team": NOT_STATED if row["team"] is None else row["team"]} for row in rows]
    return sorted(
        named, key=lambda row: (order.get(str(row["team"]), len(order)), str(row["team"]), str(row["day"]))
    )


def _lines(found: Days, visit: Visit) -> list[Line]:
    teams, chosen = visit.facts.vocabulary.values.get("team", ()), visit.scope.team
    own = colours(teams, visit.palette)
    return [
        Line(
            "All contacts" if team == NOT_STATED else group_label(team),
            [day.isoformat() for day, _ in days], [float(n) for _, n in days],
            [f"<b>{group_label(team)}</b><br>%{{y:,}} open at the end of %{{x|%-d %b %Y}}"],
            own.get(team, visit.palette.accent), words=shown(float(days[-1][1]), "count", locale=visit.locale),
            faint=bool(chosen) and team not in chosen,
        )
        for team, days in list(found.items())[:MOST]
    ]  # fmt: skip


def _across(found: Days, start: date) -> dict[str, object]:
    """Months, or a few days, named; the start of the period among them."""
    days = [day for day, _ in next(iter(found.values()))]
    stride = max(len(days) // 5, 1)
    ticks = [day for place, day in enumerate(days) if (len(days) - 1 - place) % stride == 0]
    return {
        "type": "date", "range": [days[0].isoformat(), days[-1].isoformat()], "tickmode": "array",
        "tickvals": [day.isoformat() for day in ticks], "ticktext": [f"{day.day} {day:%b}" for day in ticks],
    }  # fmt: skip


def _title(found: Days, start: date) -> str:
    if not found:
        return "Backlog"
    grown = []
    for team, days in found.items():
        was = next((n for day, n in reversed(days) if day < start), days[0][1])
        grown.append((days[-1][1] - was, was, days[-1][1], team))
    more, was, now, team = max(grown)
    name = "The backlog" if team == NOT_STATED else f"The backlog of {spoken(team)}"
    if was < FEW:
        return f"{sum(days[-1][1] for days in found.values()):,} contacts are open at the end of the period"
    if more <= 0:
        return "No backlog grew"
    return f"{name} grew from {was:,} to {now:,} open contacts"
