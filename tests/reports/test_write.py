"""A report is written whole or not at all, and says why."""

from __future__ import annotations

import pytest

from dashboard.reports import html
from dashboard.reports.write import FORMS, ReportFailed, made, write
from tests.reports.stories import EVERY, exhibit, report


def test_a_report_is_written_whole_or_not_at_all(tmp_path):
    (tmp_path / "r.html").mkdir()
    with pytest.raises(ReportFailed, match="was not written"):
        write(EVERY, tmp_path / "r.html")
    with pytest.raises(ReportFailed, match="ends in none of"):
        write(EVERY, tmp_path / "r.exe")
    with pytest.raises(ReportFailed, match="was not written"):
        write(EVERY, tmp_path / "no" / "r.html")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    write(EVERY, tmp_path / "s.html")
    assert (tmp_path / "s.html").read_bytes() == html.page(EVERY)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.html", "s.html"]


def test_what_cannot_be_made_leaves_what_was_there(tmp_path):
    (tmp_path / "board.pdf").write_bytes(b"last month")
    with pytest.raises(ReportFailed, match="Install a font"):
        write(report(exhibit("bar", headline="\U000130e7")), tmp_path / "board.pdf")
    assert (tmp_path / "board.pdf").read_bytes() == b"last month"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("form", "begins"), list(zip(FORMS, (b"PK", b"%PDF-", b"<!doctype html>", b"PK"), strict=True))
)
def test_each_form_is_what_its_name_says(form, begins):
    assert made(EVERY, form).startswith(begins)


def test_a_long_job_says_where_it_is():
    said: list[str] = []
    made(EVERY, ".pptx", say=said.append)
    assert said[-1] == f"Writing slide {len(EVERY.slides)} of {len(EVERY.slides)}"
