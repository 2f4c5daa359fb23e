"""A company's own colours are taken where they can be read, on paper and on dark."""

from __future__ import annotations

import io

import openpyxl
import pytest
from pptx import Presentation

from dashboard.figures.template import DARK, LIGHT
from dashboard.reports import html, pptx, xlsx
from dashboard.reports.colours import coloured
from tests.reports.reopened import pages_of
from tests.reports.stories import BARS, exhibit, parts, report

PLUM, LEAF, YELLOW = "#6b1e5c", "#1E5C2B", "#FFEE00"


def test_an_accent_and_others_that_can_be_read_take_the_place_of_ours():
    palette, notices = coloured(LIGHT, PLUM, [LEAF])
    assert (palette.accent, palette.categorical, notices) == ("#6B1E5C", ("#6B1E5C", "#1E5C2B"), [])
    assert palette.band == "rgba(107,30,92,0.13)"
    assert (palette.good, palette.bad, palette.before) == (LIGHT.good, LIGHT.bad, LIGHT.before)


def test_a_colour_that_cannot_be_read_is_left_out_and_named():
    palette, notices = coloured(LIGHT, YELLOW, [YELLOW, LEAF])
    assert palette.accent == LIGHT.accent
    assert palette.categorical == (LIGHT.accent, "#1E5C2B")
    assert YELLOW in notices[0]
    assert "4.5" in notices[0]
    # on dark it is the other way round
    assert coloured(DARK, YELLOW, [])[0].accent == YELLOW
    assert coloured(DARK, PLUM, [])[0] == DARK


def test_without_colours_ours_stay():
    assert coloured(LIGHT, "", ()) == (LIGHT, [])


@pytest.mark.parametrize("kind", ["bar", "line", "column"])
def test_charts_of_every_form_are_drawn_in_them(kind):
    told = report(exhibit(kind), palette=coloured(LIGHT, PLUM, [LEAF])[0])
    text = html.page(told).decode("utf-8")
    assert "#6B1E5C" in text
    assert LIGHT.accent not in text
    charts = [
        p
        for n, p in parts(pptx.presentation(told)).items()
        if n.startswith("ppt/charts/chart") and b"c:ser" in p
    ]
    assert b"6B1E5C" in charts[0]
    assert LIGHT.accent[1:].encode() not in charts[0]
    (drawn,) = [p for n, p in parts(xlsx.workbook(told)).items() if n == "xl/charts/chart1.xml"]
    assert b"6B1E5C" in drawn
    assert len(BARS) == 4
    assert openpyxl.load_workbook(io.BytesIO(xlsx.workbook(told)))
    assert Presentation(io.BytesIO(pptx.presentation(told)))


def test_a_pdf_is_written_in_them():
    from dashboard.reports import pdf

    told = report(exhibit("bar"), palette=coloured(LIGHT, PLUM, [LEAF])[0])
    assert any("Abar" in page for page in pages_of(pdf.document(told)))
