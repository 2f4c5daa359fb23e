"""What is open and what comes in: the backlog by team, and the load by hour and weekday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
import streamlit as st

from dashboard.company import WEEKDAYS
from dashboard.figures.load import load
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.format import shown
from dashboard.metrics.intervals import wilson
from dashboard.metrics.query import rows_query
from dashboard.metrics.shape import ask
from dashboard.metrics.teams_shapes import LOAD
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.gather import fragment
from dashboard.screens.options import chosen, put_here
from dashboard.screens.teams_choices import KEYS, LOADS, NAME, Choices
from dashboard.screens.visit import Visit

ENOUGH = 168
"""Contacts under which no hour of the week is called busy: one for each."""
PART = {"abandoned": "abandoned", "in_time": "answered_in_target"}
SEEN = {"contacts": "contacts opened in the hour, on average", "abandoned": "percent of the queued who hung up",
        "in_time": "percent of the queued answered in time"}  # fmt: skip


@fragment
def hours(made: Choices, visit: Visit) -> None:
    """The card of the week, with its own choice of what is counted."""
    if address.clicked():
        st.rerun()
    wanted = chosen(NAME).get("load", [made.load])[-1]
    what = wanted if wanted in LOADS else "contacts"
    scope = visit.scope
    question = ask("teams_load", scope)
    rows = _rows(visit.table(question).to_pylist(), what, visit)
    drawn = Card(
        "load", _title(rows, what, visit),
        f"Contacts by hour and weekday, {visit.company.time_zone.replace('_', ' ')} time: {SEEN[what]}, {whom(scope)}. "
        f"Darker: more.{' Blank: too few were queued.' if what in PART else ''}",
        LOAD, scope, (scope.now(),), lambda: rows, more={**made.link(), "load": what}, questions=(question,),
        behind=lambda most: rows_query(CATALOGUE["contacts"], scope, most),
        plot=Plot("heat", "hour", "value", "weekday", "low", "high", "percent" if what in PART else "count"),
    )  # fmt: skip
    with card(drawn, visit):
        _figure(drawn, rows, what, visit)


def _figure(drawn: Card, rows: Sequence[Row], what: str, visit: Visit) -> None:
    if not rows:
        st.info("No contact was opened in this period with these filters.")
        return
    if {row["hour"] for row in rows} == {0}:
        st.info(
            "These contacts give days without times, so hours cannot be told. Import exports with the time opened."
        )
        return
    if any(row["queued"] for row in rows):
        st.session_state["teams_load"] = what
        st.segmented_control(
            "Counted", list(LOADS), key="teams_load", required=True, label_visibility="collapsed",
            format_func=LOADS.__getitem__, on_change=_put,
        )  # fmt: skip
    days = _days(visit)
    place = {(str(row["weekday"]), row["hour"]): row for row in rows}
    cells = [[_cell(place.get((day, hour))) for hour in range(24)] for day in days]
    words = [[_hover(place.get((day, hour)), day, hour, what) for hour in range(24)] for day in days]
    most = 100.0 if what == "in_time" else None
    figure = load(cells, words, [day[:3].capitalize() for day in days], visit.palette, most=most)
    chart(drawn, figure, f"figure_load_{what}")


def _put() -> None:
    put_here(NAME, KEYS, load=[st.session_state["teams_load"]])


def _days(visit: Visit) -> list[str]:
    start = WEEKDAYS.index(visit.facts.vocabulary.week_start)
    return [*WEEKDAYS[start:], *WEEKDAYS[:start]]


def _rows(found: Sequence[Row], what: str, visit: Visit) -> list[Row]:
    """One row per weekday and hour that had a contact, with the value that is shown; weeks start as the company's."""
    scope, minimum = visit.scope, visit.company.thresholds.minimum_n
    days = [(scope.start + timedelta(days=k)).isoweekday() for k in range((scope.end - scope.start).days)]
    rows: list[Row] = []
    week = [WEEKDAYS.index(day) + 1 for day in _days(visit)]
    for row in sorted(found, key=lambda row: (week.index(int(str(row["weekday"]))), int(str(row["hour"])))):
        times, queued = max(days.count(int(str(row["weekday"]))), 1), int(str(row["queued"]))
        value, low, high = int(str(row["contacts"])) / times, None, None
        if what in PART:
            value, low, high = _share(int(str(row[PART[what]])), queued, minimum)  # type: ignore[assignment]
        rows.append({
            "weekday": WEEKDAYS[int(str(row["weekday"])) - 1], "hour": row["hour"], "shown": what, "value": value,
            "low": low, "high": high, "contacts": row["contacts"], "queued": queued, "abandoned": row["abandoned"],
            "answered in time": row["answered_in_target"], "days": times,
        })  # fmt: skip
    return rows


def _share(hits: int, n: int, minimum: int) -> tuple[float | None, float | None, float | None]:
    if n < minimum:
        return None, None, None
    low, high = wilson(np.array([float(hits)]), np.array([float(n)]))
    return 100 * hits / n, float(low[0]), float(high[0])


def _cell(row: Row | None) -> float | None:
    return None if row is None or row["value"] is None else float(str(row["value"]))


def _hover(row: Row | None, day: str, hour: int, what: str) -> str:
    if row is None or row["value"] is None:
        return ""
    value = float(str(row["value"]))
    said = shown(value, "count" if what == "contacts" else "percent")
    words = (
        f"{said} an hour, n {row['contacts']}" if what == "contacts" else f"{said} of {row['queued']} queued"
    )
    return f"<b>{day.capitalize()} {hour}:00 to {hour + 1}:00</b><br>{words}"


def _title(rows: Sequence[Row], what: str, visit: Visit) -> str:
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return "Load by hour and weekday"
    if what == "contacts" and (every := sum(int(str(row["contacts"])) for row in rows)) < ENOUGH:
        return f"{every} contacts are too few to say when it is busiest"
    worst = (min if what == "in_time" else max)(known, key=lambda row: float(str(row["value"])))
    value = float(str(worst["value"]))
    at = f"{str(worst['weekday']).capitalize()}s at {worst['hour']}:00"
    if what == "contacts":
        return f"{at} are busiest: {shown(value, 'count', locale=visit.locale)} contacts an hour"
    told = shown(value, "percent", locale=visit.locale)
    return f"{told} {'are answered in time' if what == 'in_time' else 'of the queued hang up'} on {at}"
