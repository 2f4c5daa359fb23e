"""A build that takes days over is the build that makes every day anew, table by table."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import datetime, timedelta
from shutil import copytree

import pytest

from dashboard.store import parts, steps
from dashboard.store.basis import FILE
from dashboard.store.build import build
from dashboard.store.folder import SnapshotError, folder_of
from tests.store.conftest import IMPORTED
from tests.store.days_built import begin, both, change, dice_rows, late, mentions, taken
from tests.store.random_record import COMPANY, START, Dice, contacts, purchases


@pytest.fixture
def begun(home, put):
    return begin(home, put)


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


def test_a_damaged_snapshot_is_not_gone_on_with(begun, put):
    (path,) = folder_of(begun).glob("*.duckdb")
    content = bytearray(path.read_bytes())
    for at in range(len(content) // 2, len(content) // 2 + 2_000_000):
        content[at] ^= 0x55
    path.write_bytes(content)
    put(begun, event=[late(1, 61, customer_id="a")])
    with suppress(SnapshotError):
        build(begun, COMPANY)
    both(begun)


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
        put(
            home, mention=[{**row, "mention_id": f"{time}-{row['mention_id']}"} for row in mentions(fresh, 3)]
        )
        for table, column in (("contact", "reopens"), ("mention", "rating")):
            key = f"{table}_id"
            change(home, f"update {table} set {column} = 1, customer_id = 'c' where {key} like ?",
                   f"%{dice.randrange(80):04}")  # fmt: skip
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
