"""One slide as it is seen: its card is found anew on the snapshot that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

import plotly.graph_objects as go
import streamlit as st

from dashboard.reports import html as written
from dashboard.reports import svg
from dashboard.reports.deck import Deck, Slide
from dashboard.reports.exhibit import Exhibit, Report, day_words
from dashboard.reports.words import alt, subtitle
from dashboard.screens.exhibits import look, page, slide_exhibit, visit_of
from dashboard.screens.figure import figure
from dashboard.screens.text import html
from dashboard.screens.visit import Visit


@dataclass(frozen=True, slots=True)
class Shown:
    """What a slide shows now. `figure`: the page's own, for what has no picture of lines and words."""

    exhibit: Exhibit
    figure: go.Figure | None


def explored(slide: Slide) -> str:
    """The address of the page of a slide, as it was asked; the Overview stands at the root."""
    return f"/{'' if slide.page == 'overview' else slide.page}?{slide.query}"


def made(slide: Slide, visit: Visit) -> Shown:
    """The slide on this visit's snapshot."""
    query = parse_qs(slide.query)
    there = visit_of(visit.db, visit.home, query, visit.palette)  # type: ignore[arg-type]
    found = page(slide.page, there, query)
    return Shown(slide_exhibit(slide, found, there), found.figures.get(slide.card))


def drawn(shown: Shown, visit: Visit) -> None:
    """The slide: one message, what was measured, the picture, what somebody added."""
    exhibit, report = shown.exhibit, _frame(visit)
    with st.container(key="stage", gap="small"):
        st.html(
            f'<div class="slide_words"><h2>{html(exhibit.headline)}</h2><p>{html(subtitle(exhibit))}</p></div>'
        )
        picture = svg.picture(exhibit, report, look(visit.company, visit.palette)[0])
        if exhibit.missing:
            st.info(exhibit.missing)
        elif exhibit.tiles:
            st.html(written.strip(exhibit.tiles))
        elif picture is not None:
            st.image(picture, width="stretch", alt=alt(exhibit))
        elif shown.figure is not None:
            figure(shown.figure, "stage_figure", alt(exhibit), still=True)
        else:
            st.html(written.table(exhibit, report, 12, 8))
        _added(exhibit)


def _added(exhibit: Exhibit) -> None:
    """The note, and what the card showed when it was put in the deck."""
    lines = "<br>".join(html(line) for line in exhibit.note.split("\n"))
    note = f"<p class='slide_note'>{lines}</p>" if exhibit.note else ""
    then = (
        f"<p class='slide_then'>Then, on data to {html(day_words(exhibit.then_as_of))}: {html(exhibit.then)}</p>"
        if exhibit.then
        else ""
    )
    if note or then:
        st.html(f"<div>{note}{then}</div>")


def _frame(visit: Visit) -> Report:
    """What a picture needs to know of the company."""
    facts = visit.facts
    return Report(
        "", facts.company, facts.vocabulary.as_of.isoformat(), visit.db.name, facts.currency, visit.locale,
        facts.demo, (),
    )  # fmt: skip


def whole(deck: Deck, place: int) -> str:
    """'3 of 12'."""
    return f"{place + 1} of {len(deck.slides)}"
