from __future__ import annotations

import json
import os
import stat
import sys

import pytest

from dashboard.company import Company
from dashboard.screens import incoming
from dashboard.screens.incoming import (
    Failed,
    Visitor,
    finish,
    forget,
    keep,
    look,
    not_allowed,
    safe_name,
    told,
)

ACME = Company(name="Acme")
HERE = Visitor("127.0.0.1", "127.0.0.1:8501")


def test_a_visitor_on_the_same_machine_may_send_files():
    assert not_allowed(ACME, HERE) is None
    assert not_allowed(ACME, Visitor("::1", "[::1]:8501")) is None
    assert not_allowed(ACME, Visitor("localhost", "localhost")) is None


@pytest.mark.parametrize(
    "visitor",
    [
        Visitor("0.0.0.0", "127.0.0.1:8501"),
        Visitor("", "127.0.0.1:8501"),
        Visitor("127.0.0.1", "cx.example:443"),
        Visitor("127.0.0.1", "127.0.0.1.evil.example"),
        Visitor("127.0.0.1", "127.0.0.1:8501", forwarded=True),
        Visitor("0.0.0.0", "cx.example", email="eve@acme.example"),
    ],
)
def test_anyone_else_may_not(visitor):
    assert not_allowed(ACME, visitor) is not None


def test_people_whom_the_company_file_names_may_send_files():
    company = Company(name="Acme", roles={"upload": ("ann@acme.example",)})
    assert not_allowed(company, Visitor("0.0.0.0", "cx.example", True, "ann@acme.example")) is None


def test_nobody_sends_files_into_the_demo():
    assert "made-up" in not_allowed(Company(name="Demo", demo=True), HERE)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\tickets.csv", "tickets.csv"),
        ("-rf.csv", "rf.csv"),
        (".hidden", "hidden"),
        ("a\x00b\u202e<img src=x>.csv", "ab_img src_x_.csv"),
        ("Apklausa 2026 ąčę.xlsx", "Apklausa 2026 ąčę.xlsx"),
        ("", "file"),
        ("..", "file"),
    ],
)
def test_a_file_name_keeps_its_words_and_nothing_that_leads_elsewhere(given, kept):
    assert safe_name(given) == kept


def test_a_very_long_name_keeps_its_suffix():
    assert safe_name("x" * 5000 + ".csv") == "x" * 80 + ".csv"


def test_a_sent_file_is_kept_where_only_its_owner_can_read_it(tmp_path):
    path = keep(tmp_path, "answers.csv", b"a,b\n1,2\n")
    assert path.read_bytes() == b"a,b\n1,2\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    forget(path)
    assert not path.parent.exists()


def test_what_was_left_behind_a_day_ago_goes_with_the_next_file(tmp_path):
    old = keep(tmp_path, "old.csv", b"x")
    fresh = keep(tmp_path, "fresh.csv", b"x", now=old.parent.stat().st_mtime + 25 * 3600)
    assert not old.exists()
    assert fresh.exists()


def test_a_look_at_an_unknown_file_gives_its_columns_and_what_must_be_asked(tmp_path):
    path = tmp_path / "help desk.csv"
    rows = [
        f"{i},2026-0{i % 9 + 1}-11 10:00:00,{i % 5 + 1},The parcel number {i} is still late today"
        for i in range(1, 40)
    ]
    path.write_text("\n".join(["Ticket ID,Created,Satisfaction,Message", *rows]))
    (seen,) = look(path, tmp_path, {})
    assert seen["status"] == "guessed"
    assert {row["column"] for row in seen["columns"]} == {"Ticket ID", "Created", "Satisfaction", "Message"}
    assert "scale:Satisfaction" in {question["key"] for question in seen["questions"]}
    assert list(tmp_path.iterdir()) == [path]


def test_a_look_at_a_file_that_is_no_table_says_why(tmp_path):
    path = tmp_path / "login.csv"
    path.write_text("<!doctype html><html><body>Sign in</body></html>")
    (seen,) = look(path, tmp_path, {})
    assert seen["status"] == "refused"
    assert "web page" in seen["cause"]


def running(tmp_path, code: str) -> incoming.Running:
    path = tmp_path / "x.csv"
    script = tmp_path / "child.py"
    script.write_text(code)
    said, wrong = path.parent / ".result", path.parent / ".errors"
    with said.open("wb") as out, wrong.open("wb") as err:
        child = incoming.subprocess.Popen(
            [sys.executable, str(script)], stdout=out, stderr=err, env=os.environ
        )
    return incoming.Running(child, path, incoming.time.monotonic())


def test_the_account_of_an_import_is_read_from_its_process(tmp_path):
    account = {"files": [{"name": "x.csv", "status": "imported"}]}
    waited: list[int] = []
    done = finish(
        running(tmp_path, f"import time; time.sleep(1); print({json.dumps(account)!r})"), waited.append
    )
    assert done == account["files"]
    assert waited


def test_an_import_that_stops_says_its_own_words(tmp_path):
    with pytest.raises(Failed, match="Another import is running"):
        finish(running(tmp_path, "import sys; sys.exit('Another import is running.')"), lambda _: None)


def test_an_import_that_breaks_never_shows_a_stack_trace(tmp_path):
    with pytest.raises(Failed, match=r"^x\.csv was not imported\.$"):
        finish(running(tmp_path, "raise ValueError('secret@example.com')"), lambda _: None)


def test_an_import_is_told_in_words():
    file = {
        "name": "x.csv", "status": "imported", "sha256": "", "source": "zendesk", "cause": "", "read": 3, "accepted": 2,
        "rejected": 1, "dropped": {}, "causes": {"is empty": 1}, "questions": [], "says": [],
        "tables": {"contact": {"inserted": 2, "replaced": 0, "unchanged": 0, "superseded": 0}},
    }  # fmt: skip
    lines = told([file], {"First response time": "No times."}, {"First response time": None})
    assert "x.csv (zendesk): 2 of 3 rows came in, as 2 contacts." in lines
    assert "Now possible: First response time." in lines
