"""The sections of a page, one shown at a time, so that a page asks and draws only what its reader looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

import streamlit as st

from dashboard.screens.gather import gathering
from dashboard.screens.options import chosen, options, put

KEYS = ("section",)
ALL = "all"
NUMBER = "number"
_DRAWING: ContextVar[str] = ContextVar("section", default="")


@dataclass(frozen=True, slots=True)
class Section:
    """`key`: its name in the address. `draw`: what draws its cards, in order."""

    key: str
    label: str
    draw: Sequence[Callable[[], None]]


def why_it_moved(draw: Callable[[], None]) -> Section:
    """The section that a press on a tile opens."""
    return Section(NUMBER, "Why it moved", (draw,))


def sections(page: str, parts: Sequence[Section]) -> None:
    """Draw the section that was chosen, the first when none was; all of them for a page without a reader."""
    shown = _shown(page, parts)
    if gathering() is None:
        _control(page, parts, shown)
    for part in parts:
        if shown in (ALL, part.key):
            _draw(part)


def _draw(part: Section) -> None:
    before = _DRAWING.set(part.key)
    try:
        for draw in part.draw:
            draw()
    finally:
        _DRAWING.reset(before)


def _shown(page: str, parts: Sequence[Section]) -> str:
    said = options(_name(page), KEYS).get("section", [""])[-1]
    if gathering() is not None or said == ALL:
        return ALL
    return said if any(part.key == said for part in parts) else parts[0].key


def _control(page: str, parts: Sequence[Section], shown: str) -> None:
    labels = {**{part.key: part.label for part in parts}, ALL: "All"}
    st.session_state["sections"] = shown
    with st.container(key="sections_bar"):
        st.segmented_control(
            "Section of the page", list(labels), key="sections", required=True, label_visibility="collapsed",
            format_func=labels.__getitem__, on_change=_picked, args=(page,),
        )  # fmt: skip


def _picked(page: str) -> None:
    go(page, st.session_state["sections"])


def go(page: str, section: str) -> None:
    """Show a section of a page, from a callback."""
    put(_name(page), section=[section])


def where(page: str) -> dict[str, str]:
    """What a link to a card that is drawn now says of its section."""
    section = _DRAWING.get() or chosen(_name(page)).get("section", [""])[-1]
    return {"section": section} if section else {}


def _name(page: str) -> str:
    return f"section_{page}"
