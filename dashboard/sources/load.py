"""One sheet into the record: staged, typed, judged row by row, written with its ledger entry in one transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from dashboard.sources import accounts, survey
from dashboard.sources.accounts import Verdict
from dashboard.sources.asking import settle_clock
from dashboard.sources.conditions import positions
from dashboard.sources.expressions import Setting, Typed, compile_table
from dashboard.sources.files import Part
from dashboard.sources.preset import Preset
from dashboard.sources.records import Dialect
from dashboard.sources.refusal import Refused
from dashboard.sources.sheet import Sheet
from dashboard.sources.texts import finish_texts
from dashboard.sources.times import Clock
from dashboard.store.quote import literal, name
from dashboard.store.record import Record
from dashboard.store.schema import TABLES
from dashboard.store.staging import StagingMismatch
from dashboard.store.upsert import MERGED, Upserted


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be loaded: a part in its normalised form, with everything that decides how it is read."""

    part: Part
    sheet: Sheet
    raw: Dialect
    preset: Preset
    clock: Clock
    now: datetime
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    read: int
    accepted: int
    rejected: int
    dropped: Mapping[str, int]
    causes: Mapping[str, int]
    tables: Mapping[str, Upserted] = field(default_factory=dict)
    unscored: int = 0
    """Questions of a survey sheet whose scale nobody has told."""


def load(record: Record, order: Order) -> Loaded:
    """Everything of one sheet, or nothing. Raises `Refused`, `Unanswered` or `StagingMismatch`."""
    _stage(record, order.sheet)
    _fill_down(record, order)
    clock = settle_clock(record, order.preset, order.clock, positions(order.sheet.header))
    setting = Setting(positions(order.sheet.header), order.preset, clock, order.now)
    typed = _typed(record, order, setting)
    verdict = accounts.judge(record, order.sheet, order.preset, setting.at, typed)
    finished = [
        (into, finish_texts(record, into.table, f"typed_{k}", into.columns, order.languages))
        for k, into in enumerate(typed)
    ]
    unique = [_number(record, f"typed_{k}", into) for k, (into, _) in enumerate(finished)]
    with record.transaction():
        _forget(record, order.part)
        tables = _write(record, order, finished, unique, verdict)
        accounts.keep_rejects(record, order, verdict)
        _enter(record, order, verdict, tables, [into for into, _ in finished])
    return Loaded(
        order.sheet.read, verdict.accepted, verdict.rejected, verdict.dropped, verdict.causes, tables,
        _unscored(record, order, len(typed) - 1),
    )  # fmt: skip


def _unscored(record: Record, order: Order, last: int) -> int:
    """How many questions came in unscored, where none at all is known to be a score."""
    if order.preset.questions is None:
        return 0
    scored, others = record.rows(f"""select count(distinct question) filter (kind <> 'other'),
        count(distinct question) filter (kind = 'other') from typed_{last} where _code is null""")[0]
    return 0 if scored else int(others)


def _forget(record: Record, part: Part) -> None:
    """Take the rows of an earlier reading of the same file out; there are none unless it is read again."""
    if record.has_file(part.sha256):
        for table in TABLES.keys() - MERGED:  # those hold what several files say of one customer
            record.execute(f"delete from {table} where _file = ?", [part.sha256])


def _stage(record: Record, sheet: Sheet) -> None:
    width = len(sheet.header)
    staged = record.stage_csv(
        sheet.path, width, delimiter=sheet.delimiter, skip=sheet.skip, line_column=sheet.lined
    )
    if staged != sheet.staged:
        raise StagingMismatch(f"{sheet.staged} rows were counted, {staged} were staged")
    if record.characters(width) != sheet.characters:
        raise StagingMismatch("the staged cells are not the cells that were counted")


def _fill_down(record: Record, order: Order) -> None:
    """Cells that stand on the first row of a group only, given to all its rows."""
    rule, at = order.preset.file.fill_down, positions(order.sheet.header)
    if rule is None:
        return
    by = at.get(rule.by.lower())
    filled = {at[c.lower()] for c in rule.columns if c.lower() in at}
    if by is None or not filled:
        raise Refused(f"the file has no column {rule.by}, which {order.preset.name} groups rows by")
    cells = ", ".join(
        f"last_value(nullif(c{i}, '') ignore nulls) over run as c{i}" if i in filled else f"c{i}"
        for i in range(len(order.sheet.header))
    )
    record.execute(f"""create or replace temp table staged_filled as select _line, {cells} from staged
        window run as (partition by c{by} order by _line rows between unbounded preceding and current row)""")
    record.execute("create or replace temp view staged as select * from staged_filled")


