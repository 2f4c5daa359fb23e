"""Reviews by site, location and app version: how many stars, how often and how soon they are answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.figures.bars import bars
from dashboard.figures.mark import Mark
from dashboard.metrics.compile import Question
from dashboard.metrics.format import duration, interval, shown
from dashboard.metrics.shape import ask
from dashboard.metrics.survival import Estimate
from dashboard.metrics.voice_shapes import REVIEWS as REVIEWS_SHAPE
from dashboard.reports.exhibit import Plot
from dashboard.screens import address
from dashboard.screens import bars as bars_screen
from dashboard.screens.card import TABLE, Card, Row, card
from dashboard.screens.filters import spoken, whom
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.numbers import periods_of
from dashboard.screens.text import html, plain, plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import REVIEWS, choice, pick
from dashboard.screens.voice_review_groups import Group, answer_rows, read, star_rows

MOST = 14


@fragment
def reviews(visit: Visit) -> None:
    """The section; what cannot be told apart is not offered."""
    if address.clicked():
        st.rerun()
    known = [key for key in REVIEWS if visit.facts.coverage.get(("mention", key), 0)]
    if not known or not visit.facts.coverage.get(("mention", "rating"), 0):
        heading("voice_reviews_head", "Reviews", 2)
        st.info("No reviews with stars in the data. Import an export of a review site or an app store.")
        return
    asked = choice().reviews
    by = asked if asked in known else known[0]
    compared = OneOf("reviews", "Compared by", {key: REVIEWS[key] for key in known}, by)
    heading("voice_reviews_head", "Reviews", 2, choices=[compared] if len(known) > 1 else [], on_choice=pick)
    groups, questions = read(by, visit)
    if not groups:
        st.info(f"No review of this period states its {REVIEWS[by].lower()}.")
        return
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _stars(groups, questions, by, visit)
    with right:
        _replies(groups, questions, by, visit)


def _card(
    key: str,
    title: str,
    subtitle: str,
    rows: Callable[[], Sequence[Row]],
    questions: tuple[Question, ...],
    visit: Visit,
    plot: Plot = TABLE,
) -> Card:
    return Card(
        key, title, subtitle, REVIEWS_SHAPE, visit.scope, tuple(periods_of(visit).pair()), rows,
        more=choice().carried(), questions=questions,
        behind=lambda most: ask("voice_review_rows", visit.scope, {"most": most}), plot=plot,
    )  # fmt: skip


def _stars(groups: Sequence[Group], questions: tuple[Question, ...], by: str, visit: Visit) -> None:
    least = visit.company.thresholds.minimum_n
    rated = [group for group in groups if group.sums.n]
    left_out = len(rated) - MOST
    made = _card(
        f"voice_stars_{by}", _stars_title(rated, by, least),
        f"Mean stars of 5 by {REVIEWS[by].lower()}, {whom(visit.scope)}. Whisker: 95 % interval; grey tick: before; "
        f"n: rated reviews.{f' {left_out} more in the data.' if left_out > 0 else ''}",
        lambda: star_rows(groups), questions, visit,
        Plot("bar", "group", "stars", "series", "low", "high", "stars"),
    )  # fmt: skip
    marks = [_mark(group, least) for group in rated[:MOST]]
    with card(made, visit):
        if not marks:
            st.info("None of these reviews has stars.")
            return
        drawn = bars(marks, [group.before for group in rated[:MOST]], lambda value: shown(value, "count"))
        bars_screen.bars(drawn, f"figure_voice_stars_{by}", f"{made.title}. {made.subtitle}")


def _mark(group: Group, least: int) -> Mark:
    label, n = plotly(spoken(group.name)), round(group.sums.n)
    said = [
        f"<b>{label}</b>", f"{shown(group.stars, 'stars')}, 95 % {interval(group.low, group.high, 'stars')}",
        f"{count(n)} rated reviews",
        "differs from the others more than chance would give" if group.stands else "within chance of the others",
        *([f"under {least}: read with care"] if n < least else []),
    ]  # fmt: skip
    return Mark(label, group.stars, group.low, group.high, n, "<br>".join(said), group.name, n < least)


def _stars_title(groups: Sequence[Group], by: str, least: int) -> str:
    told = [group for group in groups if group.stands and group.sums.n >= least]
    low = [group for group in told if (group.apart.difference or 0.0) < 0]
    if not told:
        return f"No {REVIEWS[by].lower()} differs from the others more than chance would give"
    far = min(low or told, key=lambda group: group.stars or 0.0)
    size = abs(far.apart.difference or 0.0)
    return (
        f"{plain(spoken(far.name))} has {shown(far.stars, 'stars')}, {shown(size, 'count')} "
        f"{'fewer' if low else 'more'} than the others"
    )


def _replies(groups: Sequence[Group], questions: tuple[Question, ...], by: str, visit: Visit) -> None:
    told = [group for group in groups if group.repliable]
    made = _card(
        f"voice_replies_{by}", _replies_title(told),
        f"Reviews answered and half of them answered within, by {REVIEWS[by].lower()}, {whom(visit.scope)}; reviews "
        "without an answer so far included. Only sites whose export tells of answers.",
        lambda: answer_rows(told), questions, visit,
    )  # fmt: skip
    with card(made, visit):
        if not told:
            st.info("The exports of these reviews do not say whether they were answered.")
            return
        st.html(_table(told[:MOST], by))


def _replies_title(told: Sequence[Group]) -> str:
    if not told:
        return "Answers to reviews"
    replied = sum((group.replied or (0.0,))[0] * group.repliable for group in told) / 100
    every = sum(group.repliable for group in told)
    return f"{shown(100 * replied / every, 'percent')} of reviews were answered"


def _table(told: Sequence[Group], by: str) -> str:
    lines = "".join(
        f'<tr><th scope="row">{html(spoken(group.name))}</th><td>{_rate(group)}</td>'
        f"<td>{_wait(group.wait)}</td><td>{count(group.repliable)}</td></tr>"
        for group in told
    )
    return (
        f'<table class="voice"><thead><tr><th scope="col">{REVIEWS[by]}</th><th scope="col">Answered</th>'
        '<th scope="col">Half answered within</th><th scope="col">n</th></tr></thead>'
        f"<tbody>{lines}</tbody></table>"
    )


def _rate(group: Group) -> str:
    value, low, high = group.replied or (None, None, None)
    return f"<b>{shown(value, 'percent')}</b> <small>{interval(low, high, 'percent')}</small>"


def _wait(wait: Estimate) -> str:
    value, low, high = wait
    if value is None:
        return "not reached"
    return f"<b>{duration(value)}</b> <small>{interval(low, high, 'seconds')}</small>"
