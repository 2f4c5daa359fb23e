"""The pen a mapping is written with: what is asked, said and filled on the way, and the parts all mappings share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tomlkit

from dashboard.sources.profile import Profile
from dashboard.sources.question import Question
from dashboard.sources.synonyms import is_personal


@dataclass(frozen=True, slots=True)
class Draft:
    toml: str
    questions: tuple[Question, ...]
    says: tuple[str, ...]
    becomes: Mapping[str, tuple[tuple[str, str], ...]]


@dataclass(slots=True)
class Pen:
    """What is gathered while a mapping is written."""

    answers: Mapping[str, str]
    questions: list[Question] = field(default_factory=list)
    says: list[str] = field(default_factory=list)
    becomes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    timed: list[Profile] = field(default_factory=list)

    def ask(self, question: Question) -> str | None:
        """The answer to the question, None while it is open."""
        if all(question.key != known.key for known in self.questions):
            self.questions.append(question)
        return self.answers.get(question.key)

    def fill(self, target: str, profiles: Sequence[Profile], type_: str, **more: Any) -> dict[str, Any]:
        """A column of the mapping; remembers what its headers become."""
        for profile in profiles:
            self.becomes.setdefault(profile.header, []).append((target, type_))
        heads = [profile.header for profile in profiles]
        return {"from": heads[0] if len(heads) == 1 else heads, "type": type_, **more}


def finished(document: tomlkit.TOMLDocument, pen: Pen) -> Draft:
    """The text with everything that was said or is open on top of it, as comments."""
    becomes = {head: tuple(targets) for head, targets in pen.becomes.items()}
    lines = [
        "A guess from the column names and the first rows: check it, change it, keep it.",
        "It is used for every file with these columns.",
        *pen.says,
        *(f"open: {q.key}: {q.says}" for q in pen.questions if q.key not in pen.answers),
    ]
    comments = "".join(f"# {_printable(line)}\n" for line in lines)
    return Draft(comments + tomlkit.dumps(document), tuple(pen.questions), tuple(pen.says), becomes)


def _printable(line: str) -> str:
    """A header can hold anything, a comment no control characters."""
    return "".join(character if character.isprintable() else " " for character in line)


def front(columns: Sequence[Profile], name: str, pen: Pen) -> tomlkit.TOMLDocument:
    """Title, recognition, missing cells and time of a mapping."""
    document = tomlkit.document()
    document["title"] = name
    missing = sorted({token for profile in columns for token in profile.missing})
    if missing:
        document["missing"] = ["", *missing]
    if any(profile.comma and profile.header in pen.becomes for profile in columns):
        document["decimal"] = ","
    document["recognise"] = {"all": [profile.header for profile in columns]}
    if time := _time(pen):
        document["time"] = time
    return document


def _time(pen: Pen) -> dict[str, Any]:
    said: dict[str, Any] = {}
    local = [p for p in pen.timed if p.dates and p.dates.clock and not p.dates.offset]
    if local and all(worded_utc(p.header) for p in local):
        said["zone"] = "UTC"
    elif local:
        heads = ", ".join(f"'{p.header}'" for p in local)
        question = Question(
            "time_zone", local[0].header, f"Which time zone are the times in {heads} in?", needed=True
        )
        said["zone"] = pen.ask(question) or "ask"
    elif any(p.dates and not p.dates.clock for p in pen.timed):
        said["zone"] = "ask"
    unsure = [p for p in pen.timed if p.dates and p.dates.format == "ask"]
    if unsure:
        said["day_first"] = _day_first(unsure, pen)
    return said


def worded_utc(header: str) -> bool:
    return bool({"utc", "gmt"} & {word.strip("()[]") for word in header.lower().split()})


def _day_first(unsure: Sequence[Profile], pen: Pen) -> bool | str:
    settled = next((p for p in pen.timed if p.dates and p.dates.day_first is not None), None)
    if settled and settled.dates:
        order = "day" if settled.dates.day_first else "month"
        pen.says.append(
            f"The {order} stands first in all dates, as a value over 12 in '{settled.header}' shows."
        )
        return bool(settled.dates.day_first)
    heads = ", ".join(f"'{p.header}' ({p.example})" for p in unsure)
    question = Question("day_first", unsure[0].header, f"In {heads}, does the day or the month stand first?",
                        ("day", "month"), needed=True)  # fmt: skip
    answer = pen.ask(question)
    return "ask" if answer is None else answer.strip().lower() in {"day", "yes", "true"}


def timed(pen: Pen, target: str, profile: Profile, **more: Any) -> dict[str, Any]:
    """A column of days or times."""
    dates = profile.dates
    if dates is None:
        return pen.fill(target, [profile], "timestamp", **more)
    pen.timed.append(profile)
    if dates.day_first is not None and dates.format != "ask":
        order = "day" if dates.day_first else "month"
        line = f"'{profile.header}' has the {order} first: its values leave no other reading."
        pen.says += [] if line in pen.says else [line]
    if dates.format.startswith("epoch"):
        return pen.fill(target, [profile], dates.format, **more)
    form = {} if dates.format == "iso" else {"format": dates.format}
    return pen.fill(target, [profile], "timestamp" if dates.clock else "date", **form, **more)


def left_over(columns: Sequence[Profile], pen: Pen) -> None:
    """Says which columns are not used, personal ones apart."""
    unused = [p.header for p in columns if p.header not in pen.becomes and p.looks != "empty"]
    flags = {p.header for p in columns if p.looks in {"yes_no", "category"}}
    personal = [header for header in unused if is_personal(header) and header not in flags]
    rest = [header for header in unused if header not in personal]
    if personal:
        pen.says.append(f"Left out as personal data: {', '.join(personal)}.")
    if rest:
        pen.says.append(f"Not used: {', '.join(rest)}.")
    if empty := [p.header for p in columns if p.looks == "empty" and p.header not in pen.becomes]:
        pen.says.append(f"Empty in the first rows: {', '.join(empty)}.")


def inline(made: Mapping[str, Any]) -> Any:
    """A column on one line."""
    line = tomlkit.inline_table()
    for key, value in made.items():
        line[key] = int(value) if isinstance(value, float) and value == int(value) else value
    return line
