"""The Overview as a mail: its sentence and its numbers, as HTML that mail programs draw and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from dashboard.reports.exhibit import Report, Tile
from dashboard.reports.text import line
from dashboard.reports.words import change_of

COLOURS = {"good": "#00706A", "bad": "#B23A12", "even": "#6A645A"}
FONT = "font-family:Inter,'Segoe UI',Arial,sans-serif"


@dataclass(frozen=True, slots=True)
class Mail:
    """`subject` on one line; `html` and `text` say the same."""

    subject: str
    html: str
    text: str


def mail(report: Report) -> Mail:
    """The mail of a report that has a sentence and numbers."""
    subject = line(f"{report.company}: {report.sentence}", 160)
    return Mail(subject, _html(report), _text(report))


def stands_out(report: Report) -> list[Tile]:
    """The numbers whose change is more than chance would give, among as many as were looked at."""
    return [tile for tile in report.tiles if tile.signal]


def _text(report: Report) -> str:
    told = [line(report.sentence), ""]
    for tile in report.tiles:
        change = f", {change_of(tile)}" if tile.moved else ""
        told.append(f"{line(tile.label)}: {line(tile.value)}{change} ({line(tile.evidence)})")
    return "\n".join([*told, "", line(report.of_what())]) + "\n"


def _html(report: Report) -> str:
    rows = "".join(_row(tile) for tile in report.tiles)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"><title>{escape(line(report.title))}</title></head>'
        f'<body style="margin:0;background:#FBFAF6;color:#1A1815;{FONT}"><div style="max-width:640px;margin:0 auto;'
        f'padding:24px"><h1 style="font-size:20px;line-height:1.35">{escape(line(report.sentence))}</h1>'
        f'<table role="presentation" style="width:100%;border-collapse:collapse">{rows}</table>'
        f'<p style="color:#6A645A;font-size:12px">{escape(line(report.of_what()))}</p></div></body></html>'
    )


def _row(tile: Tile) -> str:
    cell = "padding:7px 10px 7px 0;border-bottom:1px solid #DCD7CB;font-size:14px;vertical-align:top"
    change = escape(change_of(tile))
    return (
        f'<tr><td style="{cell}">{escape(line(tile.label))}</td>'
        f'<td style="{cell};font-weight:600;white-space:nowrap">{escape(line(tile.value))}</td>'
        f'<td style="{cell};color:{COLOURS[tile.tone]}">{change}</td>'
        f'<td style="{cell};color:#6A645A;font-size:12px">{escape(line(tile.evidence))}</td></tr>'
    )
