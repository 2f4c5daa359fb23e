from __future__ import annotations

from dashboard.sources.result import FileResult, Question
from dashboard.sources.summary import in_words
from dashboard.store.upsert import Upserted

TICKETS = FileResult(
    "tickets.csv", "imported", source="zendesk_tickets", read=1_300, accepted=1_200, rejected=60,
    dropped={"deleted ticket": 40},
    causes={"Solved at: is before opened_at": 45, "Created at: is empty": 15},
    tables={"contact": Upserted(1_100, 60, 40, 0), "survey_answer": Upserted(1)},
)  # fmt: skip


def test_what_came_in_what_did_not_and_what_was_left_out_on_purpose():
    assert in_words([TICKETS]) == [
        "tickets.csv (zendesk_tickets): 1,200 of 1,300 rows came in, as 1,200 contacts (60 newer than before, "
        "40 as before) and 1 survey answer.",
        "60 rows did not come in; each is kept with its cause:",
        "  45 · Solved at: is before opened_at",
        "  15 · Created at: is empty",
        "40 rows were left out on purpose:",
        "  40 · deleted ticket",
    ]


def test_several_files_are_added_up_and_known_ones_said():
    other = FileResult(
        "b.csv", "imported", source="x_posts", read=1, accepted=1, tables={"mention": Upserted(1)}
    )
    lines = in_words([TICKETS, other, FileResult("c.csv", "already imported")])
    assert "b.csv (x_posts): 1 of 1 row came in, as 1 review or post." in lines
    assert "Together: 1,201 rows of 1,301 came in from 2 files." in lines
    assert "1 file was there already: nothing changed." in lines


def test_files_that_did_not_come_in_say_why_and_what_would_mend_it():
    lines = in_words([
        FileResult("a.csv", "refused", cause="a.csv is a web page, not an export"),
        FileResult("b.csv", "not recognised", cause="no preset knows its columns", says=("It has no dates.",)),
        FileResult("c.csv", "needs answers", questions=(Question("time_zone", "In which time zone?"),)),
    ])  # fmt: skip
    assert lines == [
        "a.csv was not imported: a.csv is a web page, not an export.",
        "b.csv was not imported: no preset knows its columns.",
        "  It has no dates.",
        "c.csv waits for 1 answer:",
        "  In which time zone? (time_zone)",
    ]


def test_more_than_five_causes_are_counted_together():
    causes = {f"cause {n}": 10 - n for n in range(8)}
    lines = in_words([FileResult("a.csv", "imported", read=52, rejected=52, causes=causes)])
    assert lines[1:] == [
        "52 rows did not come in; each is kept with its cause:",
        "  10 · cause 0", "  9 · cause 1", "  8 · cause 2", "  7 · cause 3", "  6 · cause 4", "  12 · 3 other causes",
    ]  # fmt: skip


def test_which_metrics_became_possible_and_what_the_others_lack():
    before = {
        "NPS": "no survey answers",
        "Churn rate": "no contracts",
        "CSAT": None,
        "First response time": "no contacts",
    }
    after = {"NPS": None, "Churn rate": "no contracts.", "CSAT": None, "First response time": None}
    assert in_words([TICKETS], before, after)[-3:] == [
        "Now possible: NPS and First response time.",
        "Still lacking:",
        "  Churn rate: no contracts.",
    ]
    assert in_words([TICKETS], after, after)[-3] == "No further metric became possible."


def test_a_metric_that_is_lost_is_said():
    assert "No longer possible: NPS." in in_words([TICKETS], {"NPS": None}, {"NPS": "no scale"})


def test_nothing_to_import_is_said():
    assert in_words([]) == ["There was nothing to import."]


def test_an_empty_file_is_said_to_hold_no_rows():
    assert in_words([FileResult("a.csv", "imported", source="typeform")]) == [
        "a.csv (typeform): it holds no rows."
    ]


def test_metrics_that_lack_the_same_stand_on_one_line() -> None:
    after = {
        "Revenue": "No orders in the data.",
        "Churn rate": "No contracts.",
        "Orders": "No orders in the data.",
    }
    assert in_words([TICKETS], {}, after)[-2:] == [
        "  Revenue and Orders: No orders in the data.",
        "  Churn rate: No contracts.",
    ]
