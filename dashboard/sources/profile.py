"""What the cells of a column look like: days, times, numbers, ids, categories or sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Looks = Literal["empty", "time", "epoch", "number", "yes_no", "email", "clock", "category", "id", "text"]
NOTHING = frozenset({"", "none", "n/a", "na", "nan", "null", "-", "--", "#n/a", "\\n"})
_YES_NO = frozenset({"yes", "no", "true", "false", "y", "n", "0", "1", "ja", "nein", "taip", "ne"})
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,200}\.[^@\s.]{2,24}")
_CLOCK = re.compile(r"\d{1,4}:[0-5]\d:[0-5]\d")
_NUMBER = re.compile(
    r"[-+]?(?:[€$£]\s?)?(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:\s\d{3})+|\d+)(?:\.\d+)?(?:\s?[€$£%])?"
)
_COMMA_NUMBER = re.compile(
    r"[-+]?(?:[€$£]\s?)?(?:\d{1,3}(?:\.\d{3})+|\d{1,3}(?:\s\d{3})+|\d+),\d{1,4}(?:\s?[€$£%])?"
)
_DAY = re.compile(
    r"(?P<a>\d{1,4})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,4})"
    r"(?P<time>[T ]+\d{1,2}:\d{2}(?P<seconds>:\d{2}(?P<fraction>\.\d+)?)?(?P<half>\s?[AaPp][Mm])?)?"
    r"(?P<offset>\s?(?:Z|UTC|[+-]\d{2}:?\d{2}|(?P<named>(?:GMT|UTC)[+-]\d{1,2}(?::\d{2})?)))?"
)
_COMPACT = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_EPOCH = {10: "epoch_s", 13: "epoch_ms", 16: "epoch_us"}
_WORDS_IN_TEXT = 4
_CATEGORIES = 30


@dataclass(frozen=True, slots=True)
class Dates:
    """How a column writes its days. `format`: "iso", "ask" (day or month first cannot be told), a strptime
    format, or an epoch type. `day_first`: settled by a value over 12 (or by dots), else None."""

    format: str
    clock: bool = False
    offset: bool = False
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """One column of a file: `filled` cells of `rows`, `distinct` of them, the range of its numbers."""

    header: str
    looks: Looks
    rows: int
    filled: int
    distinct: int
    example: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    comma: bool = False
    dates: Dates | None = None
    missing: tuple[str, ...] = ()

    @property
    def unique(self) -> bool:
        """Every filled cell differs, and nearly every row has one."""
        return self.distinct == self.filled > 1 and self.filled >= 0.95 * self.rows


def profile(header: str, cells: Sequence[str]) -> Profile:
    """The profile of one column from a sample of its cells."""
    trimmed = [cell.strip() for cell in cells]
    filled = [cell for cell in trimmed if cell.lower() not in NOTHING]
    missing = tuple(dict.fromkeys(cell for cell in trimmed if cell and cell.lower() in NOTHING))
    kinds = tuple(dict.fromkeys(filled))
    looks, dates, comma = _looks(header, filled, kinds)
    numbers = [_number(cell, comma) for cell in kinds] if looks in {"number", "yes_no", "epoch"} else []
    known = [number for number in numbers if number is not None]
    return Profile(
        header, looks, len(trimmed), len(filled), len(kinds), kinds[0] if kinds else "", kinds[:_CATEGORIES],
        min(known, default=None), max(known, default=None), bool(known) and all(n == int(n) for n in known),
        comma, dates, missing,
    )  # fmt: skip


def _looks(header: str, filled: list[str], kinds: tuple[str, ...]) -> tuple[Looks, Dates | None, bool]:
    if not filled:
        return "empty", None, False
    dates = _dates(header, kinds)
    if dates is not None:
        return ("epoch" if dates.format.startswith("epoch") else "time"), dates, False
    if len(kinds) <= 2 and all(cell.lower() in _YES_NO for cell in kinds):
        return "yes_no", None, False
    for pattern, looks in ((_EMAIL, "email"), (_CLOCK, "clock"), (_NUMBER, "number")):
        if all(pattern.fullmatch(cell) for cell in kinds):
            return looks, None, False  # type: ignore[return-value]
    if all(_COMMA_NUMBER.fullmatch(cell) or _NUMBER.fullmatch(cell) for cell in kinds):
        return "number", None, True
    return _words(filled, kinds), None, False


def _words(filled: list[str], kinds: tuple[str, ...]) -> Looks:
    long = sum(len(cell.split()) > _WORDS_IN_TEXT for cell in kinds)
    if long > 0.5 * len(kinds):
        return "text"
    few = len(kinds) <= _CATEGORIES and len(kinds) <= max(2, 0.5 * len(filled))
    return "category" if few or len(filled) < 5 else "id"


def _number(cell: str, comma: bool) -> float | None:
    bare = re.sub(r"[€$£%\s]", "", cell)
    bare = bare.replace(".", "").replace(",", ".") if comma else bare.replace(",", "")
    try:
        return float(bare)
    except ValueError:
        return None


def _dates(header: str, kinds: tuple[str, ...]) -> Dates | None:
    if all(_COMPACT.fullmatch(cell) for cell in kinds):
        return Dates("%Y%m%d")
    if all(cell.isdigit() for cell in kinds) and re.search(r"(?i)time|date|epoch|millis|_at$| at$", header):
        lengths = {len(cell) for cell in kinds}
        if len(lengths) == 1 and (epoch := _EPOCH.get(lengths.pop())):
            return Dates(epoch, clock=True, offset=True)
    found = [_DAY.fullmatch(cell) for cell in kinds]
    matches = [match for match in found if match is not None]
    return _written(matches) if matches and len(matches) == len(kinds) else None


def _written(matches: list[re.Match[str]]) -> Dates | None:
    clock = any(match["time"] for match in matches)
    offset = all(match["offset"] for match in matches)
    separators = {match["s"] for match in matches}
    if all(len(match["a"]) == 4 for match in matches):
        return _year_first(matches, separators, clock, offset)
    if len(separators) > 1 or any(len(match["a"]) > 2 or len(match["c"]) not in {2, 4} for match in matches):
        return None
    day_first = _day_first(matches)
    if day_first is None and separators != {"."}:
        return Dates("ask", clock, offset, None)
    order = "%d{0}%m{0}" if day_first or day_first is None else "%m{0}%d{0}"
    year = "%Y" if all(len(match["c"]) == 4 for match in matches) else "%y"
    return Dates(
        order.format(separators.pop()) + year + _clock(matches), clock, offset, day_first or day_first is None
    )


def _year_first(
    matches: list[re.Match[str]], separators: set[str], clock: bool, offset: bool
) -> Dates | None:
    if any(int(match["b"]) > 12 or len(match["c"]) > 2 for match in matches) or len(separators) > 1:
        return None
    padded = all(len(match["b"]) == len(match["c"]) == 2 for match in matches)
    if separators == {"-"} and padded and not any(match["half"] or match["named"] for match in matches):
        return Dates("iso", clock, offset, None)
    separator = separators.pop()
    return Dates(f"%Y{separator}%m{separator}%d{_clock(matches)}", clock, offset, None)


def _day_first(matches: list[re.Match[str]]) -> bool | None:
    if any(int(match["a"]) > 12 for match in matches):
        return True
    return False if any(int(match["b"]) > 12 for match in matches) else None


def _clock(matches: list[re.Match[str]]) -> str:
    """The strptime tail of the first match; a column that mixes tails rejects the odd ones by cause."""
    first = next((match for match in matches if match["time"]), None)
    if first is None:
        return ""
    seconds = "" if not first["seconds"] else ":%S.%f" if first["fraction"] else ":%S"
    half = " %p" if first["half"] and first["half"][0] == " " else "%p" if first["half"] else ""
    return f" {'%I' if half else '%H'}:%M{seconds}{half}" + (" %z" if first["offset"] else "")
