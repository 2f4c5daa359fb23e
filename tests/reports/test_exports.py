"""Every export holds the numbers of the frame, and nothing a stranger wrote is more than words in it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pytest
from pptx import Presentation

from dashboard.reports import html, pdf, pptx, xlsx
from dashboard.reports.digest import mail
from dashboard.reports.exhibit import Exhibit, Kind, Plot, Report, Tile
from dashboard.reports.pdf import document
from dashboard.reports.write import ReportFailed, write
from tests.browser.hostile import CANARY, PAYLOADS

DAYS = [date(2026, 8, day) for day in (3, 10, 17)]
LINE = [
    {"series": name, "from": day, "value": value, "low": value - 1, "high": value + 1, "n": 40}
    for name, values in (("now", (38.51372549, 27.0, 33.3)), ("before", (36.0, 35.5, 34.25)))
    for day, value in zip(DAYS, values, strict=True)
]
BARS = [
    {"group": name, "value": value, "low": 1.0, "high": 90.0}
    for name, value in (("app", 27.123456789), ("web", 35.0))
]
FALL = [{"group": "app", "together": -4.0625}, {"group": "web", "together": 1.03125}]
CURVE = [
    {"months": month, "share": share, "who": "all"} for month, share in ((0, 100.0), (6, 81.25), (12, 70.31))
]
HEAT = [{"cohort": c, "month": m, "share": 100.0 - 10 * m} for c in ("May", "June") for m in range(3)]
FLOW = [{"from": "cart", "to": "order", "n": 46}, {"from": "cart", "to": "stopped", "n": 54}]
PLOTS: dict[Kind, tuple[list[dict], Plot]] = {
    "line": (LINE, Plot("line", "from", "value", "series", "low", "high", "points")),
    "bar": (BARS, Plot("bar", "group", "value", low="low", high="high", unit="percent")),
    "column": (BARS, Plot("column", "group", "value", unit="money")),
    "waterfall": (FALL, Plot("waterfall", "group", "together", unit="points")),
    "step": (CURVE, Plot("step", "months", "share", "who", unit="percent")),
    "heat": (HEAT, Plot("heat", "month", "share", "cohort", unit="percent")),
    "flow": (FLOW, Plot("flow", "from", "n", "to")),
    "table": (BARS, Plot("table")),
}
CHARTED = ("line", "bar", "column", "waterfall", "step")


def exhibit(kind: Kind, **words: str) -> Exhibit:
    rows, plot = PLOTS[kind]
    told = {"headline": f"A {kind}", "subtitle": "Of whom and when", "note": "Mind this", **words}
    return Exhibit(kind, "overview", rows=rows, plot=plot, method=[("What it is", "A number")],
                   statements=["select 1"], link="period=28d", **told)  # fmt: skip


def report(*slides: Exhibit, **words: str) -> Report:
    told = {"title": "Board", "company": "Tea & Co", "sentence": "It fell.", **words}
    tile = Tile(
        "Net Promoter Score", "30", "5.9 points, worse", "▼", "bad", "28 to 32 · n 4,769", "target 40"
    )
    return Report(as_of="2026-10-31", snapshot="0" * 16, currency="EUR", locale="en", demo=False, slides=slides,
                  tiles=[tile], **told)  # fmt: skip


EVERY = report(
    *(exhibit(kind) for kind in PLOTS),
    Exhibit("gone", "overview", "Gone", "", [], Plot("table"), missing="Not here"),
)


def values(rows: list[dict], name: str) -> list[float]:
    return [row[name] for row in rows]


def test_a_workbook_holds_every_number_in_full_with_a_chart_over_its_cells():
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(EVERY)))
    for sheet, (kind, (rows, _)) in zip(book.worksheets[1:], PLOTS.items(), strict=False):
        head = [cell.value for cell in sheet[5]]
        assert head == list(rows[0])
        for row, cells in zip(rows, sheet.iter_rows(min_row=6, values_only=True), strict=False):
            told = [cell.date() if hasattr(cell, "date") else cell for cell in cells[: len(head)]]
            assert told == list(row.values())
        assert len(sheet._charts) == (kind in CHARTED), kind
    assert book.worksheets[-1].title == "Definitions"


def charts(deck) -> dict[str, object]:
    return {
        slide.shapes.title.text: shape.chart
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart
    }


def test_a_presentation_has_native_charts_with_the_numbers_of_the_frame():
    found = charts(Presentation(io.BytesIO(pptx.presentation(EVERY))))
    assert set(found) == {f"A {kind}" for kind in CHARTED}
    now, before = found["A line"].plots[0].series
    assert list(now.values) == values(LINE[:3], "value")
    assert list(before.values) == values(LINE[3:], "value")
    assert list(found["A bar"].plots[0].series[0].values) == values(BARS, "value")
    below = {series.name: list(series.values) for series in found["A waterfall"].plots[0].series}
    assert below["Below"] == pytest.approx([-4.0625, -1.03125, -3.03125])
    assert below["Below, up to the bar"] == pytest.approx([0, -3.03125, 0])


def test_every_slide_has_a_title_words_for_those_who_cannot_see_it_and_notes():
    deck = Presentation(io.BytesIO(pptx.presentation(EVERY)))
    titled = {slide.shapes.title.text: slide for slide in deck.slides}
    assert len(titled) == len(deck.slides)
    for shown in EVERY.slides:
        slide = titled[shown.headline]
        frames = [shape for shape in slide.shapes if shape.has_chart or shape.has_table]
        assert all(shown.headline in frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)
        if shown.rows:
            assert "select 1" in slide.notes_slide.notes_text_frame.text
            assert "A number" in slide.notes_slide.notes_text_frame.text


def test_a_company_s_own_template_is_kept(tmp_path):
    own = Presentation()
    own.save(tmp_path / "own.pptx")
    deck = Presentation(io.BytesIO(pptx.presentation(EVERY, tmp_path / "own.pptx")))
    assert (deck.slide_width, deck.slide_height) == (own.slide_width, own.slide_height)
    assert len(charts(deck)) == len(CHARTED)


def test_a_file_that_is_no_template_is_refused_by_name(tmp_path):
    (tmp_path / "own.pptx").write_text("no")
    with pytest.raises(ReportFailed, match=r"own\.pptx cannot be used"):
        pptx.presentation(EVERY, tmp_path / "own.pptx")


class Read(HTMLParser):
    """What a page has: its tags, the attributes that lead or run, the full numbers of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.leads: list[str] = []
        self.numbers: list[float] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "srcdoc", "poster") or name.startswith("on"):
                self.leads.append(f"{tag} {name}={value}")
            if tag == "td" and name == "title":
                self.numbers.append(float(value))


