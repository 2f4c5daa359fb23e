"""The frame of a card as a picture (SVG), for a page and a PDF: no script, no link, no font inside."""

from __future__ import annotations

from html import escape

from dashboard.figures.template import Palette
from dashboard.reports import frames, svg_maps
from dashboard.reports.exhibit import Exhibit, Report
from dashboard.reports.svg_bars import bars, falls
from dashboard.reports.svg_columns import columns
from dashboard.reports.svg_lines import curves, lines
from dashboard.reports.svg_marks import SIZE, WIDTH, Drawing
from dashboard.reports.words import Words, alt


def picture(exhibit: Exhibit, report: Report, palette: Palette | None = None) -> str | None:
    """The chart as an SVG element; None for what is a table. Its title is what is read aloud.

    `palette`: other colours than the report's own.
    """
    if exhibit.plot.kind == "table" or not exhibit.rows:
        return None
    marks, height = _drawn(exhibit, Words(exhibit, report), palette or report.palette)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'width="{WIDTH:.0f}" height="{height:.0f}" role="img" '
        f'font-family="Inter, Noto Sans, Noto Sans CJK SC, Arial, sans-serif" font-size="{SIZE:.0f}">'
        f"<title>{escape(alt(exhibit))}</title>{marks}</svg>"
    )


def _drawn(exhibit: Exhibit, words: Words, palette: Palette) -> tuple[str, float]:
    kind = exhibit.plot.kind
    if kind in ("heat", "flow"):
        return (svg_maps.heat if kind == "heat" else svg_maps.flow)(exhibit, words, palette)
    drawing = Drawing(frames.shown(exhibit), words, palette)
    if kind == "waterfall":
        return falls(drawing, exhibit.plot.better)
    draw = {"bar": bars, "column": columns, "line": lines, "step": curves}
    return draw[kind](drawing)
