"""The SQL of the marts as Spark spells it: sqlglot turns the dialect, the functions of `steps` are spelled here.

Decimal literals become doubles, as DuckDB's arithmetic makes them; `lower` and `trim` are DuckDB's own. What has no
spelling is refused with its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, reduce

import duckdb
import sqlglot
from sqlglot import exp

from dashboard.store.steps import FUNCTIONS

SPACES = "".join(map(chr, (0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)))
"""What DuckDB's `trim` takes off: the space separators of Unicode, and neither tabs nor line ends."""
MARK = "\ue000"
"""Of private use: part of no word, and in no text that is not out to be odd."""

PHONE = (
    r"(\\+|\\b00)[0-9][0-9 ().\\-/]{6,18}[0-9]|\\(?\\b[0-9]{3}\\)?[ .\\-][0-9]{3}[ .\\-][0-9]{4}\\b"
    r"|\\b[0-9]{9,15}\\b"
)

SPARK: Mapping[str, str] = {
    "local_day(t)": "cast(convert_timezone('UTC', '{zone}', t) as date)",
    "local_hour(t)": "hour(convert_timezone('UTC', '{zone}', t))",
    "seconds_between(a, b)":
        "cast(unix_micros(cast(b as timestamp)) - unix_micros(cast(a as timestamp)) as double) / 1000000D",
    "seconds_after(t, s)":
        "case when s between 0D and 1000000000D then cast(timestamp_micros(unix_micros(cast(t as timestamp)) "
        "+ cast(round(s * 1000000D) as bigint)) as timestamp_ntz) end",
    "days_between(a, b)": "cast(datediff(b, a) as bigint)",
    "days_after(d, n)": "date_add(d, cast(n as int))",
    "open_seconds(t, open_s, close_s, cum_before)":
        "cum_before + least(greatest(cast(unix_micros(cast(t as timestamp)) as double) / 1000000D - open_s, 0D), "
        "close_s - open_s)",
    "folded(t)":
        r"""concat(' ', trim(regexp_replace(lower(
        case when t rlike '[^\\x00-\\x7f]' then translate(t, '{accented}', '{plain}') else t end),
        '[^\\p{L}\\p{N}]+', ' ')), ' ')""",
    "spaceless(t)": r"t rlike '[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]'",
    "redact(t)":
        r"""regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
        '[^\\t\\n\\f\\r @,;"<>]+@[^\\t\\n\\f\\r @,;"<>]+', '[email]'), '([^\\x00-\\x7f])', '{mark}$1{mark}'),
        '{phone}', '[phone]'), '{mark}([^\\x00-\\x7f]){mark}', '$1')""",
    "lower(t)": "lower(translate(t, 'Σİ', 'σi'))",
    "trim(t)": "trim(both '{spaces}' from t)",
}  # fmt: skip
"""Functions of `steps` that Spark spells its own way, then those of SQL that the two spell alike and mean otherwise.

Functions that are not here are turned like the marts' own text. `redact` sets marks around every letter beyond ASCII,
so that the edge of a word is where ASCII has it. Texts in braces are filled in by `_bodies`.
"""


class Unspelled(ValueError):
    """A text for which Spark has no words; the message names what."""


def spark_sql(sql: str, zone: str) -> str:
    """A select in the SQL of the marts as Spark SQL; days are those of `zone`. Tables `record.x` become `record_x`.

    Raises `Unspelled` for what sqlglot cannot read or put into Spark's words.
    """
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
        for node in reversed(list(tree.walk())):
            new = _spelled(node, zone)
            if new is not node:
                node.replace(new)
        return tree.sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE, comments=False)
    except sqlglot.errors.SqlglotError as error:
        raise Unspelled(str(error).splitlines()[0]) from None


def _spelled(node: exp.Expr, zone: str) -> exp.Expr:
    """A node's own words in Spark, or the node itself where they are the same."""
    if isinstance(node, exp.Table) and node.db == "record":
        return exp.to_table(f"record_{node.name}", alias=node.alias or None)
    if isinstance(node, exp.Literal):
        return _as_double(node)
    if isinstance(node, exp.Anonymous):
        return _called(node.name.lower(), node.expressions, zone) or node
    if isinstance(node, exp.GroupConcat):
        return _listed(node) or node
    if isinstance(node, exp.Lower):
        return _called("lower", [node.this], zone) or node
    if isinstance(node, exp.Trim) and not any(value for key, value in node.args.items() if key != "this"):
        return _called("trim", [node.this], zone) or node
    return node


def _listed(node: exp.GroupConcat) -> exp.Expr | None:
    """Different texts in their own order, joined: Spark 4.2 fails on its `listagg(distinct)` beside other counts."""
    order = node.this
    if not isinstance(order, exp.Order) or not isinstance(order.this, exp.Distinct):
        return None
    (text,) = order.this.expressions
    joined = exp.func(
        "array_join", exp.func("sort_array", exp.func("collect_set", text.copy())), node.args["separator"]
    )
    return exp.case().when(exp.Count(this=text.copy()) > 0, joined)


def _called(name: str, given: list[exp.Expr], zone: str) -> exp.Expr | None:
    """A call with what it was given in the places of its names; None for a function that is not of ours."""
    found = _bodies(zone).get(name)
    if found is None:
        return None
    names, body = found
    if len(names) != len(given):
        raise Unspelled(f"{name} takes {len(names)} values, not {len(given)}")
    places = dict(zip(names, given, strict=True))

    def filled(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column) and not node.table and node.name in places:
            return exp.paren(places[node.name].copy())
        return node

    return exp.paren(body.copy().transform(filled))


@cache
def _bodies(zone: str) -> dict[str, tuple[list[str], exp.Expr]]:
    """Function -> the names of its values and what it is in Spark's words."""
    accented, plain = _accents()
    texts = {
        "zone": zone,
        "accented": accented,
        "plain": plain,
        "spaces": SPACES,
        "mark": MARK,
        "phone": PHONE,
    }
    bodies: dict[str, tuple[list[str], exp.Expr]] = {}
    for signature, body in SPARK.items():
        name, _, names = signature.rstrip(")").partition("(")
        whole = reduce(lambda text, key: text.replace(f"{{{key}}}", texts[key]), texts, body)
        bodies[name] = names.split(", "), sqlglot.parse_one(whole, read="spark")
    for signature, body in FUNCTIONS.items():
        name, _, names = signature.rstrip(")").partition("(")
        if name not in bodies:
            bodies[name] = names.split(", "), sqlglot.parse_one(body, read="duckdb").transform(_as_double)
    return bodies


def _as_double(node: exp.Expr) -> exp.Expr:
    """A decimal literal as the double that DuckDB's arithmetic makes of it, else the node."""
    if isinstance(node, exp.Literal) and not node.is_string and "." in node.name:
        return exp.cast(node.copy(), "double")
    return node


@cache
def _accents() -> tuple[str, str]:
    """Characters and what stands for them without accents, as DuckDB says; those beyond the second's end vanish."""
    with duckdb.connect() as con:
        pairs = con.execute(
            """select chr(n), strip_accents(chr(n)) from (select cast(i as integer) as n from range(128, 918000) r(i))
            where n not between 44032 and 63743 and n not between 205744 and 917503
            and strip_accents(chr(n)) <> chr(n)"""
        ).fetchall()
    kept = [("Σ", "σ"), *((given, plain) for given, plain in pairs if len(plain) == 1)]
    gone = [given for given, plain in pairs if not plain]
    return "".join([given for given, _ in kept] + gone), "".join(plain for _, plain in kept)
