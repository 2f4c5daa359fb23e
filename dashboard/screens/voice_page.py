"""The page Voice: what are customers saying, here and elsewhere?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from dashboard.metrics.shape import ask
from dashboard.saying import range_words
from dashboard.screens import head, voice_choice
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.sections import Section, sections, why_it_moved
from dashboard.screens.telling import told
from dashboard.screens.tile import Line
from dashboard.screens.visit import Visit
from dashboard.screens.voice_alerts import alerts
from dashboard.screens.voice_feelings import feelings
from dashboard.screens.voice_reviews import reviews
from dashboard.screens.voice_share import share
from dashboard.screens.voice_texts import texts
from dashboard.screens.voice_topics import topics
from dashboard.screens.voice_weeks import Watch, said, topic_labels, watch

DAY = timedelta(days=1)
TILES = ("net_sentiment", "review_rating", "review_reply_rate", "share_of_voice")
NOTHING = (
    "Import survey answers with comments, tickets with messages, or an export of reviews, posts or news, and this page "
    "shows what people write, how they feel about it and what rises."
)

OTHERS = (
    "Every text names a brand, and none of them is the company's. Say which are its own in company.toml, under "
    '[brands]: own = ["..."], then run: sightline build'
)


def render(visit: Visit) -> None:
    """The page, from the sentence to why a number moved."""
    voice_choice.follow()
    place = head.place()
    found = page_lines(TILES, visit)
    if found:
        show(found, visit)
    labels, watched = topic_labels(visit), watch(visit)

    def why() -> None:
        explain(found, visit, voice_choice.choice().carried())

    if not _any_text(visit):
        st.info(NOTHING, title="No texts yet")
        why()
    elif not _own(visit)["texts"]:
        st.info(OTHERS, title="These texts are about others")
        share(visit)
        why()
    else:
        parts = [
            Section("texts", "What is said", (lambda: _texts(watched, labels, visit),)),
            Section("reviews", "Reviews", (lambda: reviews(visit),)),
            Section("share", "Share of voice", (lambda: share(visit),)),
            why_it_moved(why),
        ]
        sections(visit.page, parts)
    head.sentence(_told(found, watched, labels, visit), place)


def _texts(watched: Watch, labels: dict[str, str], visit: Visit) -> None:
    """What needs an answer, how it feels, what it is about, and the words themselves."""
    alerts(watched, labels, visit)
    feelings(visit)
    topics(labels, visit)
    texts(labels, visit)


def _any_text(visit: Visit) -> bool:
    places = (("mention", "body"), ("survey_answer", "comment"), ("contact", "message"), ("contact", "subject"),
              ("mention", "title"), ("mention", "rating"))  # fmt: skip
    return any(visit.facts.coverage.get(place, 0) for place in places)


def _own(visit: Visit) -> dict[str, Any]:
    """How many texts there are of all time, and the days of the first and the last."""
    row: dict[str, Any] = visit.table(ask("voice_own", visit.scope)).to_pylist()[0]
    return row


def _told(found: Sequence[Line], watched: Watch, labels: dict[str, str], visit: Visit) -> str:
    """What moved, and the surest rise; of a period without texts, when there are some."""
    own = _own(visit)
    if own["texts"] and not (own["first"] < visit.scope.end and visit.scope.start <= own["last"]):
        return (
            f"Nobody wrote in this period. The texts are of {range_words(own['first'], own['last'] + DAY)}."
        )
    moved = told(found, visit) if found else ""
    rise = said(watched.alerts, labels)
    return " ".join(part for part in (moved, rise) if part) or "No change that stands out."
