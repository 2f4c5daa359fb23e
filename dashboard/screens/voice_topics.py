"""What people write about, and how far the score differs when they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.figures.effect import effects
from dashboard.figures.mark import Mark
from dashboard.metrics.format import change, interval, shown
from dashboard.metrics.voice_shapes import TOPIC_EFFECT, TOPICS
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.numbers import periods_of
from dashboard.screens.text import plain, plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import SCORES, Choice, choice, pick, turn
from dashboard.screens.voice_rows import texts_behind
from dashboard.screens.voice_topic_table import Found, Topic, effect_rows, read, volume_rows

MOST = 14


@fragment
def topics(labels: Mapping[str, str], visit: Visit) -> None:
    """The section: volume at the left, the difference at the right."""
    if address.clicked():
        st.rerun()
    chosen = choice()
    found = read(labels, chosen, visit)
    scores = OneOf(
        "score", "Score compared", {key: SCORES[key][0] for key in found.scores}, found.score or ""
    )
    heading(
        "voice_topics_head", "What they write about", 2, on_choice=pick,
        choices=[scores] if found.score and len(found.scores) > 1 else [],
    )  # fmt: skip
    if not found.topics:
        st.info(
            "None of the topics was found in the texts of this period. Their words are in topics.toml beside the "
            "company file; after editing it, run: sightline build"
        )
        return
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _volume(found, chosen, visit)
    with right:
        _difference(found, chosen, visit)


def _volume(found: Found, chosen: Choice, visit: Visit) -> None:
    first = found.topics[0]
    made = Card(
        "voice_topics", f"{plain(first.label)} comes up in {shown(first.share[0], 'percent')} of texts",
        f"Texts with each topic, per hundred of {count(found.every)} texts, {whom(visit.scope)}. Whisker: 95 % "
        "interval; grey tick: before. A text can have several topics. Click a bar to read its texts below.",
        TOPICS, visit.scope, tuple(periods_of(visit).pair()), lambda: volume_rows(found), more=chosen.carried(),
        questions=(found.question,), behind=lambda most: texts_behind(visit, most, chosen.topic),
        plot=Plot("bar", "label", "share", "series", "low", "high", "percent"),
    )  # fmt: skip
    picked = {topic.key for topic in found.topics} & {chosen.topic}
    marks = [_share_mark(topic, bool(picked) and topic.key not in picked) for topic in found.topics[:MOST]]
    before = [topic.before for topic in found.topics[:MOST]]
    with card(made, visit):
        bars(
            figure(marks, before, lambda value: shown(value, "percent")), "figure_voice_topics",
            f"{made.title}. {made.subtitle}", lambda topic: turn(topic=topic),
        )  # fmt: skip


def _share_mark(topic: Topic, faint: bool) -> Mark:
    value, low, high = topic.share
    felt = (
        f"net sentiment {shown(topic.net.value, 'points')}, 95 % {interval(topic.net.low, topic.net.high, 'points')}"
        if topic.net.value is not None else "none of them scored for its feeling"
    )  # fmt: skip
    label = plotly(topic.label)
    said = [
        f"<b>{label}</b>", f"{shown(value, 'percent')} of texts, 95 % {interval(low, high, 'percent')}",
        f"{count(topic.texts)} texts", felt,
    ]  # fmt: skip
    return Mark(label, value, low, high, topic.texts, "<br>".join(said), topic.key, faint)


def _difference(found: Found, chosen: Choice, visit: Visit) -> None:
    if found.score is None:
        st.info(
            "No score stands beside these texts, so no difference can be told. Surveys with a comment, and reviews "
            "with stars, bring one."
        )
        return
    name, unit = SCORES[found.score]
    least = visit.company.thresholds.minimum_n
    told = [topic for topic in found.topics if topic.effect.difference is not None]
    told.sort(key=lambda topic: topic.effect.difference or 0.0)
    made = Card(
        f"voice_effect_{found.score}", _difference_title(told, name, found.score, least),
        f"{name} of texts with the topic minus without it, within each survey or site; {whom(visit.scope)}. Line: "
        f"95 % interval. Coloured: more than chance would give, corrected for {len(told)} topics. A difference, not a "
        "cause.",
        TOPIC_EFFECT, visit.scope, (visit.scope.now(),), lambda: effect_rows(found, told), more=chosen.carried(),
        questions=(found.question,), behind=lambda most: texts_behind(visit, most, chosen.topic),
        plot=Plot("bar", "label", "difference", "", "low", "high", unit),
    )  # fmt: skip
    marks = [_difference_mark(topic, found.score, least) for topic in told[:MOST]]
    key = f"figure_voice_effect_{found.score}"

    with card(made, visit):
        if not told:
            st.info(f"Too few texts with a topic have {name} beside them.")
            return
        clear = [_clear(topic, least) for topic in told[:MOST]]
        chart(
            made,
            effects(marks, clear, visit.palette, lambda value: change(value, unit)),
            key,
            lambda value: turn(topic=value),
        )


def _clear(topic: Topic, least: int) -> bool:
    return topic.stands and topic.effect.present >= least


def _difference_mark(topic: Topic, score: str, least: int) -> Mark:
    unit, one, label = SCORES[score][1], topic.effect, plotly(topic.label)
    said = [
        f"<b>{label}</b>", f"{change(one.difference, unit)}, 95 % {change(one.low, unit)} to {change(one.high, unit)}",
        f"{count(one.present)} with the topic, {count(one.absent)} without",
        *([f"under {least}: read with care"] if one.present < least else []),
    ]  # fmt: skip
    return Mark(label, one.difference, one.low, one.high, one.present, "<br>".join(said), topic.key)


def _difference_title(told: Sequence[Topic], name: str, score: str, least: int) -> str:
    clear = [topic for topic in told if _clear(topic, least)]
    if not clear:
        return f"{name} differs by no topic more than chance would give"
    far = max(clear, key=lambda topic: abs(topic.effect.difference or 0.0))
    difference = far.effect.difference or 0.0
    size = change(abs(difference), SCORES[score][1]).lstrip("+")
    where = f"where {_small(plain(far.label))} comes up"
    if score == "stars":
        return f"Reviews have {size} stars {'fewer' if difference < 0 else 'more'} {where}"
    return f"{name} is {size} {'lower' if difference < 0 else 'higher'} {where}"


def _small(label: str) -> str:
    return label[:1].lower() + label[1:]
