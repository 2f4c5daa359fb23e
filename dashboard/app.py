"""Sightline's pages. `sightline open` serves them; `streamlit run dashboard/app.py` works too."""

from __future__ import annotations

import streamlit as st

from dashboard.screens import definitions, overview
from dashboard.screens.enter import enter
from dashboard.screens.states import guarded
from dashboard.screens.theme import ICON, brand

st.set_page_config(page_title="Sightline", page_icon=str(ICON), layout="wide")


def _overview() -> None:
    if visit := enter("overview"):
        with guarded():
            overview.render(visit)


def _definitions() -> None:
    if visit := enter("definitions"):
        with guarded():
            definitions.render(visit.scope, visit.facts.reasons)


def _data() -> None:
    from dashboard.screens import data_page

    if visit := enter("data"):
        with guarded():
            data_page.render(visit.db, visit.company, visit.home, visit.facts.reasons)


brand()
st.navigation(
    [
        st.Page(_overview, title="Overview", url_path="overview", default=True),
        st.Page(_definitions, title="Definitions", url_path="definitions"),
        st.Page(_data, title="Data", url_path="data"),
    ],
    position="top",
).run()
