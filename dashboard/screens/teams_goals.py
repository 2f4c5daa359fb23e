"""Goals of the teams with how far they are, and badges with their rules."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.insight.goals import BADGES, STATES, Badge, Goal, earned, goal
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import compile_query
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.shape import ask
from dashboard.metrics.target import for_window
from dashboard.metrics.teams_shapes import BADGES as EARNED
from dashboard.metrics.teams_shapes import GOALS
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.teams_asked import asked_of, by_team
from dashboard.screens.teams_choices import COMPARED, Choices, teams
from dashboard.screens.teams_names import called, names
from dashboard.screens.teams_table import Boards, boards
from dashboard.screens.text import html
from dashboard.screens.visit import Visit

MEASURES = (*COMPARED, "abandonment_rate", "service_level", "handle_time", "bot_containment")
TONES = {"reached": "good", "just reached": "even", "just missed": "even", "missed": "bad", "unknown": "none"}
MOST = 12
NONE_SET = (
    "No goals are set. Write them in the company file under targets, or import a file of targets with the columns "
    "metric, dimension, value and target; dimension team gives a team its own."
)


def goals_and_badges(made: Choices, visit: Visit) -> None:
    """Both cards, side by side."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _goals(made, visit)
    with right:
        _badges(made, visit)


def _goals(made: Choices, visit: Visit) -> None:
    scope, asked = visit.whole("team"), ask("teams_goals", visit.scope)
    found = _found(made, visit)
    metrics = list(dict.fromkeys(g.metric for g in found))
    drawn = Card(
        "goals", _title(found),
        f"Each number in force with its goal, by team, {whom(scope)}. Within chance: the 95 % interval holds the goal.",
        GOALS, visit.scope, (scope.now(),), lambda: _rows(found), "team", made.link(),
        (asked, *(compile_query([CATALOGUE[key]], scope, [scope.now()], "team") for key in metrics)),
    )  # fmt: skip
    with card(drawn, visit):
        if found:
            st.html(_drawn(found, metrics, visit))
        else:
            st.info(
                NONE_SET
                if not visit.table(asked).num_rows
                else "No goal of a number that teams have in this period."
            )


def _found(made: Choices, visit: Visit) -> list[Goal]:
    """A goal for each team and number that has one and was measured; a team's own goal wins."""
    scope = visit.whole("team")
    set_for = {
        (row["metric"], row["team"]): row["target"]
        for row in visit.table(ask("teams_goals", visit.scope)).to_pylist()
    }
    own_teams = teams(made)
    metrics = [
        own_teams.metric(key) for key in MEASURES
        if not visit.facts.reasons[key] and any(metric == key for metric, _ in set_for)
    ]  # fmt: skip
    if not metrics:
        return []
    rest = [metric for metric in metrics if metric.key not in made.measures]
    answers = [answer for answer in by_team(made, visit) if answer.window.label == "now"]
    answers += visit.ask(rest, [scope.now()], "team", scope) if rest else []
    found = []
    for metric, answer in [(metric, a) for metric in metrics for a in answers if a.metric == metric.key]:
        team = answer.group or ""
        if not team or team == NOT_STATED or (visit.scope.team and team not in visit.scope.team):
            continue
        own = (metric.key, team) in set_for
        given = set_for.get((metric.key, team), set_for.get((metric.key, "")))
        if given is not None:
            found.append(goal(metric, team, for_window(metric, given, scope.now()), own, answer))
    return found


def _title(found: Sequence[Goal]) -> str:
    told = [g for g in found if g.state != "unknown"]
    if not told:
        return "Goals"
    reached = sum(g.state in ("reached", "just reached") for g in told)
    said = f"{reached} of {len(told)} goals are reached"
    if len({g.team for g in told}) < 2:
        return said
    best = max(
        {g.team for g in told},
        key=lambda team: (sum(g.state == "reached" for g in told if g.team == team), team),
    )
    return f"{said}; {spoken(best)} surely reaches most"


