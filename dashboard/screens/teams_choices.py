"""What is chosen on the page Teams: who is compared, on which number, by which clock, and which agent is opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dashboard.metrics.by_agent import by_agent
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Metric
from dashboard.metrics.shape import ask
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.options import chosen, options, put
from dashboard.screens.sections import go
from dashboard.screens.visit import Visit

NAME, KEYS = "teams", ("who", "rank", "hours", "agent", "load")
COMPARED = ("csat", "first_response_time", "resolution_time", "first_contact_resolution", "reopen_rate")
WHO = {"team": "Teams", "agent": "Agents"}
HOURS = {"calendar": "All hours", "business": "Opening hours"}
AGENT = "topics"
"""The section an agent is opened in."""
LOADS = {"contacts": "Contacts", "abandoned": "Abandoned", "in_time": "Answered in time"}


@dataclass(frozen=True, slots=True)
class Choices:
    """`who`: team or agent; `rank`: the number that ranks; `business`: waits in opening hours. `people`: agents that
    are no bots, and their teams. All checked against what the snapshot holds."""

    who: str
    rank: str
    business: bool
    agent: str | None
    load: str
    measures: tuple[str, ...]
    people: Mapping[str, str | None]
    clocks: bool

    @property
    def by(self) -> str:
        """The column that tells the groups apart."""
        return "agent_id" if self.who == "agent" else "team"

    def metric(self, key: str) -> Metric:
        """The number as it is counted here: by this clock, by team or by agent."""
        metric = CATALOGUE[key]
        known = {variant.key for variant in metric.variants}
        counted = metric.as_variant("business") if self.business and "business" in known else metric
        return by_agent(counted) if self.who == "agent" else counted

    def link(self) -> dict[str, str]:
        """What a link to a card carries."""
        said = {"who": self.who, "rank": self.rank, "hours": "business" if self.business else "calendar"}
        return said | ({"agent": self.agent} if self.agent else {})


def choices(visit: Visit) -> Choices:
    """What the address or the session asks for, else the page's own. Call once a run."""
    asked = {key: values[-1] for key, values in options(NAME, KEYS).items()}
    known = tuple(key for key in COMPARED if not visit.facts.reasons[key])
    people = _people(visit)
    clocks = bool(visit.company.hours)
    who = asked.get("who", "")
    teams = bool(visit.facts.vocabulary.values.get("team"))
    return Choices(
        who if who in WHO and (teams or who == "agent") else "team" if teams or not people else "agent",
        asked["rank"] if asked.get("rank") in known else (known or COMPARED)[0],
        clocks and asked.get("hours") == "business",
        asked["agent"] if asked.get("agent") in people else None,
        asked["load"] if asked.get("load") in LOADS else "contacts",
        known, people, clocks,
    )  # fmt: skip


def agents(made: Choices) -> Choices:
    """The same choices with agents compared."""
    return replace(made, who="agent")


def teams(made: Choices) -> Choices:
    """The same choices with teams compared."""
    return replace(made, who="team")


def _people(visit: Visit) -> dict[str, str | None]:
    found = visit.table(ask("teams_agents", visit.scope)).to_pydict()
    rows = zip(found["agent_id"], found["team"], found["is_bot"], strict=True)
    return {agent: team for agent, team, is_bot in rows if not is_bot}


def controls(made: Choices, visit: Visit) -> None:
    """Who is compared, on what, by which clock: one row, the same for all cards below it."""
    choices = []
    if visit.facts.vocabulary.values.get("team") and made.people:
        choices.append(OneOf("who", "Compared", WHO, made.who))
    if len(made.measures) > 1:
        labels = {key: CATALOGUE[key].label for key in made.measures}
        choices.append(OneOf("rank", "Ranked by", labels, made.rank))
    if made.clocks:
        choices.append(OneOf("hours", "Waits counted in", HOURS, "business" if made.business else "calendar"))
    heading("teams_head", "Side by side", 2, choices=choices, on_choice=_pick)


def _pick(key: str, value: str) -> None:
    put(NAME, **{key: [value]})


def open_agent(agent: str) -> None:
    """What a click on an agent's mark does: open that agent, or close the one that is open."""
    close = chosen(NAME).get("agent", [""])[-1] == agent
    put(NAME, agent=[] if close else [agent])
    if not close:
        go("teams", AGENT)
