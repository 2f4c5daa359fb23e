"""The slides themselves: the company's template or an empty deck, titles where PowerPoint looks for them, words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from dashboard.figures.template import LIGHT, Palette
from dashboard.reports.exhibit import ReportFailed
from dashboard.reports.pptx_colours import Brush
from dashboard.reports.text import clean, line, wrapped

WIDTH, HEIGHT, EDGE, TOP, FOOT = Inches(13.333), Inches(7.5), Inches(0.6), Inches(0.45), Inches(0.5)
SIZES = (28, 24, 20, 18)
POINT = 12_700
TITLE = (1, 3)
"""What PowerPoint calls a title, and a title in the middle."""
_TEMPLATE, _DECK = (b"presentationml.template.main+xml", b"presentationml.presentation.main+xml")


class TemplateError(ReportFailed):
    """The company's template cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Room:
    """A place on a slide, in EMU."""

    left: int
    top: int
    width: int
    height: int

    @property
    def sides(self) -> tuple[Emu, Emu, Emu, Emu]:
        return Emu(self.left), Emu(self.top), Emu(self.width), Emu(self.height)

    def below(self, top: int) -> Room:
        """What is left of it under `top`."""
        return replace(self, top=top, height=self.top + self.height - top)


@dataclass(frozen=True, slots=True)
class Stage:
    """A deck that is written to."""

    deck: Any
    layout: Any
    brush: Brush


def opened(template: Path | None, palette: Palette = LIGHT) -> Stage:
    """An empty deck with the look of `template`, a .pptx or .potx, or our own. Raises `TemplateError`."""
    if template is None:
        deck = Presentation()
        deck.slide_width, deck.slide_height = WIDTH, HEIGHT
        _lettered(deck)
        return Stage(deck, _layout(deck), Brush(palette=palette))
    try:
        deck = Presentation(io.BytesIO(_as_deck(template.read_bytes())))
        _emptied(deck)
        return Stage(deck, _layout(deck), Brush(True, replace(palette, accent=LIGHT.accent)))
    except OSError as error:
        raise TemplateError(f"{template.name} cannot be read ({error.strerror}).") from None
    except (
        PythonPptxError,
        zipfile.BadZipFile,
        SyntaxError,
        LookupError,
        ValueError,
        AttributeError,
    ):
        raise TemplateError(
            f"{template.name} cannot be used as a template: it is no PowerPoint file."
        ) from None


def _lettered(deck: Any) -> None:
    """Our own deck is set in a typeface that every machine has, or has one of the same widths for."""
    theme = deck.slide_masters[0].part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b'<a:latin typeface="Calibri"/>', b'<a:latin typeface="Arial"/>')


def _as_deck(content: bytes) -> bytes:
    """A template file as the deck that PowerPoint would begin from it."""
    source = zipfile.ZipFile(io.BytesIO(content))
    sink = io.BytesIO()
    with source, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            part = source.read(name)
            made.writestr(name, part.replace(_TEMPLATE, _DECK) if name == "[Content_Types].xml" else part)
    return sink.getvalue()


def _emptied(deck: Any) -> None:
    """Take away the slides that a template shows its look with."""
    listed = deck.slides._sldIdLst
    for each in list(listed):
        deck.part.drop_rel(each.rId)
        listed.remove(each)


def _layout(deck: Any) -> Any:
    """The layout with a title and the fewest other places."""
    layouts = list(deck.slide_layouts)
    titled = [each for each in layouts if any(p.placeholder_format.type in TITLE for p in each.placeholders)]
    return min(titled or layouts, key=lambda layout: len(layout.placeholders))


def slide(stage: Stage, title: str, sizes: Sequence[int] = SIZES, top: int = TOP) -> tuple[Any, Room]:
    """A slide with its title, and the room under it. No empty places are left beside."""
    made = stage.deck.slides.add_slide(stage.layout)
    for place in list(made.placeholders):
        if place.placeholder_format.type not in TITLE:
            place._element.getparent().remove(place._element)
    head = made.shapes.title
    room = _title_room(stage, head, top)
    size, lines = _size(title, room, sizes, stage.brush.themed)
    if head is None:
        head = made.shapes.add_textbox(*room.sides)
        head._element.nvSpPr.cNvSpPr.attrib.pop("txBox", None)
        head._element.nvSpPr.nvPr.append(parse_xml(f'<p:ph {nsdecls("p")} type="title"/>'))
    if not stage.brush.themed:
        room = replace(room, height=int(lines * size * 1.2 * POINT) + Inches(0.1))
        head.left, head.top, head.width, head.height = room.sides
        head.text_frame.vertical_anchor, head.text_frame.margin_left = MSO_ANCHOR.TOP, 0
    head.text_frame.word_wrap = True
    _title(head.text_frame, line(title, 300), size, stage.brush)
    under = room.top + room.height
    return made, Room(room.left, under, room.width, stage.deck.slide_height - FOOT - under)


def _title_room(stage: Stage, head: Any, top: int) -> Room:
    """Where a template has its titles, when that leaves room for something under them; else where ours are."""
    wide, high = stage.deck.slide_width, stage.deck.slide_height
    own = Room(EDGE, top, wide - 2 * EDGE, Inches(1.0))
    if not stage.brush.themed or head is None or None in (head.left, head.top, head.width, head.height):
        return own
    theirs = Room(head.left, head.top, head.width, head.height)
    fits = theirs.top + theirs.height < high * 0.4 and theirs.width > wide * 0.5
    if not fits:
        head.left, head.top, head.width, head.height = own.sides
    return theirs if fits else own


def _size(title: str, room: Room, sizes: Sequence[int], themed: bool) -> tuple[int, int]:
    """(points, lines) at which a title takes two lines at most, or what its place holds."""
    for size in sizes:
        lines = len(wrapped(title, room.width / POINT / size - 0.4, 9))
        if lines <= 2 and (not themed or lines * size * 1.2 * POINT <= room.height):
            return size, lines
    return sizes[-1], len(wrapped(title, room.width / POINT / sizes[-1] - 0.4, 9))


def _title(frame: Any, text: str, size: int, brush: Brush) -> None:
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size = Pt(size)
    if not brush.themed:
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        run.font.bold = True
        brush.paint(run.font.color, LIGHT.ink)


Run = tuple[str, float, bool, str]
"""Words, points, bold or not, colour."""


def box(made: Any, room: Room, paragraphs: Sequence[Sequence[Run]], brush: Brush) -> Any:
    """Words at a place, one paragraph after the other, without margins."""
    shape = made.shapes.add_textbox(*room.sides)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        for words, size, bold, colour in runs:
            run = paragraph.add_run()
            run.text = line(words) if words.strip() else words
            run.font.size, run.font.bold = Pt(size), bold
            brush.paint(run.font.color, colour)
    return shape


def words(made: Any, room: Room, text: str, size: float, brush: Brush, colour: str = LIGHT.ink) -> Any:
    """The same for a text of one look, a paragraph for each of its lines."""
    return box(made, room, [[(part, size, False, colour)] for part in clean(text).split("\n")], brush)
