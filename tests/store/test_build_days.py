"""A build that takes days over is the build that makes every day anew, table by table."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copytree
from typing import Any

import duckdb
import pytest

from dashboard.company import Company
from dashboard.store import parts, steps
from dashboard.store.basis import FILE
from dashboard.store.build import build
from dashboard.store.days import BY_DAY
from tests.store.conftest import IMPORTED
from tests.store.random_record import COMPANY, START, Dice, contacts, purchases, tables

EVENT = ("happened_at", "event_id")
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
    return {**made, "survey_answer": answers, "survey_invitation": invited, "event": made["event"] + sessions}


def change(home: Path, sql: str, *values: Any) -> None:
    with duckdb.connect(str(home / "record.duckdb")) as con:
        con.execute(sql, list(values))


def late(number: int, day: int, **more: Any) -> Row:
    at = START + timedelta(days=day, hours=12, minutes=number)
    return {
        "event_id": f"new{number}", "happened_at": at, "name": "page_view", "channel": "web", "_source": "site",
        "_imported_at": IMPORTED + timedelta(days=1), "_line": number, **more,
    }  # fmt: skip


@pytest.fixture
def begun(home, put):
    """A record of which a snapshot is built."""
    put(home, **dice_rows(3))
    build(home, COMPANY)
    return home


def test_nothing_new_takes_every_day_over(begun):
    change(begun, "create table touched (n integer)")
    assert {"fact_event", "fact_answer", "fact_session", "purchase_day", "session_day_people"} <= taken(
        both(begun)
    )


def test_a_new_last_day_leaves_the_days_before_it(begun, put):
    put(begun, event=[late(n, 61, customer_id="a", session_id=None) for n in range(5)])
    said = both(begun)
    assert {"fact_event", "fact_session", "fact_answer"} <= taken(said)
    (words,) = (words for words in said if words.startswith("Built fact_event"))
    assert int(words.split(" made anew")[0].split()[-1]) <= 3


def test_late_rows_change_the_visits_after_them(begun, put):
    put(begun, event=[late(n, 50, customer_id="a", session_id=None) for n in range(5)])
    assert "fact_event" in taken(both(begun))


def test_a_corrected_row_changes_its_day(begun):
    later = IMPORTED + timedelta(days=2)
    change(begun, "update survey_answer set score = 3, _imported_at = ? where answer_id = '0007'", later)
    change(begun, "update purchase set amount = 99, _imported_at = ? where order_id = '0003'", later)
    assert {"fact_answer", "fact_purchase", "fact_invitation"} <= taken(both(begun))


def test_a_row_moved_to_another_day_changes_both(begun):
    change(
        begun, "update event set happened_at = ?, _imported_at = ? where event_id = 's00100'",
        START + timedelta(days=55), IMPORTED + timedelta(days=2),
    )  # fmt: skip
    both(begun)


def test_rows_taken_out_of_the_record_are_gone(begun):
    change(begun, "delete from survey_answer where answer_id < '0004'")
    change(begun, "delete from event where session_id = 't30'")
    both(begun)


def test_a_session_that_loses_its_first_day_moves(home, put):
    rows = [late(n, 50 + n, session_id="long", customer_id="a") for n in range(1, 5)]
    rows += [late(100 + n, n, session_id=f"u{n}", customer_id="b") for n in range(60)]
    put(home, event=rows)
    build(home, COMPANY)
    change(home, "delete from event where event_id = 'new1'")
    assert "fact_session" in taken(both(home))


def test_a_customer_in_another_group_changes_all_days_of_that_customer(begun):
    change(
        begun,
        "update customer set segment = 'gone', _imported_at = ? where customer_id = 'a'",
        IMPORTED + timedelta(days=2),
    )
    both(begun)


def test_an_email_that_stands_for_someone_else_changes_visits(begun, put):
    put(
        begun,
        customer=[{"customer_id": "B", "email_token": "e_b", "_imported_at": IMPORTED + timedelta(days=2)}],
    )
    both(begun)


def test_lines_of_orders_make_every_order_anew(begun, put):
    put(begun, order_line=[{"order_id": "0009", "line": "1", "ordered_at": START, "amount": 3}])
    assert "fact_purchase" not in taken(both(begun))


def test_other_rules_take_nothing_over(begun):
    other = COMPANY.model_copy(update={"time_zone": "Europe/Vilnius"})
    assert taken(both(begun, other)) == set()


def test_another_team_of_an_agent_takes_nothing_over(begun):
    change(begun, "update agent set team = 'red' where agent_id = 'ann'")
    assert taken(both(begun)) == set()


def test_a_mart_written_differently_takes_nothing_over(begun, monkeypatch):
    told = steps.mart_sql
    monkeypatch.setattr(
        steps, "mart_sql",
        lambda name: told(name).replace(">= 9 as promoter", ">= 8 as promoter"),
    )  # fmt: skip
    assert taken(both(begun)) == set()


def test_a_damaged_list_of_parts_takes_nothing_over(begun):
    (begun / FILE).write_bytes(b"not a database" * 500)
    assert taken(both(begun)) == set()


def test_parts_of_whole_days_are_the_whole(home, put, monkeypatch):
    monkeypatch.setattr(parts, "PART_ROWS", 40)
    put(home, **dice_rows(1))
    parted = build(home, COMPANY)
    monkeypatch.undo()
    bare = home.with_name("bare")
    copytree(home, bare, ignore=lambda *_: ["snapshots", FILE])
    assert parted.name == build(bare, COMPANY).name


@pytest.mark.parametrize("seed", range(2))
def test_any_imports_one_after_the_other_give_what_a_whole_build_gives(home, put, seed):
    put(home, **dice_rows(seed))
    build(home, COMPANY)
    dice = random.Random(seed)
    for time in range(1, 3):
        now = IMPORTED + timedelta(days=time)
        days = [dice.choice([None, 59, 60, 61, 62, 40 + dice.randrange(20)]) for _ in range(6)]
        put(home, event=[
            late(100 * time + n, day or 0, customer_id=dice.choice("abcd"),
                 session_id=dice.choice([None, "t60", f"n{n}"]),
                 _imported_at=now, **({} if day else {"happened_at": None}))
            for n, day in enumerate(days)
        ])  # fmt: skip
        fresh = Dice(100 * seed + time)
        put(
            home,
            purchase=[
                {**row, "order_id": f"{time}-{row['order_id']}", "_imported_at": now}
                for row in purchases(fresh, 3)
            ],
        )
        put(
            home, contact=[{**row, "contact_id": f"{time}-{row['contact_id']}"} for row in contacts(fresh, 3)]
        )
        moved = datetime(2026, 4, 10) + timedelta(days=dice.randrange(10))
        change(
            home,
            "update event set happened_at = ?, _imported_at = ? where event_id = ?",
            moved,
            now,
            f"s{dice.randrange(500):05}",
        )
        change(home, "delete from survey_invitation where invitation_id = ?", f"{dice.randrange(150):04}")
        both(home)


def test_what_is_told_by_day_is_a_mart():
    assert set(BY_DAY) <= {step.name for step in steps.STEPS}
