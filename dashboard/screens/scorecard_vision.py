"""The vision, and every promise with how it is kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.bullet import Bullet, bullets
from dashboard.insight.promise import WORDS, Step, Verdict, tally
from dashboard.metrics.answer import Answer
from dashboard.metrics.format import amount
from dashboard.metrics.metric import Metric
from dashboard.metrics.scorecard_shapes import PROMISES
from dashboard.screens.card import Card, card
from dashboard.screens.filters import whom
from dashboard.screens.heading import heading
from dashboard.screens.scorecard_asked import Asked
from dashboard.screens.scorecard_months import month_words
from dashboard.screens.scorecard_promises import Promise, between, promise_rows, questions, windows
from dashboard.screens.text import html
from dashboard.screens.tile import named
from dashboard.screens.visit import Visit

NO_PROMISE = (
    "No targets yet, so nothing can be kept or missed. Add a table [targets] to the company file, for example "
    "nps = 40, or import a file of targets; then run `sightline build`."
)


def vision(found: Sequence[Promise], asked: Asked, visit: Visit) -> None:
    """The statement and the card of promises."""
    heading("vision_head", "The promise and its targets", 2)
    said = visit.company.vision.statement.strip()
    if said:
        st.html(f'<blockquote class="vision">{html(said)}</blockquote>')
    if not found:
        st.info(
            NO_PROMISE
            if not visit.facts.targets
            else "No promise is about the source classes that are chosen."
        )
        return
    spans = windows(asked, visit)
    whole = (
        ""
        if not visit.scope.filters()
        else " The targets are for the whole company, the numbers are filtered."
    )
    made = Card(
        "promises", title(found),
        f"Every number with a target, {whom(visit.scope)}. Line: 95 % interval; upright: target; grey dot: before. "
        f"Months: ● kept, ▼ behind, ○ cannot be told apart from the target then in force.{whole}",
        PROMISES, visit.scope, spans, lambda: promise_rows(found, visit), questions=questions(found, spans, visit),
    )  # fmt: skip
    with card(made, visit):
        st.html(
            bullets(
                [_bullet(promise, visit) for promise in found], caption=html(made.title),
                months=_span(found[0].months),
            )
        )  # fmt: skip


def title(found: Sequence[Promise]) -> str:
    """How many promises are kept and how many are not."""
    counts = tally([promise.now for promise in found])
    parts = [f"{counts['kept']} of {len(found)} targets are kept"]
    parts += (
        [f"{counts['behind']} {'is' if counts['behind'] == 1 else 'are'} behind"] if counts["behind"] else []
    )
    parts += [f"{counts['open']} cannot be told apart from the target"] if counts["open"] else []
    parts += [f"{counts['unknown']} not known"] if counts["unknown"] else []
    return ", ".join(parts)


def _span(steps: Sequence[Step]) -> str:
    if not steps:
        return "Months"
    first, last = steps[0].answer.window, steps[-1].answer.window
    return month_words(first) if first == last else f"{month_words(first)} to {month_words(last)}"


def _bullet(promise: Promise, visit: Visit) -> Bullet:
    metric, now, answer = promise.metric, promise.now, promise.now.answer
    shown = visit.shown(metric)
    value = "–" if answer.value is None else shown(answer.value)
    return Bullet(
        html(named(metric)), html(value), html(_sure(answer, metric, visit)),
        "–" if now.target is None else html(shown(now.target)), now.verdict,
        html(_words(promise, visit)), answer.value, answer.low, answer.high, promise.before, now.target,
        [(step.verdict, html(_month(step, metric, visit))) for step in promise.months], html(_sum(promise.months)),
    )  # fmt: skip


def _sure(answer: Answer, metric: Metric, visit: Visit) -> str:
    """'28 to 32 · n 4,769'."""
    if answer.value is None:
        return ""
    return f"{between(answer, metric, visit)} · n {answer.n:,}"


def _words(promise: Promise, visit: Visit) -> str:
    """'behind by 4 points', with what cannot be said and why."""
    now, answer, metric = promise.now, promise.now.answer, promise.metric
    if answer.refused or answer.value is None:
        return answer.refused or "nothing was observed in this period"
    if now.target is None:
        return "no target for this period"
    if answer.small:
        return f"only {answer.n} observations, {metric.minimum_n} are needed"
    if now.verdict == "unknown":
        return "the period is not whole"
    ignored = f"; not filtered by {', '.join(answer.ignored)}" if answer.ignored else ""
    if now.verdict == "open":
        return f"{WORDS['open']}{ignored}"
    size = amount(
        abs(answer.value - now.target), metric.unit, locale=visit.locale, currency=visit.facts.currency
    )
    return f"{WORDS[now.verdict]}, by {size}{ignored}"


def _month(step: Step, metric: Metric, visit: Visit) -> str:
    answer, shown = step.answer, visit.shown(metric)
    if answer.value is None:
        return f"{month_words(answer.window)}: nothing observed"
    aim = "no target" if step.target is None else f"target {shown(step.target)}"
    return (
        f"{month_words(answer.window)}: {shown(answer.value)}, {aim}, n {answer.n:,}: {WORDS[step.verdict]}"
    )


def _sum(steps: Sequence[Step]) -> str:
    counts = tally(steps)
    said: list[tuple[Verdict, str]] = [
        ("kept", "kept"), ("behind", "behind"), ("open", "not to be told apart"), ("unknown", "not known"),
    ]  # fmt: skip
    return ", ".join(f"{counts[key]} {words}" for key, words in said if counts[key]) or "no months"
