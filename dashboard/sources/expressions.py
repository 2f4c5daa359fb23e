"""A preset's columns as SQL over the staged cells: each value parsed once, each failure with its cause.

The SQL is layered so that nothing is computed twice: cells (t0..tN) -> texts (x_) -> readings (a_, l_, p_)
-> values (v_) -> durations after another value -> the code of the first cause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dashboard.sources import rules, times, values
from dashboard.sources.column import Column, Into
from dashboard.sources.conditions import condition_sql, drop_sql, squeezed
from dashboard.sources.preset import Preset
from dashboard.sources.refusal import Refused
from dashboard.sources.times import Clock
from dashboard.store.quote import literal
from dashboard.store.schema import TABLES

NOT_ONE = {
    "integer": "is not a whole number", "number": "is not a number", "boolean": "is neither yes nor no",
    "timestamp": "is not a date and time of the expected form", "date": "is not a date of the expected form",
    "epoch_s": "is not a Unix time in seconds", "epoch_ms": "is not a Unix time in milliseconds",
    "epoch_us": "is not a Unix time in microseconds", "score": "is not a number",
    "duration": "is not a duration", "after": "is not a duration",
}  # fmt: skip
IDS = frozenset({"key", "id", "customer"})
VERSION = "_version"


@dataclass(frozen=True, slots=True)
class Setting:
    """What the SQL of one file depends on: where its columns stand, its preset, its clock, the time of import."""

    at: Mapping[str, int]
    preset: Preset
    clock: Clock
    now: datetime

    def present(self, column: Column) -> list[int]:
        """The positions of the headers of `column` that the file has."""
        return [self.at[squeezed(h)] for h in column.headers if squeezed(h) in self.at]


@dataclass(frozen=True, slots=True)
class Term:
    """One column on its way: the expression of each layer and its own rules as (condition, cause)."""

    cells: tuple[int, ...] = ()
    text: str = "null::varchar"
    readings: Mapping[str, str] = field(default_factory=dict)
    value: str = "null"
    late: str | None = None
    breaches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """`select` gives _line, the columns, _version and _code; `causes[_code - 1]` is (header, cause)."""

    table: str
    columns: tuple[str, ...]
    select: str
    causes: tuple[tuple[str, str], ...]
    numbered: tuple[str, ...]


def compile_table(into: Into, setting: Setting) -> Typed:
    """The SQL that types one table's rows. Raises `Refused` when the file lacks a column it cannot do without."""
    columns = dict(into.columns)
    for name, column in columns.items():
        if (
            (column.required or rules.is_needed(into.into, name))
            and column.source
            and not setting.present(column)
        ):
            raise Refused(
                f"the file has no column {' or '.join(column.headers)}, which {setting.preset.name} needs"
            )
    terms = {name: compile_column(name, c, into.into, setting) for name, c in columns.items()}
    if into.version:
        terms[VERSION] = compile_version(into, setting)
    where = f"{drop_sql(setting.preset.drop, setting.at, setting.preset.missing)} is null"
    if into.when:
        where += f" and {condition_sql(into.when, setting.at, setting.preset.missing)}"
    breaches = list(_breaches(into.into, columns, terms, setting))
    labels = {
        name: columns[name].headers[0] if name in columns and columns[name].source else name for name in terms
    }
    return Typed(
        into.into,
        tuple(columns),
        layered(terms, breaches, where, setting.preset.missing),
        tuple((labels.get(column, column), cause) for column, _, cause in breaches),
        tuple(key for key in TABLES[into.into].key if key in columns and columns[key].type == "hash"),
    )


def layered(
    terms: Mapping[str, Term], breaches: list[rules.Breach], where: str, missing: tuple[str, ...]
) -> str:
    """The select of all layers."""
    cells = sorted({i for term in terms.values() for i in term.cells})
    sql = ", ".join(["_line", *(f"{values.trimmed(f'c{i}', missing)} as t{i}" for i in cells)])
    sql = f"select {sql} from staged where {where}"
    for layer in (
        [f"{t.text} as x_{n}" for n, t in terms.items()],
        [f"{e} as {p}_{n}" for n, t in terms.items() for p, e in t.readings.items()],
        [f"{t.value} as v_{n}" for n, t in terms.items() if t.late is None],
        [f"{t.late} as v_{n}" for n, t in terms.items() if t.late is not None],
        [f"{_first(breaches)} as _code"],
    ):
        sql = f"select *, {', '.join(layer)} from ({sql})" if layer else sql
    version = [] if VERSION in terms else ["null::timestamp as _version"]
    named = [f'v_{n} as "{n}"' for n in terms]
    return f"select _line, {', '.join([*named, *version])}, _code from ({sql})"


def _first(breaches: list[rules.Breach]) -> str:
    arms = " ".join(f"when {condition} then {code}" for code, (_, condition, _) in enumerate(breaches, 1))
    return f"(case {arms} end)::integer" if arms else "null::integer"


def _breaches(
    table: str, columns: Mapping[str, Column], terms: Mapping[str, Term], setting: Setting
) -> Iterator[rules.Breach]:
    for name, term in terms.items():
        column = columns.get(name)
        needed = column is not None and (column.required or rules.is_needed(table, name))
        if needed and column is not None and column.source and column.type != "hash":
            yield name, f"x_{name} is null", "is empty"
        yield from ((name, condition, cause) for condition, cause in term.breaches)
        if name != VERSION:
            yield from rules.dates(table, name, setting.now)
    yield from rules.between(table, tuple(columns))


