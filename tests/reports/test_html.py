"""A page opens offline, holds every number in full, and runs nothing and leads nowhere whatever it is told."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dashboard.reports import html
from dashboard.reports.digest import mail
from dashboard.reports.exhibit import Exhibit, Plot, Tile
from tests.browser.hostile import CANARY
from tests.reports.stories import BARS, EVERY, PLOTS, hostile, report

LEADS = ("href", "src", "action", "srcdoc", "poster", "formaction", "background", "data", "xlink:href")
RUNS = {
    "script",
    "img",
    "iframe",
    "a",
    "form",
    "base",
    "object",
    "embed",
    "link",
    "video",
    "image",
    "use",
    "foreignobject",
}
EMPTY = {"meta", "br", "rect", "line", "path", "circle", "polygon"}


class Read(HTMLParser):
    """What a page has: its tags, what leads or runs, its styles, the full numbers of its tables."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.leads: list[str] = []
        self.styles: list[str] = []
        self.numbers: list[float] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.open += [] if tag in EMPTY else [tag]
        for name, value in attrs:
            if name in LEADS or name.startswith("on"):
                self.leads.append(f"{tag} {name}={value}")
            if name == "style" or (
                "url(" in (value or "").lower().split("http-equiv")[0] and name in ("fill", "stroke")
            ):
                self.styles.append(str(value))
            if tag == "td" and name == "title":
                self.numbers.append(float(value))

    def handle_endtag(self, tag):
        if tag not in EMPTY:
            assert self.open.pop() == tag


def test_a_page_holds_every_number_in_full_and_a_picture_for_all_but_tables():
    seen = Read(html.page(EVERY).decode("utf-8"))
    told = [v for rows, _ in PLOTS.values() for row in rows for v in row.values()]
    assert seen.numbers == [float(v) for v in told if isinstance(v, int | float) and not isinstance(v, bool)]
    assert seen.tags.count("svg") == len(PLOTS) - 1
    assert seen.open == []


def test_a_number_is_said_with_its_unit_and_nothing_as_a_dash():
    table = html.table(EVERY.slides[1], EVERY)
    assert f'title="{BARS[0]["value"]!r}">27.1%<' in table
    assert "<td>–</td>" in html.table(EVERY.slides[0], EVERY)


def test_what_only_a_screen_can_do_is_not_said():
    shown = replace(
        EVERY.slides[1], subtitle="Of all. Whisker: 95 % interval; grey tick: before. Click a bar to filter."
    )
    text = html.page(report(shown)).decode("utf-8")
    assert "Click" not in text
    assert '<p class="subtitle">Of all.</p>' in text


def test_a_page_fetches_nothing_by_its_own_rule():
    text = html.page(EVERY).decode("utf-8")
    assert "default-src &#x27;none&#x27;" in text
    assert "url(" not in text
    assert "@import" not in text


@pytest.mark.parametrize("made", ["page", "mail"])
def test_a_page_and_a_mail_run_nothing_and_lead_nowhere(made):
    told = hostile()
    text = html.page(told).decode("utf-8") if made == "page" else mail(told).html
    seen = Read(text)
    assert not RUNS & set(seen.tags)
    assert seen.tags.count("style") == (made == "page")
    assert seen.leads == []
    assert not any("url(" in style or CANARY in style for style in seen.styles)
    assert not {"\u202e", "\x00", "\ufffe"} & set(text)
    assert CANARY in text  # it is there, as words


def test_numbers_of_a_page_are_shown_as_a_strip():
    tile = Tile("Net Promoter Score", "30", "4 points, worse", "▼", "bad", "28 to 32", "target 40")
    shown = Exhibit("numbers", "overview", "In numbers", "", [{"a": 1}], Plot("table"), tiles=[tile])
    assert '<span class="bad">▼ 4 points, worse</span>' in html.page(report(shown)).decode("utf-8")
