"""The page Overview: are customers happier, where did it go wrong, what does it cost, who can act?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens import head
from dashboard.screens.coverage import coverage
from dashboard.screens.head import NONE_LEFT
from dashboard.screens.heading import Door, OneOf
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.options import options, put
from dashboard.screens.telling import told
from dashboard.screens.text import markdown
from dashboard.screens.view_edit import edit
from dashboard.screens.views import DEFAULT, View, read_views
from dashboard.screens.visit import Visit

KEYS = ("view",)
_NAME = "overview"


def render(visit: Visit) -> None:
    """The page, from the sentence to where the numbers come from."""
    views, notices = read_views(visit.home, CATALOGUE)
    for notice in notices:
        st.warning(markdown(notice))
    asked = options(_NAME, KEYS).get("view", [DEFAULT])[-1]
    view = views[asked if asked in views else DEFAULT]
    found = page_lines(view.tiles, visit)
    place = head.place()
    show(found, visit, whole=True)
    if not found:
        _sentence(NONE_LEFT, place, views, view, visit)
        return
    explain(found, visit, {} if view.key == DEFAULT else {"view": view.key})
    coverage(visit)
    _sentence(
        told(found, visit), place, views, view, visit
    )  # last: the browser draws while its source is looked for


def _sentence(words: str, place: DeltaGenerator, views: Mapping[str, View], view: View, visit: Visit) -> None:
    """The sentence, and beside it the views and the door to a new one."""

    def choose(key: str) -> None:
        put(_NAME, view=[] if key == DEFAULT else [key])

    named = OneOf("view", "View", {key: each.label for key, each in views.items()}, view.key)
    door = Door("Choose the tiles of a view", quiet=True)
    if head.sentence(words, place, choices=[named], on_choice=lambda _, key: choose(key), door=door):
        edit(view, choose, visit)
