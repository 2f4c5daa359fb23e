"""What stands above a part of a page: its title, what was measured, and what can be chosen there.

One component for all of it, because headings are most of what a page is made of, and every one takes part in every run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

import streamlit as st

from dashboard.screens.component import component
from dashboard.screens.gather import gathering
from dashboard.screens.text import plain

_HEADING = component("heading", '<div class="heading"></div>', apart=False, also="drawing")
DOOR = "door"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice of one of several. `says` names it; `options`: the words of each value. `folded`: a list that opens."""

    key: str
    says: str
    options: Mapping[str, str]
    chosen: str
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """A button that leads further. `quiet`: only its sign is seen, beside the title."""

    label: str
    quiet: bool = False


def heading(
    key: str,
    title: str,
    level: Literal[1, 2, 3],
    *,
    said: str = "",
    anchor: str = "",
    choices: Sequence[OneOf] = (),
    on_choice: Callable[[str, str], None] | None = None,
    on_press: Callable[[str], None] | None = None,
    door: Door | None = None,
    menu: Mapping[str, str] | None = None,
) -> str | None:
    """Draw it; `title` and `said` are plain words. `anchor`: where a link scrolls to.

    Gives the key of the menu's item that was pressed, `DOOR` when that was, else None. Before the page runs again
    `on_press` gets the same, and `on_choice` the choice and the value that was chosen.
    """
    if gathering() is not None:
        return None

    known = {*(menu or {}), *([DOOR] if door else [])}

    def chosen() -> None:
        asked = picked(st.session_state[key].get("chosen"), choices)
        if asked is not None and on_choice is not None:
            on_choice(*asked)

    def followed() -> None:
        what = one_of(st.session_state[key].get("pressed"), known)
        if what is not None and on_press is not None:
            on_press(what)

    _HEADING(
        key=key,
        data={
            "key": key, "level": level, "title": plain(title), "said": plain(said), "anchor": anchor,
            "choices": [_plainly(choice) for choice in choices],
            "door": asdict(door) if door else None, "menu": list((menu or {}).items()),
        },
        on_chosen_change=chosen,
        on_pressed_change=followed,
    )  # fmt: skip
    return one_of(st.session_state[key].get("pressed"), known)


def picked(asked: object, choices: Sequence[OneOf]) -> tuple[str, str] | None:
    """The choice and the value that the browser asks for, which can be anything; None when there is no such thing or
    it is chosen already."""
    return next(
        (
            (choice.key, value)
            for choice in choices
            for value in choice.options
            if asked == [choice.key, value] and value != choice.chosen
        ),
        None,
    )


def one_of(pressed: object, known: Collection[str]) -> str | None:
    """What the browser says was pressed, when there is such a thing."""
    return pressed if isinstance(pressed, str) and pressed in known else None


def _plainly(choice: OneOf) -> dict[str, object]:
    options = [[value, plain(label)] for value, label in choice.options.items()]
    return {**asdict(choice), "options": options}
