"""A deck for PowerPoint: one message a slide, charts that can be edited, what each number means in the notes.

Written with python-pptx. Charts are PowerPoint's own, with their numbers in full behind them; tables are tables. Every
text is a text run: nothing is read as a link, a field or a reference.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pptx.enum.text import PP_ALIGN
from pptx.util import Inches

from dashboard.figures.template import LIGHT
from dashboard.reports import pptx_charts, pptx_flow, pptx_tables
from dashboard.reports.exhibit import Exhibit, Report, day_words
from dashboard.reports.pptx_page import (
    EDGE,
    FOOT,
    POINT,
    Room,
    Stage,
    TemplateError,
    box,
    opened,
    slide,
    words,
)
from dashboard.reports.text import clean, line, wrapped
from dashboard.reports.words import alt, evidence, subtitle

__all__ = ["TemplateError", "presentation"]
Say = Callable[[str], None]
SUBTITLE_SIZES = ((14, 2), (13, 3), (12, 4))
"""(points, lines) of what was measured: as large as it fits."""
NOTE_SIZES = (18, 16, 14, 12, 11)


def presentation(report: Report, template: Path | None = None, say: Say = lambda _: None) -> bytes:
    """The report as a .pptx file. `template`: a .pptx or .potx of the company's own, whose look is kept.

    Raises `TemplateError` when the template cannot be read.
    """
    stage = opened(template, report.palette)
    _cover(stage, report)
    if report.tiles:
        _numbers(stage, report)
    for number, exhibit in enumerate(report.slides, 1):
        say(f"Writing slide {number} of {len(report.slides)}")
        _slide(stage, exhibit, report)
    sink = io.BytesIO()
    stage.deck.save(sink)
    return sink.getvalue()


def _cover(stage: Stage, report: Report) -> None:
    made, room = slide(stage, report.title, (40, 34, 28), top=int(stage.deck.slide_height * 0.32))
    made_up = "Made up for demonstration. " if report.demo else ""
    told = f"{line(report.company)}\n{made_up}Data as of {day_words(report.as_of)}"
    under = replace(room, top=room.top + Inches(0.15), height=Inches(1.2))
    words(made, under, told, 20, stage.brush, LIGHT.grey)
    if report.sentence and not report.tiles:
        words(made, room.below(under.top + under.height), line(report.sentence, 400), 20, stage.brush)


def _numbers(stage: Stage, report: Report) -> None:
    """What a page says at its top, and its numbers."""
    made, room = slide(stage, report.sentence or "In numbers")
    pptx_tables.tiles(made, report.tiles, room.below(room.top + Inches(0.3)), stage.brush)
    _foot(made, report, stage)


def _slide(stage: Stage, exhibit: Exhibit, report: Report) -> None:
    made, room = slide(stage, exhibit.headline)
    room = _subtitle(made, exhibit, room, stage)
    told = "\n\n".join(clean(text) for text in (exhibit.note, exhibit.changed()) if text)
    if told:
        aside = int(room.width * 0.26)
        _aside(made, told, replace(room, left=room.left + room.width - aside, width=aside), stage)
        room = replace(room, width=room.width - aside - Inches(0.3))
    under = "" if exhibit.missing or exhibit.tiles else evidence(exhibit)
    if under:
        lines = wrapped(under, room.width / POINT / 11, 2)
        high = int(len(lines) * 14 * POINT)
        low = room.top + room.height - high
        words(made, replace(room, top=low, height=high), " ".join(lines), 11, stage.brush, LIGHT.grey)
        room = replace(room, height=room.height - high - Inches(0.08))
    _draw(made, exhibit, report, room, stage)
    _foot(made, report, stage)
    made.notes_slide.notes_text_frame.text = notes(exhibit, report)


def _subtitle(made: Any, exhibit: Exhibit, room: Room, stage: Stage) -> Room:
    """What was measured, of whom, when; the room that is left under it."""
    told = subtitle(exhibit)
    if not told:
        return replace(room, height=room.height - Inches(0.15))
    for size, most in SUBTITLE_SIZES:
        lines = wrapped(told, room.width / POINT / size * 0.95, 9)
        if len(lines) <= most:
            break
    high = int(min(len(lines), most) * size * 1.25 * POINT)
    words(made, replace(room, height=high), " ".join(lines[:most]), size, stage.brush, LIGHT.grey)
    left = room.below(room.top + high + Inches(0.15))
    return replace(left, height=left.height - Inches(0.15))


def _aside(made: Any, told: str, room: Room, stage: Stage) -> None:
    """What somebody added, beside the chart: as large as it fits; what does not is in the notes."""
    rule = made.shapes.add_connector(1, *(room.left, room.top, room.left, room.top + room.height))
    stage.brush.paint(rule.line.color, stage.brush.palette.accent)
    inner = replace(room, left=room.left + Inches(0.2), width=room.width - Inches(0.2))
    for size in NOTE_SIZES:
        most = int(inner.height / POINT / (size * 1.22))
        lines = [each for part in told.split("\n") for each in wrapped(part, inner.width / POINT / size, 200)]
        if len(lines) <= most:
            words(made, inner, told, size, stage.brush)
            return
    words(made, inner, "\n".join([*lines[: most - 1], f"{lines[most - 1]} …"]), NOTE_SIZES[-1], stage.brush)


def _draw(made: Any, exhibit: Exhibit, report: Report, room: Room, stage: Stage) -> None:
    if exhibit.missing:
        words(made, room, line(exhibit.missing), 20, stage.brush, LIGHT.grey)
        return
    if exhibit.tiles:
        pptx_tables.tiles(made, exhibit.tiles, room, stage.brush)
        return
    if not exhibit.rows:
        return
    if exhibit.plot.kind == "flow":
        drawn = pptx_flow.flow(made, exhibit, report, room, stage.brush)
    elif exhibit.plot.kind in ("heat", "table"):
        drawn = pptx_tables.table(made, exhibit, report, room, stage.brush)
    else:
        drawn = pptx_charts.chart(made, exhibit, report, room, stage.brush)
    drawn._element.xpath(".//p:cNvPr")[0].set("descr", alt(exhibit))


def _foot(made: Any, report: Report, stage: Stage) -> None:
    """Whose numbers, to which day, and which slide this is."""
    wide, top = stage.deck.slide_width, stage.deck.slide_height - FOOT + Inches(0.08)
    room = Room(EDGE, top, wide - 2 * EDGE - Inches(0.8), Inches(0.25))
    words(made, room, line(report.of_what(), 160), 10, stage.brush, LIGHT.grey)
    right = Room(wide - EDGE - Inches(0.6), top, Inches(0.6), Inches(0.25))
    number = box(made, right, [[(str(len(stage.deck.slides)), 10, False, LIGHT.grey)]], stage.brush)
    number.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def notes(exhibit: Exhibit, report: Report) -> str:
    """What the speaker can be asked: how it is made, from which data, with which SQL."""
    told = [f"{name}: {words}" for name, words in exhibit.method]
    told += [f"Note: {exhibit.note}"] if exhibit.note else []
    told += [f"Finding: {exhibit.finding}"] if exhibit.finding and exhibit.finding != exhibit.headline else []
    told += [
        f"Snapshot {report.snapshot}, data as of {report.as_of}. Address: /{exhibit.page}?{exhibit.link}"
    ]
    return clean("\n".join([*told, *(f"\n{sql}" for sql in exhibit.statements)]), 12_000)
