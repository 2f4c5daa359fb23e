"""A file no preset recognises: its columns are guessed, the guess is written down, and used once it is confirmed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dashboard.sources import question as guessing
from dashboard.sources.opening import Opened
from dashboard.sources.preset import Preset
from dashboard.sources.result import FileResult, Question
from dashboard.sources.sheet import header_names


def draft(
    table: Opened, home: Path, answers: Mapping[str, str], confirm: bool
) -> tuple[Preset, str] | FileResult:
    """The mapping to read an unknown table with and what is still open in it, or the account of what is missing.

    A confirmed guess is written to `home`/mappings and used from then on; any other as a draft to edit.
    """
    from dashboard.sources import mapping
    from dashboard.sources.guess import guess

    header, rows = header_names(table.first[0]), [list(cells) for cells in table.first[1:]]
    part = table.part
    made = guess(header, rows, part.name, answers)
    if not made.preset_toml:
        cause = "no preset knows its columns, and none of them could be guessed"
        return FileResult(part.name, "not recognised", part.sha256, cause=cause, says=made.says)
    if confirm and not any(question.needed for question in made.open):
        path = mapping.write(home, made)
        return mapping.read(home, path.stem), _still_open(made.open, path)
    path = _write(home / "mappings" / f"{mapping.slug(part.name)}.draft", made.preset_toml)
    cause = f"its columns were guessed: answer the questions, or edit {path} and rename it to end in .toml"
    questions = tuple(Question(q.key, q.says, q.choices) for q in made.open)
    return FileResult(
        part.name, "needs answers", part.sha256, cause=cause, questions=questions, says=made.says
    )


def _still_open(questions: Sequence[guessing.Question], path: Path) -> str:
    if not questions:
        return ""
    asked = " ".join(question.says for question in questions)
    return (
        f"still open, so it counts in no score: {asked} Write it in {path} and import the file with --again."
    )


def _write(path: Path, text: str) -> Path:
    """Put `text` at `path`, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{os.getpid()}")
    half.write_text(text, "utf-8")
    os.replace(half, path)
    return path
