"""A report as a tagged PDF (PDF/UA-1), its fonts inside, typeset by Typst.

The document is a fixed text that reads the report as data: nothing of it is markup. Typst checks the standard while it
writes, and refuses a document that has a letter no font holds, which is said with the font to install.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from importlib.resources import as_file, files
from typing import Any

import typst

from dashboard.reports import svg
from dashboard.reports.exhibit import Exhibit, Report, ReportFailed, Tile
from dashboard.reports.text import clean, line, width
from dashboard.reports.words import alt, change_of, evidence, lines, subtitle

Say = Callable[[str], None]
MOST_ROWS, MOST_COLUMNS = 16, 9
ROOM = 873.0
"""Points across a page between its margins."""


class PdfFailed(ReportFailed):
    """The PDF was not made; the message says why."""


def document(report: Report, say: Say = lambda _: None) -> bytes:
    """The report as a .pdf file. Raises `PdfFailed`."""
    slides = []
    for number, exhibit in enumerate(report.slides, 1):
        say(f"Drawing card {number} of {len(report.slides)}")
        slides.append(_slide(exhibit, report))
    told = {
        "title": line(report.title), "company": line(report.company), "of": line(report.of_what()),
        "lang": report.locale[:2], "accent": report.palette.accent,
        "sentence": line(report.sentence), "tiles": [_tile(tile) for tile in report.tiles], "slides": slides,
        "words": {"how": "How these numbers are made"},
    }  # fmt: skip
    say("Typesetting")
    with as_file(files("dashboard.reports")) as room:
        try:
            compile_: Callable[..., bytes] = typst.compile
            made = compile_(
                (room / "report.typ").read_bytes(), font_paths=[str(room / "fonts")], pdf_standards=["ua-1"],
                sys_inputs={"report": json.dumps(told)},
            )  # fmt: skip
        except typst.TypstError as error:
            raise PdfFailed(f"The PDF could not be made: {_why(str(error))}") from None
    return made


def _why(error: str) -> str:
    first = line(error.splitlines()[0] if error else "unknown", 300)
    missing = "font" in first or "glyph" in first or "display" in first
    return f"{first}. Install a font that has it, for example fonts-noto-cjk on Debian." if missing else first


def _ratio(picture: str) -> float:
    """How wide a picture is for its height."""
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', picture)
    return int(found[1]) / int(found[2]) if found else 1.0


def _slide(exhibit: Exhibit, report: Report) -> dict[str, Any]:
    drawn = svg.picture(exhibit, report) or ""
    return {
        "headline": line(exhibit.headline, 300), "subtitle": line(subtitle(exhibit), 500), "note": clean(exhibit.note),
        "then": clean(exhibit.changed()), "missing": line(exhibit.missing),
        "tiles": [_tile(tile) for tile in exhibit.tiles], "picture": drawn,
        "ratio": _ratio(drawn), "alt": alt(exhibit), "evidence": evidence(exhibit), "table": table(exhibit, report),
        "method": [[line(name), line(words)] for name, words in exhibit.method],
    }  # fmt: skip


def _tile(tile: Tile) -> dict[str, str]:
    return {**{name: line(value) for name, value in asdict(tile).items()}, "moved": change_of(tile)}


def table(exhibit: Exhibit, report: Report) -> dict[str, Any]:
    """The first rows and columns of the frame, in words."""
    head, *body = cells = lines(exhibit, report, MOST_ROWS, MOST_COLUMNS) or [[]]
    wide = sum(
        min(max((width(row[at]) for row in cells), default=1.0), 35.0) + 1.2 for at in range(len(head))
    )
    room = ROOM * (0.72 if exhibit.note or exhibit.then else 1.0)
    return {
        "size": max(min(12.5, room / max(wide, 1.0)), 8.0),
        "head": [line(name, 40) for name in head],
        "body": [[line(cell, 60) for cell in row] for row in body],
    }
