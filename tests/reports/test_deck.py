"""Decks are small files that survive bad neighbours and never leave their folder."""

from __future__ import annotations

import pytest

from dashboard.reports.deck import (
    MOST_SLIDES,
    Deck,
    DeckError,
    Slide,
    delete_deck,
    new_deck,
    read_deck,
    read_decks,
    write_deck,
)

FULL = Deck("board", 'Board "x" \\ y', (
    Slide("overview", "trend_nps", "period=28d&by=channel", headline="Ours", note='Two\nlines """ and \\',
          finding="It fell", snapshot="0" * 16, as_of="2026-10-31"),
    Slide("voice", kind="numbers"),
))  # fmt: skip


def test_a_deck_that_was_kept_is_read_back(tmp_path):
    write_deck(tmp_path, FULL)
    assert read_deck(tmp_path / "decks" / "board.toml") == FULL
    assert [path.name for path in (tmp_path / "decks").iterdir()] == ["board.toml"]


def test_slides_are_moved_worded_and_taken_out():
    one, two = FULL.slides
    assert FULL.moved(0, 1).slides == (two, one)
    assert FULL.moved(0, -1) == FULL.moved(1, 1) == FULL
    assert FULL.without(0).slides == (two,)
    assert FULL.reworded(1, "  New\n words ", "n").slides[1].headline == "New words"


def test_a_deck_that_is_full_takes_no_more():
    full = Deck("d", "D", (Slide("overview"),) * MOST_SLIDES)
    with pytest.raises(DeckError, match="at most"):
        full.with_slide(Slide("overview"))


@pytest.mark.parametrize(
    "text",
    ["title = ", "title = 1", "[[slides]]\npage = 'overview'", "title = 'x'\n[[slides]]\npage = '../../etc'",
     "title = 'x'\n[[slides]]\npage = 'overview'\nrun = 'rm'", "\xff"],
)  # fmt: skip
def test_a_file_that_is_no_deck_is_named_and_left_out(tmp_path, text):
    write_deck(tmp_path, FULL)
    (tmp_path / "decks" / "broken.toml").write_bytes(text.encode("latin-1"))
    decks, notices = read_decks(tmp_path)
    assert set(decks) == {"board"}
    assert "broken.toml" in notices[0]


@pytest.mark.parametrize("page", ["present", "nosuch", "definitions", "data", "Overview"])
def test_a_slide_of_a_page_that_has_none_is_refused_with_those_that_have(tmp_path, page):
    write_deck(tmp_path, Deck("d", "D", (Slide(page, "c"),)))
    with pytest.raises(DeckError, match=r"d\.toml.*slides\.0\.page.*overview, journey"):
        read_deck(tmp_path / "decks" / "d.toml")
    with pytest.raises(DeckError, match="no slides of a page"):
        FULL.with_slide(Slide(page))


@pytest.mark.parametrize("title", ["", "  ", "名", "///"])
def test_a_title_that_no_file_can_carry_is_refused(tmp_path, title):
    with pytest.raises(DeckError, match="letter or digit"):
        new_deck(tmp_path, title)


def test_a_title_cannot_leave_the_folder_nor_take_another_s_place(tmp_path):
    assert new_deck(tmp_path / "home", "../../etc/passwd").key == "etc-passwd"
    assert not (tmp_path / "etc").exists()
    with pytest.raises(DeckError, match="already"):
        new_deck(tmp_path / "home", "etc passwd")


def test_taking_a_deck_away_takes_no_other_file(tmp_path):
    write_deck(tmp_path, FULL)
    (tmp_path / "company.toml").write_text("name = 'x'")
    delete_deck(tmp_path, "../company")
    delete_deck(tmp_path, "board")
    assert (tmp_path / "company.toml").exists()
    assert read_decks(tmp_path) == ({}, [])