def test_a_page_holds_every_number_in_full():
    seen = Read(html.page(EVERY).decode("utf-8"))
    for rows, _ in PLOTS.values():
        for row in rows:
            for value in row.values():
                if isinstance(value, int | float):
                    assert value in seen.numbers
    assert seen.tags.count("svg") == len(PLOTS) - 1  # a table is a table


def streams(content: bytes) -> bytes:
    """Everything in a PDF, its packed streams opened."""
    opened = [content]
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        try:
            opened.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(opened)


def test_a_pdf_is_tagged_names_its_standard_and_has_its_fonts_inside():
    whole = streams(document(EVERY))
    assert b"/StructTreeRoot" in whole
    assert b"/MarkInfo" in whole
    assert b"pdfuaid" in whole
    assert b"/FontFile" in whole
    assert whole.count(b"/Alt") >= len(CHARTED)


def test_lithuanian_is_set_and_a_letter_no_font_has_is_said(monkeypatch):
    assert document(report(exhibit("bar", headline="Ąžuolų žiedai: ėįšųūž")))[:5] == b"%PDF-"
    with pytest.raises(pdf.PdfFailed, match=r"[Ii]nstall a font"):
        document(report(exhibit("bar", headline="\U0001f9ff\U000130e7")))


EVIL = "\u202e\x00\ud800" + " ".join(PAYLOADS)


def hostile() -> Report:
    """Hostile words in every place that can hold any."""
    slides = []
    for number, kind in enumerate(PLOTS):
        rows, plot = PLOTS[kind]
        evil = [{**{name: PAYLOADS[number] if isinstance(v, str) else v for name, v in row.items()}, EVIL[:90]: EVIL}
                for row in rows]  # fmt: skip
        slides.append(Exhibit(
            EVIL, "overview", PAYLOADS[number], EVIL, evil, plot, [(EVIL, EVIL)], [EVIL], EVIL, EVIL, then=EVIL,
            finding=EVIL, then_as_of=EVIL,
        ))  # fmt: skip
    slides += [
        Exhibit("k", "p", payload, payload, [], Plot("table"), missing=payload) for payload in PAYLOADS
    ]
    tile = Tile(EVIL, EVIL, EVIL, EVIL, "bad", EVIL, EVIL)
    slides.append(Exhibit("k", "p", EVIL, EVIL, [{"a": EVIL}], Plot("table"), tiles=[tile]))
    return Report(EVIL, EVIL, "2026-10-31", "0" * 16, "EUR", "en", False, slides, [tile], EVIL)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    content = xlsx.workbook(hostile())
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        assert not sheet._hyperlinks
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    found = parts(content)
    assert not any("External" in text for name, text in found.items() if name.endswith(".rels"))
    assert not any("<f>" in text for name, text in found.items() if "/worksheets/" in name)


def test_a_presentation_leads_nowhere_and_holds_no_control_character():
    content = pptx.presentation(hostile())
    assert len(Presentation(io.BytesIO(content)).slides) > len(PAYLOADS)
    for name, text in parts(content).items():
        if name.endswith(".rels"):
            assert 'TargetMode="External"' not in text
        if "/slides/" in name or "/notesSlides/" in name:
            assert "hlinkClick" not in text
            assert "\u202e" not in text
            assert not re.search(r"_x00[01][0-9A-F]_", text)


@pytest.mark.parametrize("made", ["page", "mail"])
def test_a_page_and_a_mail_run_nothing_and_lead_nowhere(made):
    told = hostile()
    text = html.page(told).decode("utf-8") if made == "page" else mail(told).html
    seen = Read(text)
    assert not {"script", "img", "iframe", "a", "form", "base", "object", "link"} & set(seen.tags)
    assert seen.leads == []
    assert "\u202e" not in text
    assert CANARY in text  # it is there, as words


def test_a_pdf_leads_nowhere_and_runs_nothing():
    told = report(*(exhibit("bar", headline=re.sub(r"[^\x20-\x7e]", "", payload)) for payload in PAYLOADS))
    whole = streams(document(told))
    for sign in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/SubmitForm", b"/EmbeddedFile"):
        assert sign not in whole


def test_the_subject_of_a_mail_is_one_line():
    assert "\n" not in mail(hostile()).subject


def test_a_report_is_written_whole_or_not_at_all(tmp_path):
    (tmp_path / "r.html").mkdir()
    with pytest.raises(ReportFailed, match="was not written"):
        write(EVERY, tmp_path / "r.html")
    with pytest.raises(ReportFailed, match="ends in none of"):
        write(EVERY, tmp_path / "r.exe")
    assert [path.name for path in tmp_path.iterdir()] == ["r.html"]
    write(EVERY, tmp_path / "s.html")
    assert (tmp_path / "s.html").read_bytes() == html.page(EVERY)
