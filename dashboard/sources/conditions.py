"""Conditions of a preset: as SQL over the staged cells, and in Python for rows that do not fit their header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dashboard.sources.column import Condition, Drop
from dashboard.sources.values import SPACE, trimmed
from dashboard.store.quote import literal


def squeezed(header: str) -> str:
    """A header name as it is compared: lower case, single spaces."""
    return " ".join(header.replace("\ufeff", "").lower().split())


def positions(header: Sequence[str]) -> dict[str, int]:
    """Where each header name stands; the first of a repeated one."""
    found: dict[str, int] = {}
    for position, name in enumerate(header):
        found.setdefault(squeezed(name), position)
    return found


def condition_sql(condition: Condition, at: Mapping[str, int], missing: Sequence[str]) -> str:
    """The condition over staged cells; a column the file does not have is an empty cell."""
    position = 0 if condition.column == "" else at.get(squeezed(condition.column))
    cell = "''" if position is None else f"coalesce(trim(c{position}, {literal(SPACE)}), '')"
    filled = f"({trimmed(cell, missing)}) is not null"
    tests = []
    if condition.one_of is not None:
        tests.append(f"lower({cell}) in ({_list(condition.one_of)})")
    if condition.not_in is not None:
        tests.append(f"lower({cell}) not in ({_list(condition.not_in)})")
    if condition.filled:
        tests.append(filled)
    if condition.empty:
        tests.append(f"not ({filled})")
    if condition.matches is not None:
        tests.append(f"regexp_matches({cell}, {literal(condition.matches)})")
    if condition.starts_with is not None:
        tests.append(f"starts_with({cell}, {literal(condition.starts_with)})")
    return "(" + " and ".join(tests) + ")"


def _list(values: Sequence[str]) -> str:
    return ", ".join(literal(v.strip().lower()) for v in values) or "null"


def drop_sql(drops: Sequence[Drop], at: Mapping[str, int], missing: Sequence[str]) -> str:
    """The reason a row is not data, or null."""
    if not drops:
        return "null::varchar"
    arms = " ".join(f"when {condition_sql(d, at, missing)} then {literal(d.reason)}" for d in drops)
    return f"case {arms} end"


def drop_reason(
    drops: Sequence[Drop], missing: Sequence[str], header: Sequence[str], cells: Sequence[str]
) -> str | None:
    """The same for a row of another width than the header."""
    at = positions(header)
    return next((drop.reason for drop in drops if _holds(drop, at, missing, cells)), None)


def _holds(condition: Condition, at: Mapping[str, int], missing: Sequence[str], cells: Sequence[str]) -> bool:
    position = 0 if condition.column == "" else at.get(squeezed(condition.column), len(cells))
    cell = cells[position].strip(SPACE) if position < len(cells) else ""
    filled = cell not in {"", *(m.strip() for m in missing)}
    return (
        (condition.one_of is None or cell.lower() in {v.strip().lower() for v in condition.one_of})
        and (condition.not_in is None or cell.lower() not in {v.strip().lower() for v in condition.not_in})
        and (not condition.filled or filled)
        and (not condition.empty or not filled)
        and (condition.matches is None or re.search(condition.matches, cell) is not None)
        and (condition.starts_with is None or cell.startswith(condition.starts_with))
    )
