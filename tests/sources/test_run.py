"""Imports end to end: whatever comes in is accepted, rejected with a cause, dropped for a reason, or refused."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest

from dashboard.company import Company, Unlabelled
from dashboard.sources.preset import PresetError
from dashboard.sources.result import FileResult
from dashboard.sources.run import Options, import_paths
from dashboard.store.record import open_record
from tests.sources.corpus import CASES, GOOD, HEAD, MAPPING, Case

COMPANY = Company(name="Test")


def home_with(tmp_path: Path, mapping: str = MAPPING, name: str = "t") -> Path:
    home = tmp_path / "home"
    (home / "mappings").mkdir(parents=True, exist_ok=True)
    (home / "mappings" / f"{name}.toml").write_text(mapping, "utf-8")
    return home


def put(tmp_path: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = tmp_path / "in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def bring(home: Path, *paths: Path, company: Company = COMPANY, **options: object) -> tuple[FileResult, ...]:
    return import_paths(home, company, paths, options=Options(**options)).files  # type: ignore[arg-type]


def rows(home: Path, sql: str) -> list[tuple[object, ...]]:
    with open_record(home) as record:
        return record.rows(sql)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_malformed_file_is_accounted_for(case: Case, tmp_path: Path) -> None:
    home = home_with(tmp_path)
    files = bring(home, put(tmp_path, case.content, case.file))
    if isinstance(case.outcome, str):
        assert [file.status for file in files] == ["refused"], files
        assert case.outcome in files[0].cause
        assert rows(home, "select count(*) from survey_answer") == [(0,)]
        return
    assert {file.status for file in files} == {"imported"}, files
    read, accepted, rejected = (
        sum(getattr(f, what) for f in files) for what in ("read", "accepted", "rejected")
    )
    dropped = sum(sum(f.dropped.values()) for f in files)
    assert (read, accepted, rejected, dropped) == case.outcome
    with open_record(home) as record:
        assert record.rows("select count(*) from survey_answer") == [(accepted,)]
        assert record.rows("select count(*) from reject where cause <> '' and line > 0") == [(rejected,)]
        ledger = record.rows(
            "select sum(read)::int, sum(accepted)::int, sum(rejected)::int, sum(dropped)::int from import_file"
        )
    assert ledger == [case.outcome]


def test_a_reject_keeps_file_line_column_cause_and_raw_text(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    content = HEAD + '1,9,,"two\nlines"\n2,7.5,,b\n3,9\n4,9,2999-01-01,"c, d"\n'
    (file,) = bring(home, put(tmp_path, content))
    assert (file.read, file.accepted, file.rejected) == (4, 1, 3)
    found = rows(home, 'select line, "column", cause, raw, source, file from reject order by line')
    assert [row[:4] for row in found] == [
        (4, "score", "is not a whole number on its scale", "2,7.5,,b"),
        (5, "", "has 2 cells, the header has 4", "3,9"),
        (6, "at", "is in the future", '4,9,2999-01-01,"c, d"'),
    ]
    assert {row[4:] for row in found} == {("t", file.sha256)}


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    home, path = home_with(tmp_path), put(tmp_path, GOOD)
    bring(home, path)
    before = rows(home, "from survey_answer")
    assert [f.status for f in bring(home, path, put(tmp_path, GOOD, "copy.csv"))] == ["already imported"] * 2
    assert rows(home, "from survey_answer") == before


def test_a_folder_a_glob_and_a_missing_path(tmp_path: Path) -> None:
    home, path = home_with(tmp_path), put(tmp_path, GOOD)
    put(tmp_path, HEAD + "2,8,,x\n", "deep.csv")
    (tmp_path / "outside.csv").write_bytes(GOOD)
    (path.parent / "link.csv").symlink_to(tmp_path / "outside.csv")
    files = bring(home, path.parent, path.parent / "*.csv", tmp_path / "nothing.csv")
    said = {Path(f.name).name: (f.status, f.cause) for f in files}
    assert said["file.csv"][0] == said["deep.csv"][0] == "imported"
    assert said["nothing.csv"] == ("refused", "no such file or folder")
    assert "leads out of the folder" in next(
        f.cause for f in files if f.name.endswith("link.csv") and f.cause
    )


def test_a_declared_encoding_is_used_and_offered(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    path = put(tmp_path, HEAD.encode() + "1,9,,café\n".encode("cp1252"))
    (refused,) = bring(home, path)
    assert "--encoding cp1252 would read" in refused.cause
    assert "café" in refused.cause
    assert bring(home, path, encoding="cp1252")[0].accepted == 1
    assert rows(home, "select answer_text from survey_answer") == [("café",)]
    assert "no encoding" in bring(home, put(tmp_path, b"a,b\n\xe9,1\n", "x.csv"), encoding="klingon")[0].cause


def zoned(zone: str, form: str = "iso") -> str:
    return MAPPING.replace('zone = "UTC"', f'zone = "{zone}"').replace(
        'answered_at = { from = "at", type = "timestamp" }',
        f'answered_at = {{ from = "at", type = "timestamp", format = "{form}" }}',
    )


TIMES = [
    ("2025-01-01T10:00:00+05:30", "UTC", "2025-01-01 04:30:00"),
    ("2025-01-01 10:00:00 +0530", "UTC", "2025-01-01 04:30:00"),
    ("2025-01-01T10:00+02", "Europe/Vilnius", "2025-01-01 08:00:00"),
    ("2025-01-01 10:00:00 UTC", "Europe/Vilnius", "2025-01-01 10:00:00"),
    ("2025-01-01T10:00:00.250Z", "UTC", "2025-01-01 10:00:00.25"),
    ("2025-01-01T10:00Z", "America/New_York", "2025-01-01 10:00:00"),
    ("2025-07-01 10:00", "Europe/Vilnius", "2025-07-01 07:00:00"),
    ("2025-01-01 10:00", "Europe/Vilnius", "2025-01-01 08:00:00"),
    ("2025-07-01", "Europe/Vilnius", "2025-06-30 21:00:00"),
    ("2025-03-09 02:30", "America/New_York", "never was"),
    ("2025-11-02 01:30", "America/New_York", "was twice"),
    ("2025-11-02 02:30", "America/New_York", "2025-11-02 07:30:00"),
    ("2025-11-02T01:30:00-05:00", "America/New_York", "2025-11-02 06:30:00"),
    ("2025-10-05 02:15", "Australia/Lord_Howe", "never was"),
    ("2025-04-06 01:45", "Australia/Lord_Howe", "was twice"),
]


@pytest.mark.parametrize(("cell", "zone", "expected"), TIMES)
def test_times_are_kept_in_utc_and_hours_that_never_were_are_rejected(
    cell: str, zone: str, expected: str, tmp_path: Path
) -> None:
    home = home_with(tmp_path, zoned(zone))
    (file,) = bring(home, put(tmp_path, f"{HEAD}1,9,{cell},x\n"))
    if expected[0].isdigit():
        assert rows(home, "select answered_at::varchar from survey_answer") == [(expected,)]
    else:
        assert file.rejected == 1
        assert expected in next(iter(file.causes))


def test_a_missing_zone_is_asked_for_and_only_where_a_cell_needs_it(tmp_path: Path) -> None:
    home = home_with(tmp_path, zoned("ask"))
    local, absolute = put(tmp_path, f"{HEAD}1,9,2025-01-01 10:00,x\n"), put(tmp_path, GOOD, "absolute.csv")
    asked, fine = bring(home, local, absolute)
    assert (asked.status, asked.questions[0].key, fine.status) == ("needs answers", "time_zone", "imported")
    assert rows(home, "select count(*) from survey_answer") == [(1,)]
    vilnius = Company(name="Test", unlabelled=Unlabelled(time_zone="Europe/Vilnius"))
    assert bring(home, local, company=vilnius)[0].status == "imported"
    wrong = bring(home, put(tmp_path, f"{HEAD}2,9,2025-01-01 10:00,x\n", "two.csv"), time_zone="Mars/Base")[0]
    assert (wrong.status, wrong.questions[0].key) == ("needs answers", "time_zone")


@pytest.mark.parametrize(
    ("cells", "said", "expected"),
    [
        (["03/04/2025"], None, None),
        (["03/04/2025"], True, ["2025-04-03 00:00:00"]),
        (["03/04/2025"], False, ["2025-03-04 00:00:00"]),
        (["03/04/2025", "13/04/2025"], None, ["2025-04-03 00:00:00", "2025-04-13 00:00:00"]),
        (["3/4/25 1:05 PM", "12/31/2024 23:59"], None, ["2025-03-04 13:05:00", "2024-12-31 23:59:00"]),
        (["03/04/2025", "13/04/2025", "04/13/2025"], None, None),
        (["03/04/2025", "04/13/2025"], True, ["2025-03-04 00:00:00", "2025-04-13 00:00:00"]),
        (["03/04/2025", "13/04/2025"], False, ["2025-04-03 00:00:00", "2025-04-13 00:00:00"]),
    ],
)
def test_the_order_of_day_and_month_is_said_or_proven_never_assumed(
    cells: list[str], said: bool | None, expected: list[str] | None, tmp_path: Path
) -> None:
    home = home_with(tmp_path, zoned("UTC", "ask"))
    content = HEAD + "".join(f"{n},9,{cell},x\n" for n, cell in enumerate(cells))
    (file,) = bring(home, put(tmp_path, content), day_first=said)
    if expected is None:
        assert (file.status, file.questions[0].key) == ("needs answers", "day_first")
    else:
        assert rows(home, "select answered_at::varchar from survey_answer order by answer_id") == [
            (e,) for e in expected
        ]


def test_an_unknown_preset_and_a_broken_mapping_are_told(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    with pytest.raises(PresetError, match="no preset 'x'"):
        bring(home, put(tmp_path, GOOD), preset="x")
    home_with(tmp_path, MAPPING.replace('"survey_answer"', '"servey"'))
    with pytest.raises(PresetError, match=r"t\.toml.*\n.*servey"):
        bring(home, put(tmp_path, GOOD))


def test_two_presets_that_fit_equally_well_are_both_named(tmp_path: Path) -> None:
    home = home_with(tmp_path)
    home_with(tmp_path, MAPPING, "u")
    (file,) = bring(home, put(tmp_path, GOOD))
    assert file.status == "refused"
    assert "t and u" in file.cause
    assert bring(home, put(tmp_path, GOOD), preset="u")[0].source == "u"


def test_too_little_space_is_seen_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
    (file,) = bring(home_with(tmp_path), put(tmp_path, GOOD))
    assert file.status == "refused"
    assert "free space" in file.cause


def test_an_unknown_file_is_asked_about_and_its_mapping_used_once_confirmed(tmp_path: Path) -> None:
    home = tmp_path / "home"
    lines = "".join(f"A{n},2025-01-{n:02d}T10:00:00Z,phone,solved\n" for n in range(1, 21))
    path = put(tmp_path, "Ticket ID,Created at,Channel,Status\n" + lines, "odd.csv")
    (asked,) = bring(home, path)
    assert asked.status == "needs answers"
    assert [p.suffix for p in (home / "mappings").iterdir()] == [".draft"]
    (done,) = bring(home, path, confirm=True, time_zone="UTC")
    assert (done.status, done.accepted) == ("imported", 20)
    (more,) = bring(
        home, put(tmp_path, path.read_bytes() + b"B1,2025-02-01T10:00:00Z,phone,solved\n", "next.csv")
    )
    assert (more.status, more.accepted, more.source) == ("imported", 21, done.source)
    assert (more.tables["contact"].unchanged, more.tables["contact"].inserted) == (20, 1)


@pytest.mark.parametrize("text", ["x'; drop table contact; --", 'a"b', "${x}", "a\\'b", "); select 1; --"])
def test_sql_in_a_mapping_stays_text(text: str, tmp_path: Path) -> None:
    quoted = json.dumps(text)
    mapping = MAPPING.replace('namespace = "t"', f"namespace = {quoted}").replace(
        'kind = { value = "nps" }',
        f'kind = {{ value = "nps" }}\nsurvey = {{ value = {quoted} }}\n'
        f'topic = {{ from = {quoted}, type = "label", map = {{ {quoted} = {quoted} }}, other = "empty" }}',
    ).replace('missing = ["", "N/A"]', f"missing = [{quoted}]").replace('"footer"', quoted)  # fmt: skip
    home = home_with(tmp_path, mapping)
    header = text.replace('"', '""')
    (file,) = bring(
        home, put(tmp_path, f'id,score,at,text,"{header}"\n1,9,,x,"{header}"\n1,9,,x,\n', "m.csv")
    )
    assert file.status == "imported", file
    assert rows(home, "select survey, count(*) from survey_answer group by all")[0][0] == text
    assert str(rows(home, "select answer_id from survey_answer")[0][0]).startswith(text)


def test_a_file_read_again_takes_the_place_of_its_own_rows(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(
        "Network ID,#,Rate us,Submit Date (UTC),Start Date (UTC)\nn,r1,9,2026-01-01 10:00:00,2026-01-01 09:59:00\n"
    )
    first = import_paths(tmp_path, Company(name="T"), [path]).files[0]
    assert (first.status, first.source) == ("imported", "typeform")
    assert "without a score" in first.says[0]
    own = tmp_path / "mappings" / "our_survey.toml"
    own.parent.mkdir(exist_ok=True)
    shipped = resources.files("dashboard.sources").joinpath("presets/typeform.toml").read_text("utf-8")
    kind = '[[questions.kind]]\nmatch = "Rate us"\nkind = "nps"\nmin = 0\nmax = 10\n'
    own.write_text(f"{shipped}\n{kind}", "utf-8")
    assert import_paths(tmp_path, Company(name="T"), [path]).files[0].status == "already imported"
    again = import_paths(
        tmp_path, Company(name="T"), [path], options=Options(again=True, preset="our_survey")
    ).files[0]
    assert (again.status, again.accepted, again.says) == ("imported", 1, ())
    with open_record(tmp_path) as record:
        assert record.rows("select kind, score from survey_answer") == [("nps", 9.0)]
        assert record.rows("select count(*) from import_file") == [(1,)]
