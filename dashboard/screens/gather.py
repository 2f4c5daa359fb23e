"""A page without a reader: its cards, tiles and sentence are gathered instead of drawn.

Decks, reports and links get what a page would show by running the page itself, so that nothing can differ. It runs
in a thread of its own, where Streamlit draws nothing; what the address says is given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec

import streamlit as st

from dashboard.screens.states import guarded

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from dashboard.screens.card import Card
    from dashboard.screens.tile import Line

P = ParamSpec("P")
Query = Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Gathered:
    """What a page would show for this query. `figures`: by the key of their card."""

    query: Query
    cards: list[Card] = field(default_factory=list)
    figures: dict[str, go.Figure] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    sentence: str = ""
    options: dict[str, dict[str, list[str]]] = field(default_factory=dict)


_GATHERING: ContextVar[Gathered | None] = ContextVar("gathering", default=None)
_ALONE = ThreadPoolExecutor(2, thread_name_prefix="gathering")


def gathering() -> Gathered | None:
    """What is being gathered by this run; None when a reader is looking."""
    return _GATHERING.get()


def gather(render: Callable[[Any], None], visit: Any, query: Query) -> Gathered:
    """Run a page for `visit` as if its address said `query`."""
    return _ALONE.submit(_run, render, visit, query).result()


def _run(render: Callable[[Any], None], visit: Any, query: Query) -> Gathered:
    found = Gathered(query)
    before = _GATHERING.set(found)
    try:
        render(visit)
    finally:
        _GATHERING.reset(before)
    return found


def fragment(part: Callable[P, None]) -> Callable[P, None]:
    """`st.fragment`, run straight through when the page is gathered. What cannot be answered is said in its place."""

    @st.fragment
    @wraps(part)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        with guarded():
            part(*args, **kwargs)

    @wraps(part)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        (part if gathering() else drawn)(*args, **kwargs)

    return run


def _not_when_gathering(record: logging.LogRecord) -> bool:
    """Streamlit says of every call that nobody is looking; here that is meant."""
    return gathering() is None


_CALLS = "streamlit.runtime.scriptrunner_utils.script_run_context"
for name in ("streamlit", _CALLS, "streamlit.runtime.state.session_state_proxy"):
    logging.getLogger(name).addFilter(_not_when_gathering)
