from __future__ import annotations

import pytest

from dashboard.company import Company
from dashboard.sources.guess import guess
from dashboard.sources.mapping import NothingToMap, Row, answer, describe, read, slug, write
from dashboard.sources.preset import PresetError
from dashboard.sources.run import Options, import_paths
from dashboard.store.record import open_record

HEADER = ["Ticket ID", "Created", "Status", "Rating", "Customer Name"]
ROWS = [["7", "2026-03-01 10:00", "open", "5", "Jo Doe"], ["8", "2026-03-02 10:00", "solved", "", "Al Roe"]]


def made(name="Tickets 2026-03.csv", header=HEADER):
    return guess(header, ROWS, name)


@pytest.mark.parametrize(("name", "expected"), [
    ("Tickets 2026-03.csv", "tickets"), ("/tmp/a b/Kundenliste (2).xlsx", "kundenliste"), ("2026.csv", "mapping"),
    ("../../etc/passwd", "passwd"), ("Žinutės.csv.gz", "zinutes"), ("天.csv", "mapping"), ("x" * 99, "x" * 60),
])  # fmt: skip
def test_a_mapping_is_named_after_the_file_without_its_dates(name, expected):
    assert slug(name) == expected


def test_a_written_mapping_can_be_read_and_names_what_is_open(tmp_path):
    path = write(tmp_path, made())
    assert path == tmp_path / "mappings" / "tickets.toml"
    assert "# open: scale:Rating: " in path.read_text("utf-8")
    preset = read(tmp_path, "tickets")
    assert preset.own
    assert preset.time.zone == "ask"
    assert preset.tables == ("contact", "survey_answer")


def test_answers_are_put_into_the_mapping_one_after_another():
    first = answer(made(), {"time_zone": "Europe/Vilnius"})
    assert 'zone = "Europe/Vilnius"' in first.preset_toml
    second = answer(first, {"kind:Rating": "csat", "scale:Rating": "1-5", "direction:Rating": "up"})
    assert 'zone = "Europe/Vilnius"' in second.preset_toml
    assert "min = 1, max = 5" in second.preset_toml
    assert not second.open


def test_a_wrong_answer_is_not_written(tmp_path):
    with pytest.raises(PresetError, match="Mars"):
        write(tmp_path, answer(made(), {"time_zone": "Mars/Olympus"}))
    assert not (tmp_path / "mappings").exists()


def test_the_same_columns_replace_a_mapping_and_others_get_their_own(tmp_path):
    assert write(tmp_path, made()).name == "tickets.toml"
    assert write(tmp_path, made("tickets 2026-04.csv")).name == "tickets.toml"
    other = made(header=["Ticket ID", "Opened", "Status", "Score", "Name"])
    assert write(tmp_path, other).name == "tickets-2.toml"


def test_nothing_is_written_for_a_file_without_meaning(tmp_path):
    with pytest.raises(NothingToMap):
        write(tmp_path, guess(["a", "b"], [["1", "2"]], "x.csv"))


def test_every_column_is_described_in_its_order():
    assert describe(made()) == [
        Row("Ticket ID", "contact.contact_id", "key", "7"),
        Row("Ticket ID", "survey_answer.contact_id", "key", "7"),
        Row("Ticket ID", "survey_answer.answer_id", "key", "7"),
        Row("Created", "contact.opened_at", "timestamp", "2026-03-01 10:00"),
        Row("Status", "contact.status", "label", "open"),
        Row("Rating", "survey_answer.answer_text", "text", "5"),
        Row("Customer Name", "", "", "Jo Doe"),
    ]


def test_a_confirmed_mapping_reads_this_file_and_the_next_of_its_shape(tmp_path):
    answers = {"time_zone": "UTC", "kind:Rating": "csat", "scale:Rating": "1-5", "direction:Rating": "up"}
    lines = [
        "7,2026-03-01 10:00,open,5,Jo",
        "8,2026-03-02 10:00,solved,,Al",
        "9,2026-03-03 10:00,solved,6,Al",
    ]
    results = []
    for month, line in enumerate(lines, 1):
        path = tmp_path / f"tickets 2026-0{month}.csv"
        path.write_text(",".join(HEADER) + f"\n{line}\n")
        options = Options(answers=answers, confirm=True) if month == 1 else Options(time_zone="UTC")
        results += import_paths(tmp_path, Company(name="T"), [path], options=options).files
    assert [(r.status, r.source, r.accepted, r.rejected) for r in results] == [
        ("imported", "tickets", 1, 0), ("imported", "tickets", 1, 0), ("imported", "tickets", 0, 1),
    ]  # fmt: skip
    with open_record(tmp_path) as record:
        assert record.rows("select contact_id from contact order by 1") == [("tickets:7",), ("tickets:8",)]
        assert record.rows("select kind, score, scale_max from survey_answer") == [("csat", 5.0, 5.0)]
