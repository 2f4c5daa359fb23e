from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.company import Company
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.screens import data_page
from dashboard.screens.data_sources import behind, in_words, most_lost, totals
from dashboard.store.snapshot import SnapshotInfo

EVIL = "=1+1 ![x](http://evil.example/x.png) [y](javascript:alert(1)) <img src=x onerror=alert(1)>"
AT = datetime(2026, 10, 31, 21, 14)
TABLES = """
create table source (source varchar, source_class varchar, tables varchar, files bigint, read hugeint,
  accepted hugeint, rejected hugeint, dropped hugeint, first_at timestamp, last_at timestamp, imported_at timestamp);
create table reject (file varchar, name varchar, line bigint, "column" varchar, cause varchar, raw_redacted varchar,
  source varchar, imported_at timestamp);
create table dropped (source varchar, reason varchar, rows hugeint);
create table quality ("check" varchar, passed boolean, found bigint, says varchar);
create table coverage (table_name varchar, column_name varchar, rows bigint, filled bigint);
"""


class Fake:
    """A snapshot of the reference tables only."""

    name = "3f9c2a7be1d04c55"

    def __init__(self) -> None:
        self.con = duckdb.connect()
        self.con.execute(TABLES)

    def add(self, table: str, *rows: tuple[object, ...]) -> None:
        marks = ", ".join("?" * len(rows[0]))
        self.con.executemany(f"insert into {table} values ({marks})", rows)

    def query(self, sql, params=None, *, many=False):
        with self.con.cursor() as cursor:
            return cursor.sql(sql, params=params or None).to_arrow_table()


@pytest.fixture
def db() -> Fake:
    fake = Fake()
    fake.add(
        "source",
        ("qualtrics", "direct", "survey_answer", 2, 110, 100, 4, 6, AT, AT, AT),
        ("google_play", "indirect", "mention", 1, 50, 50, 0, 0, AT, datetime(2026, 8, 14), AT),
        (EVIL, "inferred", "event", 1, 10, 8, 2, 0, AT, None, AT),
    )
    fake.add(
        "reject",
        *[("f1", "answers.csv", line, "Q1", "is outside the scale", "R1,11", "qualtrics", AT) for line in range(2, 6)],
        *[("f2", EVIL, line, EVIL, EVIL, EVIL, EVIL, AT) for line in (7, 9)],
    )  # fmt: skip
    fake.add("dropped", ("qualtrics", "survey preview", 6))
    fake.add(
        "quality", ("keys", True, 0, "No key occurs twice."), ("known", False, 7, "7 contacts are unknown.")
    )
    fake.add("coverage", ("contact", "opened_at", 10, 0), ("contact", "contact_id", 10, 10))
    return fake


def _page(db, company, home, reasons):
    from dashboard.screens import address
    from dashboard.screens.data_page import trust

    address.arrived("data")
    trust(db, company, home, reasons)


@pytest.fixture
def page(db, tmp_path, monkeypatch):
    kept = [
        SnapshotInfo(db.name, tmp_path / "a", AT, 170, 5_000_000, True, False),
        SnapshotInfo("0123456789abcdef", tmp_path / "b", AT, 160, 4_000_000, False, False),
    ]
    monkeypatch.setattr(data_page, "snapshots", lambda home: kept)

    def shown(company: Company | None = None, reasons=None, **address: str) -> AppTest:
        known = dict.fromkeys(CATALOGUE) | (reasons or {})
        test = AppTest.from_function(
            _page, args=(db, company or Company(name="Acme"), Path("/srv/acme"), known), default_timeout=20
        )
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return shown


def words(test: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "caption", "info", "error", "success", "code")
    shown = (element.value for kind in kinds for element in getattr(test, kind))
    return "\n".join(shown).replace("\\", "").replace("\u2060", "")


def test_the_first_sentence_accounts_for_every_row():
    rows = [
        {"source": "a", "files": 2, "read": 110, "accepted": 100, "rejected": 4, "dropped": 6, "last_at": AT},
        {"source": "b", "files": 1, "read": 90, "accepted": 90, "rejected": 0, "dropped": 0, "last_at": None},
    ]
    sums = totals(rows)
    assert (sums.read, sums.accepted, sums.rejected, sums.dropped, sums.off) == (200, 190, 4, 6, ())
    assert sums.last == date(2026, 10, 31)
    assert in_words(sums).startswith("95.0% of 200 rows from 3 files of 2 sources are in the record.")


