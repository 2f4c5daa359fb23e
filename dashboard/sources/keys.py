"""What identifies a row in a guessed mapping: an id of the file, or a hash of what the row says; and its version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.sources.pen import Pen, timed
from dashboard.sources.profile import Profile
from dashboard.sources.synonyms import worded_version
from dashboard.store.schema import TABLES

_COUNTS = frozenset({"quantity", "seconds", "clicks", "results", "amount"})


@dataclass(frozen=True, slots=True)
class Plan:
    """One table and the columns that fill it. `event`: the constant name of events. `loose`: columns that a
    header may mean, to be asked."""

    table: str
    columns: Mapping[str, tuple[Profile, ...]]
    event: str | None = None
    loose: Mapping[str, Profile] = field(default_factory=dict)


def keys_of(
    plan: Plan, plans: Sequence[Plan], filled: Mapping[str, Mapping[str, Any]], pen: Pen
) -> dict[str, dict[str, Any]]:
    """The columns that identify a row: an id of the file, or a hash of what the row says."""
    table, first = plan.table, TABLES[plan.table].key[0]
    own = plan.columns.get(first)
    if table in {"customer", "agent"}:
        return {first: pen.fill(f"{table}.{first}", own or (), "customer", required=True)}
    if own and (own[0].unique or table in {"contact", "order_line"}):
        keys = {first: pen.fill(f"{table}.{first}", own[:1], "key", required=True)}
    elif other := _other_id(table, plans):
        keys = {first: pen.fill(f"{table}.{first}", [other], "key", required=True)}
    else:
        keys = {first: _hash(filled, table)}
        pen.says.append(f"No column identifies one of the {spoken(table)}: what a row says is its key.")
    if table == "order_line":
        line = plan.columns.get("line")
        keys["line"] = (
            pen.fill("order_line.line", line[:1], "id", required=True) if line else _hash({**filled, **keys})
        )
    return keys


def _other_id(table: str, plans: Sequence[Plan]) -> Profile | None:
    """The id of the thing a row is about as well: the ticket of a rating, the customer of a contract."""
    wanted = {
        "survey_answer": ("contact", "contact_id"),
        "subscription": ("subscription", "customer_id"),
    }.get(table)
    found = [
        p for plan in plans if wanted and plan.table == wanted[0] for p in plan.columns.get(wanted[1], ())
    ]
    return found[0] if found and (table == "survey_answer" or found[0].unique) else None


def _hash(filled: Mapping[str, Mapping[str, Any]], table: str = "") -> dict[str, Any]:
    """A key of all that is filled; the counts of an event may be corrected later and are no part of it."""
    heads: list[str] = []
    for name, column in filled.items():
        if table == "event" and name in _COUNTS:
            continue
        source = column.get("from", [])
        heads += [source] if isinstance(source, str) else list(source)
    return {"from": list(dict.fromkeys(heads)), "type": "hash", "required": True}


def spoken(table: str) -> str:
    return table.replace("_", " ") + "s"


def version_of(
    into: str, filled: Mapping[str, Any], columns: Sequence[Profile], pen: Pen
) -> dict[str, Any] | None:
    """The time a row was last changed, for rows that have an id of their own."""
    hashed = any(filled[key].get("type") == "hash" for key in TABLES[into].key)
    found = [p for p in columns if p.looks in {"time", "epoch"} and worded_version(p.header)]
    if hashed or not found or TABLES[into].at is None:
        return None
    made = timed(pen, f"{into} (newest version)", found[0])
    return {key: value for key, value in made.items() if key in {"from", "type", "format"}}
