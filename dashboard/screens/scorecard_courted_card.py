"""The card of COURTED: a table of letters with their measures, and the note that there is no sum of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.courted import Letter as LetterRows
from dashboard.figures.courted import Read, courted
from dashboard.insight.courted import LEAST_MONTHS
from dashboard.metrics.compile import compile_query
from dashboard.metrics.scorecard_shapes import COURTED, LETTERS_SAY
from dashboard.promises import LETTERS
from dashboard.scope import Window
from dashboard.screens.card import Card, card
from dashboard.screens.filters import filters_in_words
from dashboard.screens.scorecard_courted import (
    NOTHING,
    Reading,
    courted_rows,
    metrics_of,
    now_words,
    only_words,
    standing_words,
    title,
    usual_words,
)
from dashboard.screens.scorecard_months import month_words
from dashboard.screens.text import html
from dashboard.screens.visit import Visit


def courted_card(found: Sequence[Reading], spans: tuple[Window, ...], visit: Visit) -> None:
    """The card: a table of letters, and the note that there is no sum of them. `spans`: the months."""
    made = Card(
        "courted", title(found),
        f"{_when(spans)}, {'; '.join(filters_in_words(visit.scope).values()) or 'all customers'}. Dot: standard "
        f"deviations from what is usual, better to the right; band: within 2. At least {LEAST_MONTHS} months before "
        "are needed. Each measure stands by itself: no weights, no total.",
        COURTED, visit.scope, spans, lambda: courted_rows(found, visit),
        questions=tuple(compile_query([m], visit.scope, spans) for m in metrics_of(found)) if spans else (),
    )  # fmt: skip
    letters = [
        LetterRows(*LETTERS_SAY[letter], [_read(each, visit) for each in found if each.letter == letter])
        for letter in LETTERS
    ]
    with card(made, visit):
        st.html(
            courted(
                letters, caption=html(made.title), month=html(month_words(spans[-1]) if spans else "Now"),
                nothing=html(NOTHING),
            )
        )  # fmt: skip


def _when(spans: Sequence[Window]) -> str:
    if len(spans) < 2:
        return "Months of this period"
    return f"{month_words(spans[-1])} against the months from {month_words(spans[0])} to {month_words(spans[-2])}"


def _read(each: Reading, visit: Visit) -> Read:
    metric, found = each.metric, each.standing
    if metric is None or found is None:
        return Read(html(each.label), "", words=html(each.why))
    says = html(f"{metric.says}{only_words(each.measure)}")
    value = now_words(found, metric, visit)
    n = f"n {found.now.n:,}" if found.now.n else ""
    if found.z is None:
        return Read(html(each.label), says, html(value), n=html(n), words=html(found.why))
    usual = usual_words(found, metric, visit)
    good = found.z if found.good is None else found.good
    tone = "even" if not each.unusual or found.good is None else "good" if good > 0 else "bad"
    return Read(
        html(each.label), says, html(value), html(usual), html(n), good, tone, html(standing_words(each))
    )
