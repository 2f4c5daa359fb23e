"""What the funnel is drawn from: asked once by all readers, then walked in memory for every choice of steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from dashboard.insight.funnel import Step, Touches, Walks, Way, narrowed, read_entries, read_touches, walk
from dashboard.insight.funnel_counts import stopped
from dashboard.insight.funnel_entries import LONGEST_DAYS
from dashboard.insight.funnel_path import NEVER
from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.scope import Window
from dashboard.screens.data import kept
from dashboard.screens.journey_funnel_choice import Choice, Known
from dashboard.screens.numbers import periods_of
from dashboard.screens.visit import Visit

FOLLOWED = ("channel", "segment", "persona", "region")
"""The filters an entry can follow; the stages are the steps themselves, and a touch of a journey has no team."""


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
    """The touches of a window's entrants."""
    last = np.datetime64(window.end) + np.timedelta64(way.days + 1, "D")
    params = {"unit": per, "start": window.start, "end": window.end, "last": last.item()}
    params |= {"points": any(step.kind == "touchpoint" for step in steps)}
    return ask("funnel_touches", visit.scope, params, {})


def walked(visit: Visit, steps: Sequence[Step], way: Way, per: str, window: Window) -> Walks:
    """The ways of a window's entrants that the filters let in; kept before they do, for every filter."""
    until = _until(visit).get(per, 0)
    if _is_usual(visit, steps, way, per):
        return _following(read_entries(visit.table(entries(visit, per, window)), steps, way, until), visit)
    asked = question(visit, per, way, window, steps)
    key = (visit.db.name, asked.sql, asked.params)

    def touches() -> Touches:
        return read_touches(visit.db.query(asked.sql, asked.params))

    every = kept(
        repr(("walked", key, tuple(steps), way)),
        lambda: walk(kept(repr(("touches", key)), touches), steps, way, until),
    )
    return _following(every, visit)


def _following(walks: Walks, visit: Visit) -> Walks:
    filters = {name: values for name, values in visit.scope.filters().items() if name in FOLLOWED}
    return narrowed(walks, filters)


def _is_usual(visit: Visit, steps: Sequence[Step], way: Way, per: str) -> bool:
    """Whether the build walked this funnel already."""
    if way.order != "ordered" or way.tries != "first" or way.days > LONGEST_DAYS:
        return False
    if not visit.table(ask("funnel_walked", visit.scope, {}, {})).num_rows:
        return False
    rows = visit.table(ask("funnel_usual", visit.scope, {}, {})).to_pylist()
    return [Step("stage", row["stage"]) for row in rows if row["unit"] == per] == list(steps)


def entries(visit: Visit, per: str, window: Window) -> Question:
    """The first entries of a window, as the build walked them."""
    return ask("funnel_entries", visit.scope, {"unit": per, "start": window.start, "end": window.end}, {})


def _until(visit: Visit) -> dict[str, int]:
    rows = visit.table(ask("funnel_until", visit.scope, {"as_of": visit.facts.vocabulary.as_of}, {}))
    moments = rows.column("until").cast(pa.timestamp("us")).cast(pa.int64()).to_pylist()
    return dict(zip(rows.column("unit").to_pylist(), moments, strict=True))


def behind(walks: Walks, names: Sequence[str], visit: Visit, most: int) -> Question:
    """The customers or visits that did not come to the last step, the newest first. `names`: of the steps."""
    rows = np.flatnonzero(stopped(walks))
    newest = rows[np.argsort(-walks.entered[rows], kind="stable")][:most]
    furthest = (walks.reached[newest][:, walks.required] < NEVER).sum(axis=1) - 1
    params = {
        "who": walks.who[newest].tolist(),
        "entered": walks.entered[newest].astype("datetime64[us]").tolist(),
        "stopped": [names[walks.required[place]] for place in furthest],
        "most": most,
    }
    return ask("funnel_behind", visit.scope, params, {})


def questions(visit: Visit, choice: Choice, windows: Sequence[Window]) -> tuple[Question, ...]:
    """The statements a card was drawn from."""
    if _is_usual(visit, choice.steps, choice.way, choice.per):
        return tuple(entries(visit, choice.per, window) for window in windows)
    return tuple(question(visit, choice.per, choice.way, window, choice.steps) for window in windows)
