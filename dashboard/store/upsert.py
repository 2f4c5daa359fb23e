"""Upsert: staged rows into a table of the record, one row a natural key, the newest version kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from dashboard.store.quote import name
from dashboard.store.schema import ORIGIN, TABLES

MERGED = frozenset({"customer", "customer_contact", "agent"})
"""Tables that several sources describe together: an empty cell of a newer row does not erase an older value."""


@dataclass(frozen=True, slots=True)
class Upserted:
    """What became of the rows: new, newer than the record's, the same as it, or older than another version."""

    inserted: int = 0
    replaced: int = 0
    unchanged: int = 0
    superseded: int = 0

    @property
    def rows(self) -> int:
        return self.inserted + self.replaced + self.unchanged + self.superseded


def upsert(
    con: duckdb.DuckDBPyConnection,
    table: str,
    staged_select: str,
    replace_by: Sequence[str] = (),
    *,
    unique: bool = False,
) -> Upserted:
    """Put the rows of `staged_select` (the table's columns and the origin columns) into `table`.

    The greatest (_version or else _imported_at, then _imported_at, then _line) of a key wins, in the file and
    against the record. `replace_by`: the rows of one parent stand or fall together. `unique`: the caller has
    made sure that no key comes twice.
    """
    con.execute(f"create or replace temp view arriving as {staged_select}")
    read = _one(con, "select count(*) from arriving")
    if not read:
        return Upserted()
    alone = unique or (not replace_by and _no_key_twice(con, table))
    fresh = not _one(con, f"select count(*) from (select 1 from {table} limit 1)")
    if alone and (fresh or _all_new(con, table, TABLES[table].key, "arriving")):
        con.execute(f"insert into {table} by name select * from arriving")
        return Upserted(inserted=read)
    con.execute("create or replace temp table incoming as select * from arriving")
    if not alone:
        _keep_newest(con, table, tuple(replace_by))
    kept = _one(con, "select count(*) from incoming")
    if fresh or (not alone and _all_new(con, table, replace_by or TABLES[table].key, "incoming")):
        con.execute(f"insert into {table} by name select * from incoming")
        return Upserted(inserted=kept, superseded=read - kept)
    found = _parents(con, table, replace_by) if replace_by else _rows(con, table, TABLES[table].key)
    return Upserted(found.inserted, found.replaced, found.unchanged, found.superseded + read - kept)


def _no_key_twice(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether all keys differ: different hashes prove it, and are cheap to count."""
    return bool(con.execute(
        f"select count(distinct hash({_list(TABLES[table].key)})) = count(*) from arriving"
    ).fetchall()[0][0])  # fmt: skip


def _all_new(con: duckdb.DuckDBPyConnection, table: str, key: Sequence[str], rows: str) -> bool:
    """Whether the record knows none of the arriving keys: then there is nothing to weigh row by row."""
    known = f"select 1 from {table} o semi join {rows} i on {_same('i', 'o', key)} limit 1"
    return not _one(con, f"select count(*) from ({known})")


def _keep_newest(con: duckdb.DuckDBPyConnection, table: str, parent: tuple[str, ...]) -> None:
    """Leave one row a key in `incoming`: of the newest version of its parent, then the newest, then the last."""
    if parent:
        con.execute(f"""create or replace temp table incoming as select * from incoming
            qualify rank() over (partition by {_list(parent)} order by _version desc nulls last) = 1""")
    con.execute(f"""create or replace temp table incoming as select * from incoming
        qualify row_number() over (
            partition by {_list(TABLES[table].key)} order by _version desc nulls last, _line desc) = 1""")


def _rows(con: duckdb.DuckDBPyConnection, table: str, key: Sequence[str]) -> Upserted:
    values = [c for c in TABLES[table].columns if c not in key]
    taken = {c: f"coalesce(n.{name(c)}, o.{name(c)})" if table in MERGED else f"n.{name(c)}" for c in values}
    same = " and ".join(f"{taken[c]} is not distinct from o.{name(c)}" for c in values) or "true"
    con.execute(f"""create or replace temp table judged as
        select {", ".join(f"n.{name(c)}" for c in key)},
            {", ".join(f"{taken[c]} as {name(c)}" for c in values)},
            {", ".join(f"n.{c}" for c in ORIGIN)},
            case when o._imported_at is null then 'inserted'
                when {_newness("n")} < {_newness("o")} then 'superseded'
                when {same} then 'unchanged' else 'replaced' end as fate
        from incoming n left join {table} o on {_same("n", "o", key)}""")
    con.execute(f"""delete from {table} where rowid in (
        select o.rowid from {table} o join judged n on {_same("n", "o", key)} where n.fate = 'replaced')""")
    con.execute(
        f"insert into {table} by name select * exclude (fate) from judged where fate in ('inserted', 'replaced')"
    )
    return _fates(con)


def _parents(con: duckdb.DuckDBPyConnection, table: str, parent: Sequence[str]) -> Upserted:
    """Judge whole parents (orders): a newer one replaces all rows of the older."""
    content = ", ".join(name(c) for c in TABLES[table].columns)
    con.execute(f"""create or replace temp table judged as
        with new as (select {_list(parent)}, max({_newness("i")}) as newest,
                list_sort(list(row({content})::varchar)) as content from incoming i group by all),
        old as (select {_list(parent)}, max({_newness("t")}) as newest,
                list_sort(list(row({content})::varchar)) as content
            from {table} t semi join incoming i on {_same("i", "t", parent)} group by all)
        select {", ".join(f"n.{name(c)}" for c in parent)},
            case when o.newest is null then 'inserted' when n.newest < o.newest then 'superseded'
                when n.content = o.content then 'unchanged' else 'replaced' end as fate
        from new n left join old o on {_same("n", "o", parent)}""")
    con.execute(f"""delete from {table} where rowid in (
        select o.rowid from {table} o join judged n on {_same("n", "o", parent)} where n.fate = 'replaced')""")
    con.execute(f"""create or replace temp table judged as
        select i.*, n.fate from incoming i join judged n on {_same("n", "i", parent)}""")
    con.execute(
        f"insert into {table} by name select * exclude (fate) from judged where fate in ('inserted', 'replaced')"
    )
    return _fates(con)


def _fates(con: duckdb.DuckDBPyConnection) -> Upserted:
    counts = dict(con.execute("select fate, count(*) from judged group by all").fetchall())
    return Upserted(**{fate: int(n) for fate, n in counts.items()})


def _newness(alias: str) -> str:
    return f"coalesce({alias}._version, {alias}._imported_at)"


def _same(left: str, right: str, key: Sequence[str]) -> str:
    return " and ".join(f"{left}.{name(c)} is not distinct from {right}.{name(c)}" for c in key)


def _list(columns: Sequence[str]) -> str:
    return ", ".join(name(c) for c in columns)


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])
