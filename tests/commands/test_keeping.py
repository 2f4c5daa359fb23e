"""`init`, `presets`, `check`, `rollback`."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.company import read_company


def _run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout, result.stderr


def test_init_writes_a_company_file_that_can_be_read(tmp_path: Path) -> None:
    home = tmp_path / "acme"
    code, said, _ = _run("init", "--home", str(home), "--name", 'Acme "Ltd"', "--time-zone", "Europe/Vilnius")
    assert code == 0
    assert "sightline import" in said
    company = read_company(home / "company.toml")
    assert (company.name, company.time_zone) == ('Acme "Ltd"', "Europe/Vilnius")


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "company.toml").write_text('name = "Kept"', "utf-8")
    code, _, said = _run("init", "--home", str(tmp_path))
    assert code == 1
    assert "nothing was changed" in said
    assert read_company(tmp_path / "company.toml").name == "Kept"


def test_init_with_an_impossible_zone_leaves_no_file(tmp_path: Path) -> None:
    code, _, said = _run("init", "--home", str(tmp_path), "--time-zone", "Mars/Olympus")
    assert code == 2
    assert "time_zone" in said
    assert not (tmp_path / "company.toml").exists()


def test_presets_are_listed_and_shown_whole(tmp_path: Path) -> None:
    code, said, _ = _run("presets", "--home", str(tmp_path), "--json")
    names = {row["preset"] for row in json.loads(said)}
    assert code == 0
    assert {"zendesk_tickets", "shopify_orders", "qualtrics", "plain_customers"} <= names
    assert "[recognise]" in _run("presets", "zendesk_tickets", "--home", str(tmp_path))[1]
    assert _run("presets", "no_such", "--home", str(tmp_path))[0] == 2


def test_check_counts_rows_that_add_up_and_fails_when_something_needs_attention(demo_home: Path) -> None:
    code, said, _ = _run("check", "--home", str(demo_home), "--json")
    report = json.loads(said)
    assert all(s["read"] == s["accepted"] + s["rejected"] + s["dropped"] for s in report["sources"])
    assert code == (0 if all(c["passed"] for c in report["checks"]) else 1)


def test_check_writes_every_reject_with_its_raw_text(demo_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    _run("check", "--home", str(demo_home), "--rejects", str(path))
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    told = json.loads(_run("check", "--home", str(demo_home), "--json")[1])
    assert len(rows) == sum(source["rejected"] for source in told["sources"]) > 0
    assert all(row["cause"] and row["raw"] for row in rows)


def test_rollback_with_nothing_before_says_so(demo_home: Path) -> None:
    code, _, said = _run("rollback", "--home", str(demo_home))
    assert code == 1
    assert said.strip()
