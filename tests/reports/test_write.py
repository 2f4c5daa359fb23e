"""A report is written whole or not at all, and says why."""

from __future__ import annotations

import errno
import os

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


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_said_and_leaves_no_half_file(tmp_path, monkeypatch, form):
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportFailed, match=r"was not written .*No space left"):
        write(report(exhibit("bar")), tmp_path / f"r{form}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    def closed(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "replace", closed)
    with pytest.raises(ReportFailed, match=r"r\.html was not written .*Permission denied"):
        write(report(exhibit("bar")), tmp_path / "r.html")


def test_what_cannot_be_made_leaves_what_was_there(tmp_path):
    (tmp_path / "board.pdf").write_bytes(b"last month")
    with pytest.raises(ReportFailed, match="Install a font"):
        write(report(exhibit("bar", headline="\U000130e7")), tmp_path / "board.pdf")
    assert (tmp_path / "board.pdf").read_bytes() == b"last month"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("form", "begins"), list(zip(FORMS, (b"PK", b"%PDF-", b"<!doctype html>", b"PK", b"PK"), strict=True))
)
def test_each_form_is_what_its_name_says(form, begins):
    assert made(EVERY, form).startswith(begins)


def test_a_long_job_says_where_it_is():
    for form, thing in ((".pptx", "slide"), (".html", "card"), (".xlsx", "sheet")):
        said: list[str] = []
        made(EVERY, form, say=said.append)
        assert said[-1] == f"Writing {thing} {len(EVERY.slides)} of {len(EVERY.slides)}"
