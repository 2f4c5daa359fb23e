"""Decks as a presenter meets them: made from cards, worded, ordered, shown and written."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.reports.deck import Deck, Slide, read_decks, write_deck
from dashboard.screens.present_slide import explored
from tests.screens.conftest import over
from tests.screens.reading import headings, html, opened


@pytest.fixture
def home(story_home: Path, tmp_path: Path) -> Path:
    """A copy of the story that a test may write to."""
    return Path(shutil.copytree(story_home, tmp_path / "home"))


@pytest.fixture
def present(home: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return over(home, monkeypatch, "present")


BOARD = Deck("board", "Board", (
    Slide("overview", "trend_nps", "period=28d", finding="It rose", as_of="2026-01-01"),
    Slide("overview", "breakdown_nps", "period=28d&by=channel", note="Mind the app"),
    Slide("overview", query="period=28d", kind="numbers"),
))  # fmt: skip


def test_without_a_deck_the_page_says_how_to_make_one(present):
    assert "Add to deck" in opened(present).info[0].value


def test_a_slide_shows_what_is_found_now_and_what_was_found_then(home, present):
    write_deck(home, BOARD)
    seen = html(opened(present, deck="board"))
    assert "Net Promoter Score fell from 93 to 0" in seen
    assert "Then, on data to 1 Jan 2026: It rose" in seen


def test_nonsense_in_the_address_shows_the_nearest_slide(home, present):
    write_deck(home, BOARD)
    for slide in ("99", "0", "-1", "x", "٣", "1e9"):
        assert opened(present, deck="board", slide=slide).get("html")
    assert "is not here" in opened(present, deck="no-such").info[0].value


def test_a_slide_is_moved_and_the_deck_is_kept(home, present):
    write_deck(home, BOARD)
    opened(present, deck="board", slide="1")
    present.button(key="deck_Later").click().run()
    cards = [slide.card for slide in read_decks(home)[0]["board"].slides]
    assert cards == ["breakdown_nps", "trend_nps", ""]
    present.button(key="deck_Take out").click().run()
    assert len(read_decks(home)[0]["board"].slides) == 2


def test_a_headline_of_ones_own_replaces_the_finding(home, present):
    write_deck(home, BOARD)
    opened(present, deck="board", slide="1")
    present.text_input(key="deck_headline_board_0").set_value("Payments failed")
    present.button(key="deck_words").click().run()
    assert "<h2>Payments failed</h2>" in html(present)
    assert read_decks(home)[0]["board"].slides[0].headline == "Payments failed"


def test_hostile_words_of_a_deck_stay_words(home, present):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    write_deck(
        home,
        Deck("evil", evil[:60], (Slide("overview", "trend_nps", "period=28d", headline=evil, note=evil),)),
    )
    seen = html(opened(present, deck="evil"))
    assert "<script>" not in seen
    assert "<img" not in seen
    assert "&lt;script&gt;" in seen


def test_presenting_is_frozen_to_the_snapshot_of_that_moment(home, present):
    write_deck(home, BOARD)
    opened(present, deck="board")
    present.button(key="deck_present").click().run()
    assert not present.exception
    assert len(present.query_params["snapshot"]) == 16
    assert present.query_params["show"] == "1"
    assert not headings(present, 1)


@pytest.mark.parametrize("form", [".pptx", ".pdf", ".html", ".xlsx", ".zip"])
def test_a_deck_is_written_in_every_form(home, form):
    from dashboard.screens import data
    from dashboard.screens.exhibits import visit_of
    from dashboard.screens.present_files import content_of

    snapshot, _ = data.published(home)
    said: list[str] = []
    content = content_of(BOARD, form, visit_of(snapshot, home, {}), said.append)
    assert len(content) > 500
    assert said[0] == "Slide 1 of 3"
    if form == ".zip":
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
        assert [name[:2] for name in names] == ["01", "02", "03"]


def test_a_file_that_is_no_deck_is_named_and_the_others_stay(home, present):
    write_deck(home, BOARD)
    (home / "decks" / "broken.toml").write_text("title = ", "utf-8")
    assert "broken.toml" in opened(present, deck="board").warning[0].value.replace("\\", "")


def test_exploring_a_slide_asks_an_address_that_is_there():
    assert explored(Slide("overview", "trend_nps", "period=90d")) == "/?period=90d"
    assert explored(Slide("teams", "leaderboard", "section=standing")) == "/teams?section=standing"
