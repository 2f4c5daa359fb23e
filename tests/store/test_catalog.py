"""What a snapshot tells about its data: coverage, sources, rejects, checks, filter values; and nothing personal."""

from __future__ import annotations

from datetime import datetime

from dashboard.company import Company

AT = datetime(2026, 3, 2, 10)


def test_a_snapshot_tells_how_full_each_column_is(built):
    snapshot = built(contact=[{"contact_id": "1", "opened_at": AT}, {"contact_id": "2"}])
    coverage = snapshot.query("select * from coverage where table_name = 'contact'").to_pylist()
    found = {row["column_name"]: (row["rows"], row["filled"]) for row in coverage}
    assert (found["contact_id"], found["opened_at"], found["first_reply_at"]) == ((2, 2), (2, 1), (2, 0))
    assert "_file" not in found


def test_sources_are_told_with_what_became_of_their_rows(built, rows_of):
    first, last = datetime(2026, 3, 2), datetime(2026, 3, 4)
    ledger = {"source": "desk", "tables": "contact", "status": "imported", "imported_at": last}
    snapshot = built(
        import_file=[
            ledger
            | {
                "file": "f1",
                "read": 5,
                "accepted": 2,
                "rejected": 2,
                "dropped": 1,
                "drop_reasons": '{"header row": 1}',
            },
            ledger
            | {
                "file": "f2",
                "read": 3,
                "accepted": 1,
                "rejected": 0,
                "dropped": 1,
                "drop_reasons": "empty lines",
            },
        ],
        contact=[
            {"contact_id": "1", "opened_at": first, "_source": "desk"},
            {"contact_id": "2", "opened_at": last, "_source": "desk"},
        ],
        mention=[{"mention_id": "1", "published_at": first, "_source": "site"}],
    )
    desk, site = rows_of(snapshot, "source", "source")
    assert (desk["files"], desk["read"], desk["accepted"], desk["rejected"], desk["dropped"]) == (
        2,
        8,
        3,
        2,
        2,
    )
    assert (desk["source_class"], desk["tables"], desk["first_at"], desk["last_at"]) == (
        "direct",
        "contact",
        first,
        last,
    )
    assert (site["source_class"], site["accepted"], site["files"]) == ("indirect", 1, 0)
    assert [(row["reason"], row["rows"]) for row in rows_of(snapshot, "dropped", "reason")] == [
        ("empty lines", 1), ("header row", 1),
    ]  # fmt: skip
    (check,) = snapshot.query("select * from quality where \"check\" = 'rows accounted for'").to_pylist()
    assert (check["passed"], check["found"]) == (False, 1)
    assert check["says"].startswith("1 files in which")
    classes = snapshot.query(
        "select value from vocabulary where dimension = 'source_class' order by position"
    )
    assert classes.column(0).to_pylist() == ["direct", "indirect"]


def test_checks_find_what_is_wrong_in_the_data(built, rows_of):
    snapshot = built(
        customer=[{"customer_id": "a", "email_token": "e_1"}, {"customer_id": "b", "email_token": "e_1"}],
        contact=[
            {
                "contact_id": "1",
                "opened_at": AT,
                "resolved_at": AT.replace(hour=9),
                "customer_id": "stranger",
            },
            {"contact_id": "2"},
        ],
        event=[{"event_id": "1", "happened_at": datetime(2027, 1, 1), "touchpoint": "the moon"}],
        purchase=[
            {"order_id": "1", "ordered_at": AT, "amount": 5, "currency": "USD"},
            {"order_id": "2", "ordered_at": AT, "amount": 5, "currency": "eur"},
        ],
        order_line=[{"order_id": "1", "line": "1", "ordered_at": AT}],
    )
    found = {row["check"]: row["found"] for row in rows_of(snapshot, "quality", "check") if not row["passed"]}
    assert found == {
        "customers known": 1, "dated contacts": 1, "no future dates": 1, "times in order": 1,
        "touchpoints in the journey": 1, "orders with lines": 1, "one currency": 1, "one customer an email": 1,
    }  # fmt: skip


def test_filter_values_are_those_that_occur_and_stages_keep_the_companys_order(built):
    company = Company(
        name="Acme",
        journey=[
            {"name": "Zero", "touchpoints": ["a"]},
            {"name": "Unused", "touchpoints": ["x"]},
            {"name": "After", "touchpoints": ["b"]},
        ],
    )
    snapshot = built(
        company,
        contact=[
            {"contact_id": "1", "opened_at": AT, "touchpoint": "b", "channel": "web"},
            {"contact_id": "2", "opened_at": AT, "touchpoint": "a", "channel": "app"},
            {"contact_id": "3", "opened_at": AT, "channel": "ghost", "is_test": True},
        ],
    )
    values = snapshot.query(
        "select dimension, value from vocabulary order by dimension, position"
    ).to_pylist()
    assert [(row["dimension"], row["value"]) for row in values] == [
        ("channel", "app"), ("channel", "web"), ("source_class", "direct"), ("stage", "Zero"), ("stage", "After"),
    ]  # fmt: skip
    ordered = snapshot.query("select stage from contact_day order by stage").column(0).to_pylist()
    assert ordered == ["Zero", "After"]


def test_nothing_personal_gets_into_a_snapshot(built):
    secret = "ann.secret@example.com"
    snapshot = built(
        customer_contact=[{"customer_id": "c", "name": "Ann Secret", "email": secret, "phone": "+370 612 34567"}],
        agent=[{"agent_id": "a", "name": "Ann Secret", "team": "blue"}],
        contact=[{"contact_id": "1", "opened_at": AT, "agent_id": "a", "customer_id": "c"}],
        import_file=[{"file": "f1", "name": "answers.csv", "source": "source"}],
        reject=[
            {"file": "f1", "line": 7, "column": "score", "cause": "not a number", "source": "source",
             "raw": f'9,"{secret}",+370 612 34567,2026-03-02 10:00:00,(415) 555-0132,order 1234-99'},
        ],
    )  # fmt: skip
    columns = snapshot.query(
        "select table_name t, column_name c from duckdb_columns() where not internal"
    ).to_pylist()
    texts = " ".join(
        str(snapshot.query(f'select "{row["c"]}" as v from {row["t"]}').column(0).to_pylist())
        for row in columns
    )
    assert "Secret" not in texts
    assert "secret" not in texts
    assert "34567" not in texts
    (reject,) = snapshot.query("select name, raw_redacted from reject").to_pylist()
    assert reject == {
        "name": "answers.csv", "raw_redacted": '9,"[email]",[phone],2026-03-02 10:00:00,[phone],order 1234-99',
    }  # fmt: skip
