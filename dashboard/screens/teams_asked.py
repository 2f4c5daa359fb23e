"""Every number of the page by team or by agent, asked once for all its cards."""

from __future__ import annotations

from dashboard.metrics.answer import Answer
from dashboard.scope import Scope
from dashboard.screens.numbers import periods_of
from dashboard.screens.teams_choices import Choices, teams
from dashboard.screens.visit import Visit

VOLUME = "contacts"


def asked_of(made: Choices, visit: Visit) -> Scope:
    """Teams are compared with all teams even when one is chosen; agents within what is chosen."""
    return visit.whole("team") if made.who == "team" else visit.scope


def by_team(made: Choices, visit: Visit) -> list[Answer]:
    """The compared numbers and contacts of every team, of the period and its comparison."""
    own, keys = teams(made), dict.fromkeys((*made.measures, made.rank, VOLUME))
    return visit.ask(
        [own.metric(key) for key in keys], periods_of(visit).pair(), own.by, asked_of(own, visit)
    )


def groups_now(key: str, made: Choices, visit: Visit) -> list[Answer]:
    """One number of every team or agent in the period."""
    if made.who == "team":
        found = by_team(made, visit)
    else:
        keys = dict.fromkeys((*made.measures, made.rank, VOLUME))
        found = visit.ask([made.metric(each) for each in keys], [visit.scope.now()], made.by, visit.scope)
    return [answer for answer in found if answer.metric == key and answer.window.label == "now"]
