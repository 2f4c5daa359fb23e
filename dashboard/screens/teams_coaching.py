"""Coaching: one agent beside the best of the team, on the same topics and channels."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.figures.mark import Mark
from dashboard.insight.coaching import Coached, Compared, coach
from dashboard.insight.standing import Place, leaders, standing
from dashboard.metrics.compile import compile_query
from dashboard.metrics.format import interval
from dashboard.metrics.metric import Metric
from dashboard.metrics.teams_shapes import COACHING
from dashboard.reports.exhibit import Plot
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken, whom
from dashboard.screens.heading import heading
from dashboard.screens.options import put
from dashboard.screens.teams_board import places
from dashboard.screens.teams_cells import asked
from dashboard.screens.teams_choices import NAME, Choices, agents
from dashboard.screens.teams_examples import examples, talk
from dashboard.screens.teams_names import called, names, work
from dashboard.screens.text import plain, plotly
from dashboard.screens.tile import count, named
from dashboard.screens.visit import Visit

BY = ("agent_id", "topic", "channel")
MOST = 10
TOO_FEW = "On no topic and channel do both sides have five customers or more. Choose a longer period."


def coaching(made: Choices, visit: Visit) -> None:
    """The choice of the agent, what differs, and contacts to talk about."""
    found = places(made.rank, agents(made), visit, alone=made.who == "team")
    ranked = [place for place in found if place.ranked]
    heading("coaching_head", "Coaching", 2)
    if not found:
        st.info(
            "No contact and no answer of this period names an agent. Import exports with the column agent_id."
        )
        return
    agent = made.agent or _offered(ranked or found)
    _choose(agent, found, made)
    team = made.people.get(agent)
    peers = [p for p in ranked if p.key != agent and made.people.get(p.key) == team]
    best = [place.key for place in leaders(_ranked_again(ranked, team, made, visit)) if place.key != agent]
    _card(agent, best or [place.key for place in peers], bool(best), made, visit)


def _offered(found: Sequence[Place]) -> str:
    """Who is furthest behind, when someone surely is; else the one with most contacts."""
    behind = [place for place in found if place.tone == "bad"]
    return behind[-1].key if behind else max(found, key=lambda place: place.answer.n).key


def _ranked_again(ranked: Sequence[Place], team: str | None, made: Choices, visit: Visit) -> list[Place]:
    """The agents of one team ranked among themselves."""
    metric, minimum = agents(made).metric(made.rank), visit.company.thresholds.minimum_n
    answers = [place.answer for place in ranked if made.people.get(place.key) == team]
    asked_for = ("team standing", visit.db.name, metric.key, metric.variant, visit.scope, team, minimum)
    return kept(repr(asked_for), lambda: standing(metric, answers, minimum))


def _choose(agent: str, found: Sequence[Place], made: Choices) -> None:
    known = names("agent_id", made.people)
    listed = sorted(found, key=lambda place: (made.people.get(place.key) or "~", place.key))
    keys = [place.key for place in listed]
    keys = keys if agent in keys else [agent, *keys]
    st.session_state["teams_agent"] = agent
    st.selectbox(
        "Agent", keys, key="teams_agent", label_visibility="collapsed", width=320, on_change=_put,
        format_func=lambda key: plain(f"{called(key, known)} · {spoken(made.people[key] or '')}".rstrip(" ·")),
    )  # fmt: skip


def _put() -> None:
    put(NAME, agent=[str(st.session_state["teams_agent"])])


def _card(agent: str, best: Sequence[str], surely: bool, made: Choices, visit: Visit) -> None:
    metric = agents(made).metric(made.rank)
    compared = _compared(metric, agent, best, visit)
    known = names("agent_id", made.people)
    others = "the best" if surely else "the others"
    who = "the best of the team" if surely else "the others of the team, as none is surely best"
    more = {**made.link(), "agent": agent}
    drawn = Card(
        "coaching", _title(compared, called(agent, known), others, metric, visit),
        f"{named(metric)} of {called(agent, known)} by topic and channel, {whom(visit.scope)}. Whisker: 95 % interval; "
        f"grey tick: {who} ({count(len(best))}) on the same work; ▲ ▼: more than chance would give, among all compared."
        f"{_mix(compared, others, metric, visit)}",
        COACHING, visit.scope, (visit.scope.now(),),
        lambda: _rows(compared, metric, agent, (called(agent, known), others)),
        more=more, questions=(compile_query([metric], visit.scope, [visit.scope.now()], BY),),
        behind=lambda most: examples(metric, agent, None, visit, most),
        plot=Plot("bar", "work", "value", "who", "low", "high", metric.unit),
    )  # fmt: skip
    left, right = st.columns([3, 2], gap="medium")
    with left, card(drawn, visit):
        if not compared.cells:
            st.info(TOO_FEW)
            return
        cells = compared.cells[:MOST]
        marks, best_of = [_mark(cell, metric, visit) for cell in cells], [cell.best.value for cell in cells]
        bars(
            figure(marks, best_of, visit.shown(metric), seconds=metric.unit == "seconds"), "figure_coaching",
            f"{drawn.title}. {drawn.subtitle}",
        )  # fmt: skip
    with right:
        talk(compared.cells[0].cell, metric, agent, more, visit)


def _compared(metric: Metric, agent: str, best: Sequence[str], visit: Visit) -> Coached:
    chosen = frozenset(best)

    def side(cell: tuple[str, ...]) -> tuple[str, ...] | None:
        name = "own" if cell[0] == agent else "best" if cell[0] in chosen else ""
        return (name, *cell[1:]) if name else None

    def compare() -> Coached:
        found = asked(metric, visit.scope, BY, side, visit)
        own, others = (
            {cell[1:]: answer for cell, answer in found.items() if cell[0] == name}
            for name in ("own", "best")
        )
        return coach(metric, own, others)

    threshold = visit.company.thresholds.anonymity
    wanted = ("coach", visit.db.name, metric.key, metric.variant, visit.scope, agent, sorted(best), threshold)
    return kept(repr(wanted), compare)


def _mark(compared: Compared, metric: Metric, visit: Visit) -> Mark:
    own, best, write = compared.own, compared.best, visit.shown(metric)
    sign = (" ▼" if compared.worse else " ▲") if compared.stands else ""
    between = interval(own.low, own.high, metric.unit, locale=visit.locale, currency=visit.facts.currency)
    sure = "more than chance would give" if compared.stands else "within chance"
    label = plotly(work(compared.cell))
    hover = (
        f"<b>{label}</b><br>{write(own.value or 0.0)}, 95 % {between}, n {count(own.n)}<br>beside it "
        f"{write(best.value or 0.0)}, n {count(best.n)}<br>{visit.change(metric)(compared.change.delta or 0.0)}, {sure}"
    )
    return Mark(f"{label}{sign}", own.value, own.low, own.high, own.n, hover, faint=own.small)


def _mix(compared: Coached, others: str, metric: Metric, visit: Visit) -> str:
    if compared.own is None or compared.best is None:
        return ""
    write = visit.shown(metric)
    return (
        f" Over all of it {write(compared.own)}; {others}, with the same mix of work, {write(compared.best)}."
    )


def _title(compared: Coached, name: str, others: str, metric: Metric, visit: Visit) -> str:
    telling = [cell for cell in compared.cells if cell.stands]
    if not compared.cells:
        return f"{name} cannot be compared yet"
    if not telling:
        return f"Nothing sets {name} apart from {others} more than chance would"
    first, write = telling[0], visit.shown(metric)
    side = "behind" if first.worse else "ahead"
    values = f"{write(first.own.value or 0.0)}, {others} {write(first.best.value or 0.0)}"
    return f"{name} is {side} on {work(first.cell)}: {values}"


def _rows(compared: Coached, metric: Metric, agent: str, who: tuple[str, str]) -> list[Row]:
    """One row a topic and channel of the agent, then one of those beside them. `who`: what both are called."""
    return [
        {
            "metric": metric.key, "variant": metric.variant or "", "agent": agent, "topic": c.cell[0],
            "channel": c.cell[1], "work": work(c.cell), "who": name, "value": answer.value, "low": answer.low,
            "high": answer.high, "n": answer.n, "difference": c.change.delta, "difference low": c.change.low,
            "difference high": c.change.high, "stands out": c.stands,
        }
        for place, name in enumerate(who) for c in compared.cells for answer in [(c.own, c.best)[place]]
    ]  # fmt: skip
