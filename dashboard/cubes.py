"""Which smaller cubes are made of a cube, and what each still tells apart: for who makes and who asks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PLACE = ("channel", "stage", "team")
PEOPLE = ("segment", "persona", "region")
_TEXTS = {"whole": (), "channel": ("channel",)} | {one: ("channel", one) for one in PEOPLE} | {"place": PLACE}
_MET = {"place": ("channel", "stage")}
WAYS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "text_day": _TEXTS, "topic_day": _TEXTS, "pain_day": _MET, "touch_reach": _MET, "path_step_day": _MET,
    "answer_turn": {"place": ("channel",)}, "answer_pain": {"place": ("channel",)}, "backlog_day": {"place": PLACE},
    "touchpoint_day": {"place": PLACE} | {one: ("channel", "stage", one) for one in PEOPLE},
    "first_reply_day": {"whole": ()}, "resolution_day": {"whole": ()},
}  # fmt: skip
"""Cubes whose smaller ones, the smallest first, know these filters and all that the cube tells apart besides."""

VISITORS: Mapping[str, tuple[str, ...]] = {
    "_".join(("visitor", *told, "day")): told
    for told in (
        (), ("channel",), ("segment",), ("device",), ("channel", "segment"), ("channel", "device"),
        ("device", "segment"), ("channel", "device", "segment"),
    )
}  # fmt: skip
"""Cubes of known visitors, and what they tell apart: someone can be in several places on one day, once in each."""

COUNTED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "digital_terms": ("digital_terms_rows", ("segment", "persona")), "path_flows": ("path_flows_rows", ("channel",)),
    "pain_measures": ("pain_measures_rows", ("segment", "persona")),
    "pain_people": ("pain_people_rows", ("channel", "segment", "persona")),
    "value_whole": ("value_spread", ()), "at_risk_whole": ("at_risk_tenths", ()),
}  # fmt: skip
"""Statements of what the build counted, the statement of the rows that says the same, and the filters counts know."""
ONE_AT_A_TIME: Mapping[str, tuple[str, ...]] = {"pain_people": ("channel",)}
"""Filters of which counts know each value and not several together: one person can be in all of them."""

EXACT_CONTACTS = 250_000
"""Times of more contacts than these are read in steps of 2 %: for cubes of waits to stay small."""


def counted(statement: str, filters: Mapping[str, Sequence[str]]) -> str:
    """The statement to ask with these filters: of counts where they know them, else of the rows."""
    rows, known = COUNTED.get(statement, (statement, tuple(filters)))
    several = any(len(filters.get(name, ())) > 1 for name in ONE_AT_A_TIME.get(statement, ()))
    return rows if several or not set(filters) <= set(known) else statement


def smaller_of(cube: str, more: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """The cubes made of this one and the columns each knows, the smallest first; `more`: what the cube tells apart
    beside the filters. Of the people alone, nothing more is known, unless `WAYS` says so."""
    if cube in WAYS:
        return {f"{cube}_{way}": (*known, *more) for way, known in WAYS[cube].items()}
    return {f"{cube}_place": (*PLACE, *more), f"{cube}_people": PEOPLE}
