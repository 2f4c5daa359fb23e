"""A file nobody has described: what its columns may be, as a mapping to be confirmed, and what it cannot say.

Names and values suggest; they never decide what only the company knows. A scale, a direction, the kind of a score,
a time zone and the order of day and month are questions, and what is not answered is left out of the mapping.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.sources.draft import draft
from dashboard.sources.keys import Plan
from dashboard.sources.pen import Draft
from dashboard.sources.profile import Profile, profile
from dashboard.sources.question import Question
from dashboard.sources.questionnaire import is_sheet, is_short_sheet, sheet
from dashboard.sources.sheet import header_names
from dashboard.sources.synonyms import EXACT, asked, matches, plain, tables, worded
from dashboard.store.schema import TABLES

Matches = dict[str, list[tuple[int, Profile]]]


@dataclass(frozen=True, slots=True)
class Guess:
    """`preset_toml` is empty and `table` None when nothing in the file fits the record. `becomes`: header to the
    columns it fills. `confidence` from 0 to 1. `columns` and `answers` are what it was guessed from."""

    name: str
    preset_toml: str
    questions: tuple[Question, ...]
    says: tuple[str, ...]
    table: str | None
    confidence: float
    becomes: Mapping[str, tuple[tuple[str, str], ...]]
    columns: tuple[Profile, ...]
    answers: Mapping[str, str]

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that are not answered yet."""
        return tuple(question for question in self.questions if question.key not in self.answers)


def guess(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    name: str,
    answers: Mapping[str, str] | None = None,
) -> Guess:
    """The likeliest mapping of a file with this header and these first rows; `name` only names the mapping."""
    columns = tuple(
        profile(head, [row[place] for row in sample if place < len(row)])
        for place, head in enumerate(header_names(header))
    )
    return guessed(columns, name, answers or {})


def guessed(columns: tuple[Profile, ...], name: str, answers: Mapping[str, str]) -> Guess:
    """As `guess`, from profiles."""
    if is_sheet(columns):
        return _as_guess(name, sheet(columns, name, answers), "survey_answer", 0.6, columns, answers)
    found = {table: _confirmed(table, columns, answers) for table in tables()}
    able = {table: fits for table, fits in found.items() if _covers(table, fits, columns)}
    if not able and is_short_sheet(columns):
        return _as_guess(name, sheet(columns, name, answers), "survey_answer", 0.4, columns, answers)
    if not able:
        return _nothing(name, columns, answers)
    main = max(able, key=lambda table: _weight(table, able[table]))
    chosen = [main, *(table for table in _besides(main) if _joins(table, found[table], columns, main))]
    plans = [_plan(table, found[table], columns) for table in chosen]
    return _as_guess(name, draft(plans, columns, name, answers), main, _confidence(main, able[main], plans, columns),
                     columns, answers)  # fmt: skip


def _confirmed(table: str, columns: Sequence[Profile], answers: Mapping[str, str]) -> Matches:
    """The matches of a table, with what the answers say a column is."""
    fits = matches(table, columns)
    for column in TABLES[table].columns:
        answer = answers.get(f"column:{table}.{column}")
        chosen = next((p for p in columns if answer and p.header.lower() == answer.strip().lower()), None)
        if chosen:
            fits[column] = [(EXACT, chosen)]
    return fits


def _covers(table: str, fits: Matches, columns: Sequence[Profile]) -> bool:
    """Whether every need of the table has a header, and its rows can be what the table holds."""
    has = set(fits) | (
        {"name"} if table == "event" and worded("events", [p.header for p in columns]) else set()
    )
    if not all(any(option in has for option in need.split("|")) for need in tables()[table]["needs"]):
        return False
    if table in {"customer", "agent"}:
        return _is_list(f"{table}_id", fits, columns)
    return not (table == "purchase" and "order_id" in fits and not fits["order_id"][0][1].unique)


def _is_list(key: str, fits: Matches, columns: Sequence[Profile]) -> bool:
    """One row for each id, and no other id beside it (which would be a relation or a fact)."""
    ids = {profile.header for _, profile in fits[key]}
    others = [p for p in columns if p.header not in ids and plain(p.header).split()[-1:] == ["id"]]
    return fits[key][0][1].unique and len(columns) > len(ids) and not others


def _weight(table: str, fits: Matches) -> tuple[int, int]:
    """How much of the file the table explains; lists of people only where nothing else fits."""
    strength = sum(best[0][0] for best in fits.values())
    return (0 if table in {"customer", "agent"} else 1), strength


def _besides(main: str) -> tuple[str, ...]:
    """Tables that the same rows may feed as well."""
    return {"contact": ("survey_answer",), "subscription": ("customer",)}.get(main, ())


def _joins(table: str, fits: Matches, columns: Sequence[Profile], main: str) -> bool:
    if table == "survey_answer":
        return "score" in fits and fits["score"][0][0] == EXACT
    return "customer_id" in fits and fits["customer_id"][0][1].unique


def _plan(table: str, fits: Matches, columns: Sequence[Profile]) -> Plan:
    event = worded("events", [p.header for p in columns]) if table == "event" and "name" not in fits else None
    taken = {profile.header for best in fits.values() for _, profile in best}
    loose = {c: p for c, p in asked(table, columns).items() if c not in fits and p.header not in taken}
    filled = {c: tuple(p for _, p in best) for c, best in fits.items()}
    if sum(p.looks in {"time", "epoch"} for p in columns) == 1:
        return Plan(table, {**filled, **{c: (p,) for c, p in loose.items()}}, event)
    return Plan(table, filled, event, loose)


def _confidence(table: str, fits: Matches, plans: Sequence[Plan], columns: Sequence[Profile]) -> float:
    needs: Sequence[str] = tables()[table]["needs"]
    best = [max((fits[o][0][0] for o in need.split("|") if o in fits), default=EXACT) for need in needs]
    used = {p.header for plan in plans for filled in plan.columns.values() for p in filled}
    return round(sum(best) / (EXACT * len(best)) * (0.5 + 0.5 * len(used) / len(columns)), 2)


def _as_guess(
    name: str, made: Draft, table: str, sure: float, columns: tuple[Profile, ...], answers: Mapping[str, str]
) -> Guess:
    return Guess(
        name, made.toml, made.questions, made.says, table, sure, made.becomes, columns, dict(answers)
    )


def _nothing(name: str, columns: tuple[Profile, ...], answers: Mapping[str, str]) -> Guess:
    heads = ", ".join(p.header for p in columns[:8]) + (" ..." if len(columns) > 8 else "")
    if not any(p.filled for p in columns):
        said = f"There is a header ({heads}) and no row below it, so there is nothing to guess from."
        return Guess(name, "", (), (said,), None, 0.0, {}, columns, dict(answers))
    times = [p.header for p in columns if p.looks in {"time", "epoch"}]
    lines = [
        f"Nothing in this file says what a customer did, said or was asked ({heads}), so it is left as it is.",
        f"It has the times {', '.join(times)}, but not whose or of what." if times
        else "It has no column with a date or time.",
        "If you know better, write a mapping by hand; `sightline presets` shows what each table needs.",
    ]  # fmt: skip
    return Guess(name, "", (), tuple(lines), None, 0.0, {}, columns, dict(answers))
