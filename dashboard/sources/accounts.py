"""The accounts of one file: every row is accepted, rejected with a cause, or dropped for a reason; they add up."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.sources.conditions import drop_sql
from dashboard.sources.expressions import Typed
from dashboard.sources.normalise import raw_of
from dashboard.sources.preset import Preset
from dashboard.sources.records import Dialect
from dashboard.sources.sheet import Sheet
from dashboard.store.quote import literal
from dashboard.store.record import Record

if TYPE_CHECKING:
    from dashboard.sources.load import Order


@dataclass(frozen=True, slots=True)
class Verdict:
    """Counts of one file. `refused`: those of the rejected that stand in the temporary table of that name."""

    accepted: int
    rejected: int
    refused: int
    dropped: Mapping[str, int]
    causes: Mapping[str, int]


def judge(
    record: Record, sheet: Sheet, preset: Preset, at: Mapping[str, int], typed: Sequence[Typed]
) -> Verdict:
    """Decide each row once: one table that rejects it rejects it for all. Fills `refused` (_line, column, cause)."""
    _refuse(record, typed)
    rejected = _one(record, "select count(*) from refused")
    kept, accepted = _kept(record, preset, len(typed))
    dropped = dict(sheet.dropped)
    for reason, rows in _dropped(record, preset, at):
        dropped[reason] = dropped.get(reason, 0) + rows
    nothing = sheet.staged - kept - sum(dropped.values()) + sum(sheet.dropped.values())
    if nothing:
        dropped["no question was answered" if preset.questions else "nothing to keep"] = nothing
    causes = dict(record.rows("""select any_value(cause), count(*) from refused group by cause"""))
    if sheet.rejected:
        causes["the row does not fit the header, or is broken"] = sheet.rejected
    verdict = Verdict(accepted, rejected + sheet.rejected, rejected, dropped, causes)
    if nothing < 0 or sheet.read != accepted + verdict.rejected + sum(dropped.values()):
        raise AssertionError(f"rows do not add up: {sheet.read} read, {verdict}")
    return verdict


def _kept(record: Record, preset: Preset, tables: int) -> tuple[int, int]:
    """Rows that some table wants, and those of them that no table rejects."""
    if tables == 1 and preset.questions is None:
        whole, good = "select count(*) from typed_0", "select count(_line) from typed_0 where _code is null"
        return _one(record, whole), _one(record, good)
    lines = " union all ".join(f"select _line, _code from typed_{k}" for k in range(tables))
    return (
        _one(record, f"select count(distinct _line) from ({lines})"),
        _one(record, f"""select count(distinct _line) from ({lines})
            where _code is null and _line not in (select _line from refused)"""),
    )  # fmt: skip


def _refuse(record: Record, typed: Sequence[Typed]) -> None:
    """The first cause of each rejected line."""
    causes = [
        f"({k}, {code}, {literal(column)}, {literal(cause)})"
        for k, into in enumerate(typed)
        for code, (column, cause) in enumerate(into.causes, 1)
    ]
    found = " union all ".join(
        f"select _line, {k} as k, _code from typed_{k} where _code is not null" for k in range(len(typed))
    )
    known = ", ".join(causes) or "(-1, -1, '', '')"
    record.execute(f"""create or replace temp table refused as
        select _line, arg_min(c.header, (f.k, f._code)) as "column", arg_min(c.cause, (f.k, f._code)) as cause
        from ({found}) f join (values {known}) c (k, code, header, cause) on c.k = f.k and c.code = f._code
        group by _line""")


def _dropped(record: Record, preset: Preset, at: Mapping[str, int]) -> list[tuple[str, int]]:
    if not preset.drop:
        return []
    rows = record.rows(f"""select reason, count(*) from (
        select {drop_sql(preset.drop, at, preset.missing)} as reason from staged)
        where reason is not null group by reason""")
    return [(str(reason), int(n)) for reason, n in rows]


def keep_rejects(record: Record, order: Order, verdict: Verdict) -> None:
    """Every rejected row with its line, column, cause and raw text."""
    record.execute("delete from reject where file = ?", [order.part.sha256])
    if not verdict.rejected:
        return
    origin = f"{literal(order.preset.name)}, timestamp {literal(str(order.now))}"
    file, path = literal(order.part.sha256), record.scratch / "raw.csv"
    lines = {int(line) for (line,) in record.rows("select _line from refused")}
    if lines:
        with path.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(_raw(order, lines))
        record.execute(f"""insert into reject
            select {file}, r._line, r."column", r.cause, t.raw, {origin} from refused r
            left join {_texts(str(path), ("line", "raw"))} t on t.line::bigint = r._line""")
        path.unlink()
    if order.sheet.rejected and order.sheet.rejects:
        broken = _texts(str(order.sheet.rejects), ("line", "header", "cause", "raw"))
        record.execute(
            f"insert into reject select {file}, line::bigint, '', cause, raw, {origin} from {broken}"
        )


def _raw(order: Order, lines: set[int]) -> list[tuple[int, str]]:
    path = order.sheet.path if order.raw.lined else order.part.path
    dialect = order.raw if not order.raw.lined else Dialect(delimiter=",", lined=True)
    return list(raw_of(path, dialect, lines, order.part.name))


def _texts(path: str, columns: Sequence[str]) -> str:
    shape = ", ".join(f"{c}: 'VARCHAR'" for c in columns)
    return f"""read_csv({literal(path)}, columns = {{{shape}}}, auto_detect = false, header = false, delim = ',',
        quote = '"', escape = '"', nullstr = '')"""


def _one(record: Record, sql: str) -> int:
    return int(record.rows(sql)[0][0])
