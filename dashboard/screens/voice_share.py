"""Share of voice: the company among its competitors, over the comparison and the period together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import streamlit as st

from dashboard.figures.lines import Line, lines
from dashboard.figures.mark import Mark
from dashboard.metrics.compile import Question, bounds
from dashboard.metrics.format import interval, shown
from dashboard.metrics.shape import ask
from dashboard.metrics.voice_shapes import BRANDS as BRANDS_SHAPE
from dashboard.reports.exhibit import Plot
from dashboard.saying import range_words
from dashboard.scope import Window, buckets, grain_for
from dashboard.screens import address
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.filters import whom
from dashboard.screens.gather import fragment
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.numbers import periods_of
from dashboard.screens.periods import step_words
from dashboard.screens.text import markdown, plain, plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import BRANDS, choice, pick
from dashboard.screens.voice_net import shares

FEW = 4
OWN = ""
"""The company itself, among brands."""
Share = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """Mentions by step and brand, brands by how often they were mentioned, the company first."""

    steps: tuple[Window, ...]
    brands: tuple[str, ...]
    mentions: Mapping[tuple[str, str], int]
    questions: tuple[Question, ...]

    def of(self, step: str) -> int:
        return sum(self.mentions.get((step, brand), 0) for brand in self.brands)

    def share(self, step: str, brand: str) -> Share | None:
        """Percent with its Wilson interval; None when nobody was mentioned."""
        return shares([self.mentions.get((step, brand), 0)], [self.of(step)])[0]


@fragment
def share(visit: Visit) -> None:
    """The section, when competitors are in the data."""
    if address.clicked():
        st.rerun()
    chosen = choice()
    which = OneOf("brands", "Which mentions", BRANDS, chosen.brands)
    heading("voice_brands_head", "Share of voice", 2, choices=[which], on_choice=pick)
    reason = visit.facts.reasons.get("share_of_voice")
    heard = None if reason else read(chosen.brands == "all", visit)
    if heard is None or len(heard.brands) < 2:
        st.info(markdown(reason or "No competitor is mentioned in this period with these filters."))
        return
    _course(heard, visit)


def read(every_kind: bool, visit: Visit) -> Heard:
    """Steps of the comparison and of the period, when they follow each other; else of the period."""
    steps = _steps(visit)
    question = ask("voice_brands", visit.scope, {**bounds(steps), "every_kind": every_kind})
    kinds = ask("voice_kinds", visit.scope)
    rows = visit.table(question).to_pylist()
    mentions = {(row["label"], row["brand"] or OWN): round(row["mentions"]) for row in rows}
    totals: dict[str, int] = {}
    for (_, brand), n in mentions.items():
        totals[brand] = totals.get(brand, 0) + n
    brands = sorted(totals, key=lambda brand: (brand != OWN, -totals[brand], brand))
    return Heard(steps, tuple(brands), mentions, (question, kinds))


def _steps(visit: Visit) -> tuple[Window, ...]:
    spans = periods_of(visit)
    if visit.scope.comparison != "previous" or spans.before is None:
        return spans.steps
    vocabulary = visit.facts.vocabulary
    whole = Window("both", spans.before.start, visit.scope.end)
    after = vocabulary.as_of.toordinal() + 1
    return tuple(
        Window(step.label, step.start, step.end, step.partial or step.end.toordinal() > after
               or step.start < vocabulary.first_day)
        for step in buckets(whole.start, whole.end, grain_for(whole), vocabulary.week_start)
    )  # fmt: skip


def _course(heard: Heard, visit: Visit) -> None:
    drawn = [OWN, *[brand for brand in heard.brands if brand != OWN][: FEW - 1]]
    whole = Window("both", heard.steps[0].start, heard.steps[-1].end)
    grain = grain_for(whole)
    left_out = len(heard.brands) - len([brand for brand in drawn if brand in heard.brands])
    made = Card(
        "voice_brands", title(heard, visit),
        f"Mentions of each brand per hundred mentions, {_kinds(heard, visit)}, by {grain}; "
        f"{whom(visit.scope).rsplit(', ', 1)[0]}, {range_words(whole.start, whole.end)}"
        f"{' (the comparison, then the period)' if whole.start < visit.scope.start else ''}. Band: 95 % interval of "
        f"the company.{f' {left_out} more brands in the data.' if left_out > 0 else ''}",
        BRANDS_SHAPE, visit.scope, (whole,), lambda: rows(heard, _name(OWN, visit)), more=choice().carried(),
        questions=heard.questions,
        behind=lambda most: ask(
            "voice_brand_rows", visit.scope, {"start": whole.start, "end": whole.end, "most": most}
        ),
        plot=Plot("line", "from", "share", "name", "low", "high", "percent"),
    )  # fmt: skip
    least = visit.company.thresholds.minimum_n
    colours = {OWN: visit.palette.accent} | {
        brand: visit.palette.categorical[1 + place] for place, brand in enumerate(drawn[1:])
    }
    with card(made, visit):
        every = [
            Line(plotly(_name(brand, visit)), colours[brand], [_mark(heard, step, brand, grain, least, visit)
                 for step in heard.steps], strong=brand == OWN, banded=brand == OWN) for brand in drawn
        ]  # fmt: skip
        chart(made, lines(every, visit.palette, lambda value: shown(value, "percent"), zero=True),
              "figure_voice_brands")  # fmt: skip


def _kinds(heard: Heard, visit: Visit) -> str:
    """Which kinds of media are compared."""
    rows = visit.table(heard.questions[1]).to_pylist()
    if choice().brands == "all":
        return "of every kind"
    named = [plain(str(row["kind"]).replace("_", " ")) for row in rows if row["compared"]]
    return f"in {' and '.join(named)}" if named else "of every kind"


def _mark(heard: Heard, step: Window, brand: str, grain: str, least: int, visit: Visit) -> Mark:
    found, n = heard.share(step.label, brand), heard.of(step.label)
    label = step_words(step, grain)  # type: ignore[arg-type]
    said = [f"<b>{plotly(_name(brand, visit))}, {range_words(step.start, step.end)}</b>"]
    if found is None:
        said.append("Nobody was mentioned.")
        return Mark(label, None, hover="<br>".join(said), partial=step.partial)
    value, low, high = found
    said.append(f"{shown(value, 'percent')}, 95 % {interval(low, high, 'percent')}")
    said.append(f"{count(heard.mentions.get((step.label, brand), 0))} of {count(n)} mentions")
    said += ["not a whole step"] if step.partial else []
    return Mark(label, value, low, high, n, "<br>".join(said), faint=n < least, partial=step.partial)


def _name(brand: str, visit: Visit) -> str:
    own = visit.company.brands.own
    return brand or (own[0] if own else visit.company.name)


def title(heard: Heard, visit: Visit) -> str:
    """Who overtook the company, or whether it leads throughout: told only where the intervals are apart."""
    loud: dict[str, list[Window]] = {}
    for step in heard.steps:
        own = heard.share(step.label, OWN)
        for brand in heard.brands[1:] if heard.brands[0] == OWN else heard.brands:
            other = heard.share(step.label, brand)
            if own and other and other[1] > own[2]:
                loud.setdefault(brand, []).append(step)
    if loud:
        brand, steps = max(loud.items(), key=lambda one: (len(one[1]), one[0]))
        also = (
            f" in {len(steps)} of {len(heard.steps)} steps" if len(steps) > 1 and not _unbroken(steps) else ""
        )
        when = also or f", {range_words(steps[0].start, steps[-1].end)}"
        return f"{plain(brand)} was talked about more than {plain(_name(OWN, visit))}{when}"
    return f"No competitor was talked about more than {plain(_name(OWN, visit))} beyond chance"


def _unbroken(steps: Sequence[Window]) -> bool:
    return all(one.end == following.start for one, following in pairwise(steps))


def rows(heard: Heard, own: str) -> list[Row]:
    """One row a brand and step, the company (`own`: what it is called) first, then by how often they are named."""
    return [
        {
            "from": step.start, "to before": step.end, "partial": step.partial, "name": brand or own,
            "own": brand == OWN,
            "mentions": heard.mentions.get((step.label, brand), 0), "of all": heard.of(step.label),
            "share": found[0] if found else None, "low": found[1] if found else None,
            "high": found[2] if found else None,
        }
        for brand in heard.brands for step in heard.steps
        for found in [heard.share(step.label, brand)]
    ]  # fmt: skip
