"""The leaderboard: who is ahead on one number, as far as it can be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.figures.leaderboard import Entry, leaderboard
from dashboard.figures.mark import Mark
from dashboard.insight.standing import Place, leaders, standing, trailers
from dashboard.metrics.answer import Answer
from dashboard.metrics.compile import compile_query
from dashboard.metrics.format import interval
from dashboard.metrics.metric import NOT_STATED, Metric
from dashboard.metrics.query import rows_query
from dashboard.metrics.teams_shapes import LEADERBOARD
from dashboard.reports.exhibit import Plot
from dashboard.scope import Scope
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import whom
from dashboard.screens.scope_bar import toggle
from dashboard.screens.teams_asked import asked_of, groups_now
from dashboard.screens.teams_choices import Choices, open_agent
from dashboard.screens.teams_names import called, listed, names
from dashboard.screens.text import markdown, plotly
from dashboard.screens.tile import count, named
from dashboard.screens.visit import Visit

MOST = 16


def places(key: str, made: Choices, visit: Visit, *, alone: bool = False) -> list[Place]:
    """The standing of every group on one number in the period, kept by snapshot and question. `alone`: the page
    shows no other number of these groups, so that none is asked."""
    metric, scope = made.metric(key), asked_of(made, visit)
    thresholds = visit.company.thresholds

    def rank() -> list[Place]:
        found = visit.ask([metric], [scope.now()], made.by, scope) if alone else groups_now(key, made, visit)
        answers = [answer for answer in found if _counts(answer, made)]
        return standing(metric, answers, max(thresholds.minimum_n, 1))

    asked = ("standing", visit.db.name, key, metric.variant, scope, made.by, thresholds)
    return kept(repr(asked), rank)


def _counts(answer: Answer, made: Choices) -> bool:
    """Whether the group takes part: what is not stated is nobody, and bots are no people."""
    group = answer.group or ""
    return bool(group) and group != NOT_STATED and (made.who == "team" or group in made.people)


def board(made: Choices, visit: Visit) -> None:
    """The card of the number that ranks."""
    metric, scope = made.metric(made.rank), asked_of(made, visit)
    found = places(made.rank, made, visit)
    shown = _shown(found)
    drawn = Card(
        "leaderboard", _title(found, metric, made),
        f"{named(metric)} by {made.who}, {whom(scope)}. Dot: estimate, pulled toward the middle where n is small; bar: "
        f"95 % interval; tick: the {made.who}'s own number; dotted: the middle. "
        f"{'Click to filter the page.' if made.who == 'team' else 'Click to open the agent.'}"
        f"{_left_out(found, shown)}",
        LEADERBOARD, scope, (scope.now(),), lambda: _rows(found, metric, made), made.who, made.link(),
        (compile_query([metric], scope, [scope.now()], made.by),), lambda most: rows_query(metric, scope, most),
        Plot("bar", "name", "estimate", "", "low", "high", metric.unit),
    )  # fmt: skip
    with card(drawn, visit):
        if not found or (found[0].answer.refused and not found[0].answer.n and len(found) == 1):
            st.info(markdown(_nothing(metric, made, visit)))
            return
        _figure(drawn, shown, metric, made, visit)


def _nothing(metric: Metric, made: Choices, visit: Visit) -> str:
    reason = visit.facts.reasons.get(metric.key)
    if reason:
        return reason
    if made.who == "agent" and not made.people:
        return "No contact and no answer names an agent. Import exports with the column agent_id."
    return f"No {made.who} has any in this period with these filters."


def _shown(found: Sequence[Place]) -> list[Place]:
    """All, or both ends of those that hold a rank when the list is long."""
    if len(found) <= MOST:
        return list(found)
    ranked = [place for place in found if place.ranked]
    if len(ranked) <= MOST:
        return [*ranked, *[place for place in found if not place.ranked]][:MOST]
    return [*ranked[: MOST // 2], *ranked[-MOST // 2 :]]


def _left_out(found: Sequence[Place], shown: Sequence[Place]) -> str:
    if len(found) == len(shown):
        return ""
    unranked = sum(not place.ranked for place in found if place not in shown)
    between = len(found) - len(shown) - unranked
    parts = [f"{between} between these" if between else "", f"{unranked} without a rank" if unranked else ""]
    return f" In the data: {' and '.join(part for part in parts if part)}."


def _figure(drawn: Card, shown: Sequence[Place], metric: Metric, made: Choices, visit: Visit) -> None:
    known, write = names(made.by, made.people), visit.shown(metric)
    entries = [
        Entry(_mark(place, plotly(called(place.key, known)), metric, visit), place.answer.value,
              _words(place), place.tone)
        for place in shown
    ]  # fmt: skip
    key = f"figure_board_{made.who}"
    middle = next((place.middle for place in shown if place.ranked), None)
    figure = leaderboard(entries, middle, visit.palette, write, seconds=metric.unit == "seconds")
    chart(drawn, figure, key, _clicked(made, visit.scope))


def _clicked(made: Choices, scope: Scope) -> Callable[[str], None]:
    def follow(value: str) -> None:
        if made.who == "team":
            toggle(scope, "team", value)
        else:
            open_agent(value)

    return follow


def _mark(place: Place, label: str, metric: Metric, visit: Visit) -> Mark:
    write, answer = visit.shown(metric), place.answer
    lines = [f"<b>{label}</b>"]
    if place.estimate is not None:
        between = interval(
            place.low, place.high, metric.unit, locale=visit.locale, currency=visit.facts.currency
        )
        lines += [f"estimate {write(place.estimate)}, 95 % {between}", f"rank {_rank(place)} of {place.of}"]
    if answer.value is not None:
        lines.append(f"itself {write(answer.value)}, n {count(answer.n)}")
    lines += [f"not ranked: {place.reason}"] if place.reason else []
    value = place.estimate if place.estimate is not None else answer.value
    return Mark(
        label, value, place.low, place.high, answer.n, "<br>".join(lines), place.key, not place.ranked
    )


def _rank(place: Place) -> str:
    return str(place.first) if place.first == place.last else f"{place.first} to {place.last}"


def _words(place: Place) -> str:
    said = f"rank {_rank(place)}" if place.ranked else place.reason
    return f"{said} · n {count(place.answer.n)}" if place.answer.n else said


def _title(found: Sequence[Place], metric: Metric, made: Choices) -> str:
    known, label = names(made.by, made.people), metric.label[:1].lower() + metric.label[1:]
    ranked = [place for place in found if place.ranked]
    if not ranked:
        return (
            f"No {made.who} has enough to be ranked on {label}" if found else f"{metric.label} by {made.who}"
        )
    if len(ranked) == 1:
        return f"Only {called(ranked[0].key, known)} has enough to be ranked on {label}"
    best, worst = ([called(place.key, known) for place in side(found)] for side in (leaders, trailers))
    if not best and not worst:
        return f"The {len(ranked)} {made.who}s cannot be told apart on {label}"
    few = worst if not best or len(worst) < len(best) else best
    place = "last" if few is worst else "first"
    if len(few) > 3:
        return (
            f"{len(few)} of {len(ranked)} {made.who}s could be {place} on {label}: they cannot be told apart"
        )
    verb = "stands" if len(few) == 1 else "stand"
    return f"{listed(few)} {verb} {place} on {label}"


def _rows(found: Sequence[Place], metric: Metric, made: Choices) -> list[Row]:
    known = names(made.by, made.people)
    return [
        {
            "metric": metric.key, "variant": metric.variant or "", "group": place.key,
            "name": called(place.key, known), "estimate": place.estimate,
            "low": place.low, "high": place.high, "rank from": place.first, "rank to": place.last,
            "of": place.of or None, "own value": place.answer.value, "n": place.answer.n, "note": place.reason,
        }
        for place in found
    ]  # fmt: skip
