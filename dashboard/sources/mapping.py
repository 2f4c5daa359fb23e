"""Mappings: the guesses a company keeps, as files of its own that it can edit."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.sources.guess import Guess, guessed
from dashboard.sources.preset import Preset, read_preset
from dashboard.sources.synonyms import plain

_LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One column of a file: what it becomes ("contact.opened_at", or "" when it is left out), as what type, and
    one of its values."""

    column: str
    becomes: str
    type: str
    example: str


class NothingToMap(ValueError):
    """The guess found nothing in the file that the record could hold."""


def slug(name: str) -> str:
    """'Tickets 2025-03.csv' is 'tickets': dates and counters go, so that the next file has the same name."""
    stem = re.sub(
        r"(?i)(\.(csv|tsv|txt|xlsx?|ods|json|jsonl|ndjson|parquet|zip|gz|dat))+$", "", Path(name).name
    )
    words = re.findall(r"[a-z0-9]+", plain(stem))
    return "-".join(word for word in words if not word.isdigit())[:_LONGEST_SLUG].strip("-") or "mapping"


def answer(guess: Guess, answers: Mapping[str, str]) -> Guess:
    """The guess again, with further answers (key to text, for example "scale:Rating" to "1-5")."""
    return guessed(guess.columns, guess.name, {**guess.answers, **answers})


def write(home: Path, guess: Guess) -> Path:
    """The guess as <home>/mappings/<slug>.toml, proved to be usable; an existing file of another shape is kept.

    Raises `NothingToMap`, or `PresetError` when the text is no mapping."""
    if not guess.preset_toml:
        raise NothingToMap(guess.says[0] if guess.says else "nothing in the file fits the record")
    path = _free(home / "mappings", slug(guess.name), guess)
    read_preset(path.stem, guess.preset_toml, str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".toml.part")
    part.write_text(guess.preset_toml, "utf-8")
    os.replace(part, path)
    return path


def read(home: Path, name: str) -> Preset:
    """The mapping `name` of a company. Raises `PresetError` that names what is wrong in the file."""
    path = home / "mappings" / f"{name}.toml"
    return read_preset(name, path.read_text("utf-8"), str(path), own=True)


def describe(guess: Guess) -> list[Row]:
    """Every column of the file, in its order."""
    return [
        Row(column.header, target, kind, column.example)
        for column in guess.columns
        for target, kind in guess.becomes.get(column.header, (("", ""),))
    ]


def _free(folder: Path, stem: str, guess: Guess) -> Path:
    """The first name that is free or holds a mapping of the same columns."""
    heads = {profile.header.lower() for profile in guess.columns}
    number = 1
    while True:
        path = folder / f"{stem}{'' if number == 1 else f'-{number}'}.toml"
        if not path.exists():
            return path
        held = read_preset(path.stem, path.read_text("utf-8"), str(path)).recognise.all
        if {head.lower() for head in held} == heads:
            return path
        number += 1
