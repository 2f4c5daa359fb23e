"""The tiles of a page and the evidence for the one that is opened: the same on every page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.metrics.catalogue import CATALOGUE, in_force
from dashboard.metrics.metric import Metric
from dashboard.screens import address, tiles
from dashboard.screens.evidence import dimensions, evidence, meaning
from dashboard.screens.gather import fragment, gathering
from dashboard.screens.heading import OneOf, heading
from dashboard.screens.options import Chosen, chosen, options, put, put_here
from dashboard.screens.periods import Periods, periods
from dashboard.screens.sections import NUMBER, go
from dashboard.screens.tile import Line, Tile, lines, named, tile
from dashboard.screens.visit import Visit

KEYS = ("tile", "by")
_NAME = "numbers"
NONE_LEFT = (
    "No number of this view belongs to the source classes that are chosen. Clear that filter to see them."
)


def page_lines(keys: Sequence[str], visit: Visit) -> list[Line]:
    """The lines of these metrics over the page's periods, of the source classes that are chosen."""
    known = [in_force(CATALOGUE[key], visit.facts.churn_rule) for key in keys if key in CATALOGUE]
    return read(known, periods_of(visit), visit)


def periods_of(visit: Visit) -> Periods:
    """The windows every page of this visit asks for."""
    return periods(visit.scope, visit.facts.vocabulary)


def read(metrics: Sequence[Metric], spans: Periods, visit: Visit) -> list[Line]:
    """Every number with its comparison and its steps, in one question per relation."""
    classes = visit.scope.source_class
    asked = [metric for metric in metrics if not classes or metric.source in classes]
    return lines(asked, visit.ask(asked, spans.all()), len(spans.steps)) if asked else []


def draw(line: Line, visit: Visit) -> Tile:
    """The tile of one number for this reader."""
    return tile(
        line, target=visit.target(line.metric), others=visit.others(line.metric),
        currency=visit.facts.currency, locale=visit.locale,
    )  # fmt: skip


def show(found: Sequence[Line], visit: Visit, *, whole: bool = False) -> None:
    """The strip of tiles; a press opens one, in its section when the page has sections. `whole`: it has none."""
    if (alone := gathering()) is not None:
        alone.lines.extend(found)
    opened = _opened(found, options(_NAME, KEYS))
    if opened is None:
        st.info(NONE_LEFT)
        return

    def follow(key: str) -> None:
        put(_NAME, tile=[key])
        if not whole:
            go(visit.page, NUMBER)

    tiles.strip([draw(line, visit) for line in found], opened.metric.key, follow)


def explain(found: Sequence[Line], visit: Visit, more: dict[str, str] | None = None) -> None:
    """The evidence for the tile that is opened. `more`: what else of the page a link to a card carries."""
    opened = _opened(found, chosen(_NAME))
    if opened is not None:
        _evidence(opened, periods_of(visit), visit, more or {})


def _opened(found: Sequence[Line], choice: Chosen) -> Line | None:
    """The number that was opened, else the first that has a value."""
    wanted = choice.get("tile", [""])[-1]
    asked = next((line for line in found if line.metric.key == wanted), None)
    return asked or next((line for line in found if line.now.value is not None), found[0] if found else None)


@fragment
def _evidence(opened: Line, spans: Periods, visit: Visit, more: dict[str, str]) -> None:
    """The number that is opened: what it means, how it splits, its cards."""
    if address.clicked():
        st.rerun()
    choices = dimensions(opened.metric, visit)
    wanted = chosen(_NAME).get("by", [""])[-1]
    by = wanted if wanted in choices else (choices[0] if choices else None)
    split = OneOf("by", "Broken down by", {name: name.capitalize() for name in choices}, by or "")
    heading(
        "evidence_head", named(opened.metric), 2, said=meaning(opened.metric, visit), on_choice=_split,
        choices=[split] if len(choices) > 1 and opened.now.value is not None else [],
    )  # fmt: skip
    chose = {**more, "tile": opened.metric.key, **({"by": by} if by else {})}
    evidence(opened, spans, by, chose, visit)


def _split(_: str, by: str) -> None:
    put_here(_NAME, KEYS, by=[by])
