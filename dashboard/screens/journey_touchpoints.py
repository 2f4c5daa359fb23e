"""The touchpoint map: how often people were at every touchpoint, and how it felt, from all three source classes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.figures.heat import heat
from dashboard.metrics.format import change as change_words
from dashboard.metrics.journey_shapes import TOUCHPOINT_MAP
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Scope
from dashboard.screens import journey_choice
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import only, spoken, whom
from dashboard.screens.journey_choice import carried, last, windows
from dashboard.screens.journey_feeling_marks import aside, drawn
from dashboard.screens.journey_feelings import (
    KINDS,
    TOGETHER,
    Felt,
    Place,
    asked_classes,
    places,
    question,
)
from dashboard.screens.options import put
from dashboard.screens.scope_bar import choose
from dashboard.screens.text import markdown
from dashboard.screens.visit import Visit

BRING = (
    "A touchpoint is a column of surveys, tickets, reviews and events that says where it happened (delivery, checkout "
    "...). Map such a column when a file is brought in, and list its values under a stage in the company file."
)
HEADS = {"direct": "Told<br>us", "indirect": "Told<br>others", "inferred": "Did", TOGETHER: "Together"}
KEY = "figure_touchpoints"
NOTHING = Felt(0.0, {}, None, None)


def touchpoints(visit: Visit) -> None:
    """The card, or what is missing for it."""
    journey_choice.follow()
    found = [
        place for place in places(visit) if place.whole.touches or place.whole.now or place.whole.withheld
    ]
    if not found:
        st.info(markdown(f"No touchpoint was touched in this period with these filters. {BRING}"),
                title="No touchpoints to show")  # fmt: skip
        return
    names = [name for name in (*asked_classes(visit), TOGETHER) if any(name in place.felt for place in found)]
    made = Card(
        "touchpoints", title(found, visit), _subtitle(visit), TOUCHPOINT_MAP, visit.scope, windows(visit),
        lambda: rows(found, names), more=carried("touchpoint"), questions=(question(visit),),
        behind=lambda most: ask("touchpoint_behind", visit.scope, {
            "classes": list(asked_classes(visit)), "most": most,
        }),
        plot=Plot("heat", "heard", "feeling", "touchpoint", "low", "high", "points"),
    )  # fmt: skip
    with card(made, visit):
        figure = heat(drawn(found, names, visit), [HEADS[name] for name in names], visit.palette)
        chart(made, figure, KEY, _clicked({place.step: place.stage for place in found}, visit.scope))


def _subtitle(visit: Visit) -> str:
    spans = windows(visit)
    was = range_words(spans[1].start, spans[1].end) if spans[1:] else ""
    against = f" ▲▼: changed more than chance gives since {was}." if was else ""
    partial = (
        " One of the periods is not whole, so changes are not marked."
        if any(s.partial for s in spans)
        else ""
    )
    return (
        f"Touches, and feeling: of 100 judged, went well minus went badly; {whom(visit.whole('stage'))}."
        f"{partial or against} Grey: n under {visit.company.thresholds.minimum_n}. Click a mark to filter to its stage."
    )


def title(found: Sequence[Place], visit: Visit) -> str:
    """The change that stands out most, falls before rises; else that there is none."""
    moves = [
        (place.step, name, felt.change)
        for place in found for name, felt in place.felt.items()
        if felt.signal and felt.change is not None and not aside(place, visit)
        and (name != TOGETHER or len(place.felt) > 2)
    ]  # fmt: skip
    if not moves:
        compared = any(place.whole.change for place in found)
        return "No touchpoint changed by more than chance" if compared else "How every touchpoint felt"
    step, name, most = min(moves, key=lambda move: (move[2].delta > 0, -abs(move[2].delta)))
    way = "fell" if most.delta < 0 else "rose"
    what = {
        "direct": "what customers told us",
        "indirect": "what they told others",
        "inferred": "what they did",
    }
    size = change_words(abs(most.delta), "points", locale=visit.locale).lstrip("+")
    return f"{spoken(step)} {way} most: {what.get(name, 'feeling')} by {size}"


def _clicked(stages: Mapping[str, str | None], scope: Scope) -> Callable[[str], None]:
    """A press chooses the touchpoint for the paths and filters the page to its stage; the same again clears both."""

    def narrow(step: str) -> None:
        if step not in stages:
            return
        stage, again = stages[step], last("touchpoint") == step
        put(journey_choice.NAME, touchpoint=[] if again else [step])
        if stage is not None and again == (scope.stage == (stage,)):
            choose(only(scope, "stage", () if again else (stage,)))

    return narrow


def rows(found: Sequence[Place], names: Sequence[str]) -> list[Row]:
    """One row for each cell of the map, with all that it says; `names`: its source classes and all together."""
    return [
        {
            "stage": place.stage or "", "touchpoint": place.step, "source class": name,
            "heard": HEADS[name].replace("<br>", " "), "touches": felt.touches,
            "feeling": felt.now.value if felt.now else None, "low": felt.now.low if felt.now else None,
            "high": felt.now.high if felt.now else None, "n": felt.now.n if felt.now else 0,
            "made of": ", ".join(f"{KINDS.get(kind, kind)} {felt.tallies[source, kind].judged:.0f}"
                                 for source, kind in (felt.now.kinds if felt.now else ())),
            "before": felt.change.was if felt.change else None, "change": felt.change.delta if felt.change else None,
            "change low": felt.change.low if felt.change else None,
            "change high": felt.change.high if felt.change else None, "stands out": felt.signal,
            "withheld": felt.withheld,
        }
        for place in found for name in names for felt in (place.felt.get(name, NOTHING),)
    ]  # fmt: skip
