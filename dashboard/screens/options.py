"""What is chosen on a page besides the scope: in the session and in the address, under names of its own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.screens import address
from dashboard.screens.gather import gathering

Chosen = dict[str, list[str]]


def options(name: str, keys: Sequence[str]) -> Chosen:
    """What the link or the session asks of these keys; a key that is missing is the page's own choice.

    Call it once a run for each group of keys, before what it decides is drawn. The values come from the
    address and can be anything: check them against what exists.
    """
    said = address.asked(keys)
    if (alone := gathering()) is not None:
        alone.options[name] = {key: values for key, values in (said or {}).items() if values}
        return alone.options[name]
    if said is not None or _state(name) not in st.session_state:
        st.session_state[_state(name)] = {key: values for key, values in (said or {}).items() if values}
    address.follow(keys, chosen(name))
    return chosen(name)


def chosen(name: str) -> Chosen:
    """What `options` found in this run, or what a click inside a fragment has put since."""
    if (alone := gathering()) is not None:
        return alone.options.get(name, {})
    kept: Chosen = st.session_state.get(_state(name), {})
    return kept


def put(name: str, **values: Sequence[str]) -> None:
    """Choose, from a callback; an empty choice is the page's own again. The whole page follows."""
    _keep(name, values)
    address.chose()


def put_here(name: str, keys: Sequence[str], **values: Sequence[str]) -> None:
    """Choose, from a callback inside a fragment that draws all that follows from it; the page around it stays."""
    _keep(name, values)
    address.follow(keys, chosen(name))


def _keep(name: str, values: dict[str, Sequence[str]]) -> None:
    merged = {**chosen(name), **{key: list(given) for key, given in values.items()}}
    st.session_state[_state(name)] = {key: given for key, given in merged.items() if given}


def _state(name: str) -> str:
    return f"_options_{name}"
