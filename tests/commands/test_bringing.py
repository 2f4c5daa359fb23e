"""`import`, `build`, `demo`: exit codes and words a person or a script acts on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.cli import app


def _run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    _run("init", "--home", str(folder), "--name", "Acme")
    return folder


@pytest.fixture
def purchases(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(
        "order_id,ordered_at,customer_id,channel,amount\n"
        "1,2026-03-01T10:00:00Z,a,web,10.50\n"
        "2,2026-03-02T10:00:00Z,b,web,20\n"
        "3,2026-03-03T10:00:00Z,b,web,twenty\n",
        "utf-8",
    )
    return path


def test_an_import_says_what_came_in_what_did_not_and_what_it_makes_possible(
    home: Path, purchases: Path
) -> None:
    code, said, _ = _run("import", str(purchases), "--home", str(home))
    assert code == 0
    assert "2 of 3 rows came in" in said
    assert "is not a number" in said
    assert "Net Promoter Score" in said.split("Still lacking:")[1]
    assert "Revenue" in said.split("Still lacking:")[0]


def test_importing_the_same_file_again_changes_nothing(home: Path, purchases: Path) -> None:
    _run("import", str(purchases), "--home", str(home))
    first = (home / "snapshots" / "current").read_text()
    code, said, _ = _run("import", str(purchases), "--home", str(home))
    assert code == 0
    assert "nothing changed" in said
    assert (home / "snapshots" / "current").read_text() == first


def test_as_json_every_file_has_its_account(home: Path, purchases: Path) -> None:
    code, said, _ = _run("import", str(purchases), "--home", str(home), "--json")
    file = json.loads(said)["files"][0]
    assert code == 0
    assert (file["status"], file["read"], file["accepted"], file["rejected"]) == ("imported", 3, 2, 1)


def test_a_file_with_open_questions_ends_with_the_code_for_it(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "scores.csv"
    rows = "".join(f"r{i},{i % 11},2026-01-{i % 28 + 1:02d}T10:00:00Z\n" for i in range(40))
    path.write_text("respondent,how likely are you to recommend us,submitted at\n" + rows, "utf-8")
    code, said, _ = _run("import", str(path), "--home", str(home), "--json")
    file = json.loads(said)["files"][0]
    assert code == 3
    assert file["status"] == "needs answers"
    assert file["questions"]


def test_a_refused_file_ends_with_one_and_its_cause(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.csv"
    path.write_text("<!doctype html><html><body>Please log in</body></html>", "utf-8")
    code, said, _ = _run("import", str(path), "--home", str(home))
    assert code == 1
    assert "page.csv was not imported" in said


def test_a_path_with_nothing_behind_it_is_said(home: Path, tmp_path: Path) -> None:
    code, said, errors = _run("import", str(tmp_path / "nowhere.csv"), "--home", str(home))
    assert code == 1
    assert "nowhere.csv" in said + errors or "No files" in errors


def test_an_answer_without_an_equals_sign_is_a_usage_error(home: Path, purchases: Path) -> None:
    assert _run("import", str(purchases), "--home", str(home), "--answer", "scale")[0] == 2


def test_real_files_do_not_mix_with_the_demo(demo_home: Path, purchases: Path) -> None:
    code, _, said = _run("import", str(purchases), "--home", str(demo_home))
    assert code == 1
    assert "sightline init" in said


def test_the_demo_does_not_replace_data_that_is_there(demo_home: Path) -> None:
    assert _run("demo", "--home", str(demo_home), "--if-empty")[0] == 0
    code, _, said = _run("demo", "--home", str(demo_home))
    assert code == 1
    assert "already holds data" in said


def test_the_demo_leaves_a_real_company_alone(home: Path) -> None:
    code, _, said = _run("demo", "--home", str(home))
    assert code == 1
    assert "real company" in said


def test_build_says_which_snapshot_it_made(home: Path) -> None:
    code, said, _ = _run("build", "--home", str(home), "--json")
    assert code == 0
    assert (home / "snapshots" / f"{json.loads(said)['snapshot']}.duckdb").exists()
