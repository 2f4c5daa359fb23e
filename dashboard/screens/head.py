"""The sentence at the top of a page."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.screens.gather import gathering
from dashboard.screens.text import markdown


def sentence(words: str, place: DeltaGenerator | None = None) -> None:
    """Say it at the top, or in the `place` that was kept for it. `words` are plain."""
    if (alone := gathering()) is not None:
        alone.sentence = words
        return
    (place or st.container(key="sentence")).title(markdown(words), anchor=False)
