"""What the company promised, and where a task of the journey stands."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.company import Company, Stage

NPS = {"metric": "nps", "valid_from": date(2026, 1, 1), "target": 45.0}


def test_a_target_of_the_company_file_counts_until_a_file_of_targets_names_the_metric(built, rows_of) -> None:
    company = Company(name="T", targets={"nps": 40.0, "csat": 80.0})
    rows = rows_of(built(company, target=[NPS]), "target", "metric")
    assert {(row["metric"], row["target"]) for row in rows} == {("nps", 45.0), ("csat", 80.0)}


def test_a_target_of_one_channel_leaves_the_company_wide_one_standing(built, rows_of) -> None:
    company = Company(name="T", targets={"nps": 40.0})
    channel = {"metric": "nps", "dimension": "channel", "value": "app", "target": 35.0}
    assert {row["target"] for row in rows_of(built(company, target=[channel]), "target", "target")} == {
        35.0,
        40.0,
    }


def test_a_task_that_the_journey_names_has_its_stage(built, rows_of) -> None:
    company = Company(name="T", journey=(Stage(name="Help", touchpoints=("track_order",)),))
    at = datetime(2026, 3, 2, 10)
    events = [
        {"event_id": "1", "happened_at": at, "session_id": "s", "name": "task_start", "task": "track_order"},
        {"event_id": "2", "happened_at": at, "session_id": "s", "name": "task_start", "task": "elsewhere"},
    ]
    stages = {row["task"]: row["stage"] for row in rows_of(built(company, event=events), "fact_task", "task")}
    assert stages == {"track_order": "Help", "elsewhere": None}
