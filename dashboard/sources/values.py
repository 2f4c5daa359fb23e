"""Cells as SQL: text, numbers, truth, ids and tokens, parsed once and strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dashboard.sources.column import Column, Value
from dashboard.store.quote import literal

SPACE = " \t\r\n\u00a0\u2007\u202f\ufeff"
PLAIN = r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]{1,2})?"
GROUPED = r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?"
CERTAINLY_GROUPED = r"[-+]?([0-9]{1,3}(,[0-9]{3})+\.[0-9]+|[0-9]{1,3}(,[0-9]{3}){2,})"
NAMED_POINT = r"[0-9]+( +[-–—] +| *[:=(] *)[^0-9 ][^0-9]*|[^0-9]*[^0-9 ] +[-–—:=] +[0-9]+"
WHOLE = r"[-+]?[0-9]{1,18}(\.0+)?"
LOST_DIGITS = r"[0-9](\.[0-9]+)?[eE]\+[0-9]+"
SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
YES, NO = ("yes", "y", "true", "t", "1"), ("no", "n", "false", "f", "0")


def trimmed(cell: str, missing: Sequence[str]) -> str:
    """A cell without the space around it; null when it means nothing. Only cells that need it are trimmed."""
    plain = " and ".join(f"{end}({cell}, 1) between '!' and '~'" for end in ("left", "right"))
    text = f"case when {plain} then {cell} else nullif(trim({cell}, {literal(SPACE)}), '') end"
    nothing = [m.strip() for m in missing if m.strip()]
    if not nothing:
        return text
    return f"case when trim({cell}) in ({', '.join(map(literal, nothing))}) then null else {text} end"


def mapped(x: str, table: Mapping[str, Value], otherwise: str) -> str:
    """The value the map gives for `x` (compared in lower case), else `otherwise`."""
    if not table:
        return otherwise
    arms = " ".join(f"when {literal(k.strip().lower())} then {literal(_text(v))}" for k, v in table.items())
    return f"case lower({x}) {arms} else {otherwise} end"


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def known(x: str, table: Mapping[str, Value]) -> str:
    """Whether the map has `x`."""
    return f"lower({x}) in ({', '.join(literal(k.strip().lower()) for k in table)})"


def label(x: str) -> str:
    squeezed = f"regexp_replace(lower({x}), '\\s+', '_', 'g')"
    return f"case when regexp_matches({x}, '\\s') then {squeezed} else lower({x}) end"


def number(x: str, decimal: str, sure: bool) -> str:
    """A number; currency signs and thousands separators go only where they can mean one thing."""
    if decimal == ",":
        point = f"replace(replace({x}, '.', ''), ',', '.')"
        grouped = r"[-+]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?"
        clean = _unsigned(x)
        return (
            f"case when regexp_full_match({clean}, {literal(grouped)}) "
            f"then try_cast({point.replace(x, clean)} as double) end"
        )
    grouped = GROUPED if sure else CERTAINLY_GROUPED
    clean = _unsigned(x)
    return (
        f"case when regexp_full_match({x}, {literal(PLAIN)}) then try_cast({x} as double) "
        f"when regexp_full_match({clean}, {literal(PLAIN)}) then try_cast({clean} as double) "
        f"when regexp_full_match({clean}, {literal(grouped)}) then try_cast(replace({clean}, ',', '') as double) end"
    )


def _unsigned(x: str) -> str:
    """Without a currency sign or code and the narrow spaces between thousands."""
    bare = f"regexp_replace({x}, '^([-+]?) ?([€$£¥₹]|[A-Z]{{3}}) ?|[ \u00a0]?([€$£¥₹]|[A-Z]{{3}})$', '\\1')"
    return f"regexp_replace({bare}, '([0-9])[ \u00a0\u202f]([0-9]{{3}})', '\\1\\2', 'g')"


def scale_point(x: str) -> str:
    """The point of a scale whose ends are named: '10 - Extremely likely' and 'Not at all likely - 0' are 10 and 0."""
    named = f"regexp_full_match({x}, {literal(NAMED_POINT)})"
    return f"case when {named} then regexp_extract({x}, '[0-9]+') else {x} end"


def whole(x: str) -> str:
    """A whole number; '8.5' is none, '5.0' is 5."""
    return f"case when regexp_full_match({x}, {literal(WHOLE)}) then try_cast(split_part({x}, '.', 1) as bigint) end"


def boolean(x: str) -> str:
    yes, no = (", ".join(map(literal, words)) for words in (YES, NO))
    return f"case when lower({x}) in ({yes}) then true when lower({x}) in ({no}) then false end"


def seconds(x: str, column: Column, decimal: str, sure: bool) -> str:
    """A duration in seconds."""
    if column.unit == "clock":
        part = [f"try_cast(split_part({x}, ':', {i}) as double)" for i in (1, 2, 3)]
        total = f"{part[0]} * 3600 + {part[1]} * 60 + {part[2]}"
        return f"case when regexp_full_match({x}, '[0-9]{{1,5}}:[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?') then {total} end"
    return f"{number(x, decimal, sure)} * {SECONDS[column.unit]}"


def email_token(x: str) -> str:
    """The keyed token of the address in `x`; the same address gives the same token in every source."""
    address = f"regexp_extract(lower({x}), '[^\\s<>()\"'',;:]+@[^\\s<>()\"'',;:]+')"
    return f"'e_' || {_keyed(address)}"


def customer(x: str) -> str:
    """Who: an address becomes its token; '13085.0', a number that passed through a column of floats, is 13085."""
    plain = f"case when regexp_full_match({x}, '[0-9]+\\.0') then left({x}, -2) else {x} end"
    return f"case when contains({x}, '@') then {email_token(x)} else {plain} end"


def token(x: str) -> str:
    return f"case when contains({x}, '@') then {email_token(x)} else 't_' || {_keyed(f'lower({x})')} end"


def _keyed(text: str) -> str:
    key = "getvariable('token_key')"
    return f"left(sha256({key} || sha256({key} || {text})), 32)"


def digest(cells: Sequence[str], namespace: str) -> str:
    """A key made from several cells."""
    joined = ", ".join(f"coalesce({cell}, '')" for cell in cells)
    return f"{literal(namespace + ':')} || md5(concat_ws(chr(31), {joined}))"
