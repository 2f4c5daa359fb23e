"""How long customers last: survival curves by group, their medians, and the people behind every point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import plotly.graph_objects as go
import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.survival import Stair
from dashboard.figures.survival import survival as drawn_survival
from dashboard.figures.template import colours
from dashboard.insight.lasting import Compared, Lasting, Point, axis_marks, cliff, lasting, points
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.retention_shapes import SURVIVAL
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Scope
from dashboard.screens import address
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken
from dashboard.screens.gather import fragment
from dashboard.screens.heading import heading
from dashboard.screens.marks import group_label
from dashboard.screens.options import options
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_lasting import KEYS, NAME, RULES, Choice, choose, offered, pick, question
from dashboard.screens.retention_watched import watched
from dashboard.screens.retention_words import chance_words, months
from dashboard.screens.scope_bar import toggle
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

MOST = 5
EVERYONE = "All customers"
COLUMNS = (
    "customers", "months", "percent", "low", "high", "watched", "n", "left", "median months", "median low",
    "median high", "differs from", "log-rank p", "rule", "by", "group", "note",
)  # fmt: skip
NOBODY = (
    "How long customers last needs contracts with the day they began or their length, or orders with a customer and a "
    "day. None of these is in the data. Bring such a file on the page Data, or with sightline import."
)


def survival(visit: Visit) -> None:
    """The section: what is drawn, with the choices that are its own."""
    options(NAME, KEYS)
    _section(visit)


@fragment
def _section(visit: Visit) -> None:
    if address.clicked():
        st.rerun()
    choice = choose(visit)
    choices = offered(choice) if choice else []
    heading("lasting_head", "How long customers stay", 2, choices=choices, on_choice=pick)
    if choice is None:
        st.info(NOBODY)
        return
    _curves(choice, visit)


def found_of(choice: Choice, visit: Visit) -> Compared:
    """The groups of this choice, kept by snapshot and question."""
    asked, thresholds = question(choice, visit), visit.company.thresholds

    def compared() -> Compared:
        return lasting(visit.table(asked).to_pydict(), thresholds.minimum_n, thresholds.anonymity)

    return kept(repr(("lasting", *_asked(choice, visit))), compared)


def _asked(choice: Choice, visit: Visit) -> tuple[object, ...]:
    """What the groups depend on."""
    thresholds = visit.company.thresholds
    return visit.db.name, question(choice, visit), thresholds.minimum_n, thresholds.anonymity


def _curves(choice: Choice, visit: Visit) -> None:
    found, least = found_of(choice, visit), visit.company.thresholds.anonymity
    marks = axis_marks(max((group.told_until(least) for group in found.shown), default=0.0))
    made = Card(
        "survival", title(found, choice, marks), _subtitle(found, choice, visit), SURVIVAL, choice.scope,
        (choice.scope.now(),), lambda: rows(found, choice, marks, least), choice.by or None, choice.links(),
        (question(choice, visit),),
        lambda most: ask("survival_rows", choice.scope, {"rule": choice.rule, "until": choice.until, "most": most},
                         {"people": PEOPLE}),
        Plot("step", "months", "percent", "customers", "low", "high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not found.shown:
            st.info(_none(found, visit))
            return
        _figure(made, found, choice, marks, visit)


def _none(found: Compared, visit: Visit) -> str:
    if found.groups:
        return f"Withheld: fewer than {visit.company.thresholds.anonymity} customers in each group."
    return "No customer began by the end of this period with these filters."


def _figure(made: Card, found: Compared, choice: Choice, marks: Sequence[float], visit: Visit) -> None:
    least, key = visit.company.thresholds.anonymity, f"figure_survival_{choice.by}"
    asked = (*_asked(choice, visit), visit.palette, getattr(visit.scope, choice.by, ()) if choice.by else ())

    def picture() -> go.Figure:
        tints = _colours(choice, found, visit)
        stairs = [
            _stair(group, points(group, marks, least), tints[group.name], choice, visit)
            for group in found.shown[:MOST]
        ]
        return drawn_survival(stairs, marks, visit.palette, lambda share: f"{share:g}%")

    chart(made, kept(repr(("survival", *asked)), picture), key, _clicked(choice.by, visit.scope))
    st.html(watched(found, choice, marks, least, made.title))


def _colours(choice: Choice, found: Compared, visit: Visit) -> dict[str, str]:
    """A value keeps its colour whichever groups are shown."""
    known = visit.facts.vocabulary.values.get(choice.by, ())
    names = list(known) if known else sorted(group.name for group in found.shown)
    tints = colours(names, visit.palette)
    return {group.name: tints.get(group.name, visit.palette.accent) for group in found.shown}


def name_of(group: Lasting) -> str:
    """The group as people read it, safe for a figure."""
    return group_label(group.name) if group.name and group.name != NOT_STATED else EVERYONE


def _stair(group: Lasting, drawn: Sequence[Point], colour: str, choice: Choice, visit: Visit) -> Stair:
    chosen = getattr(visit.scope, choice.by, ()) if choice.by else ()
    label, aside = name_of(group), bool(chosen) and group.name not in chosen
    return Stair(
        label, group.name, colour, [p.months for p in drawn], [p.share for p in drawn], [p.low for p in drawn],
        [p.high for p in drawn], [_hover(label, p) for p in drawn], group.small or aside,
    )  # fmt: skip


def _hover(label: str, p: Point) -> str:
    band = f"<br>95 % {p.low:.3g}% to {p.high:.3g}%" if p.low is not None else ""
    still = f"{p.share:.3g}% still there after {months(p.months)}"
    return f"<b>{label}</b><br>{still}{band}<br>{count(p.at_risk)} watched so long"


def _clicked(by: str, scope: Scope) -> Callable[[str], None]:
    def narrow(value: str) -> None:
        if by in PEOPLE:
            toggle(scope, by, value)

    return narrow


def title(found: Compared, choice: Choice, marks: Sequence[float]) -> str:
    """Who leaves soonest, when that is more than chance."""
    told = [group for group in found.shown if not group.small]
    if not told:
        return "Too few customers to tell how long they stay"
    at = max((mark for mark in marks if all(_known(group, mark) for group in told)), default=0.0)
    least, most = (pick(told, key=lambda group: group.at(at)) for pick in (min, max))
    if len(told) == 1:
        return f"{least.at(at):.3g}% of customers are still there after {months(at)}"
    if not found.signal:
        return f"No {choice.word} surely stays longer: {least.at(at):.3g}% to {most.at(at):.3g}% after {months(at)}"
    soonest = len(least.apart) == len(found.shown) - 1
    who = spoken(least.name)
    lead = f"{who} leaves soonest: {least.at(at):.3g}% are" if soonest else f"{who}: {least.at(at):.3g}% are"
    return f"{lead} still there after {months(at)}, {spoken(most.name)} {most.at(at):.3g}%"


def _known(group: Lasting, months: float) -> bool:
    """Whether a tenth of the group was watched so long, or hardly any of it was left to be."""
    return group.at_risk(months) >= group.n / 10 or group.at(months) < 10


def _subtitle(found: Compared, choice: Choice, visit: Visit) -> str:
    by = f" by {choice.word}" if choice.word else ""
    test = f" {chance_words(found.test)}" if found.test is not None else ""
    more = len(found.shown) - MOST
    left_out = f" The {MOST} largest are drawn, {more} more are in the table." if more > 0 else ""
    seen = range_words(choice.until, choice.until + timedelta(days=1)) if choice.dated else ""
    when = f", all begun by {seen}" if seen else ", from contracts that tell their length and no days"
    return (
        f"Share of customers still there by months {RULES[choice.rule].since}{by}, {of_whom(choice.scope)}{when}. "
        f"{RULES[choice.rule].ends(visit)} Band: 95 % interval; dotted: half.{_falls(found, choice, visit)}{test}"
        f"{left_out}{not_followed(visit.scope)}"
    )


def _falls(found: Compared, choice: Choice, visit: Visit) -> str:
    least = visit.company.thresholds.minimum_n
    steep = kept(repr(("cliff", *_asked(choice, visit))), lambda: cliff(found, least))
    if steep is None:
        return ""
    fall = f"{spoken(steep.name)} falls by {steep.fall:.0f} points around month {steep.months:g}"
    return f" {fall}, the others by {steep.others:.0f}."


def rows(found: Compared, choice: Choice, marks: Sequence[float], least: int) -> list[Row]:
    """The one frame: every point drawn of every group, with its median and test."""
    chance = found.test.chance if found.test is not None else None
    told: list[Row] = []
    for group in found.groups:
        name = spoken(group.name) if group.name else EVERYONE
        same = dict.fromkeys(COLUMNS) | {
            "customers": name,
            "rule": choice.rule,
            "by": choice.by,
            "group": group.name,
        }
        if group.withheld:
            told.append(same | {"note": f"withheld: fewer than {least} customers"})
            continue
        middle, low, high = group.median
        told += [
            {
                **same, "note": "", "months": p.months, "percent": p.share, "low": p.low, "high": p.high,
                "watched": p.at_risk, "n": group.n, "left": group.left, "median months": middle, "median low": low,
                "median high": high, "differs from": ", ".join(group.apart), "log-rank p": chance,
            }
            for p in points(group, marks, least)
        ]  # fmt: skip
    return told
