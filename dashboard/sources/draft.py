"""The text of a guessed mapping of tables: TOML with a comment wherever something is left open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import tomlkit

from dashboard.sources.keys import Plan, keys_of, spoken, version_of
from dashboard.sources.pen import Draft, Pen, finished, front, inline, left_over, timed
from dashboard.sources.profile import Profile
from dashboard.sources.question import Question
from dashboard.sources.scale import rated, scored
from dashboard.sources.synonyms import WAITS, is_code, known, unit_of
from dashboard.store.schema import TABLES

LABELS = frozenset({
    "channel", "status", "priority", "touchpoint", "device", "language", "contract", "gender", "reason", "role",
    "kind", "site", "task", "name", "acquisition_channel", "topic",
})  # fmt: skip
_SEGMENTS = range(2, 13)
"""How many different values a column may have to serve as a filter."""
_NOT_LABELS = frozenset({("agent", "name")})
_UNITS = ("seconds", "minutes", "hours", "days")


def draft(plans: Sequence[Plan], columns: Sequence[Profile], name: str, answers: Mapping[str, str]) -> Draft:
    """The mapping that fills the plans' tables from a file of these columns."""
    pen = Pen(answers)
    tables = [_table(plan, plans, columns, pen) for plan in plans]
    many = tomlkit.aot()
    for plan, (into, filled, notes) in zip(plans, tables, strict=True):
        newest = version_of(into, filled, columns, pen)
        many.append(_written(into, filled, notes, {"when": _only_where(plan, plans), "version": newest}))
    document = front(columns, name, pen)
    document.append("table", many)
    left_over(columns, pen)
    return finished(document, pen)


Filled = tuple[str, dict[str, dict[str, Any]], list[str]]


def _table(plan: Plan, plans: Sequence[Plan], columns: Sequence[Profile], pen: Pen) -> Filled:
    """The columns of one table, and notes on what is left open."""
    table, notes = plan.table, list[str]()
    filled: dict[str, dict[str, Any]] = {}
    for column in TABLES[table].columns:
        chosen = plan.columns.get(column) or _asked_for(plan, column, pen)
        if chosen and column not in {"score", "answer_id", "order_id", "line"} | set(TABLES[table].key):
            made = _column(plan, column, chosen, pen, notes)
            filled |= made if made is not None else {}
    if plan.event:
        filled["name"] = {"value": plan.event}
    if table == "survey_answer":
        filled |= scored(plan.columns["score"][0], pen, notes)
    if table == "customer":
        filled |= _segment(columns, plan, pen)
    keys = keys_of(plan, plans, filled, pen)
    _dated(plan, filled, pen)
    return table, {**keys, **filled}, notes


def _asked_for(plan: Plan, column: str, pen: Pen) -> tuple[Profile, ...]:
    if column not in plan.loose:
        return ()
    profile = plan.loose[column]
    says = f"Is '{profile.header}' the {TABLES[plan.table].name.replace('_', ' ')}'s {column} ({profile.example})?"
    answer = pen.ask(Question(f"column:{plan.table}.{column}", profile.header, says, (profile.header, "no")))
    return (profile,) if answer and answer.lower() == profile.header.lower() else ()


def _column(
    plan: Plan, column: str, chosen: tuple[Profile, ...], pen: Pen, notes: list[str]
) -> dict[str, dict[str, Any]] | None:
    target, held = f"{plan.table}.{column}", TABLES[plan.table].columns[column][0]
    first = chosen[0]
    if first.looks in {"time", "epoch"}:
        return {column: timed(pen, target, first)}
    if column in WAITS:
        return _wait(plan, column, first, pen, notes)
    if column == "rating":
        return rated(target, first, pen, notes)
    if held in {"TIMESTAMP", "DATE"}:
        return None
    return {column: _plain(target, column, held, chosen, pen, notes)}


