"""What the funnel is drawn from: counted at build, or asked once by all readers and walked in memory as they choose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from dashboard.insight.funnel import Step, Touches, Walks, Way, grouped, required, walk
from dashboard.insight.funnel_counts import stopped
from dashboard.insight.funnel_path import NEVER
from dashboard.insight.funnel_read import read_entries, read_groups, read_tally, read_touches
from dashboard.insight.funnel_tally import Tally, narrowed, tallied
from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.scope import Window
from dashboard.screens.data import kept
from dashboard.screens.journey_funnel_choice import Choice, Known
from dashboard.screens.journey_funnel_rows import Side
from dashboard.screens.journey_funnel_usual import FOLLOWED, counts, entries, is_usual, until_of
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit


def known(visit: Visit, per: str) -> Known:
    """What occurs in the journeys of customers or of visits, in the company's order."""
    rows = visit.table(ask("funnel_steps", visit.scope, places={})).to_pylist()
    mine = [row for row in rows if row["in_visits"] == (per == "session")]
    points = {str(row["step"]) for row in mine}
    visited = {str(row["step"]) for row in rows if row["in_visits"]} & points
    order = [point for stage in visit.company.stages for point in stage.touchpoints]
    others = sorted(points - set(order))
    stages = visit.facts.vocabulary.values.get("stage", ())
    staged = {row["stage"] for row in mine}
    behaved = {row["stage"] for row in mine if row["behaviour"]}
    inside = {}
    for stage in visit.company.stages:
        own, seen = ([p for p in stage.touchpoints if p in some] for some in (points, visited))
        inside[stage.name] = tuple(seen if len(seen) > 1 else own)
    return Known(
        tuple(stage for stage in stages if stage in staged), tuple(stage for stage in stages if stage in behaved),
        (*(point for point in order if point in points), *others), inside,
    )  # fmt: skip


def compared(visit: Visit) -> list[Window]:
    """The period and, when the data covers it whole, its comparison."""
    now, *before = periods_of(visit).pair()
    return [now, *(window for window in before if not window.partial)]


def question(visit: Visit, per: str, way: Way, window: Window, steps: Sequence[Step]) -> Question:
    """The touches of a window's entrants; in between can lie anything when the way is strict."""
    last = np.datetime64(window.end) + np.timedelta64(way.days + 1, "D")
    params = {"unit": per, "start": window.start, "end": window.end, "last": last.item()}
    named = _named(steps)
    if not named["points"]:
        return ask("funnel_touches", visit.scope, params, {})
    every = way.order == "strict" or bool(named["stages"])
    return ask("funnel_points", visit.scope, params | {"points": named["points"], "every": every}, {})


def _told(visit: Visit, per: str, way: Way, window: Window, steps: Sequence[Step]) -> Question:
    """What is known of the touches that can be an entry."""
    starting = [step for step in steps if not step.optional] if way.order == "any" else steps[:1]
    params = {"unit": per, "start": window.start, "end": window.end}
    return ask("funnel_groups", visit.scope, params | _named(starting), {})


def _named(steps: Sequence[Step]) -> dict[str, list[str]]:
    return {
        "stages": [step.value for step in steps if step.kind == "stage"],
        "points": [step.value for step in steps if step.kind == "touchpoint"],
    }


def side(
    visit: Visit, steps: Sequence[Step], way: Way, per: str, window: Window, added: Tally | None = None
) -> Side:
    """The ways of a window's entrants that the filters let in; `added`: counted already."""
    found = added or tally(visit, steps, way, per, window)
    return Side(window, found, partial(walked, visit, steps, way, per, window))


def tally(visit: Visit, steps: Sequence[Step], way: Way, per: str, window: Window) -> Tally:
    """The same, counted; kept before filters are looked at, for every filter."""
    asked = counts(visit, steps, way, per, window)

    def added() -> Tally:
        if asked is None:
            return tallied(_every(visit, steps, way, per, window))
        return read_tally(visit.db.query(asked.sql, asked.params), steps, way)

    return narrowed(
        kept(repr(("tally", visit.db.name, tuple(steps), way, per, window.start, window.end)), added),
        _filters(visit),
    )


def walked(visit: Visit, steps: Sequence[Step], way: Way, per: str, window: Window) -> Walks:
    """One by one. Read from what the build walked, or from the touches."""
    if is_usual(visit, steps, way, per):
        until = until_of(visit).get(per, 0)
        found = read_entries(visit.table(entries(visit, per, window), many=True), steps, way, until)
    else:
        found = _every(visit, steps, way, per, window)
    return narrowed(found, _filters(visit))


def _every(visit: Visit, steps: Sequence[Step], way: Way, per: str, window: Window) -> Walks:
    """Walked here, through touches that are kept for other steps too."""
    asked = question(visit, per, way, window, steps)
    key = (visit.db.name, asked.sql, asked.params)

    def touches() -> Touches:
        return read_touches(visit.db.query(asked.sql, asked.params, many=True), _named(steps)["points"])

    def entrants() -> Walks:
        found = walk(kept(repr(("touches", key)), touches), steps, way, until_of(visit).get(per, 0))
        told = _told(visit, per, way, window, steps)
        return grouped(found, read_groups(visit.db.query(told.sql, told.params, many=True)))

    return kept(repr(("walked", key, tuple(steps), way)), entrants)


def _filters(visit: Visit) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in visit.scope.filters().items() if name in FOLLOWED}


def behind(walks: Walks, names: Sequence[str], visit: Visit, most: int) -> Question:
    """The customers or visits that did not come to the last step, the newest first. `names`: of the steps."""
    rows = np.flatnonzero(stopped(walks))
    newest = rows[np.argsort(-walks.entered[rows], kind="stable")][:most]
    must = required(walks.steps)
    furthest = (walks.reached[newest][:, must] < NEVER).sum(axis=1) - 1
    params = {
        "who": walks.who[newest].tolist(),
        "entered": walks.entered[newest].astype("datetime64[us]").tolist(),
        "stopped": [names[must[place]] for place in furthest],
        "most": most,
    }
    return ask("funnel_behind", visit.scope, params, {})


def questions(visit: Visit, choice: Choice, windows: Sequence[Window]) -> tuple[Question, ...]:
    """The statements a card was drawn from."""
    asked = (choice.steps, choice.way, choice.per)
    return tuple(
        counts(visit, *asked, window) or question(visit, choice.per, choice.way, window, choice.steps)
        for window in windows
    )
