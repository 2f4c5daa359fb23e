"""Sightline's pages, as `server.py` serves them: with their headers and the library of their figures."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from dashboard.screens.enter import enter
from dashboard.screens.states import guarded
from dashboard.screens.theme import ICON, brand

# The address of each page; its file is `screens/<address>_page.py`, read when the page is first opened.
PAGES = (
    "overview", "journey", "retention", "voice", "teams", "digital", "scorecard", "definitions", "data", "present",
)  # fmt: skip


def _page(address: str) -> Callable[[], None]:
    def show() -> None:
        if visit := enter(address):
            with guarded():
                import_module(f"dashboard.screens.{address}_page").render(visit)

    return show


st.set_page_config(page_title="Sightline", page_icon=ICON, layout="wide")
brand()
st.navigation(
    [
        st.Page(_page(address), title=address.capitalize(), url_path=address, default=address == "overview")
        for address in PAGES
    ],
    position="top",
).run()