def _typed(record: Record, order: Order, setting: Setting) -> list[Typed]:
    """The typed temporary tables typed_0, typed_1 ... of the preset."""
    typed = [compile_table(into, setting) for into in order.preset.table]
    for k, into in enumerate(typed):
        record.execute(f"create or replace temp table typed_{k} as {into.select}")
    if order.preset.questions:
        typed.append(_answers(record, order, setting, f"typed_{len(typed)}"))
    return typed


def _answers(record: Record, order: Order, setting: Setting, table: str) -> Typed:
    questions = order.preset.questions
    assert questions is not None  # noqa: S101
    taken = survey.taken_names(order.preset.table, order.preset.drop)
    found = survey.asked(questions, order.sheet.header, order.sheet.questions, taken)
    if not found:
        raise Refused("no column of the file is a question")
    sheet = survey.compile_sheet(questions, found, setting)
    record.execute(f"create or replace temp table responses as {sheet.select}")
    record.execute(
        f"create or replace temp table {table} as {survey.answers_select('responses', sheet.columns, found)}"
    )
    filled = (*sheet.columns, *survey.FILLED)
    return Typed(sheet.table, filled, sheet.select, sheet.causes, ())


def _number(record: Record, table: str, typed: Typed) -> bool:
    """Identical rows of one file have the same made-up key: the second becomes '#2', the third '#3'.

    True when that made all keys of the table different.
    """
    for column in typed.numbered:
        key = name(column)
        once = f"select count(distinct hash({key})) = count(*) from {table} where _code is null"
        if not record.rows(once)[0][0]:
            record.execute(f"""create or replace temp table {table} as
                select t.* exclude (n) replace (case when n > 1 then {key} || '#' || n else {key} end as {key})
                from (select *, row_number() over (partition by {key} order by _line) as n
                    from {table} where _code is null) t""")
    return typed.numbered == TABLES[typed.table].key


def _write(
    record: Record,
    order: Order,
    finished: Sequence[tuple[Typed, Sequence[str]]],
    unique: Sequence[bool],
    verdict: Verdict,
) -> dict[str, Upserted]:
    total: dict[str, Upserted] = {}
    elsewhere = verdict.refused > 0 and (len(finished) > 1 or order.preset.questions is not None)
    for k, (typed, columns) in enumerate(finished):
        replace_by = order.preset.table[k].replace_by if k < len(order.preset.table) else ()
        rows = _rows(order, f"typed_{k}", typed.table, columns)
        if elsewhere:  # a row that one table rejects is rejected for all
            rows += " and _line not in (select _line from refused)"
        done = record.upsert(typed.table, rows, replace_by=replace_by, unique=unique[k])
        before = total.get(typed.table, Upserted())
        total[typed.table] = Upserted(
            before.inserted + done.inserted, before.replaced + done.replaced,
            before.unchanged + done.unchanged, before.superseded + done.superseded,
        )  # fmt: skip
    return total


def _rows(order: Order, typed: str, table: str, columns: Sequence[str]) -> str:
    """The accepted rows, with every column of the table and where they are from."""
    held = {c: kind for c, (kind, _) in TABLES[table].columns.items()}
    cells = [name(c) if c in columns else f"null::{kind} as {name(c)}" for c, kind in held.items()]
    origin = [
        f"{literal(order.part.sha256)} as _file", "_line", f"{literal(order.preset.name)} as _source",
        f"timestamp {literal(str(order.now))} as _imported_at", "_version",
    ]  # fmt: skip
    return f"""select {", ".join([*cells, *origin])} from {typed} where _code is null"""


def _enter(
    record: Record, order: Order, verdict: Verdict, tables: Mapping[str, Upserted], typed: Sequence[Typed]
) -> None:
    """The ledger entry of the file."""
    spans = [
        f"select min({at}) as first, max({at}) as last from typed_{k} where _code is null"
        for k, t in enumerate(typed)
        if (at := TABLES[t.table].at) and at in t.columns
    ]
    span = (
        record.rows(f"select min(first), max(last) from ({' union all '.join(spans)})")[0]
        if spans
        else (None, None)
    )
    record.execute("delete from import_file where file = ?", [order.part.sha256])
    record.execute(
        "insert into import_file values (?, ?, ?, ?, 'imported', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [order.part.sha256, order.part.name, order.preset.name, ",".join(tables), "" if order.sheet.read else "no rows",
         order.sheet.read, verdict.accepted, verdict.rejected, sum(verdict.dropped.values()),
         json.dumps(verdict.dropped), *span, order.now, order.part.scan.size],
    )  # fmt: skip
