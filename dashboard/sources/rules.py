"""What must hold between the values of a row, whatever its source. Each rule: (condition of a breach, cause)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from dashboard.store.quote import literal
from dashboard.store.schema import TABLES

AHEAD_IS_FINE = frozenset(
    {("subscription", "started_on"), ("subscription", "ended_on"), ("target", "valid_from")}
)
OPTIONAL_KEYS = frozenset(
    {("target", c) for c in ("valid_from", "dimension", "value")}
    | {("benchmark", c) for c in ("source", "year")}
)
NOT_NEGATIVE = frozenset(
    {"seconds", "clicks", "queue_seconds", "handle_seconds", "reopens", "replies", "tenure_months"}
)
ORDERED = {
    "contact": (
        ("opened_at", "first_reply_at"),
        ("opened_at", "resolved_at"),
        ("opened_at", "first_bot_reply_at"),
    ),
    "mention": (("published_at", "replied_at"),),
    "subscription": (("started_on", "ended_on"),),
}

Breach = tuple[str, str, str]
"""(column, condition, cause)."""


def is_needed(table: str, column: str) -> bool:
    """Whether a row without a value in `column` cannot be kept."""
    return column in TABLES[table].key and (table, column) not in OPTIONAL_KEYS


def dates(table: str, column: str, now: datetime) -> list[Breach]:
    """No date before 1970, none later than one day after the import."""
    if TABLES[table].columns[column][0] not in {"TIMESTAMP", "DATE"}:
        return []
    breaches = [(column, f"v_{column} < timestamp '1970-01-01'", "is a date before 1970")]
    if (table, column) not in AHEAD_IS_FINE:
        limit = f"timestamp {literal(str(now))} + interval '1 day'"
        breaches.append((column, f"v_{column} > {limit}", "is in the future"))
    return breaches


def between(table: str, columns: Collection[str]) -> list[Breach]:
    """The rules between columns that are filled."""
    found = [
        (later, f"v_{later} < v_{earlier}", f"is before {earlier}")
        for earlier, later in ORDERED.get(table, ())
        if {earlier, later} <= set(columns)
    ]
    found += [(c, f"v_{c} < 0", "is negative") for c in columns if c in NOT_NEGATIVE]
    if {"rating", "rating_max"} <= set(columns):
        found.append(("rating", "v_rating < 0 or v_rating > v_rating_max", "is outside its scale"))
    if {"score", "scale_min", "scale_max"} <= set(columns):
        found.append(("score", "v_score < v_scale_min or v_score > v_scale_max", "is outside its scale"))
    if {"score", "kind"} <= set(columns):
        odd = "v_kind = 'nps' and (v_score < 0 or v_score > 10 or v_score <> floor(v_score))"
        found.append(("score", odd, "is not a whole number from 0 to 10"))
    return found
