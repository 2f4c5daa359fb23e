"""Cards on their way to a file: the page is run as for a reader, and its cards are taken with their frames."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import numpy as np

from dashboard.company import Company
from dashboard.figures.template import LIGHT, Palette
from dashboard.insight.change import changes_stand_out
from dashboard.reports.colours import coloured
from dashboard.reports.deck import Deck, Slide
from dashboard.reports.exhibit import Exhibit, Plot, Report, Tile
from dashboard.saying import in_words
from dashboard.scope import from_query
from dashboard.screens import data
from dashboard.screens.card import Card, answer_rows, method
from dashboard.screens.gather import Gathered, gather
from dashboard.screens.numbers import draw
from dashboard.screens.visit import Visit
from dashboard.store.snapshot import Snapshot, SnapshotError

Query = Mapping[str, Sequence[str]]


def visit_of(db: Snapshot, home: Path, query: Query, look: Palette = LIGHT) -> Visit:
    """What a page is given when its address says `query`, on this snapshot."""
    facts = data.facts(db)
    scope, _ = from_query(query, facts.vocabulary)
    return Visit(home, data.company(home), db, facts, scope, look)


def page(name: str, visit: Visit, query: Query) -> Gathered:
    """What the page called `name` would show."""
    return gather(import_module(f"dashboard.screens.{name}_page").render, visit, query)


def exhibit(made: Card, name: str, query: Query) -> Exhibit:
    """A card with its frame and its words."""
    rows = [{column: _plain(value) for column, value in row.items()} for row in made.rows()]
    return Exhibit(
        made.key, name, made.title, made.subtitle, rows, made.plot, method(made.metric),
        [question.shown() for question in made.asked()], link=urlencode(dict(query), doseq=True),
        missing="" if rows else "Nothing was observed in this period with these filters.",
    )  # fmt: skip


def _plain(value: object) -> object:
    """A number as every writer knows one; a frame may hold numpy's own."""
    return value.item() if isinstance(value, np.generic) else value


def report_of(name: str, visit: Visit, query: Query, title: str = "") -> Report:
    """A whole page as a report."""
    found = page(name, visit, query)
    slides = [exhibit(made, name, query) for made in found.cards]
    return _report(title or f"{name.capitalize()}: {visit.facts.company}", visit, slides, found)


def deck_report(deck: Deck, db: Snapshot, home: Path, say: Callable[[str], None] = lambda _: None) -> Report:
    """A deck with what its cards show on this snapshot. `say` is told of each slide."""
    pages: dict[tuple[str, str], tuple[Visit, Gathered]] = {}
    slides: list[Exhibit] = []
    for number, slide in enumerate(deck.slides, 1):
        say(f"Slide {number} of {len(deck.slides)}")
        if (slide.page, slide.query) not in pages:
            query = parse_qs(slide.query)
            visit = visit_of(db, home, query)
            pages[slide.page, slide.query] = visit, _found(slide.page, visit, query)
        visit, found = pages[slide.page, slide.query]
        slides.append(slide_exhibit(slide, found, visit))
    return _report(deck.title, visit_of(db, home, {}), slides, Gathered({}))


def _found(name: str, visit: Visit, query: Query) -> Gathered:
    """What the page would show; nothing when this snapshot cannot answer it."""
    try:
        return page(name, visit, query)
    except SnapshotError:
        return Gathered(query)


def slide_exhibit(slide: Slide, found: Gathered, visit: Visit) -> Exhibit:
    """What a slide shows now, with the words somebody gave it, or why it cannot be shown."""
    query = parse_qs(slide.query)
    if slide.kind == "numbers":
        made = _numbers(slide, found, visit)
    else:
        cards = {card.key: card for card in found.cards}
        card = cards.get(slide.card)
        made = exhibit(card, slide.page, query) if card else _gone(slide)
    finding = slide.finding if slide.finding != made.headline else ""
    return replace(made, headline=slide.headline or made.headline, finding=made.headline, then=finding,
                   then_as_of=slide.as_of if finding else "", note=slide.note)  # fmt: skip


def _gone(slide: Slide) -> Exhibit:
    return Exhibit(
        slide.card, slide.page, slide.headline or slide.finding or "A card that is not there", "", [], Plot("table"),
        link=slide.query, missing="With this data and these filters the page does not show this card.",
    )  # fmt: skip


def _numbers(slide: Slide, found: Gathered, visit: Visit) -> Exhibit:
    """A page's sentence and its numbers."""
    rows = [
        row
        for line in found.lines
        for row in answer_rows([line.now, *([line.before] if line.before else [])])
    ]
    return Exhibit(
        "numbers", slide.page, found.sentence or f"{slide.page.capitalize()} in numbers", in_words(visit.scope), rows,
        Plot("table"), tiles=tiles_of(found, visit), link=slide.query, missing="" if rows else "No numbers.",
    )  # fmt: skip


def _report(title: str, visit: Visit, slides: Sequence[Exhibit], found: Gathered) -> Report:
    facts = visit.facts
    return Report(
        title, facts.company, facts.vocabulary.as_of.isoformat(), visit.db.name, facts.currency, visit.locale,
        facts.demo, slides, tiles_of(found, visit), found.sentence, *look(visit.company, LIGHT),
    )  # fmt: skip


def look(company: Company, base: Palette) -> tuple[Palette, list[str]]:
    """The company's own colours over ours, and which of them cannot be read."""
    return coloured(base, company.look.accent or "", company.look.others)


def template_of(visit: Visit) -> Path | None:
    """The company's own PowerPoint file, when it names one."""
    named = visit.company.look.template
    return visit.home / named if named else None


def tiles_of(found: Gathered, visit: Visit) -> list[Tile]:
    """The strip in words."""
    signals = changes_stand_out([line.change for line in found.lines])
    drawn = zip((draw(line, visit) for line in found.lines), signals, strict=True)
    return [
        Tile(t.label, t.value, t.moved, t.arrow, t.tone, " · ".join(filter(None, (t.evidence, t.n))), t.marks, told)
        for t, told in drawn
    ]  # fmt: skip
