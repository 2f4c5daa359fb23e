"""The page Overview: are customers happier, where did it go wrong, what does it cost, who can act?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Metric
from dashboard.screens import address, tiles
from dashboard.screens.coverage import coverage
from dashboard.screens.evidence import dimensions, evidence, meaning
from dashboard.screens.periods import Periods, periods
from dashboard.screens.telling import told
from dashboard.screens.text import markdown
from dashboard.screens.tile import Line, Tile, lines, named, tile
from dashboard.screens.view_bar import view_bar
from dashboard.screens.views import DEFAULT, View, read_views
from dashboard.screens.visit import Visit

KEYS = ("view", "tile", "by")
_CHOICE = "_overview"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is opened on the page; empty text is the page's own choice."""

    view: str = DEFAULT
    tile: str = ""
    by: str = ""

    def query(self) -> dict[str, list[str]]:
        """As the address carries it: what is default is left out."""
        said = {"view": self.view if self.view != DEFAULT else "", "tile": self.tile, "by": self.by}
        return {name: [value] for name, value in said.items() if value}


def render(visit: Visit) -> None:
    """The page, from the sentence to where the numbers come from."""
    views, notices = read_views(visit.home, CATALOGUE)
    choice = _choice(views)
    for notice in notices:
        st.warning(markdown(notice))
    view = views[choice.view]
    metrics = _metrics(view, visit)
    spans = periods(visit.scope, visit.facts.vocabulary)
    found = read(metrics, spans, visit)
    opened = _opened(found, choice)
    sentence = _head(views, choice, visit)
    if opened is None:
        st.info(
            "No number of this view belongs to the source classes that are chosen. Clear that filter to see them."
        )
        return
    tiles.strip([draw(line, visit) for line in found], opened.metric.key, _open)
    _evidence(opened, spans, visit, choice)
    coverage(visit)
    sentence.title(
        markdown(told(found, visit)), anchor=False
    )  # last: the browser draws while its source is looked for


def _choice(views: Mapping[str, View]) -> Choice:
    """What the address or the session asks for, as far as it exists."""
    query = address.asked(KEYS)
    if query is not None or _CHOICE not in st.session_state:
        said = {name: values[-1] for name, values in (query or {}).items() if values}
        st.session_state[_CHOICE] = Choice(
            said.get("view", DEFAULT), said.get("tile", ""), said.get("by", "")
        )
    choice: Choice = st.session_state[_CHOICE]
    if choice.view not in views:
        choice = Choice(DEFAULT, choice.tile, choice.by)
    address.follow(KEYS, choice.query())
    return choice


def put(choice: Choice) -> None:
    """Choose from a callback."""
    st.session_state[_CHOICE] = choice
    address.chose()


def _open(key: str) -> None:
    choice: Choice = st.session_state[_CHOICE]
    put(Choice(choice.view, key, choice.by))


def _metrics(view: View, visit: Visit) -> list[Metric]:
    """The view's numbers, of the source classes that are chosen."""
    classes = visit.scope.source_class
    metrics = [CATALOGUE[key] for key in view.tiles if key in CATALOGUE]
    return [metric for metric in metrics if not classes or metric.source in classes]


def read(metrics: Sequence[Metric], spans: Periods, visit: Visit) -> list[Line]:
    """Every number of the page with its comparison and its steps, in one question per relation."""
    if not metrics:
        return []
    return lines(metrics, visit.ask(metrics, spans.all()), len(spans.steps))


def draw(line: Line, visit: Visit) -> Tile:
    """The tile of one number for this reader."""
    return tile(
        line, target=visit.target(line.metric), others=visit.others(line.metric),
        currency=visit.facts.currency, locale=visit.locale,
    )  # fmt: skip


def _opened(found: Sequence[Line], choice: Choice) -> Line | None:
    """The number that was opened, else the first that has a value."""
    asked = next((line for line in found if line.metric.key == choice.tile), None)
    return asked or next((line for line in found if line.now.value is not None), found[0] if found else None)


def _head(views: Mapping[str, View], choice: Choice, visit: Visit) -> DeltaGenerator:
    """The place of the sentence, and beside it the views."""
    with st.container(key="head", horizontal=True, vertical_alignment="top", gap="medium"):
        place = st.container(key="sentence")
        view_bar(views, choice.view, lambda key: put(Choice(key, "", choice.by)), visit)
    return place


@st.fragment
def _evidence(opened: Line, spans: Periods, visit: Visit, choice: Choice) -> None:
    """The number that is opened: what it means, how it splits, its cards."""
    if address.clicked():
        st.rerun()
    options = dimensions(opened.metric, visit)
    choice = st.session_state[_CHOICE]
    by = choice.by if choice.by in options else (options[0] if options else None)
    with st.container(key="evidence_head", horizontal=True, vertical_alignment="center", gap="small"):
        st.header(markdown(named(opened.metric)), anchor=False, width="content")
        st.caption(markdown(meaning(opened.metric, visit)), width="stretch")
        if len(options) > 1 and opened.now.value is not None:
            st.session_state["by"] = by
            st.segmented_control(
                "Broken down by", options, key="by", required=True, label_visibility="collapsed", width="content",
                format_func=str.capitalize, on_change=_split,
            )  # fmt: skip
    evidence(opened, spans, by, {"view": choice.view, "tile": opened.metric.key}, visit)


def _split() -> None:
    choice: Choice = st.session_state[_CHOICE]
    st.session_state[_CHOICE] = Choice(choice.view, choice.tile, st.session_state["by"])
    address.follow(KEYS, st.session_state[_CHOICE].query())