def test_one_lost_row_of_a_million_is_not_called_all_of_them():
    row = {
        "source": "a",
        "files": 1,
        "read": 1_000_000,
        "accepted": 999_999,
        "rejected": 1,
        "dropped": 0,
        "last_at": AT,
    }
    assert in_words(totals([row])).startswith("Over 99.9% of")


def test_counts_that_do_not_add_up_are_named():
    row = {"source": "a", "files": 1, "read": 10, "accepted": 8, "rejected": 1, "dropped": 0, "last_at": AT}
    assert totals([row]).off == ("a",)


def test_nothing_imported_is_said_as_that():
    assert in_words(totals([])) == "Nothing has been imported yet."


def test_freshness_is_against_the_newest_data_and_never_the_clock():
    assert behind(datetime(2026, 8, 14), date(2026, 10, 31)) == "78 days behind"
    assert behind(datetime(2026, 10, 25), date(2026, 10, 31)) == "up to date"
    assert behind(None, date(2026, 10, 31)) == "no dates"


def test_the_bars_start_with_all_sources_and_go_on_with_the_largest_loss():
    rows = [
        {"source": "fine", "read": 10, "accepted": 10, "rejected": 0, "dropped": 0},
        {"source": "worst", "read": 10, "accepted": 5, "rejected": 5, "dropped": 0},
    ]
    bars = most_lost(rows)
    assert [bar["source"] for bar in bars] == ["All sources", "worst", "fine"]
    assert (bars[0]["read"], bars[0]["accepted"], bars[0]["rejected"]) == (20, 15, 5)


def test_the_page_opens_with_its_sources_and_what_needs_attention(page):
    test = page()
    assert not test.exception
    assert "1 of 2 checks need attention." in words(test)
    assert list(test.dataframe[0].value["Rejected"]) == [4, 0, 2]
    assert list(test.dataframe[0].value["Freshness"]) == ["up to date", "78 days behind", "no dates"]


def test_rejected_rows_are_grouped_by_cause_with_examples_of_the_most_frequent(page):
    test = page(show="rejected")
    assert not test.exception
    causes, examples = test.dataframe[0].value, test.dataframe[1].value
    assert list(causes["Rows"]) == [4, 2]
    assert list(examples["Line"]) == [2, 3, 4, 5]
    assert "6 rows could not be read." in words(test)


def test_checks_that_need_attention_come_first_and_what_is_missing_is_said(page):
    test = page(reasons={"churn_rate": "No start and end dates in the subscriptions."}, show="checks")
    assert not test.exception
    shown = words(test)
    assert shown.index("7 contacts are unknown.") < shown.index("No key occurs twice.")
    assert f"{len(CATALOGUE) - 1} of {len(CATALOGUE)} metrics can be answered" in shown
    assert list(test.dataframe[0].value["What it lacks"]) == ["No start and end dates in the subscriptions."]
    assert set(test.dataframe[1].value["Filled"]) == {0.0, 100.0}


def test_the_current_snapshot_is_marked_and_the_way_back_is_a_command(page):
    test = page(show="snapshots")
    assert list(test.dataframe[0].value["State"]) == ["current, shown here", "kept"]
    assert test.code[0].value == "sightline rollback 0123456789abcdef --home /srv/acme"


def test_an_unknown_part_of_the_page_in_the_address_shows_the_first(page):
    assert "Left out by rule" in words(page(show="nonsense"))


def test_the_demo_company_takes_no_files_and_says_how_to_begin_ones_own(page):
    test = page(Company(name="Demo", demo=True), show="add")
    assert "made-up demo company" in words(test)
    assert "sightline init --home my-company" in words(test)
    assert not test.get("file_uploader")


@pytest.mark.parametrize("show", ["sources", "rejected", "checks", "snapshots", "add"])
def test_hostile_names_reach_no_markdown_unescaped(page, show):
    test = page(show=show)
    assert not test.exception
    said = "\n".join(
        element.value for kind in ("markdown", "caption", "error") for element in getattr(test, kind)
    )
    assert "![x]" not in said
    assert "http://" not in said
    assert "<img" not in said
