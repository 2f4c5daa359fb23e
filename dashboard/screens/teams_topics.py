"""Agents by topic: where each is ahead of or behind the others on the same topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp

import streamlit as st

from dashboard.figures.agent_grid import Square, agent_grid
from dashboard.insight.grid import Cell, grid
from dashboard.metrics.compile import compile_query
from dashboard.metrics.metric import Metric
from dashboard.metrics.query import rows_query
from dashboard.metrics.teams_shapes import AGENT_TOPICS
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.data import kept
from dashboard.screens.filters import spoken, whom
from dashboard.screens.teams_cells import asked
from dashboard.screens.teams_choices import Choices, agents, open_agent
from dashboard.screens.teams_names import called, names
from dashboard.screens.text import plotly
from dashboard.screens.tile import count, named
from dashboard.screens.visit import Visit

BY = ("agent_id", "topic")
MOST, TOPICS = 20, 12
"""Agents and topics that are drawn: those with the most to say."""


def topics(made: Choices, visit: Visit) -> None:
    """The card, for the number that ranks or the first that knows topics."""
    metric, found = _first_told(made, visit)
    people, down = drawn_cells(found, made.people)
    left_out = len({cell.agent for cell in found}) - len(people)
    wait = metric.shape == "wait"
    drawn = Card(
        "agent_topics", _title(found, metric, made),
        f"{named(metric)} of each agent on each topic against the middle of that topic, {whom(visit.scope)}. Teal: "
        f"better, vermilion: worse, darker: further; ▲ ▼: more than chance would give, among all; hollow: under "
        f"{metric.minimum_n}.{f' The {len(people)} with the most to say; {left_out} in the data.' if left_out else ''} "
        "Click to open the agent below.",
        AGENT_TOPICS, visit.scope, (visit.scope.now(),), lambda: _rows(found, people, down, metric, made),
        more=made.link(), questions=(compile_query([metric], visit.scope, [visit.scope.now()], BY),),
        behind=lambda most: rows_query(metric, visit.scope, most),
        plot=Plot("heat", "name", "percent longer" if wait else "from the middle", "topic",
                  unit="percent" if wait else "points"),
    )  # fmt: skip
    with card(drawn, visit):
        if not found:
            st.info(
                "No two agents have enough customers on one topic, or contacts name no agent or no topic."
            )
            return
        _figure(drawn, found, people, down, metric, made, visit)


def _first_told(made: Choices, visit: Visit) -> tuple[Metric, list[Cell]]:
    """The number that ranks; where it knows no topics, the next that does."""
    wanted = agents(made)
    tried = [wanted.metric(key) for key in (made.rank, *(key for key in made.measures if key != made.rank))]
    for metric in tried:
        if found := _cells(metric, made, visit):
            return metric, found
    return tried[0], []


def _cells(metric: Metric, made: Choices, visit: Visit) -> list[Cell]:
    def key(cell: tuple[str, ...]) -> tuple[str, ...] | None:
        return cell if cell[0] in made.people and cell[1] else None

    def work() -> list[Cell]:
        return grid(
            metric, {(a, t): answer for (a, t), answer in asked(metric, visit.scope, BY, key, visit).items()}
        )

    source = "survey_answer" if metric.fact == "fact_answer" else "contact"
    if visit.facts.reasons.get(metric.key) or not visit.facts.coverage.get((source, "topic"), 0):
        return []
    threshold = visit.company.thresholds.anonymity
    return kept(repr(("grid", visit.db.name, metric.key, metric.variant, visit.scope, threshold)), work)


def drawn_cells(found: Sequence[Cell], people: Mapping[str, str | None]) -> tuple[list[str], list[str]]:
    """Agents and topics as they are drawn: the agents who are furthest from a middle, team by team, and the topics
    they have, those of one team together."""
    telling: dict[str, tuple[bool, float]] = {}
    for cell in found:
        telling[cell.agent] = max(telling.get(cell.agent, (False, 0.0)), (cell.stands, abs(cell.score)))
    kept = sorted(telling, key=lambda agent: (*telling[agent], agent), reverse=True)[:MOST]
    agents_drawn = sorted(kept, key=lambda agent: (people.get(agent) or "~", agent))
    seen: dict[str, dict[str, int]] = {}
    for cell in found:
        if cell.agent in kept:
            team = people.get(cell.agent) or "~"
            by_team = seen.setdefault(cell.topic, {})
            by_team[team] = by_team.get(team, 0) + cell.answer.n
    most = sorted(seen, key=lambda topic: -sum(seen[topic].values()))[:TOPICS]
    down = sorted(
        most, key=lambda topic: (max(seen[topic].items(), key=lambda one: one[1])[0], most.index(topic))
    )
    shown = {cell.agent for cell in found if cell.topic in down}
    return [agent for agent in agents_drawn if agent in shown], down


def _figure(
    drawn: Card, found: Sequence[Cell], people: Sequence[str], down: Sequence[str], metric: Metric, made: Choices,
    visit: Visit,
) -> None:  # fmt: skip
    known = names("agent_id", made.people)
    minimum = max(visit.company.thresholds.minimum_n, metric.minimum_n)
    squares = [
        Square(
            down.index(c.topic), people.index(c.agent), c.score, ("▲" if c.score > 0 else "▼") if c.stands else "",
            _hover(c, plotly(called(c.agent, known)), metric, visit), c.agent, c.answer.n < minimum,
        )
        for c in found if c.agent in people and c.topic in down
    ]  # fmt: skip
    across = [plotly(called(agent, known).removeprefix("Agent ")) for agent in people]
    teams = [plotly(spoken(made.people[agent] or "")) for agent in people]
    key = "figure_agent_topics"
    with st.container(key="wide_topics"):
        figure = agent_grid(squares, [plotly(spoken(topic)) for topic in down], across, teams, visit.palette)
        chart(drawn, figure, key, open_agent)


def _hover(cell: Cell, label: str, metric: Metric, visit: Visit) -> str:
    write = visit.shown(metric)
    apart = f"{100 * abs(exp(cell.apart) - 1):.0f}% {'longer' if cell.apart > 0 else 'shorter'}"
    points = apart if metric.shape == "wait" else visit.change(metric)(cell.apart)
    sure = "more than chance would give" if cell.stands else "within chance"
    return (
        f"<b>{label}, {plotly(spoken(cell.topic))}</b><br>estimate {write(cell.estimate)}, middle "
        f"{write(cell.middle)}: {points}, {sure}<br>itself {write(cell.answer.value or 0.0)}, n {count(cell.answer.n)}"
    )


def _title(found: Sequence[Cell], metric: Metric, made: Choices) -> str:
    known = names("agent_id", made.people)
    telling = sorted((c for c in found if c.stands), key=lambda c: c.score)
    label = metric.label[:1].lower() + metric.label[1:]
    if not telling:
        return f"No agent stands out on a topic in {label}" if found else "Agents by topic"
    behind = sum(c.score < 0 for c in telling)
    worst = telling[0]
    if behind:
        said = f"{called(worst.agent, known)} is furthest behind, on {spoken(worst.topic).lower()}"
        return f"{said}; {behind} of {len(found)} squares stand out as worse"
    best = telling[-1]
    return f"{called(best.agent, known)} is furthest ahead, on {spoken(best.topic).lower()}"


def _rows(
    found: Sequence[Cell], people: Sequence[str], down: Sequence[str], metric: Metric, made: Choices
) -> list[Row]:
    """One row a topic and agent; what is drawn comes first, in its order."""
    known = names("agent_id", made.people)
    far = len(found)
    places = {name: at for side in (people, down) for at, name in enumerate(side)}
    wait = metric.shape == "wait"
    return [
        {
            "metric": metric.key, "variant": metric.variant or "", "topic": c.topic, "agent": c.agent,
            "name": called(c.agent, known), "team": made.people[c.agent] or "",
            "percent longer" if wait else "from the middle": 100 * (exp(c.apart) - 1) if wait else c.apart,
            "estimate": c.estimate, "middle": c.middle, "own value": c.answer.value, "low": c.answer.low,
            "high": c.answer.high, "n": c.answer.n, "stands out": c.stands,
        }
        for c in sorted(found, key=lambda c: (places.get(c.topic, far), c.topic, places.get(c.agent, far), c.agent))
    ]  # fmt: skip
