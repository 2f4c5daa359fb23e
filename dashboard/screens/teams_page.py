"""The page Teams: who is doing well, who needs help?"""

from __future__ import annotations

import streamlit as st

from dashboard.screens import head
from dashboard.screens.head import NONE_LEFT
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.sections import Section, sections, why_it_moved
from dashboard.screens.teams_backlog import backlog
from dashboard.screens.teams_board import board
from dashboard.screens.teams_bot import bot
from dashboard.screens.teams_choices import Choices, choices, controls
from dashboard.screens.teams_coaching import coaching
from dashboard.screens.teams_goals import goals_and_badges
from dashboard.screens.teams_load import hours
from dashboard.screens.teams_table import table
from dashboard.screens.teams_telling import sentence
from dashboard.screens.teams_topics import topics
from dashboard.screens.teams_waits import waiting
from dashboard.screens.visit import Visit

TILES = (
    "csat", "first_response_time", "resolution_time", "first_contact_resolution", "reopen_rate", "contacts",
    "abandonment_rate", "service_level", "handle_time", "bot_containment",
)  # fmt: skip


def render(visit: Visit) -> None:
    """The page, from the sentence to why a number moved."""
    made = choices(visit)
    place = head.place()
    found = page_lines(TILES, visit)
    show(found, visit)
    if not found:
        head.sentence(NONE_LEFT, place)
        return
    head.sentence(sentence(found, made, visit), place)
    parts = [
        Section("standing", "Leaderboard", (lambda: _standing(made, visit),)),
        Section("waiting", "Waiting and load", (lambda: _waiting(made, visit),)),
        Section(
            "topics", "Topics and coaching", (lambda: topics(made, visit), lambda: coaching(made, visit))
        ),
        why_it_moved(lambda: explain(found, visit, made.link())),
    ]
    sections(visit.page, parts)


def _standing(made: Choices, visit: Visit) -> None:
    controls(made, visit)
    left, right = st.columns(2, gap="medium")
    with left:
        board(made, visit)
    with right:
        table(made, visit)
    goals_and_badges(made, visit)


def _waiting(made: Choices, visit: Visit) -> None:
    waiting(made, visit)
    left, right = st.columns(2, gap="medium")
    with left:
        backlog(made, visit)
    with right:
        hours(made, visit)
    bot(made, visit)
