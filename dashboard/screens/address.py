"""The browser's address: which of it decides, and what is written back.

A link, a reload, Back and Forward decide by the address; a click on the page decides by the session and the
address follows; the menu carries the session's choices to the next page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dashboard.screens.gather import gathering

Query = dict[str, list[str]]
_WRITTEN, _CHOSE, _PAGE = "_address_written", "_address_chose", "_address_page"


def chose() -> None:
    """Say, from a callback, that this run follows a click on the page: the session decides."""
    st.session_state[_CHOSE] = True


def clicked() -> bool:
    """Whether a click that decides for the whole page is still to be followed (asked inside a fragment)."""
    return gathering() is None and bool(st.session_state.get(_CHOSE))


def arrived(page: str) -> None:
    """Call once a run, before `asked`, with the page that is shown."""
    state = st.session_state
    state["_address_moved"] = state.get(_PAGE) not in (None, page)
    state[_PAGE] = page
    state["_address_clicked"] = state.pop(_CHOSE, False)


def asked(keys: Iterable[str]) -> Query | None:
    """What the address asks of these keys; None when the session decides instead."""
    names = tuple(keys)
    if (alone := gathering()) is not None:
        return {name: list(alone.query[name]) for name in names if alone.query.get(name)}
    state = st.session_state
    here = _here(names)
    first = not any(name in state.get(_WRITTEN, {}) for name in names)
    if state["_address_clicked"] and not first:
        return None
    if state["_address_moved"] and not here and not first:
        return None
    if not first and here == {name: state[_WRITTEN][name] for name in names if state[_WRITTEN][name]}:
        return None
    return here


def follow(keys: Iterable[str], query: Mapping[str, Sequence[str]]) -> None:
    """Make the address say this, and nothing else of these keys."""
    if gathering() is not None:
        return
    written: Query = st.session_state.setdefault(_WRITTEN, {})
    for name in keys:
        said = list(query.get(name, ()))
        written[name] = said
        if said and st.query_params.get_all(name) != said:
            st.query_params[name] = said
        elif not said and name in st.query_params:
            del st.query_params[name]


def _here(names: Sequence[str]) -> Query:
    params = st.query_params
    return {name: params.get_all(name) for name in names if name in params}
