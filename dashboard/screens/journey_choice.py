"""What can be chosen of the touchpoint map, the paths and the pain points. All of it is in the address."""

from __future__ import annotations

from dashboard.scope import Window
from dashboard.screens.numbers import periods_of
from dashboard.screens.options import chosen, options
from dashboard.screens.visit import Visit

NAME = "journey"
KEYS = ("touchpoint", "path", "along", "pain", "damage")


def follow() -> None:
    """Let the address and the session agree. Each section calls it; after the first it changes nothing."""
    options(NAME, KEYS)


def last(key: str) -> str:
    """What is asked of one key, unchecked; empty when nothing is."""
    values = chosen(NAME).get(key) or [""]
    return values[-1]


def carried(*keys: str) -> dict[str, str]:
    """What a link to a card says of these choices."""
    return {key: last(key) for key in keys if last(key)}


def windows(visit: Visit) -> tuple[Window, ...]:
    """The period and its comparison."""
    return tuple(periods_of(visit).pair())
