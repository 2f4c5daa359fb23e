"""A report as one HTML file that opens offline: no script, nothing fetched, every number in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files

from dashboard.figures.template import LIGHT
from dashboard.metrics.metric import Unit
from dashboard.reports import svg
from dashboard.reports.exhibit import Exhibit, Report, Row, Tile
from dashboard.reports.text import clean, line
from dashboard.reports.words import change_of, evidence, heading, subtitle, told, unit_of
from dashboard.reports.words import columns as columns_of

Say = Callable[[str], None]
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the file lets a browser do: nothing but its own style."""
LISTED = 500


def page(report: Report, say: Say = lambda _: None) -> bytes:
    """The report as a .html file."""
    style = files("dashboard.reports").joinpath("report.css").read_text("utf-8")
    style = style.replace(LIGHT.accent, report.palette.accent)
    slides = []
    for number, exhibit in enumerate(report.slides, 1):
        say(f"Writing card {number} of {len(report.slides)}")
        slides.append(_card(exhibit, report))
    title = escape(line(report.title))
    text = (
        f'<!doctype html><html lang="{escape(report.locale)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{style}</style></head>'
        f"<body><header><h1>{title}</h1><p class='of'>{escape(line(report.of_what()))}</p>"
        f"{_paragraph(report.sentence, 'sentence')}{strip(report.tiles)}</header>"
        f"<main>{''.join(slides)}</main></body></html>"
    )
    return text.encode("utf-8")


def _paragraph(text: str, kind: str) -> str:
    lines = "<br>".join(escape(part) for part in clean(text).split("\n"))
    return f'<p class="{kind}">{lines}</p>' if text else ""


def strip(tiles: Sequence[Tile]) -> str:
    """The numbers of a page."""
    if not tiles:
        return ""
    said = "".join(
        f'<div class="tile"><b>{escape(line(tile.label))}</b><strong>{escape(line(tile.value))}</strong>'
        f'<span class="{tile.tone}">{escape(change_of(tile))}</span>'
        f"<small>{escape(line(tile.evidence))}</small><small>{escape(line(tile.marks))}</small></div>"
        for tile in tiles
    )
    return f'<div class="strip">{said}</div>'


def _card(exhibit: Exhibit, report: Report) -> str:
    body = _paragraph(exhibit.missing, "missing") or strip(exhibit.tiles)
    picture = "" if body else svg.picture(exhibit, report)
    under = _paragraph(evidence(exhibit), "evidence") if picture else ""
    drawn = f"<figure>{body or picture}{under}</figure>" if body or picture else ""
    return (
        f"<section><h2>{escape(line(exhibit.headline))}</h2>{_paragraph(subtitle(exhibit), 'subtitle')}"
        f"{_paragraph(exhibit.note, 'note')}{_paragraph(exhibit.changed(), 'then')}{drawn}"
        f"{_details('The numbers', table(exhibit, report), not drawn)}"
        f"{_details('How it is made', _method(exhibit), False)}</section>"
    )


def _details(name: str, body: str, opened: bool) -> str:
    return f"<details{' open' if opened else ''}><summary>{name}</summary>{body}</details>" if body else ""


def _method(exhibit: Exhibit) -> str:
    said = "".join(
        f"<dt>{escape(line(name))}</dt><dd>{escape(line(words))}</dd>" for name, words in exhibit.method
    )
    sql = "".join(f"<pre>{escape(clean(statement))}</pre>" for statement in exhibit.statements)
    return f"<dl>{said}</dl>{sql}" if said or sql else ""


def table(exhibit: Exhibit, report: Report, most: int = LISTED, across: int | None = None) -> str:
    """The frame as a table, its first rows. A number keeps its full value where a pointer finds it.

    `across`: only so many columns, of those that say something.
    """
    columns = exhibit.columns() if across is None else columns_of(exhibit, across)
    if not columns:
        return ""
    head = "".join(f'<th scope="col">{escape(heading(name))}</th>' for name in columns)
    units = {name: unit_of(name, exhibit) for name in columns}
    lines = "".join(_row(row, units, report) for row in exhibit.rows[:most])
    left = len(exhibit.rows) - most
    more = f"<p>and {left:,} more</p>" if left > 0 else ""
    return (
        f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>{more}'
    )


def _row(row: Row, units: Mapping[str, Unit], report: Report) -> str:
    cells = "".join(_cell(row.get(name), unit, report) for name, unit in units.items())
    return f"<tr>{cells}</tr>"


def _cell(value: object, unit: Unit, report: Report) -> str:
    words = escape(told(value, unit, report))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="n" title="{value!r}">{words}</td>'
    return f"<td>{words}</td>"
