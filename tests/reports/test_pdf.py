"""A PDF is tagged, has its fonts inside, leads nowhere, and says which font is lacking."""

from __future__ import annotations

import io
import re
import zlib
from dataclasses import replace
from functools import partial

import pytest
import typst
from pypdf import PdfReader

from dashboard.reports import pdf
from dashboard.reports.pdf import PdfFailed, document
from tests.browser.hostile import PAYLOADS
from tests.reports.stories import EVERY, EVIL, PLOTS, exhibit, hostile, report


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
    for sign in (b"/StructTreeRoot", b"/MarkInfo", b"pdfuaid", b"/FontFile", b"/Title"):
        assert sign in whole
    assert whole.count(b"/Alt") >= len(PLOTS) - 1
    assert b"Inter" in whole


def test_every_card_with_a_picture_is_one_page():
    whole = streams(document(EVERY))
    cover, definitions = 1, 1
    assert len(re.findall(rb"/Type\s*/Page\b", whole)) == cover + len(EVERY.slides) + definitions


def test_long_words_stay_on_the_page_of_their_picture():
    shown = exhibit("bar", headline="A long finding about something " * 5, subtitle="Of whom and when. " * 20)
    one, long = (streams(document(report(each))) for each in (exhibit("bar"), shown))
    assert long.count(b"/Type/Page\n") == one.count(b"/Type/Page\n")


def test_lithuanian_is_set_and_a_letter_no_font_has_is_said():
    assert document(report(exhibit("bar", headline="Ąžuolų žiedai: ėįšųūž")))[:5] == b"%PDF-"
    with pytest.raises(PdfFailed, match=r"Install a font that has it, for example fonts-noto-cjk"):
        document(report(exhibit("bar", headline="\U0001f9ff\U000130e7")))


CHINESE = report(exhibit("bar", headline="净推荐值下降了四点", note="配送"), company="茶叶公司")


def test_chinese_without_a_font_for_it_names_the_font_to_install(monkeypatch):
    monkeypatch.setattr(pdf.typst, "compile", partial(typst.compile, ignore_system_fonts=True))
    with pytest.raises(PdfFailed, match="fonts-noto-cjk"):
        document(CHINESE)


def test_chinese_is_set_where_a_font_for_it_is_installed_and_else_the_font_is_named():
    if any("CJK" in name for name in typst.Fonts().families()):
        assert b"CJK" in streams(document(CHINESE))
    else:
        with pytest.raises(PdfFailed, match="fonts-noto-cjk"):
            document(CHINESE)


def latin(text: str) -> str:
    """What every machine has letters for."""
    return re.sub(r"[^\x20-\x7e\n]", "", text)


def plain(row):
    return {latin(name): latin(v) if isinstance(v, str) else v for name, v in row.items()}


def test_a_pdf_leads_nowhere_and_runs_nothing():
    evil = {
        "note": latin(EVIL),
        "then": latin(EVIL),
        "then_as_of": "",
        "finding": "",
        "tiles": (),
        "key": "k",
    }
    slides = [
        replace(
            each, headline=latin(each.headline), subtitle=latin(each.subtitle), missing=latin(each.missing),
            method=[(latin(EVIL), latin(EVIL))], rows=[plain(row) for row in each.rows], **evil,
        )
        for each in hostile().slides
    ]  # fmt: skip
    whole = streams(document(report(*slides, title=latin(EVIL), sentence=latin(EVIL), company=PAYLOADS[0])))
    read = PdfReader(io.BytesIO(document(report(*slides, title=latin(EVIL), company=PAYLOADS[0]))))
    assert not any(page.annotations for page in read.pages)
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(read.root_object)
    assert not read.attachments
    for sign in (
        b"/URI",
        b"/JavaScript",
        b"/JS",
        b"/Launch",
        b"/SubmitForm",
        b"/EmbeddedFile",
        b"/GoToR",
        b"/OpenAction",
    ):
        assert sign not in whole
