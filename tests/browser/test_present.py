"""A deck in a real browser: made from a card, shown, turned with the keys, and written to a file."""

from __future__ import annotations

import pytest

from dashboard.reports.deck import Deck, Slide, delete_deck, write_deck

BOARD = Deck("board", "Board", (
    Slide("overview", "trend_nps"), Slide("overview", "why_nps", "period=quarter"), Slide("overview", kind="numbers"),
))  # fmt: skip


@pytest.fixture
def board(demo):
    write_deck(demo.home, BOARD)
    yield demo
    for key in ("board", "made-here"):
        delete_deck(demo.home, key)


def slide(seen) -> str:
    return seen.settle().page.locator(".st-key-stage_foot").inner_text()


def test_the_arrow_keys_turn_the_slides_and_escape_ends(board, visit):
    seen = visit(board).open("/present?deck=board")
    seen.page.get_by_role("button", name="Present", exact=True).click()
    seen.page.wait_for_selector(".st-key-stage_foot")
    assert "1 of 3" in slide(seen)
    for key, place in (
        ("ArrowRight", "2 of 3"),
        ("PageDown", "3 of 3"),
        ("ArrowLeft", "2 of 3"),
        ("Home", "1 of 3"),
    ):
        seen.page.keyboard.press(key)
        seen.page.wait_for_function("place => document.body.innerText.includes(place)", arg=place)
        assert place in slide(seen)
    assert not seen.page.get_by_test_id("stHeader").is_visible()
    assert "snapshot=" in seen.page.url
    seen.page.keyboard.press("Escape")
    seen.page.wait_for_function("() => !location.search.includes('show=1')")
    assert seen.settle().failures() == []
    assert seen.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080), (390, 844)])
def test_a_slide_fits_the_screen(board, visit, size, theme):
    seen = visit(board, width=size[0], height=size[1], theme=theme)
    for place in (1, 2, 3):
        seen.open(f"/present?deck=board&show=1&slide={place}").keep(f"slide-{place}-{size[0]}-{theme}")
        assert seen.failures() == []
        assert seen.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert f"{place} of 3" in seen.text()


def test_a_card_is_added_to_a_deck_from_its_menu(board, visit):
    seen = visit(board).open("/?period=28d")
    seen.page.get_by_role("button", name="About:").first.click()
    seen.page.get_by_text("Add to deck").click()
    seen.page.get_by_role("dialog").get_by_label("Note").fill("Said by hand")
    seen.page.get_by_role("button", name="Add to the deck").click()
    seen.page.get_by_text("It is slide 4 of Board").wait_for()
    seen.open("/present?deck=board&slide=4")
    assert "Said by hand" in seen.text()
    assert seen.failures() == []


def test_a_deck_is_written_and_taken(board, visit):
    seen = visit(board).open("/present?deck=board")
    seen.page.get_by_role("button", name="Files").click()
    seen.page.get_by_role("button", name="Make the file").click()
    with seen.page.expect_download(timeout=60_000) as taken:
        seen.page.get_by_role("button", name="Download").click(timeout=60_000)
    assert taken.value.suggested_filename.endswith(".pptx")
    assert taken.value.path().read_bytes()[:2] == b"PK"
