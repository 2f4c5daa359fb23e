"""What the person importing says about the files, and what the company says where nobody does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.company import Company, zones
from dashboard.sources.preset import Preset
from dashboard.sources.refusal import Unanswered
from dashboard.sources.times import Clock

YES = frozenset({"yes", "y", "true", "1", "day", "day_first"})


@dataclass(frozen=True, slots=True)
class Options:
    """What the person importing says about the files. `confirm`: guessed mappings are accepted. `again`: a file
    that is in the record already is read anew, as after an edit of its mapping, and takes the place of its rows."""

    preset: str | None = None
    time_zone: str | None = None
    day_first: bool | None = None
    encoding: str | None = None
    delimiter: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    confirm: bool = False
    again: bool = False


def answers(said: Options, company: Company) -> dict[str, str]:
    """What is known for a guess: this import's answers, else what the company declares for all its files."""
    zone = said.time_zone or company.unlabelled.time_zone
    day_first = company.unlabelled.day_first if said.day_first is None else said.day_first
    known = {"time_zone": zone, "day_first": None if day_first is None else "yes" if day_first else "no"}
    return {key: value for key, value in known.items() if value} | dict(said.answers)


def clock(said: Options, company: Company, preset: Preset) -> Clock:
    """The zone and the order of day and month: the preset's, else this import's, else the company's.

    Raises `Unanswered` for a zone that is none.
    """
    zone: str | None = preset.time.zone
    if zone == "ask":
        zone = said.time_zone or said.answers.get("time_zone") or company.unlabelled.time_zone
    day_first = preset.time.day_first if isinstance(preset.time.day_first, bool) else said.day_first
    if day_first is None and "day_first" in said.answers:
        day_first = said.answers["day_first"].strip().lower() in YES
    return Clock(_known(zone), company.unlabelled.day_first if day_first is None else day_first)


def _known(zone: str | None) -> str | None:
    if zone is not None and zone not in zones():
        raise Unanswered("time_zone", f"'{zone}' is not a time zone; write a name such as Europe/Vilnius")
    return zone
