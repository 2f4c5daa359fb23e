"""A look at a file before it is imported: what it is recognised as, what each column becomes, what must be asked.

Nothing is written but in a folder of its own that goes again. It is run as a process of its own
(`python -m dashboard.sources.look FILE --home HOME`, answers as JSON on standard input), because a file that
somebody sends is not opened inside the server.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal

from dashboard.sources.column import Column
from dashboard.sources.conditions import squeezed
from dashboard.sources.files import Part, Unreadable, parts
from dashboard.sources.guess import Guess, guess
from dashboard.sources.mapping import Row, describe, slug
from dashboard.sources.opening import Opened, fixed, opened
from dashboard.sources.preset import Preset, PresetError, load_presets
from dashboard.sources.question import Question
from dashboard.sources.recognise import recognise
from dashboard.sources.refusal import Refused
from dashboard.sources.sheet import header_names, layout_of
from dashboard.store.schema import TABLES

MOST_PARTS = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """One table of a file. `status` guessed: `questions` are what only the company knows, `targets` what a
    column could become instead. Unreadable and not recognised: `cause` says why."""

    name: str
    status: Literal["recognised", "guessed", "not recognised", "refused"]
    source: str = ""
    title: str = ""
    cause: str = ""
    columns: tuple[Row, ...] = ()
    questions: tuple[Question, ...] = ()
    says: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    answered: Mapping[str, str] = field(default_factory=dict)


def look(path: Path, home: Path, answers: Mapping[str, str] | None = None) -> list[Seen]:
    """What each table of a file would become; an archive or a workbook has several, the first of them are seen."""
    presets = load_presets(home)
    with tempfile.TemporaryDirectory(prefix="sightline-look-") as folder:
        unpacked, work = Path(folder) / "unpacked", Path(folder) / "part"
        found = parts(path, unpacked)
        return list(
            islice((seen for part in found for seen in _part(part, work, presets, answers or {})), MOST_PARTS)
        )


def _part(
    part: Part | Unreadable, work: Path, presets: Mapping[str, Preset], answers: Mapping[str, str]
) -> Iterator[Seen]:
    if isinstance(part, Unreadable):
        yield Seen(part.name, "refused", cause=part.cause)
        return
    work.mkdir(parents=True, exist_ok=True)
    try:
        for table in opened(part, work, presets, None, None):
            yield _table(table, presets, answers)
    except Refused as refusal:
        yield Seen(part.name, "refused", cause=str(refusal))


def _table(table: Opened, presets: Mapping[str, Preset], answers: Mapping[str, str]) -> Seen:
    name = table.part.name
    try:
        preset = recognise(table.first, presets, name)
        table, preset = (table, preset) if preset else (fixed(table, presets) or (table, None))
    except Refused as refusal:
        return Seen(name, "refused", cause=str(refusal))
    if preset is not None:
        return Seen(name, "recognised", preset.name, preset.title, columns=tuple(_known(preset, table)))
    made = guess(header_names(table.first[0]), [list(row) for row in table.first[1:]], name, answers)
    if not made.preset_toml:
        return Seen(name, "not recognised", says=made.says, cause="no column could be guessed")
    return Seen(
        name, "guessed", slug(made.name), columns=tuple(describe(made)), questions=made.questions, says=made.says,
        targets=tuple(_targets(made)), answered=dict(answers),
    )  # fmt: skip


def _targets(made: Guess) -> Iterator[str]:
    """Every column of the tables that the guess fills."""
    filled = dict.fromkeys(
        target.partition(".")[0] for becomes in made.becomes.values() for target, _ in becomes
    )
    for table in filled:
        if table in TABLES:
            yield from (f"{table}.{column}" for column in TABLES[table].columns)


def _known(preset: Preset, table: Opened) -> Iterator[Row]:
    """What a preset makes of each column, with the first cell that holds something."""
    row = preset.file.header_row
    header = header_names(table.first[row - 1]) if row else preset.file.names
    cells = table.first[layout_of(preset, table.first).before_data :]
    becomes = _becomes(preset)
    for place, name in enumerate(header):
        example = next((r[place].strip() for r in cells if place < len(r) and r[place].strip()), "")
        for target, kind in becomes.get(squeezed(name)) or (_question(preset, name),):
            yield Row(name, target, kind, example)


def _becomes(preset: Preset) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for into in preset.table:
        for target, column in into.columns.items():
            for header in column.headers:
                found.setdefault(squeezed(header), []).append((f"{into.into}.{target}", column.type or ""))
    for target, column in _sheet_columns(preset):
        for header in column.headers:
            found.setdefault(squeezed(header), []).append((f"survey_answer.{target}", column.type or ""))
    return found


def _sheet_columns(preset: Preset) -> Iterator[tuple[str, Column]]:
    """The columns of a survey sheet that are no questions."""
    sheet = preset.questions
    if sheet is None:
        return
    yield "response_id", sheet.response
    if sheet.answered_at:
        yield "answered_at", sheet.answered_at
    if sheet.customer_id:
        yield "customer_id", sheet.customer_id
    yield from sheet.common.items()


def _question(preset: Preset, name: str) -> tuple[str, str]:
    """What a column of a survey sheet becomes that is not named: a scored question, a comment, an answer."""
    sheet = preset.questions
    if sheet is None or squeezed(name) in {squeezed(ignored) for ignored in sheet.ignore}:
        return "", ""
    if sheet.columns != "rest" and squeezed(name) not in {squeezed(column) for column in sheet.columns}:
        return "", ""
    for kind in sheet.kind:
        if _named(kind.match, kind.exact, name):
            return (
                ("survey_answer.score", kind.kind)
                if kind.kind != "other"
                else ("survey_answer.answer_text", "text")
            )
    if any(_named(comment.match, comment.exact, name) for comment in sheet.comment):
        return "survey_answer.comment", "text"
    return "survey_answer.answer_text", "text"


def _named(match: str | None, exact: str | None, name: str) -> bool:
    return bool(re.search(match, name)) if match is not None else squeezed(exact or "") == squeezed(name)


def main() -> None:
    """Print what is seen as JSON; a mapping that cannot be used ends it with its words and code 1."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("file", type=Path)
    reader.add_argument("--home", type=Path, required=True)
    asked = reader.parse_args()
    try:
        seen = look(asked.file, asked.home, json.loads(sys.stdin.read() or "{}"))
    except PresetError as error:
        sys.exit(str(error))
    json.dump([asdict(one) for one in seen], sys.stdout)


if __name__ == "__main__":
    main()