def _plain(
    target: str, column: str, held: str, chosen: tuple[Profile, ...], pen: Pen, notes: list[str]
) -> dict[str, Any]:
    table = target.partition(".")[0]
    if column == "agent_id" and not is_code(chosen[0]):
        line = f"'{chosen[0].header}' may hold names: each becomes a token, the same one every time, as numbers are "
        pen.says.append(f"{line}told by agent and not by name.")
        return pen.fill(target, chosen[:1], "token")
    if column in {"customer_id", "agent_id"}:
        return pen.fill(
            target, chosen, "customer", **({"required": True} if column in TABLES[table].key else {})
        )
    if column.endswith("_seconds"):
        unit = "clock" if chosen[0].looks == "clock" else unit_of(chosen[0].header) or "seconds"
        return pen.fill(target, chosen[:1], "duration", unit=unit)
    kind = {"DOUBLE": "number", "BIGINT": "integer", "BOOLEAN": "boolean"}.get(held, "text")
    if kind == "text" and column in LABELS and (table, column) not in _NOT_LABELS:
        kind = "label"
    elif kind == "text" and column.endswith("_id"):
        kind = "key"
    elif column == "author_token":
        kind = "token"
    if target == "subscription.tenure_months" and "month" not in chosen[0].header.lower():
        pen.says.append(f"'{chosen[0].header}' is read as months: take it out if it counts years or days.")
    named = _event_names(chosen[0]) if target == "event.name" else {}
    return pen.fill(target, chosen[:1], kind, **({"map": inline(named)} if named else {}))


def _event_names(profile: Profile) -> dict[str, str]:
    """The file's words for events that metrics know by another name."""
    known_as: Mapping[str, list[str]] = known()["words"]["event_values"]
    spoken = {value.lower() for value in profile.values}
    return {
        word: name for name, words in known_as.items() for word in words if word in spoken and word != name
    }


def _wait(
    plan: Plan, column: str, profile: Profile, pen: Pen, notes: list[str]
) -> dict[str, dict[str, Any]] | None:
    """A wait that is given as a duration counts from the opening; without one it says nothing."""
    if "opened_at" not in plan.columns:
        pen.says.append(
            f"'{profile.header}' is a duration, and no column says when it began: it is left out."
        )
        return None
    unit = "clock" if profile.looks == "clock" else unit_of(profile.header)
    if unit is None:
        says = f"'{profile.header}' is a duration ({profile.example}): in which unit?"
        unit = pen.ask(Question(f"unit:{profile.header}", profile.header, says, _UNITS))
    if unit is None:
        notes.append(f'{column}: open, "unit:{profile.header}"')
        return None
    return {column: pen.fill(f"contact.{column}", [profile], "after", base="opened_at", unit=unit)}


def _segment(columns: Sequence[Profile], plan: Plan, pen: Pen) -> dict[str, dict[str, Any]]:
    if "segment" in plan.columns:
        return {}
    used = {profile.header for filled in plan.columns.values() for profile in filled} | set(pen.becomes)
    choices = [p for p in columns if p.header not in used and p.distinct in _SEGMENTS and p.looks != "time"
               and p.filled > 2 * p.distinct]  # fmt: skip
    if not choices:
        return {}
    heads = tuple(p.header for p in choices)
    question = Question(
        "column:customer.segment", "", "Which column shall the filter 'segment' use, if any?", heads
    )
    answer = (pen.ask(question) or "").strip().lower()
    chosen = [p for p in choices if p.header.lower() == answer]
    return {"segment": pen.fill("customer.segment", chosen, "text")} if chosen else {}


def _dated(plan: Plan, filled: Mapping[str, Any], pen: Pen) -> None:
    at = TABLES[plan.table].at
    if plan.table == "order_line" and "amount" not in filled:
        pen.says.append(
            "No column holds the amount of a line (a price of one piece is not it): no revenue from here."
        )
    if at is None or at in filled:
        return
    if plan.table == "contact":
        pen.says.append("No column says when a contact was opened: contacts stay without a date, in no period, and "
                        "first response time and resolution time are refused.")  # fmt: skip
    elif plan.table == "subscription":
        pen.says.append("No column says when a contract began or ended: survival by tenure is possible, churn by "
                        "month is not.")  # fmt: skip
    else:
        pen.says.append(f"No column says when the {spoken(plan.table)} were made: they belong to no period.")


def _only_where(plan: Plan, plans: Sequence[Plan]) -> dict[str, Any] | None:
    """A ticket without a rating is no answer."""
    if plan.table != "survey_answer" or len(plans) == 1:
        return None
    return {"column": plan.columns["score"][0].header, "filled": True}


def _written(
    into: str,
    filled: Mapping[str, Mapping[str, Any]],
    notes: Sequence[str],
    rules: Mapping[str, Mapping[str, Any] | None],
) -> Any:
    table = tomlkit.table()
    table["into"] = into
    for rule, made in rules.items():
        if made:
            table[rule] = inline(made)
    body = tomlkit.table()
    for note in notes:
        body.add(tomlkit.comment(note))
    for column, made in filled.items():
        body[column] = inline(made)
    table["columns"] = body
    return table
