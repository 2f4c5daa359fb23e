"""Which column of the record a header may be: its name against the lists of guess.toml, its values against the type."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

from dashboard.sources.profile import Looks, Profile
from dashboard.store.schema import TABLES

EXACT, ENDS = 3, 2
"""How well a name fits: the whole header, or its last words."""
WAITS = frozenset({"first_reply_at", "resolved_at"})
"""Times that many systems give as a duration since the opening."""

_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_PERSONAL = frozenset({
    "name", "surname", "firstname", "lastname", "phone", "mobile", "tel", "telephone", "address", "street", "zip",
    "postcode", "ip", "email", "mail", "birthday", "dob", "passport", "iban",
})  # fmt: skip
_IDS = (["id"], ["nr"], ["no"], ["number"], ["code"])
_ANYTHING: frozenset[Looks] = frozenset({"number", "category", "id", "email", "yes_no"})
_FITS: Mapping[str, frozenset[Looks]] = {
    "TIMESTAMP": frozenset({"time", "epoch"}),
    "DATE": frozenset({"time", "epoch"}),
    "DOUBLE": frozenset({"number", "clock", "yes_no"}),
    "BIGINT": frozenset({"number", "yes_no"}),
    "BOOLEAN": frozenset({"yes_no"}),
    "VARCHAR": _ANYTHING | {"text"},
}


@cache
def known() -> dict[str, Any]:
    """guess.toml, with every name in plain words."""
    text = resources.files("dashboard.sources").joinpath("guess.toml").read_text("utf-8")
    return tomllib.loads(text)


def tables() -> Mapping[str, Mapping[str, Any]]:
    """The tables that can be guessed, in order of their file."""
    found: Mapping[str, Mapping[str, Any]] = known()["table"]
    return found


def plain(header: str) -> str:
    """'CustomerID', 'customer_id' and 'Customer Id' are all 'customer id'; accents go, ä is ae."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", header)
    spelt = unicodedata.normalize("NFC", apart).lower().translate(_SPELT)
    bare = "".join(c for c in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+|#", bare))


def unit_of(header: str) -> str | None:
    """The unit a header names: '(hours)', 'in minutes', '_sec'."""
    words = plain(header).split()
    units: Mapping[str, list[str]] = known()["words"]["units"]
    return next((unit for unit, names in units.items() if any(name in words for name in names)), None)


def worded(what: str, headers: Iterable[str]) -> str | None:
    """The first entry of [words].`what` that one of the headers names."""
    there = [f" {plain(header)} " for header in headers]
    entries: Mapping[str, list[str]] = known()["words"][what]
    return next((e for e, names in entries.items() if any(f" {n} " in h for n in names for h in there)), None)


def worded_version(header: str) -> bool:
    """Whether the whole header says when a row was last changed."""
    names: list[str] = known()["words"]["versions"]["newest"]
    return plain(header) in names


def is_personal(header: str) -> bool:
    """Names, addresses, phones: left out unless a column of the record is made for them."""
    return not _PERSONAL.isdisjoint(plain(header).split())


def is_code(profile: Profile) -> bool:
    """Whether a column of people holds ids and not names: its header says so, or its values are numbers, or
    several numbers behind one and the same beginning."""
    beginnings = {re.sub(r"\d+$", "", value) for value in profile.values}
    numbered = len(beginnings) == 1 and all(value[-1].isdigit() for value in profile.values)
    named = plain(profile.header).split()[-1:]
    return named in _IDS or (numbered and (beginnings == {""} or len(profile.values) > 1))


def matches(table: str, columns: Sequence[Profile]) -> dict[str, list[tuple[int, Profile]]]:
    """Column of `table` to the (strength, profile) of the headers that fit it, best first; a header fills one
    column only, except that ids are shared."""
    names: Mapping[str, list[str]] = {**tables()[table]["names"], **_shared(table)}
    fits = [
        (strength, -order, column, profile)
        for column, spellings in names.items()
        for profile in columns
        if _can_hold(table, column, profile)
        for strength, order in [_strength(plain(profile.header), spellings, column, table)]
        if strength
    ]
    found: dict[str, list[tuple[int, Profile]]] = {}
    used: set[str] = set()
    for strength, _, column, profile in sorted(fits, key=lambda fit: fit[:2], reverse=True):
        if profile.header not in used and (column == "customer_id" or column not in found):
            found.setdefault(column, []).append((strength, profile))
            used.add(profile.header)
    if "customer_id" in found:
        found["customer_id"] = _one_id_and_addresses(found["customer_id"])
    return found


def _one_id_and_addresses(fits: list[tuple[int, Profile]]) -> list[tuple[int, Profile]]:
    """The best id, then the e-mail addresses that stand in for it; a second id may be somebody else's."""
    ids = [fit for fit in fits if fit[1].looks != "email"]
    return ids[:1] + [fit for fit in fits if fit[1].looks == "email"]


def asked(table: str, columns: Sequence[Profile]) -> dict[str, Profile]:
    """Columns of `table` that a header may mean, but too loosely to be believed."""
    loose: Mapping[str, list[str]] = tables()[table].get("asks", {})
    return {
        column: profile
        for column, spellings in loose.items()
        for profile in columns
        if _can_hold(table, column, profile) and plain(profile.header) in spellings
    }


def _shared(table: str) -> dict[str, list[str]]:
    return {column: names for column, names in known()["shared"].items() if column in TABLES[table].columns}


def _strength(header: str, spellings: Sequence[str], column: str, table: str) -> tuple[int, int]:
    if (column in WAITS or column.endswith("_seconds")) and (unit := unit_of(header)):
        units: list[str] = known()["words"]["units"][unit]
        header = " ".join(word for word in header.split() if word not in {*units, "in"})
    if header in spellings:
        return EXACT, spellings.index(header)
    other = set(tables()[table].get("other", {}).get(column, ()))
    ending = [
        n
        for n, spelling in enumerate(spellings)
        if header.endswith(f" {spelling}") and other.isdisjoint(header.removesuffix(spelling).split())
    ]
    return (ENDS, ending[0]) if ending else (0, 0)


def _can_hold(table: str, column: str, profile: Profile) -> bool:
    held = TABLES[table].columns[column][0]
    if column in WAITS and profile.looks in {"number", "clock"}:
        return True
    if column.endswith("_id") or column in {"channel", "status", "store", "contract"}:
        return profile.looks in _ANYTHING and not (column.endswith("_id") and profile.looks == "yes_no")
    return profile.looks in _FITS[held]
