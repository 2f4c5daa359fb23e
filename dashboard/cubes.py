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


def smaller_of(cube: str, more: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """The cubes made of this one and the columns each knows, the smallest first; `more`: what the cube tells apart
    beside the filters. Of the people alone, nothing more is known, unless `WAYS` says so."""
    if cube in WAYS:
        return {f"{cube}_{way}": (*known, *more) for way, known in WAYS[cube].items()}
    return {f"{cube}_place": (*PLACE, *more), f"{cube}_people": PEOPLE}
