"""The company file: what is wrong in it is named; what it says is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.company import Company, CompanyFileError, read_company
from dashboard.metrics.narrowed import declared
from dashboard.promises import LETTERS, USUAL_MEASURES


def _written(folder: Path, text: str) -> Path:
    path = folder / "company.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_name_alone_is_a_company_with_the_default_journey(tmp_path: Path) -> None:
    company = read_company(_written(tmp_path, 'name = "Acme"'))
    assert [stage.name for stage in company.stages] == [
        "Awareness", "Consideration", "Purchase", "Service", "Loyalty",
    ]  # fmt: skip
    assert company.stage_of["checkout"] == "Purchase"


def test_a_company_renames_and_reorders_its_stages(tmp_path: Path) -> None:
    text = 'name = "A"\n[[journey]]\nname = "Retention"\ntouchpoints = ["renewal"]\n[[journey]]\nname = "Engagement"'
    company = read_company(_written(tmp_path, text))
    assert [stage.name for stage in company.stages] == ["Retention", "Engagement"]
    assert company.stage_of == {"renewal": "Retention"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "name"),
        ('name = "A"\nwordering = 1', "wordering"),
        ('name = "A"\ntime_zone = "Mars/Olympus"', "time_zone"),
        ('name = "A"\ncurrency = "euro"', "currency"),
        ('name = "A"\n[thresholds]\nminimum_n = 0', "thresholds.minimum_n"),
        ('name = "A"\n[hours.monday]\nopen = 18:00:00\nclose = 08:00:00', "hours.monday"),
        (
            'name = "A"\n[[journey]]\nname="X"\ntouchpoints=["cart"]\n[[journey]]\nname="Y"\ntouchpoints=["cart"]',
            "cart",
        ),
        ('name = "A"\n[[journey]]\nname="X"\n[[journey]]\nname="X"', "same name"),
        ('name = "unclosed', "not valid TOML"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CompanyFileError, match=named):
        read_company(_written(tmp_path, text))


def test_a_missing_file_says_which_command_writes_one(tmp_path: Path) -> None:
    with pytest.raises(CompanyFileError, match="sightline init"):
        read_company(tmp_path / "company.toml")


def test_a_company_cannot_be_changed_once_read() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Company(name="A").name = "B"


def test_letters_that_a_company_does_not_name_are_read_from_the_usual_measures(tmp_path: Path) -> None:
    text = 'name = "A"\n[courted]\neasy = [{ metric = "ces", variant = "per_person" }]'
    company = read_company(_written(tmp_path, text))
    assert [(each.metric, each.variant) for each in company.measures("easy")] == [("ces", "per_person")]
    assert company.measures("clean") == ()
    assert [each.metric for each in company.measures("dependable")] == [
        "error_rate", "first_contact_resolution", "reopen_rate",
    ]  # fmt: skip


def test_every_usual_measure_is_in_the_catalogue() -> None:
    assert set(USUAL_MEASURES) == set(LETTERS)
    for measure in (each for listed in USUAL_MEASURES.values() for each in listed):
        assert declared(measure.metric, measure.variant, measure.only).label


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[courted]\nfriendly = []", "friendly"),
        (
            '[courted]\neasy = [{ metric = "a" }, { metric = "b" }, { metric = "c" }, { metric = "d" }]',
            "easy",
        ),
        ('[recovery]\nfailures = ["bad_luck"]', "recovery.failures"),
        ("[recovery]\nwithin_days = 0", "recovery.within_days"),
    ],
)
def test_a_scorecard_that_cannot_be_used_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CompanyFileError, match=named):
        read_company(_written(tmp_path, f'name = "A"\n{text}'))