def compile_version(into: Into, setting: Setting) -> Term:
    version = into.version
    if version is None:
        return Term(value="null::timestamp")
    column = Column.model_validate({"from": version.source, "type": version.type, "format": version.format})
    return term(VERSION, column, "TIMESTAMP", setting)


def compile_column(name: str, column: Column, table: str, setting: Setting) -> Term:
    """One column of one table."""
    return term(name, column, TABLES[table].columns[name][0], setting)


def term(name: str, column: Column, held: str, setting: Setting) -> Term:
    if column.value is not None:
        return Term(value=f"{literal(column.value)}::{held}")
    cells = tuple(setting.present(column))
    if not cells:
        return Term(value=f"null::{held}")
    first = f"t{cells[0]}" if len(cells) == 1 else f"coalesce({', '.join(f't{i}' for i in cells)})"
    if column.type == "hash":
        digest = values.digest([f"t{i}" for i in cells], setting.preset.namespace)
        return Term(
            cells, value=digest if column.required else f"case when t{cells[0]} is not null then {digest} end"
        )
    x = f"x_{name}"
    if column.type in {"timestamp", "date"}:
        return _moment(name, column, cells, first, held, setting)
    plain = values.scale_point(first) if column.type == "score" else first
    text = first if column.type == "label" else values.mapped(first, column.map, plain)
    value, breaches = _value(name, column, setting)
    if column.type == "after":
        late = f"v_{column.base} + to_microseconds((p_{name} * 1000000)::bigint)"
        return Term(
            cells, text, {"p": value}, late=late, breaches=(*breaches, *_unparsed(name, column, f"p_{name}"))
        )
    if column.type == "score":
        whole = (
            ((f"v_{name} <> floor(v_{name})", "is not a whole number on its scale"),) if column.whole else ()
        )
        scale = f"v_{name} < {column.min!r} or v_{name} > {column.max!r}"
        breaches = (*breaches, *whole, (scale, f"is outside the scale {column.min:g} to {column.max:g}"))
    cast = f"::{held}" if held in {"DOUBLE", "DATE"} else ""
    if column.type in NOT_ONE:
        breaches = (*_unparsed(name, column, f"v_{name}"), *breaches)
    elif column.type in IDS:
        breaches = (
            (f"regexp_full_match({x}, {literal(values.LOST_DIGITS)})", "has lost digits in a spreadsheet"),
        )
    return Term(cells, text, value=f"({value}){cast}", breaches=breaches)


def _unparsed(name: str, column: Column, parsed: str) -> tuple[tuple[str, str], ...]:
    return ((f"x_{name} is not null and {parsed} is null", NOT_ONE[column.type or "number"]),)


def _value(name: str, column: Column, setting: Setting) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The value over the text x_, and rules beyond 'it must parse'."""
    x, preset = f"x_{name}", setting.preset
    sure = "decimal" in preset.model_fields_set
    match column.type:
        case "key":
            return f"{literal(preset.namespace + ':')} || {x}", ()
        case "customer":
            return values.customer(x), ()
        case "token":
            return values.token(x), ()
        case "label":
            return _label(x, column)
        case "integer":
            return values.whole(x), ()
        case "number" | "score":
            return values.number(x, preset.decimal, sure), ()
        case "boolean":
            return values.boolean(x), ()
        case "duration" | "after":
            parsed = f"p_{name}" if column.type == "after" else f"v_{name}"
            return values.seconds(x, column, preset.decimal, sure), ((f"{parsed} < 0", "is negative"),)
        case "epoch_s" | "epoch_ms" | "epoch_us":
            return times.epoch(x, column.type), ()
        case _:
            return x, ()


def _label(x: str, column: Column) -> tuple[str, tuple[tuple[str, str], ...]]:
    otherwise = values.label(x) if column.other == "keep" else "null"
    value = values.mapped(x, column.map, otherwise)
    if column.other == "reject" and column.map:
        return value, (
            (f"{x} is not null and not {values.known(x, column.map)}", "is not one of the known values"),
        )
    return value, ()


def _moment(
    name: str, column: Column, cells: tuple[int, ...], first: str, held: str, setting: Setting
) -> Term:
    """A time: absolute where the cell has an offset, else local in the declared zone."""
    x, zone = f"x_{name}", setting.clock.zone or "UTC"
    text = values.mapped(first, column.map, first)
    unread = (f"{x} is not null and v_{name} is null", NOT_ONE[column.type or "date"])
    if held == "DATE" and column.type == "date":
        read = times.parsed(x, column.format, setting.clock)
        return Term(cells, text, value=f"coalesce({read.local}, {read.absolute})::date", breaches=(unread,))
    cast = "::date" if held == "DATE" else ""
    if zone == "UTC" and column.format == "iso":
        return Term(cells, text, value=f"({times.utc_only(x)}){cast}", breaches=(unread,))
    read = times.parsed(x, column.format, setting.clock)
    utc = f"coalesce(a_{name}, {times.to_utc(f'l_{name}', zone)}){cast}"
    odd = () if column.type == "date" or cast else tuple(times.odd_hours(f"l_{name}", f"v_{name}", zone))
    only_local = tuple((f"l_{name} is not null and a_{name} is null and ({c})", cause) for c, cause in odd)
    return Term(cells, text, {"a": read.absolute, "l": read.local}, utc, breaches=(unread, *only_local))
