"""The page Overview: are customers happier, where did it go wrong, what does it cost, who can act?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens.coverage import coverage
from dashboard.screens.head import NONE_LEFT, row, sentence
from dashboard.screens.numbers import explain, page_lines, show
from dashboard.screens.options import options, put
from dashboard.screens.telling import told
from dashboard.screens.text import markdown
from dashboard.screens.view_bar import view_bar
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
    place = _head(views, view, visit)
    show(found, visit, whole=True)
    if not found:
        sentence(NONE_LEFT, place)
        return
    explain(found, visit, {} if view.key == DEFAULT else {"view": view.key})
    coverage(visit)
    sentence(told(found, visit), place)  # last: the browser draws while its source is looked for


def _head(views: Mapping[str, View], view: View, visit: Visit) -> DeltaGenerator:
    """The place of the sentence, and beside it the views."""
    with row():
        place = st.container(key="sentence")
        view_bar(views, view.key, lambda key: put(_NAME, view=[] if key == DEFAULT else [key]), visit)
    return place
