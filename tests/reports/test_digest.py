"""A mail says the sentence and the numbers twice, as HTML and as text, and nothing of it runs."""

from __future__ import annotations

from dataclasses import replace

from dashboard.reports.digest import mail, stands_out
from dashboard.reports.exhibit import Tile
from tests.reports.stories import EVERY, hostile


def test_both_forms_say_the_same():
    made = mail(EVERY)
    assert made.subject == "Tea & Co: It fell."
    for words in ("It fell.", "Net Promoter Score", "30", "▼ 5.9 points, worse", "28 to 32 · n 4,769"):
        assert words in made.text
        assert words in made.html
    assert "Tea &amp; Co" in made.html


def test_the_text_is_plain_lines_without_anything_unseen_and_the_subject_is_one():
    made = mail(hostile())
    assert "\n" not in made.subject
    assert len(made.subject) <= 160
    assert not {"\u202e", "\x00", "\r", "\ufffe"} & set(made.text + made.subject)


def test_only_what_is_more_than_chance_stands_out():
    even = Tile("Effort", "5", "0.1 points, within chance", "▲")
    alone = Tile("Calls", "90", "8, worse", "▲", "bad")  # by itself, but not among as many as were looked at
    more = Tile("Contacts", "900", "80, more", "▲", signal=True)
    assert stands_out(replace(EVERY, tiles=[even, alone, more])) == [more]
