"""Excel, Parquet, fixed width and survey sheets, end to end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.sources.excel import as_text
from tests.sources.corpus import MAPPING
from tests.sources.test_run import bring, home_with, put, rows

SHEET = """
title = "Test sheet"
namespace = "s"
[recognise]
all = ["Response", "Ended"]
[file]
skip_rows = 1
question_row = 2
[[drop]]
column = "Status"
in = ["Preview"]
reason = "preview response"
[questions]
response = { from = "Response", type = "key", required = true }
answered_at = { from = "Ended", type = "timestamp" }
customer_id = { from = "Email", type = "customer" }
ignore = ["IP"]
common = { survey = { value = "post purchase" }, channel = { from = "Channel", type = "label" } }
[[questions.kind]]
match = "recommend"
kind = "nps"
min = 0
max = 10
[[questions.kind]]
match = "^Q_SAT"
kind = "csat"
min = 1
max = 5
map = { "Very good" = 5, "Bad" = 1 }
[[questions.comment]]
match = "why"
"""
SHEET_CSV = """Response,Ended,Status,Email,IP,Channel,Q1,Q_WHY,Q_SAT,Q_COLOUR
Response,Ended,Status,Email,IP,Channel,How likely are you to recommend us?,Tell us why,Satisfied?,Which colour?
r1,2025-01-01 10:00,,a@b.lt,1.2.3.4,Web Site,9,Great,Very good,red
r2,2025-01-01 10:00,,A@B.LT,1.2.3.4,Web,,Only words,,
r3,2025-01-01 10:00,Preview,,,,1,,,
r4,2025-01-01 10:00,,,,,,,,
r5,2025-01-01 10:00,,,,,7.5,x,,
"""


def test_a_survey_sheet_becomes_one_row_an_answer(tmp_path: Path) -> None:
    home = home_with(tmp_path, SHEET)
    (file,) = bring(home, put(tmp_path, SHEET_CSV))
    assert (file.read, file.accepted, file.rejected) == (5, 2, 1)
    assert dict(file.dropped) == {"preview response": 1, "no question was answered": 1}
    found = rows(
        home,
        "select answer_id, kind, score, scale_min, scale_max, answer_text, comment, channel "
        "from survey_answer order by 1",
    )
    assert found == [
        ("s:r1:Q1", "nps", 9.0, 0.0, 10.0, "9", "Great", "web_site"),
        ("s:r1:Q_COLOUR", "other", None, None, None, "red", None, "web_site"),
        ("s:r1:Q_SAT", "csat", 5.0, 1.0, 5.0, "Very good", None, "web_site"),
        ("s:r2:Q_WHY", "other", None, None, None, None, "Only words", "web"),
    ]  # fmt: skip
    people = rows(home, "select distinct customer_id from survey_answer")
    assert len(people) == 1
    assert str(people[0][0]).startswith("e_")
    assert rows(home, 'select line, "column" from reject') == [(7, "Q1")]
    assert rows(home, "select question from survey_answer where kind = 'nps'") == [
        ("How likely are you to recommend us?",)
    ]


def test_a_workbook_keeps_ids_and_dates_and_gives_each_sheet(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    book = openpyxl.Workbook()
    first = book.active
    first.append(["id", "score", "at", "text"])
    first.append([7, 9, dt.datetime(2025, 1, 1, 10, 30), "line\r\nbreak"])
    first.append(["0007", 10, dt.date(2025, 1, 2), "=1+1"])
    first.append([1.2345678901234567e19, 10, None, "lost"])
    book.create_sheet("Notes").append(["about", "this"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    answers, notes = bring(home, path)
    assert (answers.read, answers.accepted, answers.rejected) == (3, 2, 1)
    assert notes.status in {"not recognised", "needs answers"}
    assert rows(home, "select answer_id, answered_at::varchar from survey_answer order by 1") == [
        ("t:0007", "2025-01-02 00:00:00"), ("t:7", "2025-01-01 10:30:00")]  # fmt: skip
    assert rows(home, "select line, cause from reject") == [(4, "has lost digits in a spreadsheet")]
    assert {f.status for f in bring(home, path)} == {"already imported", notes.status}


def test_cells_of_a_workbook_as_text() -> None:
    assert as_text(5.0) == "5"
    assert as_text(0.1) == "0.1"
    assert as_text(True) == "true"
    assert as_text(dt.timedelta(hours=26, seconds=5)) == "26:00:05"
    assert as_text(float(2**53)) == "9007199254740992"
    assert "E+" in as_text(1e19)


def test_a_parquet_file_keeps_offsets_long_ids_and_nested_names(tmp_path: Path) -> None:
    home = home_with(
        tmp_path, MAPPING.replace('"text"]', '"text.body"]').replace('from = "text"', 'from = "text.body"')
    )
    path = tmp_path / "t.parquet"
    at = pa.array([dt.datetime(2025, 1, 1, 8), None], pa.timestamp("us", tz="Europe/Vilnius"))
    pq.write_table(pa.table({
        "id": pa.array([12345678901234567890, 2], pa.uint64()), "score": [9, 11], "at": at,
        "text": [{"body": "a"}, {"body": "b"}],
    }), path)  # fmt: skip
    (file,) = bring(home, path)
    assert (file.read, file.accepted, file.rejected) == (2, 1, 1)
    assert rows(home, "select answer_id, answered_at::varchar, answer_text from survey_answer") == [
        ("t:12345678901234567890", "2025-01-01 08:00:00", "a")]  # fmt: skip


def test_json_numbers_stay_as_they_were_written_and_keys_of_lists_become_columns(tmp_path: Path) -> None:
    home = home_with(
        tmp_path,
        MAPPING.replace('"text"]', '"params.page"]').replace('from = "text"', 'from = "params.page"'),
    )
    line = (
        '{"id": 12345678901234567890123, "score": 9, "at": null, '
        '"params": [{"key": "page", "value": {"string_value": null, "int_value": 7}}]}\n'
    )
    (file,) = bring(home, put(tmp_path, line, "x.jsonl"))
    assert file.accepted == 1, file
    assert rows(home, "select answer_id, answer_text from survey_answer") == [
        ("t:12345678901234567890123", "7")
    ]


def test_white_space_and_declared_widths_both_cut_fixed_width_files(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    text = " id score at text\n 0001 9 2025-01-01 a\n 0002 11 2025-01-01 b\n"
    (file,) = bring(home, put(tmp_path, text, "spaced.txt"))
    assert (file.accepted, file.rejected) == (1, 1)
    other = home_with(tmp_path / "2", MAPPING + "\n[file]\nfixed_widths = [5, 6, 11, 10]\n")
    text = "id   score at         text      \n0001 9     2025-01-01 two words \n0002 10               \n"
    (file,) = bring(other, put(tmp_path, text, "cut.txt"))
    assert (file.accepted, file.rejected) == (2, 0), file
    assert rows(other, "select answer_id, answer_text from survey_answer order by 1") == [
        ("t:0001", "two words"), ("t:0002", None)]  # fmt: skip


def test_cells_on_the_first_row_of_an_order_are_given_to_all_its_rows(tmp_path: Path) -> None:
    mapping = """
