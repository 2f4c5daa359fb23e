"""A record over many days, its changes, and a build that takes days over beside one that makes every day anew."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb

from dashboard.company import Company
from dashboard.store.basis import FILE
from dashboard.store.build import build
from tests.store.conftest import IMPORTED
from tests.store.random_record import COMPANY, START, Dice, tables

Row = dict[str, Any]


def content(path: Path) -> dict[str, list[str]]:
    """Table to its rows as text, in no order; floating sums to nine digits, `built_at` left out."""
    with duckdb.connect() as con:
        con.execute(f"attach '{path}' as snap (read_only)")
        columns = con.execute(
            "select table_name, list(struct_pack(n := column_name, k := data_type) order by column_index) "
            "from duckdb_columns() where database_name = 'snap' group by 1"
        ).fetchall()
        return {table: _rows(con, table, told) for table, told in columns}


def _rows(con: duckdb.DuckDBPyConnection, table: str, columns: list[dict[str, str]]) -> list[str]:
    listed = ", ".join(
        f"printf('%.9e', x.\"{c['n']}\")" if c["k"] == "DOUBLE" else f'x."{c["n"]}"::varchar' for c in columns
    )
    where = "where x.key <> 'built_at'" if table == "meta" else ""
    return sorted(map(str, con.execute(f"select {listed} from snap.{table} x {where}").fetchall()))


def both(home: Path, company: Company = COMPANY) -> list[str]:
    """Build `home` with what can be taken over and a copy of it without; raise where they differ. What was said."""
    bare = home.with_name("bare")
    copytree(home, bare, ignore=lambda *_: ["snapshots", FILE])
    said: list[str] = []
    by_day, whole = build(home, company, progress=said.append), build(bare, company)
    found, wanted = content(by_day.path), content(whole.path)
    assert found.keys() == wanted.keys()
    assert [table for table in wanted if found[table] != wanted[table]] == []
    assert by_day.name == whole.name
    for path in sorted(bare.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    bare.rmdir()
    return said


def taken(said: list[str]) -> set[str]:
    """The marts of which days were taken over."""
    return {words.split()[1].rstrip(":") for words in said if "taken over" in words}


def dice_rows(seed: int) -> dict[str, list[Row]]:
    """A random record over many days with all that marts of days are made of."""
    dice = Dice(seed)
    made = tables(seed)
    answers = [
        {"answer_id": f"{n:04}", "answered_at": dice.when(), "customer_id": dice.who(), "kind": "nps", "scale_min": 0,
         "scale_max": 10, "score": dice.one(0, 5, 9, 10), "touchpoint": dice.one("cart", None),
         "agent_id": dice.one("ann", None)}
        for n in range(150)
    ]  # fmt: skip
    invited = [
        {"invitation_id": f"{n:04}", "invited_at": dice.when(), "customer_id": dice.who()} for n in range(150)
    ]
    sessions = [
        {"event_id": f"s{n:05}", "happened_at": dice.when(), "customer_id": dice.who(), "_source": "site",
         "session_id": dice.one(None, f"t{n // 3}"), "channel": "web",
         "name": dice.one("page_view", "error", "purchase"),
         "search_term": dice.one(None, None, "lamp"), "results": dice.one(0, 3)}
        for n in range(500)
    ]  # fmt: skip
    for contact in made["contact"]:
        contact["subject"] = dice.one(None, "The bill again", "Where is my parcel")
    for number, answer in enumerate(answers):
        answer |= {
            "comment": dice.one(None, "Never again", "Lovely lamp"),
            "response_id": dice.one(None, f"r{number // 2}"),
        }
        answer["contact_id"] = dice.one(None, f"{number:04}")
    return {
        **made, "survey_answer": answers, "survey_invitation": invited, "event": made["event"] + sessions,
        "mention": mentions(dice, 80),
    }  # fmt: skip


def mentions(dice: Dice, count: int) -> list[Row]:
    return [
        {"mention_id": f"m{n:04}", "published_at": dice.when(), "customer_id": dice.who(), "rating_max": 5,
         "kind": dice.one("review", "post"), "site": dice.one("shop", None), "brand": dice.one(None, "Acme", "Rival"),
         "rating": dice.one(None, 1, 5), "sentiment": dice.one(None, -0.5, 0.5), "touchpoint": dice.one("cart", None),
         "replied": dice.one(None, False), "replied_at": dice.one(None, START + timedelta(days=58)),
         "body": dice.one(None, "The parcel came late", "Lovely")}
        for n in range(count)
    ]  # fmt: skip


def change(home: Path, sql: str, *values: Any) -> None:
    with duckdb.connect(str(home / "record.duckdb")) as con:
        con.execute(sql, list(values))


def read(home: Path, sql: str) -> list[Any]:
    with duckdb.connect(str(home / "record.duckdb")) as con:
        return con.execute(sql).fetchall()


def late(number: int, day: int, **more: Any) -> Row:
    at = START + timedelta(days=day, hours=12, minutes=number)
    return {
        "event_id": f"new{number}", "happened_at": at, "name": "page_view", "channel": "web", "_source": "site",
        "_imported_at": IMPORTED + timedelta(days=1), "_line": number, **more,
    }  # fmt: skip


def begin(home: Path, put: Callable[..., None]) -> Path:
    """A record of which a snapshot is built."""
    put(home, **dice_rows(3))
    build(home, COMPANY)
    return home
