"""Filters in words, and scopes with one of them changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dashboard import saying
from dashboard.scope import FILTERS, Scope
from dashboard.screens.text import markdown, plain

ORDER = ("channel", "stage", "source_class", "segment", "persona", "region", "team")
EVERYTHING = {
    "channel": "All channels", "stage": "All stages", "segment": "All segments", "persona": "All personas",
    "region": "All regions", "team": "All teams", "source_class": "All sources",
}  # fmt: skip


def only(scope: Scope, name: str, values: tuple[str, ...] = ()) -> Scope:
    """The scope with these values of one filter; none of them is everything."""
    return replace(scope, **{name: values})  # type: ignore[arg-type]


def cleared(scope: Scope) -> Scope:
    """The scope with its dates and without its filters."""
    for name in FILTERS:
        scope = only(scope, name)
    return scope


def how_many(scope: Scope) -> int:
    """How many values are chosen, of all filters."""
    return sum(len(getattr(scope, name)) for name in FILTERS)


def word(name: str) -> str:
    """The name of a filter in a sentence."""
    return name.replace("_", " ")


def spoken(value: str) -> str:
    """A value of the data in words, without what cannot be seen."""
    return saying.spoken(plain(value))


def value_label(value: str) -> str:
    """A value of the data in words, safe for a label."""
    return markdown(spoken(value))


def listed(values: tuple[str, ...]) -> str:
    """Chosen values as the button of their filter shows them, plain."""
    labels = [spoken(value) for value in values]
    return ", ".join(labels) if len(labels) <= 2 else f"{labels[0]} and {len(labels) - 1} more"


def filters_in_words(scope: Scope) -> Mapping[str, str]:
    """Each filter in force and its values, plain."""
    return {name: ", ".join(map(spoken, getattr(scope, name))) for name in ORDER if getattr(scope, name)}


def whom(scope: Scope) -> str:
    """Of whom and when, for a subtitle."""
    words = "; ".join(filters_in_words(scope).values()) or "all customers"
    return f"{words}, {saying.range_words(scope.start, scope.end)}"