title = "Orders"
namespace = "o"
[recognise]
all = ["Name", "Created at", "Line", "Price"]
[file.fill_down]
by = "Name"
columns = ["Created at", "Email"]
[[table]]
into = "order_line"
replace_by = ["order_id"]
[table.columns]
order_id = { from = "Name", type = "key", required = true }
line = { from = "Line", type = "id", required = true }
ordered_at = { from = "Created at", type = "timestamp" }
customer_id = { from = "Email", type = "customer" }
amount = { from = "Price", type = "number" }
[[table]]
into = "purchase"
when = { column = "Total", filled = true }
[table.columns]
order_id = { from = "Name", type = "key", required = true }
ordered_at = { from = "Created at", type = "timestamp" }
amount = { from = "Total", type = "number" }
"""
    home = home_with(tmp_path, mapping)
    text = (
        "Name,Created at,Email,Line,Price,Total\n#1,2025-01-01 10:00:00 +0500,x@y.z,1,5,12\n#1,,,2,7,\n"
        "#2,2025-01-02 10:00:00 +0500,,1,3,3\n"
    )
    (file,) = bring(home, put(tmp_path, text))
    assert (file.read, file.accepted, {t: u.rows for t, u in file.tables.items()}) == (
        3, 3, {"order_line": 3, "purchase": 2})  # fmt: skip
    found = rows(
        home,
        "select order_id, line, ordered_at::varchar, customer_id is null, amount from order_line order by all",
    )
    assert found == [
        ("o:#1", "1", "2025-01-01 05:00:00", False, 5.0), ("o:#1", "2", "2025-01-01 05:00:00", False, 7.0),
        ("o:#2", "1", "2025-01-02 05:00:00", True, 3.0)]  # fmt: skip


def test_identical_rows_without_a_key_are_numbered_and_come_in_once(tmp_path: Path) -> None:
    home = home_with(
        tmp_path, MAPPING.replace('from = "id", type = "key"', 'from = ["id", "at"], type = "hash"')
    )
    first = put(tmp_path, "id,score,at,text\n1,9,,a\n1,9,,a\n2,9,,b\n")
    assert bring(home, first)[0].tables["survey_answer"].inserted == 3
    again = bring(home, put(tmp_path, "id,score,at,text\n2,9,,b\n1,9,,a\n1,9,,a\n", "permuted.csv"))[0]
    assert again.tables["survey_answer"].unchanged == 3
    assert rows(home, "select count(*) filter (answer_id like '%#2'), count(*) from survey_answer") == [
        (1, 3)
    ]


def test_personal_data_is_taken_out_of_free_text_and_feeling_is_added(tmp_path: Path) -> None:
    home = home_with(tmp_path, MAPPING.replace("answer_text =", "comment ="))
    text = "id,score,at,text\n1,9,,I love it! write to me@home.com\n2,1,,This is terrible and awful service\n3,5,,\n"
    bring(home, put(tmp_path, text))
    found = rows(
        home,
        "select comment, sentiment > 0, sentiment_model is not null from survey_answer order by answer_id",
    )
    assert found[0] == ("I love it! write to [email]", True, True)
    assert found[1][1:] == (False, True)
    assert found[2] == (None, None, False)
