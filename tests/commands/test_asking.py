"""`sightline ask`: the same number as the rows give by another road, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from dashboard.cli import app


def _ask(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["ask", *words, "--home", str(home)])


def _asked(home: Path, *words: str) -> dict[str, Any]:
    result = _ask(home, *words, "--json")
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.fixture(scope="module")
def answers(demo_home: Path) -> pd.DataFrame:
    """The NPS answers of the private record itself, read past everything that is under test."""
    with duckdb.connect(str(demo_home / "record.duckdb"), read_only=True) as con:
        rows = con.execute(
            "select answered_at, channel, score from survey_answer where kind = 'nps' and score is not null"
        ).fetchall()
    frame = pd.DataFrame(rows, columns=["at", "channel", "score"])
    frame["day"] = frame["at"].dt.tz_localize("UTC").dt.tz_convert("Europe/Vilnius").dt.date.astype(str)
    return frame


def _nps(frame: pd.DataFrame) -> float:
    return float(100 * ((frame.score >= 9).mean() - (frame.score <= 6).mean()))


def test_nps_of_a_range_is_that_of_the_recorded_answers(demo_home: Path, answers: pd.DataFrame) -> None:
    told = _asked(demo_home, "nps", "--from", "2025-01-01", "--to", "2025-04-01")
    rows = answers[(answers.day >= "2025-01-01") & (answers.day < "2025-04-01")]
    assert told["answers"][0]["n"] == len(rows)
    assert told["answers"][0]["value"] == pytest.approx(_nps(rows))
    before = answers[(answers.day >= "2024-10-03") & (answers.day < "2025-01-01")]
    assert told["answers"][0]["comparison"]["from"] == "2024-10-03"
    assert told["answers"][0]["comparison"]["n"] == len(before)


def test_a_filter_and_a_breakdown_agree(demo_home: Path, answers: pd.DataFrame) -> None:
    split = _asked(demo_home, "nps", "--period", "365d", "--by", "channel", "--compare", "none")
    one = _asked(demo_home, "nps", "--period", "365d", "--channel", "app", "--compare", "none")
    app_row = next(row for row in split["answers"] if row["group"] == "app")
    assert app_row["value"] == one["answers"][0]["value"]
    rows = answers[(answers.day > "2025-10-31") & (answers.day <= "2026-10-31") & (answers.channel == "app")]
    assert app_row["n"] == len(rows)


def test_the_steps_of_a_trend_add_up_to_the_whole(demo_home: Path) -> None:
    whole = _asked(demo_home, "nps", "--period", "365d")["answers"][0]["n"]
    steps = _asked(demo_home, "nps", "--period", "365d", "--by", "month")["answers"]
    assert sum(step["n"] for step in steps) == whole


def test_the_answer_carries_its_sql_snapshot_and_variant(demo_home: Path) -> None:
    told = _asked(demo_home, "nps", "--variant", "per_person")
    assert told["variant"] == "per_person"
    assert told["snapshot"] in {path.stem for path in (demo_home / "snapshots").glob("*.duckdb")}
    assert told["sql"].startswith("-- one row per")


def test_in_words_it_says_range_interval_and_n(demo_home: Path) -> None:
    said = _ask(demo_home, "nps").stdout
    assert "Last 90 days vs previous 90 days" in said
    assert "95 % interval" in said


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("npz",), "nps "),
        (("nps", "--variant", "upside_down"), "per_person"),
        (("nps", "--channel", "fax"), "app"),
        (("nps", "--by", "weather"), "channel"),
        (("nps", "--from", "yesterday", "--to", "today"), "cannot be read"),
    ],
)
def test_what_cannot_be_asked_is_a_usage_error_that_names_what_can(
    demo_home: Path, words: tuple[str, ...], named: str
) -> None:
    result = _ask(demo_home, *words)
    assert result.exit_code == 2
    assert named in result.stderr


def test_an_empty_home_says_which_command_fills_it(tmp_path: Path) -> None:
    (tmp_path / "company.toml").write_text('name = "A"', "utf-8")
    result = _ask(tmp_path, "nps")
    assert result.exit_code == 1
    assert "sightline import" in result.stderr
