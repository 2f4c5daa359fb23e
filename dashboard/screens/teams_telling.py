"""The sentence of the page Teams, from the same answers as its leaderboard."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.insight.change import difference
from dashboard.insight.team_news import Moved, news
from dashboard.metrics.metric import NOT_STATED
from dashboard.screens.filters import spoken
from dashboard.screens.numbers import periods_of
from dashboard.screens.teams_asked import by_team
from dashboard.screens.teams_choices import Choices, teams
from dashboard.screens.telling import told
from dashboard.screens.tile import Line
from dashboard.screens.visit import Visit


def sentence(found: Sequence[Line], made: Choices, visit: Visit) -> str:
    """Which team changed; where teams are not told apart or none changed, what the tiles say."""
    said = news(moves(made, visit), locale=visit.locale, currency=visit.facts.currency)
    return said or told(found, visit)


def moves(made: Choices, visit: Visit) -> list[Moved]:
    """Every compared number of every team in force, now and before."""
    if periods_of(visit).before is None or not visit.facts.vocabulary.values.get("team") or not made.measures:
        return []
    wanted, answers = visit.scope.team, by_team(made, visit)
    place = {(a.metric, a.group, a.window.label): a for a in answers}
    groups = [group for group in dict.fromkeys(a.group for a in answers) if group and group != NOT_STATED]
    pairs = [
        (team, metric, place.get((metric.key, team, "now")), place.get((metric.key, team, "before")))
        for team in groups if not wanted or team in wanted
        for metric in map(teams(made).metric, made.measures)
    ]  # fmt: skip
    return [
        Moved(spoken(team), metric, now, before, difference(now, before))
        for team, metric, now, before in pairs if now is not None and before is not None
    ]  # fmt: skip
