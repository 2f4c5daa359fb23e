"""What the last build was made of, kept in the home folder: fingerprints of days, and hashes of who is who.

It stands for one snapshot and one set of rules; with other rules, or without that snapshot, it is not used. It
holds no customer's id and nothing that a customer said or did.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from dashboard.store.folder import folder_of, path_of
from dashboard.store.quote import literal

FILE = "parts.duckdb"


def attach_basis(con: duckdb.DuckDBPyConnection, home: Path, rules: str) -> Path | None:
    """Attach what the last build was made of as `basis` and its snapshot as `prev`: its file, if both can be used."""
    file = home / FILE
    if not file.exists():
        return None
    try:
        con.execute(f"attach {literal(str(file))} as basis (read_only)")
        ((snapshot, made_by),) = con.execute("select snapshot, rules from basis.made").fetchall()
        con.execute("select day, rows, newest, mark from basis.part limit 0")
        con.execute("select id, stands_for from basis.known limit 0")
        path = path_of(folder_of(home), snapshot)
        if made_by == rules and path.exists():
            con.execute(f"attach {literal(str(path))} as prev (read_only)")
            return path
    except duckdb.Error:
        pass  # a damaged file: all is made anew
    if con.execute("select 1 from duckdb_databases() where database_name = 'basis'").fetchall():
        con.execute("detach basis")
    return None


def keep_basis(con: duckdb.DuckDBPyConnection, home: Path, snapshot: str, rules: str) -> None:
    """Put down what the snapshot just published was made of, for the next build. Replaced in one step."""
    fresh = home / f".{FILE}"
    for path in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        path.unlink(missing_ok=True)
    con.execute(f"attach {literal(str(fresh))} as fresh")
    con.execute("create table fresh.part as select * from work.part")
    con.execute("create table fresh.known as select * from work.known")
    con.execute("create table fresh.made as select ? as snapshot, ? as rules", [snapshot, rules])
    con.execute("checkpoint fresh")
    con.execute("detach fresh")
    os.replace(fresh, home / FILE)
