"""A report in the form that a file's name asks for: all of the file or none of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dashboard.reports.exhibit import Report, ReportFailed
from dashboard.reports.keep import put

Say = Callable[[str], None]
__all__ = ["FORMS", "ReportFailed", "made", "write"]
FORMS = (".pptx", ".pdf", ".html", ".xlsx", ".zip")


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
    if form == ".zip":
        from dashboard.reports.csv import archive

        return archive(report)
    from dashboard.reports.xlsx import workbook

    return workbook(report, say)


def write(report: Report, path: Path, template: Path | None = None, say: Say = lambda _: None) -> None:
    """Write the report to `path`. Raises `ReportFailed`."""
    form = path.suffix.lower()
    if form not in FORMS:
        raise ReportFailed(f"{path.name} ends in none of {', '.join(FORMS)}.")
    content = made(report, form, template, say)
    try:
        put(path, content)
    except OSError as error:
        raise ReportFailed(f"{path} was not written ({error.strerror}).") from None
