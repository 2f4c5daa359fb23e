"""A report in the form that a file's name asks for: all of the file or none of it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from dashboard.reports.exhibit import Report, ReportFailed

Say = Callable[[str], None]
__all__ = ["FORMS", "ReportFailed", "made", "write"]
FORMS = (".pptx", ".pdf", ".html", ".xlsx")


def made(report: Report, form: str, template: Path | None = None, say: Say = lambda _: None) -> bytes:
    """The report as the content of a file that ends in `form`, one of `FORMS`. The libraries load at first use.

    Raises `ReportFailed`.
    """
    if form == ".pptx":
        from dashboard.reports.pptx import presentation

        return presentation(report, template, say)
    if form == ".pdf":
        from dashboard.reports.pdf import document

        return document(report, say)
    if form == ".html":
        from dashboard.reports.html import page

        return page(report, say)
    from dashboard.reports.xlsx import workbook

    return workbook(report)


def write(report: Report, path: Path, template: Path | None = None, say: Say = lambda _: None) -> None:
    """Write the report to `path`. Raises `ReportFailed`."""
    form = path.suffix.lower()
    if form not in FORMS:
        raise ReportFailed(f"{path.name} ends in none of {', '.join(FORMS)}.")
    content = made(report, form, template, say)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise ReportFailed(f"{path} was not written ({error.strerror}).") from None
