"""Paths: where journeys went after a chosen touchpoint, or came from before it, as flows that add up."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.sankey import sankey
from dashboard.insight.paths import ENDED, OPEN, OTHER, Flows, Next, nexts
from dashboard.metrics.journey_shapes import PATHS
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.scope import Scope
from dashboard.screens import address, journey_choice
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import only, spoken, whom
from dashboard.screens.gather import fragment
from dashboard.screens.journey_choice import KEYS, NAME, windows
from dashboard.screens.journey_path_data import (
    ALONG,
    DIRECTIONS,
    MOST,
    PLACE,
    PathChoice,
    both,
    choice,
    question,
)
from dashboard.screens.journey_path_marks import drawn, percent
from dashboard.screens.options import put_here
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

BRING = (
    "Paths need touches that name a known customer or a visit: web or app events, orders, tickets or answers with a "
    "customer or session id."
)
UNITS = {"customer": "journeys of known customers", "session": "web and app visits"}


def paths(visit: Visit) -> None:
    """The card with its choices, or what is missing for it."""
    journey_choice.follow()
    _paths(visit)


@fragment
def _paths(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    made = choice(visit)
    if made is None:
        st.info(markdown(f"No journey can be followed in this period with these filters. {BRING}"),
                title="No paths to show")  # fmt: skip
        return
    now, before = both(made, visit)
    found = nexts(now, before, visit.company.thresholds.minimum_n)
    shape = Card(
        "paths", title(found, made, visit), _subtitle(made, now, visit), PATHS, visit.scope, windows(visit),
        lambda: rows(now, found), more=made.asked, questions=(question(made, visit),),
        behind=lambda most: ask("path_behind", visit.scope, {
            "unit": made.along, "step": made.step, "most": most,
        }, places={"scope": PLACE}),
        plot=Plot("flow", "from", "journeys", "to"),
    )  # fmt: skip
    with card(shape, visit):
        _controls(made, visit)
        with st.container(key="paths_wide"):
            figure = sankey(*drawn(now, found, made, visit), visit.palette, back=not made.forward)
            chart(shape, figure, "figure_paths")


def _controls(made: PathChoice, visit: Visit) -> None:
    """The touchpoint, the direction and whose journeys; the keyboard's way to choose what a click on the map does."""
    with st.container(key="paths_choices", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.session_state["paths_step"] = made.step
        st.selectbox("Touchpoint", made.steps, key="paths_step", format_func=spoken, on_change=_chose,
                     args=("touchpoint", "paths_step"), width=230, label_visibility="collapsed")  # fmt: skip
        for key, name, words, value in (
            ("paths_way", "path", DIRECTIONS, made.direction), ("paths_along", "along", ALONG, made.along),
        ):  # fmt: skip
            st.session_state[key] = value
            st.segmented_control(
                {"path": "Direction", "along": "Whose journeys"}[name], list(words), key=key, required=True,
                format_func=words.__getitem__, on_change=_chose, args=(name, key), label_visibility="collapsed",
                width="content",
            )  # fmt: skip


def _chose(name: str, key: str) -> None:
    put_here(NAME, KEYS, **{name: [st.session_state[key]]})


def title(found: Sequence[Next], made: PathChoice, visit: Visit) -> str:
    """The commonest next touchpoint and how many stop, or came first."""
    here = _inside(made.step)
    steps = [each for each in found if each.step not in (ENDED, OTHER)]
    ended = next((each for each in found if each.step == ENDED), None)
    words = []
    if steps:
        first = max(steps, key=lambda each: each.share.value or 0.0)
        verb = "go on to" if made.forward else "came from"
        words.append(f"{percent(first.share.value, visit)} {verb} {_inside(first.step)}")
    if ended:
        words.append(f"{percent(ended.share.value, visit)} {'stop there' if made.forward else 'begin there'}")
    when = "After" if made.forward else "Before"
    return f"{when} {here}, {'; '.join(words)}" if words else f"{when} {here}"


def _inside(step: str) -> str:
    """A touchpoint inside a sentence; abbreviations keep their capitals."""
    words = spoken(step)
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def _subtitle(made: PathChoice, now: Flows, visit: Visit) -> str:
    first = "Steps after" if made.forward else "Steps before"
    still = now.nodes.get((1, OPEN), 0)
    young = f" {still:,} may still go on and are in no share." if still else ""
    moved = " ▲▼: changed more than chance gives." if len(windows(visit)) > 1 else ""
    stage = " The stage filter only chooses the touchpoint." if visit.scope.stage else ""
    ignored = " Not filtered by team." if visit.scope.team else ""
    return (
        f"{first} the first touch of it, in {now.total:,} {UNITS[made.along]}, {whom(_followed(visit))}; the {MOST} "
        f"commonest touchpoints of each step, the rest together.{young}{moved}{stage}{ignored}"
    )


def _followed(visit: Visit) -> Scope:
    return only(only(visit.scope, "stage"), "team")


def rows(now: Flows, found: Sequence[Next]) -> list[Row]:
    """One row for each flow: what comes into a place is what leaves it. Shares and changes stand on the first step."""
    told = {each.step: each for each in found}
    names = {OTHER: "(other)", ENDED: "(ended)", OPEN: "(may still go on)"}
    made: list[Row] = []
    for flow in now.flows:
        level, step = flow.target
        each = told.get(step) if level == 1 else None
        made.append({
            "step": level, "from": names.get(flow.source[1], flow.source[1]), "to": names.get(step, step),
            "journeys": flow.journeys, "share": each.share.value if each else None,
            "low": each.share.low if each else None, "high": each.share.high if each else None,
            "n": each.share.n if each else None, "before": each.before.value if each and each.before else None,
            "change": each.change.delta if each and each.change else None,
            "stands out": bool(each and each.change and each.change.signal),
        })  # fmt: skip
    return made
