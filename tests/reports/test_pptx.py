"""A deck has native charts with the numbers of the frame, titles, words for those who cannot see them, and no leads."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn
from pptx.util import Inches

from dashboard.reports import pptx
from dashboard.reports.exhibit import Exhibit, Plot
from dashboard.reports.pptx import TemplateError
from tests.browser.hostile import PAYLOADS
from tests.reports.stories import (
    BARS,
    CHARTED,
    EVERY,
    FALL,
    HEAT,
    LINE,
    REFERENCES,
    exhibit,
    hostile,
    parts,
    report,
    safe,
)

MADE = pptx.presentation(EVERY)
SERIES = (
    "idx", "order", "tx", "spPr", "invertIfNegative", "marker", "dPt", "dLbls", "trendline", "errBars", "cat", "val",
    "xVal", "yVal", "smooth", "shape", "extLst",
)  # fmt: skip
"""The order in which the schema of charts wants what a series has."""


def opened(content: bytes = MADE):
    return Presentation(io.BytesIO(content))


def charts(deck) -> dict[str, object]:
    return {s.shapes.title.text: shape.chart for s in deck.slides for shape in s.shapes if shape.has_chart}


def values(rows, name="value"):
    return [row[name] for row in rows]


def test_native_charts_hold_the_numbers_of_the_frame_and_a_gap_where_nothing_was_observed():
    found = charts(opened())
    assert set(found) == {f"A {kind}" for kind in CHARTED}
    now, before = found["A line"].plots[0].series
    assert (now.name, before.name) == ("Now", "Before")
    assert list(now.values) == values(LINE[:4])
    assert list(before.values) == values(LINE[4:])
    assert list(found["A bar"].plots[0].categories) == ["App", "Mobile web"]
    assert [list(series.values) for series in found["A bar"].plots[0].series] == [
        values(BARS[:2]),
        values(BARS[2:]),
    ]
    assert found["A line"]._chartSpace.xpath("//c:dispBlanksAs/@val") == ["gap"]


def test_a_waterfall_adds_up_and_its_parts_are_good_or_bad():
    chart = charts(opened())["A waterfall"]
    below = {series.name: series for series in chart.plots[0].series}
    assert list(below["Below"].values) == pytest.approx([-4.0625, -1.03125, -3.03125])
    assert list(below["Below, up to the bar"].values) == pytest.approx([0, -3.03125, 0])
    colours = [below["Below"].points[at].format.fill.fore_color.rgb for at in range(3)]
    assert [str(colour) for colour in colours] == ["B23A12", "00706A", "B23A12"]
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [row[-1] for row in sheet.iter_rows(values_only=True)] == [
        "Together",
        *values(FALL, "together"),
        -3.03125,
    ]


def test_intervals_are_error_bars_of_their_own_size():
    bar = charts(opened())["A bar"]
    now, before = bar.plots[0].series
    sides = {
        name: [float(v) for v in now._element.xpath(f"./c:errBars/c:{name}//c:v/text()")]
        for name in ("plus", "minus")
    }
    assert sides == {"plus": pytest.approx([5.5, 5.5]), "minus": pytest.approx([4.5, 4.5])}
    assert before._element.xpath("./c:errBars") == []
    line = charts(opened())["A line"].plots[0].series[0]
    assert line._element.xpath("./c:errBars/c:plus//c:pt/@idx") == ["0", "2", "3"]


def test_a_stair_holds_each_value_until_the_next():
    series = charts(opened())["A step"].plots[0].series[0]
    points = [
        [float(v) for v in series._element.xpath(f"./c:{axis}//c:v/text()")] for axis in ("xVal", "yVal")
    ]
    assert points == [[0, 6, 6, 12, 12], [100.0, 100.0, 81.25, 81.25, 70.31]]


def test_axes_have_numbers_that_the_schema_allows_and_cross_each_other():
    for chart in charts(opened()).values():
        own, crossed = (
            {int(found.get("val")) for found in chart._chartSpace.iter(qn(name))}
            for name in ("c:axId", "c:crossAx")
        )
        assert own == crossed
        assert own
        assert all(0 <= number < 2**31 for number in own)


def test_what_a_series_has_stands_in_the_order_of_the_schema():
    for name, part in parts(MADE).items():
        if re.fullmatch(r"ppt/charts/chart\w*\.xml", name):
            for series in etree.fromstring(part).iter(qn("c:ser")):
                order = [SERIES.index(etree.QName(child).localname) for child in series]
                assert order == sorted(order), name


def test_the_workbook_behind_a_chart_opens_with_the_same_numbers():
    chart = charts(opened())["A line"]
    rows = list(openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active.values)
    assert rows[0][:5] == (None, "Now", "Before", "Now 95 % from", "Now 95 % to")
    assert [row[1] for row in rows[1:]] == values(LINE[:4])
    assert [row[2] for row in rows[1:]] == values(LINE[4:])


def test_a_heat_map_is_a_table_of_squares_hatched_where_it_is_not_over():
    slide = next(s for s in opened().slides if s.shapes.title.text == "A heat")
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    told = [[cell.text for cell in row.cells] for row in table.rows]
    assert told == [[" ", "0", "1", "2"], *([name, "100%", "90%", "80%"] for name in ("May", "June"))]
    assert len(HEAT) == 6
    assert len(table._tbl.xpath(".//a:pattFill")) == 2


def test_flows_are_shapes_that_say_what_goes_through_them():
    slide = next(s for s in opened().slides if s.shapes.title.text == "A flow")
    group = next(shape for shape in slide.shapes if shape.shape_type == 6)
    names = [shape.name for shape in group.shapes]
    assert {"Cart to Order: 46", "Cart to Stopped: 54", "Order to Review: 6"} <= set(names)
    assert "Cart 100" in [shape.text for shape in group.shapes if shape.has_text_frame]


def test_every_slide_has_a_title_words_for_those_who_cannot_see_it_and_notes():
    for slide, shown in zip(list(opened().slides)[-len(EVERY.slides) :], EVERY.slides, strict=True):
        assert slide.shapes.title.text == shown.headline
        drawn = [s for s in slide.shapes if s.has_chart or s.has_table or s.shape_type in (6, 13)]
        assert len(drawn) == bool(shown.rows)
        assert all(shown.headline in s._element.xpath(".//p:cNvPr")[0].get("descr") for s in drawn)
        if shown.rows:
            told = slide.notes_slide.notes_text_frame.text
            assert "select 1" in told
            assert "A number" in told
            assert "Mind this" in told


def test_nothing_lies_outside_its_slide():
    deck = opened()
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width, shape.name
            assert shape.top + shape.height <= deck.slide_height, shape.name


@pytest.mark.parametrize("texts", [PAYLOADS, REFERENCES])
def test_a_deck_leads_nowhere_and_holds_no_formula_and_no_control_character(texts):
    content = pptx.presentation(hostile(texts))
    assert len(opened(content).slides) > len(texts)
    safe(content)


def template(path, size=None, without_titles=False, as_potx=False):
    """A company's own deck with a slide in it and a typeface of its own."""
    own = Presentation()
    if size:
        own.slide_width, own.slide_height = size
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Our look"
    if without_titles:
        for layout in own.slide_layouts:
            for place in list(layout.placeholders):
                place._element.getparent().remove(place._element)
    own.save(path)
    swap = {b'typeface="Calibri"': b'typeface="Georgia"'}
    if as_potx:
        swap[b"presentationml.presentation.main+xml"] = b"presentationml.template.main+xml"
    found = parts_of(path.read_bytes())
    with zipfile.ZipFile(path, "w") as made:
        for name in found:
            for old, new in swap.items():
                found[name] = found[name].replace(old, new)
            made.writestr(name, found[name])
    return path


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("as_potx", [False, True])
def test_a_company_s_own_template_keeps_its_size_and_typeface_and_loses_its_slides(tmp_path, as_potx):
    path = template(tmp_path / "own.pptx", as_potx=as_potx)
    content = pptx.presentation(EVERY, path)
    deck = opened(content)
    assert (deck.slide_width, deck.slide_height) == (Inches(10), Inches(7.5))
    assert len(charts(deck)) == len(CHARTED)
    assert "Our look" not in [slide.shapes.title.text for slide in deck.slides]
    themes = [part for name, part in parts(content).items() if "theme/theme" in name]
    assert any(b"Georgia" in part for part in themes)
    assert b'b="1"' not in etree.tostring(deck.slides[2].shapes.title._element)
    accent = charts(deck)["A column"].plots[0].series[0].format.fill.fore_color
    assert accent.theme_color is not None


