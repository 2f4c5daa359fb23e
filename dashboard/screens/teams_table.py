"""All numbers of the leaderboard at once: a line for each team or agent, with the ranks it can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.insight.standing import Place
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import compile_query
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.teams_shapes import LEADERBOARD
from dashboard.screens.card import Card, Row, card
from dashboard.screens.filters import whom
from dashboard.screens.teams_asked import VOLUME, asked_of, groups_now
from dashboard.screens.teams_board import places
from dashboard.screens.teams_choices import Choices
from dashboard.screens.teams_names import called, names
from dashboard.screens.text import html
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

MOST = 100
SIGNS = {"good": "▲ ", "bad": "▼ ", "even": ""}
Boards = Mapping[str, Sequence[Place]]


def boards(made: Choices, visit: Visit) -> Boards:
    """The leaderboard of every number the data supports."""
    return {key: places(key, made, visit) for key in made.measures}


def table(made: Choices, visit: Visit) -> None:
    """The card; it ranks on nothing itself, and volume has no rank."""
    found, volume, scope = boards(made, visit), _volume(made, visit), asked_of(made, visit)
    drawn = Card(
        "all_numbers", _title(found, made),
        f"Estimates by {made.who}, pulled toward the middle where n is small, with the ranks each can hold, "
        f"{whom(scope)}. ▲ ▼: surely better or worse than the middle; grey: under the minimum n. Volume is not ranked.",
        LEADERBOARD, scope, (scope.now(),), lambda: _rows(found, volume, made), made.who, made.link(),
        tuple(compile_query([made.metric(key)], scope, [scope.now()], made.by) for key in found),
    )  # fmt: skip
    with card(drawn, visit):
        groups = _groups(found, volume)
        if not groups:
            st.info(f"No {made.who} has any contact or answer in this period with these filters.")
            return
        st.html(_drawn(groups[:MOST], found, volume, made, visit))


def _volume(made: Choices, visit: Visit) -> dict[str, int]:
    return {
        a.group: a.n for a in groups_now(VOLUME, made, visit)
        if a.group and a.group != NOT_STATED and not a.refused and (made.who == "team" or a.group in made.people)
    }  # fmt: skip


def _groups(found: Boards, volume: Mapping[str, int]) -> list[str]:
    """By the name: an order by volume or by one number would rank by the back door."""
    every = {place.key for board in found.values() for place in board} | set(volume)
    return sorted(every, key=lambda key: key.lower())


def _drawn(
    groups: Sequence[str], found: Boards, volume: Mapping[str, int], made: Choices, visit: Visit
) -> str:
    known = names(made.by, made.people)
    by_key = {key: {place.key: place for place in board} for key, board in found.items()}
    head = "".join(f'<th scope="col">{html(CATALOGUE[key].label)}</th>' for key in found)
    lines = "".join(
        f'<tr><th scope="row">{html(called(group, known))}</th>'
        + "".join(_cell(key, by_key[key].get(group), made, visit) for key in found)
        + f"<td>{count(volume[group]) if group in volume else '–'}</td></tr>"
        for group in groups
    )
    return (
        f'<div class="standings" tabindex="0" role="region" aria-label="All numbers by {made.who}"><table><thead><tr>'
        f'<th scope="col">{made.who.capitalize()}</th>{head}<th scope="col">Contacts</th></tr></thead>'
        f"<tbody>{lines}</tbody></table></div>"
    )


def _cell(key: str, place: Place | None, made: Choices, visit: Visit) -> str:
    if place is None:
        return '<td class="none">–</td>'
    write = visit.shown(made.metric(key))
    if not place.ranked:
        value = "–" if place.answer.value is None else html(write(place.answer.value))
        return f'<td class="none">{value}<small>{html(place.reason)}</small></td>'
    rank = place.first if place.first == place.last else f"{place.first} to {place.last}"
    value = html(write(place.estimate or 0.0))
    return f'<td class="{place.tone}">{SIGNS[place.tone]}{value}<small>rank {rank}</small></td>'


def _title(found: Boards, made: Choices) -> str:
    known = names(made.by, made.people)
    behind: dict[str, int] = {}
    for board in found.values():
        for place in board:
            if place.tone == "bad":
                behind[place.key] = behind.get(place.key, 0) + 1
    if not behind:
        return f"No {made.who} is surely behind on any of these"
    most = max(behind.values())
    worst = [key for key, times in behind.items() if times == most]
    if len(worst) == 1:
        return f"{called(worst[0], known)} is surely behind on {most} of {len(found)}"
    return f"{len(behind)} {made.who}s are surely behind on something"


def _rows(found: Boards, volume: Mapping[str, int], made: Choices) -> list[Row]:
    known = names(made.by, made.people)
    rows: list[Row] = [
        {
            "number": CATALOGUE[key].label, "metric": key, "group": place.key, "name": called(place.key, known),
            "estimate": place.estimate,
            "low": place.low, "high": place.high, "rank from": place.first, "rank to": place.last,
            "own value": place.answer.value, "n": place.answer.n, "against the middle": place.tone,
            "note": place.reason,
        }
        for key, board in found.items() for place in board
    ]  # fmt: skip
    return rows + [
        {
            "number": CATALOGUE[VOLUME].label, "metric": VOLUME, "group": key,
            "name": called(key, known), "own value": float(n), "n": n,
            "note": "volume is not ranked",
        }
        for key, n in volume.items()
    ]  # fmt: skip
