"""The sentence at the top of a page."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.screens.gather import gathering
from dashboard.screens.text import markdown

NONE_LEFT = "No number of this page belongs to the sources that are chosen."


def row() -> DeltaGenerator:
    """The top of a page: its sentence, and what stands beside it."""
    return st.container(key="head", horizontal=True, vertical_alignment="top", gap="medium")


def place() -> DeltaGenerator:
    """Where the sentence of a page will stand, with nothing beside it."""
    with row():
        return st.container(key="sentence")


def sentence(words: str, at: DeltaGenerator | None = None) -> None:
    """Say it at the top, or `at` the place that was kept for it. `words` are plain."""
    if (alone := gathering()) is not None:
        alone.sentence = words
        return
    (at or st.container(key="sentence")).title(markdown(words), anchor=False)