def _drawn(found: Sequence[Goal], metrics: Sequence[str], visit: Visit) -> str:
    cells = {(g.team, g.metric): g for g in found}
    head = "".join(f'<th scope="col">{html(CATALOGUE[key].label)}</th>' for key in metrics)
    lines = "".join(
        f'<tr><th scope="row">{html(spoken(team))}</th>'
        + "".join(_cell(cells.get((team, key)), visit) for key in metrics) + "</tr>"
        for team in dict.fromkeys(g.team for g in found)
    )  # fmt: skip
    return (
        '<div class="standings" tabindex="0" role="region" aria-label="Goals by team"><table><thead><tr>'
        f'<th scope="col">Team</th>{head}</tr></thead><tbody>{lines}</tbody></table></div>'
    )


def _cell(found: Goal | None, visit: Visit) -> str:
    if found is None:
        return '<td class="none">–</td>'
    write = visit.shown(CATALOGUE[found.metric])
    value = "–" if found.answer.value is None else html(write(found.answer.value))
    sign = {"good": "▲ ", "bad": "▼ "}.get(TONES[found.state], "")
    own = "own goal" if found.own else "goal"
    return (
        f'<td class="{TONES[found.state]}">{sign}{value}<small>{own} {html(write(found.target))}</small>'
        f"<small>{STATES[found.state]}</small></td>"
    )


def _rows(found: Sequence[Goal]) -> list[Row]:
    return [
        {
            "team": g.team, "number": CATALOGUE[g.metric].label, "metric": g.metric,
            "goal": g.target, "own goal": g.own, "value": g.answer.value,
            "low": g.answer.low, "high": g.answer.high, "n": g.answer.n, "state": STATES[g.state],
        }
        for g in found
    ]  # fmt: skip


def _badges(made: Choices, visit: Visit) -> None:
    found = boards(made, visit)
    held = {badge.key: earned(badge, found) for badge in _able(found)}
    scope, scope_asked, many = visit.scope, asked_of(made, visit), sum(map(bool, held.values()))
    drawn = Card(
        "badges", f"{many} of {len(held)} badges are held" if held else "Badges",
        f"Earned by {made.who}s in {whom(scope)}. Each rule stands beside its badge.", EARNED, scope, (scope.now(),),
        lambda: [
            {"badge": b.label, "rule": _rule(b, made, visit), "held by": key}
            for b in _able(found) for key in held[b.key]
        ],
        made.who, made.link(),
        tuple(compile_query([made.metric(key)], scope_asked, [scope.now()], made.by) for key in found),
    )  # fmt: skip
    with card(drawn, visit):
        if not held:
            st.info("No number that earns a badge can be told from these contacts yet.")
            return
        st.html(
            f'<dl class="badges">{"".join(_badge(b, held[b.key], made, visit) for b in _able(found))}</dl>'
        )


def _able(found: Boards) -> list[Badge]:
    """The badges whose numbers the data supports."""
    return [badge for badge in BADGES if (badge.measure in found if badge.measure else len(found) > 1)]


def _rule(badge: Badge, made: Choices, visit: Visit) -> str:
    label = CATALOGUE[badge.measure].label if badge.measure else ""
    minimum = visit.company.thresholds.minimum_n
    return badge.rule.format(who=made.who, measure=label[:1].lower() + label[1:], n=f"n {minimum}")


def _badge(badge: Badge, held: Sequence[str], made: Choices, visit: Visit) -> str:
    known = names(made.by, made.people)
    shown = [html(called(key, known)) for key in held[:MOST]] + (
        [f"{len(held) - MOST} more"] if len(held) > MOST else []
    )
    holders = ", ".join(shown) or '<span class="none">no one yet</span>'
    return f"<div><dt>{html(badge.label)}</dt><dd>{holders}<small>{html(_rule(badge, made, visit))}</small></dd></div>"
