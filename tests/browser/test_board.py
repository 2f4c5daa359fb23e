"""A board deck from its first card to its five files, made, shown and taken as people do it: in the browser."""

from __future__ import annotations

import csv
import re
import shutil

import pytest
import streamlit as st

from dashboard.reports.deck import read_decks
from dashboard.screens import data
from dashboard.screens.exhibits import deck_report
from dashboard.screens.present_files import FORMS
from tests.browser.conftest import Site, run
from tests.reports.reopened import same_in_every_form

CARDS = (
    ("/?period=90d", 0), ("/?period=90d", 1), ("/journey?period=90d", 0), ("/journey?period=90d", 1),
    ("/retention?period=90d", 0), ("/retention?period=90d", 1), ("/voice?period=90d", 0), ("/teams?period=90d", 0),
    ("/digital?period=90d", 0), ("/digital?period=90d", 1), ("/scorecard?period=90d", 0),
)  # fmt: skip
OWN, NOTE = "What we ask of the board", "Decide on the checkout\nbefore Christmas"
LATER = [
    {"answer_id": f"later{i}", "answered_at": "2026-11-09 10:00:00", "kind": "nps", "score": 0, "scale_min": 0,
     "scale_max": 10, "direction": "up", "customer_id": "", "channel": "app", "touchpoint": "checkout"}
    for i in range(300)
]  # fmt: skip


@pytest.fixture(scope="module")
def own(demo_home, serve, tmp_path_factory) -> Site:
    """A copy of the demo that may change: it is nobody's demo any more, so that new data may come in."""
    home = shutil.copytree(demo_home, tmp_path_factory.mktemp("board") / "home")
    said = (home / "company.toml").read_text("utf-8")
    (home / "company.toml").write_text(said.replace("demo = true", "demo = false"), "utf-8")
    return serve(home)


@pytest.fixture(scope="module")
def deck(own, browser):
    """Twelve slides from all seven pages, through the menus of their cards."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    for number, (path, place) in enumerate(CARDS, 1):
        if page.url != own.url + path:
            page.goto(own.url + path)
        menu = page.get_by_role("button", name=re.compile("^About: ")).nth(place)
        menu.wait_for(timeout=60_000)
        menu.click()
        page.get_by_text("Add to deck", exact=True).click()
        dialog = page.get_by_role("dialog")
        if number == 1:
            dialog.get_by_label("Its name").fill("Board")
        dialog.get_by_role("button", name="Add to the deck").click()
        dialog.get_by_text(f"It is slide {number} of Board").wait_for(timeout=30_000)
        page.keyboard.press("Escape")
        dialog.wait_for(state="hidden")
    page.goto(f"{own.url}/present?deck=board")
    page.get_by_role("button", name="Add a page's numbers").click(timeout=60_000)
    page.get_by_role("dialog").get_by_role("button", name="Add it").click()
    page.wait_for_url(re.compile("slide=12"), timeout=30_000)
    context.close()
    return own


def slides(site):
    return read_decks(site.home)[0]["board"].slides


def kept(seen, site, until) -> None:
    """Wait until the deck's file says so."""
    for _ in range(100):
        if until(slides(site)):
            return
        seen.page.wait_for_timeout(100)
    raise AssertionError(slides(site))


def foot(seen) -> str:
    return seen.settle(0.2).page.locator(".st-key-stage_foot").inner_text()


def turned(seen, key: str, place: int) -> str:
    """The foot of the slide that a key leads to."""
    seen.page.keyboard.press(key)
    seen.page.wait_for_function("place => document.body.innerText.includes(place)", arg=f"{place} of 12")
    return foot(seen)


def test_twelve_slides_of_all_pages_are_ordered_and_worded(deck, visit):
    assert len(slides(deck)) == 12
    pages = {slide.page for slide in slides(deck)}
    assert pages == {"overview", "journey", "retention", "voice", "teams", "digital", "scorecard"}
    seen = visit(deck).open("/present?deck=board&slide=12")
    seen.page.get_by_role("button", name="Earlier").click()
    kept(seen, deck, lambda now: now[10].kind == "numbers")
    seen.settle().page.get_by_role("textbox", name="Headline").fill(OWN)
    seen.page.get_by_role("textbox", name="Note").fill(NOTE)
    seen.page.get_by_role("button", name="Keep the words").click()
    kept(seen, deck, lambda now: (now[10].headline, now[10].note) == (OWN, NOTE))
    assert OWN in seen.settle().text()
    assert seen.failures() == []


def test_it_is_exported_by_its_own_buttons_and_every_file_says_what_the_slides_say(deck, visit, tmp_path):
    seen, files = visit(deck), {}
    seen.open("/present?deck=board").page.get_by_role("button", name="Files").click()
    for form, label in FORMS.items():
        seen.page.get_by_text(label, exact=True).click()
        seen.page.get_by_role("button", name="Download").wait_for(state="detached")
        seen.page.get_by_role("button", name="Make the file").click()
        with seen.page.expect_download(timeout=60_000) as taken:
            seen.page.get_by_role("button", name="Download").click(timeout=60_000)
        assert taken.value.suggested_filename.endswith(form)
        files[form] = taken.value.path().read_bytes()
    assert seen.outside == []
    st.cache_resource.clear()
    snapshot, _ = data.published(deck.home)
    report = deck_report(read_decks(deck.home)[0]["board"], snapshot, deck.home)
    assert [bool(slide.rows) for slide in report.slides].count(True) >= 10
    same_in_every_form(report, files)
    shown = visit(deck)
    for place in (1, 4, 11):  # what the screen shows is what the files say
        slide = report.slides[place - 1]
        assert slide.headline in shown.open(f"/present?deck=board&slide={place}").text()


def test_it_is_presented_with_keys_and_clicker_frozen_while_new_data_lands_and_the_wall_takes_it_up(
    deck, visit, tmp_path
):
    seen = visit(deck, width=1920, height=1080).open("/present?deck=board")
    seen.page.get_by_role("button", name="Present", exact=True).click()
    seen.page.wait_for_selector(".st-key-stage_foot")
    first = foot(seen)
    assert "1 of 12" in first
    frozen = re.search("snapshot=([0-9a-f]{16})", seen.page.url)[1]
    for key, place in (
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("PageUp", 2),
        (" ", 3),
        ("End", 12),
        ("ArrowLeft", 11),
    ):
        told = turned(seen, key, place)
    assert OWN in seen.text() and "Decide on the checkout" in seen.text()
    as_of = re.search(r"data as of \d+ \w+ \d+", told)[0]
    with (tmp_path / "later.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(LATER[0]))
        writer.writeheader()
        writer.writerows(LATER)
    run("import", tmp_path / "later.csv", "--home", deck.home, "--time-zone", "UTC", "--yes")
    told = turned(seen, "Home", 1)
    assert as_of in told and f"snapshot={frozen}" in seen.page.url
    for place in range(2, 13):
        assert as_of in turned(seen, "PageDown", place)
        assert seen.failures() == []
    explore = seen.page.get_by_role("link", name="Explore")
    assert f"snapshot={frozen}" in explore.get_attribute("href")
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_function("() => !location.search.includes('show=1')")
    assert "slide=12" in seen.page.url
    assert seen.complaints == []
    wall = visit(deck).open("/present?deck=board&show=1&wall=5&slide=12")
    wall.page.wait_for_function("() => document.body.innerText.includes('1 of 12')", timeout=30_000)
    assert "9 Nov 2026" in foot(wall)
    assert frozen not in wall.page.url
