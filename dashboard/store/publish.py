"""From a finished file to what viewers see: read it through, name it by its content, swap the pointer."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import duckdb

from dashboard.store.folder import SnapshotError, newest_first, path_of, point_at, prune, synced
from dashboard.store.quote import literal
from dashboard.store.quote import name as quoted
from dashboard.store.steps import STEPS, marts_digest


def content_name(path: Path) -> str:
    """The name of a snapshot's content: 16 hex digits. Reads every block of every table on the way.

    Database files of the same tables differ byte by byte, so the name is a digest of the tables: their columns,
    their rows in any order, and the SQL that made the cubes (whose floating sums may differ in the last bit with the
    order of adding). Raises `SnapshotError` when a block is damaged.
    """
    digest = hashlib.sha256(marts_digest().encode())
    try:
        with duckdb.connect(config={"threads": 2, "memory_limit": "1GB"}) as con:
            con.execute(f"attach {literal(str(path))} as snap (read_only)")
            digest.update(repr(_types(con)).encode())
            for table, columns in _tables(con).items():
                digest.update(repr((table, columns, _rows(con, table, columns))).encode())
    except duckdb.Error as error:
        raise SnapshotError(f"{path.name} cannot be read whole ({str(error).splitlines()[0]})") from error
    return digest.hexdigest()[:16]


def verified(path: Path) -> bool:
    """Whether a published snapshot can be read whole and still is what its name says."""
    try:
        return content_name(path) == path.stem
    except SnapshotError:
        return False


def publish(folder: Path, building: Path) -> Path:
    """Read a finished file through, name it and make it the current snapshot.

    What is already there under that name, and sound, is the same content: it stays, and becomes current.
    """
    if building.with_name(f"{building.name}.wal").exists():
        raise SnapshotError("the new snapshot was not closed properly and is not published")
    name = content_name(building)
    path = path_of(folder, name)
    if path.exists() and verified(path):
        building.unlink()
        os.utime(path)
    else:
        synced(building)
        os.replace(building, path)
        synced(folder)
    point_at(folder, name)
    prune(folder)
    return path


def previous(folder: Path, name: str) -> Path | None:
    """The snapshot published before `name`."""
    names = newest_first(folder)
    place = next((at for at, path in enumerate(names) if path.stem == name), -1)
    return names[place + 1] if place + 1 < len(names) else None


def _types(con: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    return con.execute("""
        select type_name, labels from duckdb_types() where database_name = 'snap' and logical_type = 'ENUM'
        order by type_name""").fetchall()


def _tables(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    tables: dict[str, list[tuple[str, str]]] = {}
    rows = con.execute("""
        select table_name, column_name, data_type from duckdb_columns()
        where database_name = 'snap' order by table_name, column_index""").fetchall()
    for table, column, kind in rows:
        tables.setdefault(table, []).append((column, kind))
    return tables


def _rows(con: duckdb.DuckDBPyConnection, table: str, columns: list[tuple[str, str]]) -> tuple[object, ...]:
    """Count and hashes of what names the content. The last hash, left out, reads the other columns too."""
    stable = ", ".join(filter(None, (_stable(table, column, kind) for column, kind in columns)))
    where = "where x.key <> 'built_at'" if table == "meta" else ""
    found = con.execute(f"""
        select count(*), sum(hash(row({stable}))), bit_xor(hash(row({stable}))), bit_xor(hash(x))
        from snap.{quoted(table)} x {where}""").fetchall()
    return found[0][:3]


def _stable(table: str, column: str, kind: str) -> str:
    """How a column goes into the name: as it is; floating sums, and results of a model, not to the last bit."""
    if kind != "DOUBLE" or table in _EXACT:
        return f"x.{quoted(column)}"
    return "" if table in _CUBES else f"printf('%.9e', x.{quoted(column)})"


_CUBES = {step.name for step in STEPS if step.kind == "cube"}
_EXACT = {step.name for step in STEPS if step.kind == "list" or step.name.startswith("fact_")}