@pytest.mark.parametrize("size", [(Inches(10), Inches(7.5)), (Inches(7.5), Inches(10))])
def test_a_template_without_places_for_titles_still_gives_slides_titles_inside_their_edges(tmp_path, size):
    deck = opened(pptx.presentation(EVERY, template(tmp_path / "own.pptx", size, without_titles=True)))
    for slide in deck.slides:
        assert slide.shapes.title is not None
        assert slide.shapes.title.placeholder_format.type == PP_PLACEHOLDER.TITLE
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("content", [b"no", b"PK\x05\x06" + b"\x00" * 18, None])
def test_a_file_that_is_no_template_is_refused_by_name(tmp_path, content):
    if content is not None:
        (tmp_path / "own.pptx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"own\.pptx cannot be"):
        pptx.presentation(EVERY, tmp_path / "own.pptx")


def test_a_long_headline_is_set_smaller_and_a_long_note_is_whole_in_the_notes():
    shown = exhibit("bar", headline="A long finding about something " * 6, note="Something to mind. " * 60)
    slide = list(opened(pptx.presentation(report(shown))).slides)[-1]
    assert slide.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt < 28
    assert shown.note.strip() in slide.notes_slide.notes_text_frame.text
    beside = next(s for s in slide.shapes if s.has_text_frame and "Something to mind" in s.text_frame.text)
    assert beside.text_frame.text.endswith("…")


def test_a_frame_of_no_values_is_a_chart_without_any():
    rows = [{"group": "app", "value": None}]
    empty = Exhibit("k", "p", "Nothing", "", rows, Plot("bar", "group", "value"))
    assert list(charts(opened(pptx.presentation(report(empty))))["Nothing"].plots[0].series[0].values) == [
        None
    ]
    for kind in ("line", "column", "step", "waterfall", "heat", "flow", "table"):
        made = replace(empty, plot=Plot(kind, "group", "value", "who"))
        assert len(opened(pptx.presentation(report(made))).slides) == 3
