"""The sentence at the top of a page."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.screens.gather import gathering
from dashboard.screens.heading import heading

NONE_LEFT = "No number of this page belongs to the sources that are chosen."


def place() -> DeltaGenerator:
    """Where the sentence of a page will stand."""
    return st.container(key="head")


def sentence(words: str, at: DeltaGenerator, **more: Any) -> str | None:
    """Say it `at` the place that was kept for it. `words` are plain; `more` and what it gives: as in `heading`."""
    if (alone := gathering()) is not None:
        alone.sentence = words
        return None
    with at:
        return heading("sentence", words, 1, **more)
