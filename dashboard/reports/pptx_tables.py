"""Frames that are tables on a slide, heat maps as tables of squares, and the strip of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Emu, Inches, Pt

from dashboard.figures.template import LIGHT
from dashboard.reports.exhibit import Exhibit, Report, Tile
from dashboard.reports.grids import Square, grid, shade
from dashboard.reports.pptx_colours import Brush, rgb
from dashboard.reports.pptx_page import POINT, Room, box
from dashboard.reports.text import fitted, width, wrapped
from dashboard.reports.words import Words, change_of, lines

MOST_ROWS, MOST_COLUMNS, WIDEST = 13, 8, 26.0
PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's name of a table without a style."""
TONES = {"good": LIGHT.good, "bad": LIGHT.bad, "even": LIGHT.grey}


def table(slide: Any, exhibit: Exhibit, report: Report, room: Room, brush: Brush) -> Any:
    """The frame as a table: coloured squares for a heat map, else its first rows and columns."""
    if exhibit.plot.kind == "heat":
        return _squares(slide, exhibit, report, room, brush)
    cells = lines(exhibit, report, MOST_ROWS, MOST_COLUMNS)
    natural = [min(max(width(row[i]) for row in cells) + 1.6, WIDEST) for i in range(len(cells[0]))]
    size = max(min(13.0, room.width / POINT / sum(natural)), 9.0)
    share = room.width / max(sum(natural) * size * POINT, 1)
    wide = [int(each * size * POINT * min(share, 1.4)) for each in natural]
    frame = _made(slide, len(cells), wide, min(room.height // len(cells), Inches(0.36)), room)
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            cell = frame.table.cell(row, column)
            _write(cell, fitted(text, wide[column] / POINT / size - 1.1), size, row == 0, LIGHT.ink, brush)
            _ruled(cell, LIGHT.grey if row == 0 else LIGHT.line)
    return frame


def _made(slide: Any, rows: int, wide: Sequence[int], high: int, room: Room) -> Any:
    """An empty table without a style."""
    place = (Emu(room.left), Emu(room.top), Emu(sum(wide)), Emu(high * rows))
    frame = slide.shapes.add_table(rows, len(wide), *place)
    frame.table.horz_banding = False
    frame._element.xpath(".//a:tableStyleId")[0].text = PLAIN
    for column, each in enumerate(wide):
        frame.table.columns[column].width = Emu(each)
    for row in frame.table.rows:
        row.height = Emu(high)
    return frame


def _write(cell: Any, text: str, size: float, bold: bool, colour: str, brush: Brush) -> None:
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(round(size, 1)), bold
    brush.paint(run.font.color, colour)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left = cell.margin_right = Emu(int(size * 0.35 * POINT))
    cell.margin_top = cell.margin_bottom = Emu(0)


def _ruled(cell: Any, colour: str) -> None:
    """A line under a cell."""
    rule = f'<a:lnB {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(rule))


def _squares(slide: Any, exhibit: Exhibit, report: Report, room: Room, brush: Brush) -> Any:
    """A heat map: one square for each pair, the darker the further from nothing; hatched: not over yet."""
    made, words = grid(exhibit), Words(exhibit, report)
    names = min(max(width(name) for name in made.down) + 1.0, 18.0)
    values = max([width(words.value(square.value)) for square in made.squares.values()] + [2.0]) + 1.0
    high = min(room.height // (len(made.down) + 1), Inches(0.42))
    size = min(13.0, high / POINT / 1.35, room.width / POINT / (names + values * len(made.across)))
    size = max(size, 6.0)
    first = int(names * size * POINT)
    each = min(int((room.width - first) / len(made.across)), Inches(1.7))
    frame = _made(slide, len(made.down) + 1, [first, *[each] * len(made.across)], high, room)
    _write(frame.table.cell(0, 0), " ", size, False, LIGHT.grey, brush)
    for column, name in enumerate(made.across, 1):
        head = frame.table.cell(0, column)
        _write(head, fitted(name, each / POINT / size - 0.8), size, True, LIGHT.ink, brush)
        head.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER
    for row, name in enumerate(made.down, 1):
        _write(frame.table.cell(row, 0), fitted(name, names), size, False, LIGHT.ink, brush)
        for column in range(1, len(made.across) + 1):
            square = made.squares.get((row - 1, column - 1))
            _square(frame.table.cell(row, column), square, words, size, brush)
    return frame


def _square(cell: Any, square: Square | None, words: Words, size: float, brush: Brush) -> None:
    if square is None:
        _write(cell, " ", size, False, LIGHT.grey, brush)
        return
    under, ink = shade(square.depth, brush.palette)
    if square.value is not None and square.partial:
        brush.hatch(cell, LIGHT.line, under)
    elif square.value is not None:
        cell.fill.solid()
        Brush().paint(cell.fill.fore_color, under)
    _write(cell, words.value(square.value), size, square.partial, LIGHT.grey, brush)
    run = cell.text_frame.paragraphs[0].runs[0]
    if square.value is not None:
        Brush().paint(run.font.color, ink)
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.CENTER


def tiles(slide: Any, numbers: Sequence[Tile], room: Room, brush: Brush) -> None:
    """The strip of numbers as text: label, value, change, interval and n."""
    most = max(room.width // Inches(2.1), 1)
    across = min(len(numbers) if len(numbers) <= 4 else max(-(-len(numbers) // 2), 4), most, 5)
    rows = -(-len(numbers) // max(across, 1))
    wide, high = room.width // max(across, 1), min(room.height // max(rows, 1), Inches(2.6))
    inside = Room(0, 0, wide - Inches(0.25), high - Inches(0.3))
    scale = min((_scale(tile, inside) for tile in numbers), default=1.0)
    for place, tile in enumerate(numbers):
        left, top = room.left + place % across * wide, room.top + place // across * high
        inner = Room(left, top, wide - Inches(0.25), high - Inches(0.2))
        rule = slide.shapes.add_connector(1, Emu(left), Emu(top), Emu(left + inner.width), Emu(top))
        rule.line.color.rgb, rule.line.width = rgb(LIGHT.line), Pt(0.75)
        below = replace(inner, top=top + Inches(0.1), height=inner.height - Inches(0.1))
        box(
            slide,
            below,
            [[(words, s * scale, bold, ink)] for words, s, bold, ink in _tile(tile, below)],
            brush,
        )


def _tile(tile: Tile, room: Room) -> list[tuple[str, float, bool, str]]:
    """Its lines: words, points, bold or not, colour."""
    value = max(min(32.0, room.width / POINT / max(width(tile.value) * 1.2, 1.0)), 16.0)
    told = (
        (tile.label, 14.0, True, LIGHT.ink), (tile.value, value, True, LIGHT.ink),
        (change_of(tile), 13.0, tile.tone != "even", TONES[tile.tone]),
        (tile.evidence, 11.0, False, LIGHT.grey), (tile.marks, 11.0, False, LIGHT.grey),
    )  # fmt: skip
    return [run for run in told if run[0].strip()]


def _scale(tile: Tile, room: Room) -> float:
    """How large its lines can be so that all of them fit."""
    lines, wide = _tile(tile, room), room.width / POINT
    for scale in (1.3, 1.15, 1.0, 0.9, 0.8, 0.7):
        sizes = [size * scale for _, size, _, _ in lines]
        took = [
            len(wrapped(run[0], wide / s * 0.92, 9)) * s * 1.2 for run, s in zip(lines, sizes, strict=True)
        ]
        if sum(took) <= room.height / POINT:
            return scale
    return 0.6
