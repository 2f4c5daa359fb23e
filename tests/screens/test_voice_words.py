"""A search in people's words: what it looks for, where its hits are, and that nothing in it is a pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.screens.text import marked, plain
from dashboard.screens.voice_words import MOST, fold, hits, needles, shown


@pytest.mark.parametrize(
    ("find", "looked_for"),
    [
        ("late", [" late"]), ("Late, DELIVERY", [" late", " delivery"]), ('"never again"', [" never again "]),
        ('refund "three times" refund', [" refund", " three times "]), ("Rückgabe", [" ruckgabe"]), ("退款", ["退款"]),
        ("", []), ("!?", []), ('"', []), ('"unclosed phrase', [" unclosed phrase "]), ("(a+)+$", [" a"]), ("%_", []),
    ],
)  # fmt: skip
def test_words_become_beginnings_and_quotes_whole_words_in_a_row(find, looked_for):
    assert needles(find) == looked_for


def test_a_search_stays_small():
    assert len(needles(" ".join(f"w{i}" for i in range(100)))) == MOST


@pytest.mark.parametrize(
    ("text", "find", "found"),
    [
        ("My payment failed", "pay", ["pay"]), ("repay", "pay", []),
        ("Never, again!", '"never again"', ["Never, again"]),
        ("Die Rückgabe", "ruckgabe", ["Rückgabe"]), ("我要退款。", "退款", ["退款"]),
        ("late late", "late", ["late", "late"]),
        ("<b>late</b>", "late b", ["b", "late", "b"]),
    ],
)  # fmt: skip
def test_hits_stand_where_the_words_stand(text, find, found):
    assert [text[start:end] for start, end in hits(text, needles(find))] == found


def test_marking_escapes_first_and_marks_only_the_hits():
    text = '<img src=x onerror=alert(1)> late & "later"'
    assert marked(text, hits(text, needles("late"))) == (
        "&lt;img src=x onerror=alert(1)&gt; <mark>late</mark> &amp; &quot;<mark>late</mark>r&quot;"
    )


@given(st.text(max_size=60), st.text(max_size=20))
def test_whatever_is_written_and_searched_only_marks_are_tags_and_the_text_is_whole(text, find):
    from html import unescape

    said = plain(text)
    html = marked(said, hits(said, needles(find)))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare and ">" not in bare
    assert unescape(bare) == said


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_text_has_hits_for_every_needle_exactly_when_it_fits(text, find):
    for needle in needles(find):
        assert bool(hits(text, [needle])) == (needle in fold(text))


def test_a_title_that_the_text_repeats_is_not_shown_twice():
    assert shown("Too late", "Too late. Never again.") == "Too late. Never again."
    assert shown("Where is it?", "I wait.") == "Where is it? · I wait."
    assert (shown("Only a title", None), shown(None, "Body"), shown(None, None)) == (
        "Only a title",
        "Body",
        "",
    )
