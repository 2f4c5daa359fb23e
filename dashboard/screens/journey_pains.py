"""Pain points, ranked by the customers who met them times how much less content those were."""

from __future__ import annotations

import streamlit as st

from dashboard.figures.pains import Pain
from dashboard.figures.pains import pains as figure
from dashboard.metrics.format import amount, interval
from dashboard.metrics.journey_shapes import PAIN_POINTS
from dashboard.reports.exhibit import Plot
from dashboard.screens import address, journey_choice
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf
from dashboard.screens.journey_choice import KEYS, NAME, carried, windows
from dashboard.screens.journey_pain_data import (
    DAYS,
    MEASURES,
    Found,
    Pains,
    chosen,
    listed,
    pains_of,
    question,
)
from dashboard.screens.journey_pain_weeks import weeks
from dashboard.screens.options import put_here
from dashboard.screens.text import markdown, plotly
from dashboard.screens.visit import Visit

MOST, UNPROVEN = 8, 4
KEY, WEIGHT = "figure_pains", "customers × points ÷ 100"
BRING = (
    "Damage is read off survey answers: bring in NPS, satisfaction or effort answers that name their customer, next to "
    "tickets or events that name the same customers."
)


def pains(visit: Visit) -> None:
    """The ranked card and the evidence of one of them, or what is missing."""
    journey_choice.follow()
    _pains(visit)


def pains_sentence(visit: Visit) -> str | None:
    """The heaviest proven pain in a sentence; None when none is proven."""
    journey_choice.follow()
    found = pains_of(visit)
    if found is None or not found.proven:
        return None
    first = found.proven[0]
    score = found.metric.label if found.measure == "nps" else MEASURES[found.measure].lower()
    return (
        f"The heaviest pain point is {_inside(first.name)}: {first.met.customers:,} customers met it, and their "
        f"{score} is {_lower(first, visit)} than that of others."
    )


def _inside(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


@fragment
def _pains(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    found = pains_of(visit)
    if found is None or not found.found:
        reason = "No answer of a known customer" if found is None else "No pain point"
        st.info(
            markdown(f"{reason} in this period with these filters. {BRING}"), title="No pain points to show"
        )
        return
    made = Card(
        "pains", title(found, visit), _subtitle(found, visit), PAIN_POINTS, visit.scope, windows(visit)[:1],
        lambda: rows(found), more=carried("damage", "pain"), questions=(question(found.measure, visit),),
        plot=Plot("bar", "pain", WEIGHT, "evidence", "weight low", "weight high"),
    )  # fmt: skip
    damage = OneOf("damage", "Damage in", {name: MEASURES[name] for name in found.measures}, found.measure)
    left, right = st.columns([3, 2], gap="medium")
    with left, card(made, visit, [damage] if len(found.measures) > 1 else [], _pick):
        chart(made, figure(_drawn(found, visit), visit.palette), KEY, _press)
    one = chosen(found)
    if one is not None:
        which = OneOf(
            "pain", "Pain point", {each.key: each.name for each in found.found}, one.key, folded=True
        )
        with right:
            weeks(one, found, visit, which, _pick)


def _pick(name: str, value: str) -> None:
    put_here(NAME, KEYS, **{name: [value]})


def _press(value: str) -> None:
    _pick("pain", value)


def title(found: Pains, visit: Visit) -> str:
    """The heaviest proven pain with its customers and its damage."""
    if not found.proven:
        return "No pain point is proven to do damage"
    first = found.proven[0]
    return f"{first.name}: {first.met.customers:,} customers, {_lower(first, visit)}"


def _subtitle(found: Pains, visit: Visit) -> str:
    measure = MEASURES[found.measure]
    hidden = f" {found.hidden} met by too few customers are not shown." if found.hidden else ""
    more = len(found.proven) - MOST
    rest = f" {more} more proven in the data." if more > 0 else ""
    team = " Places cannot be filtered by team and are left out." if visit.scope.team else ""
    return (
        f"Bar: customers who met it × points by which their {measure} is lower than that of all others who answered "
        f"(within {DAYS} days after, or about the place), {whom(visit.scope)}. Whisker: 95 % interval. A difference, "
        f"not an effect. {found.answered:,} customers answered.{rest}{hidden}{team} Click one for its weeks and rows."
    )


def _lower(one: Found, visit: Visit) -> str:
    delta = one.damage.delta or 0.0
    return f"{amount(abs(delta), 'points', locale=visit.locale)} {'lower' if delta < 0 else 'higher'}"


def _drawn(found: Pains, visit: Visit) -> list[Pain]:
    lines: list[Pain] = []
    shown = listed(found, MOST, UNPROVEN)
    selected = chosen(found)
    for at, one in enumerate(shown):
        if not one.damage.proven and (at == 0 or shown[at - 1].damage.proven):
            lines.append(Pain("Not proven", "no damage beyond chance, or too few answered"))
        lines.append(Pain(
            plotly(one.name), _words(one, visit), one.damage.weight, one.damage.weight_low, one.damage.weight_high,
            _hover(one, found, visit), one.key, one.damage.proven, one is selected,
        ))  # fmt: skip
    return lines


def _words(one: Found, visit: Visit) -> str:
    said = f"{one.met.customers:,} customers"
    if one.damage.delta is None:
        return f"{said}, none of them answered"
    few = f", n {one.met.n:,}" if one.met.n < visit.company.thresholds.minimum_n else ""
    return f"{said}, {_lower(one, visit)}{few}"


def _hover(one: Found, found: Pains, visit: Visit) -> str:
    metric, damage = found.metric, one.damage
    lines = [f"<b>{plotly(one.name)}</b>", f"{one.met.customers:,} customers, {one.times:,} times"]
    if damage.delta is None or damage.score is None or damage.others is None:
        return "<br>".join([*lines, "None of them answered."])
    shown = visit.shown(metric)
    between = interval(damage.low, damage.high, "points", locale=visit.locale)
    return "<br>".join([
        *lines, f"{plotly(metric.label)} {shown(damage.score)}, n {one.met.n:,}",
        f"all others {shown(damage.others)}, n {one.met.all_n - one.met.n:,}", f"difference 95 % {between}",
        "proven: more than chance would give" if damage.proven else "not proven",
    ])  # fmt: skip


def rows(found: Pains) -> list[Row]:
    """One row for each pain, ranked, with what its rank is made of."""
    return [
        {
            "pain": one.name, "kind": one.kind, "what": one.what, "channel": one.channel or "",
            "stage": one.stage or "", "customers": one.met.customers, "times": one.times,
            "score": one.damage.score, "n": one.met.n,
            "others": one.damage.others, "n others": one.met.all_n - one.met.n, "difference": one.damage.delta,
            "low": one.damage.low, "high": one.damage.high, "proven": one.damage.proven,
            "evidence": "proven" if one.damage.proven else "not proven", WEIGHT: float(one.damage.weight),
            "weight low": float(one.damage.weight_low), "weight high": float(one.damage.weight_high),
        }
        for one in found.found
    ]  # fmt: skip
