"""Unit tests of the escapers; what a browser makes of them is in tests/browser/test_safety.py."""

from __future__ import annotations

import html as stdlib_html
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dashboard.screens.text import html, markdown, plain, plotly

JOINER = "\u2060"
COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_plain_text_stays_as_it_was():
    assert plain("Greitas pristatymas, ačiū! 👍🏽 很好") == "Greitas pristatymas, ačiū! 👍🏽 很好"


def test_line_breaks_become_one_space_and_control_characters_go():
    assert plain("  one\r\n\r\ntwo\tthree\x00\x1b[31m ") == "one two three[31m"


def test_characters_that_turn_the_reading_direction_are_removed():
    assert plain("invoice\u202egnp.exe\u2066 \u200fx\u2069") == "invoicegnp.exe x"


def test_half_a_character_is_replaced_so_that_it_can_be_sent():
    assert plain("\ud83d broken").encode("utf-8").decode("utf-8") == "\ufffd broken"


def test_what_is_not_a_string_is_shown_as_one():
    assert (plain(7), markdown(7.5), html(None), plotly(True)) == ("7", "7\\.5", "None", "True")


def test_every_punctuation_mark_is_escaped_for_markdown():
    for mark in string.punctuation:
        assert f"\\{mark}" in markdown(f"a{mark}b")


@pytest.mark.parametrize(
    "link", ["http://evil.example", "HTTPS://evil.example", "www.evil.example", "a@evil.example"]
)
def test_an_address_is_broken_so_that_it_is_not_made_a_link(link):
    shown = markdown(link).replace("\\", "")
    assert link not in shown
    assert shown.replace(JOINER, "") == link


def test_names_of_icons_and_emoji_are_broken():
    assert ":material" not in markdown(":material/delete:").replace("\\", "")
    assert ":smile:" not in markdown(":smile:").replace("\\", "")


@given(st.text())
def test_markdown_reads_back_as_the_text_itself(text):
    tokens = COMMONMARK.parseInline(markdown(text))[0].children or []
    assert {token.type for token in tokens} <= {"text", "text_special"}
    assert "".join(token.content for token in tokens).replace(JOINER, "") == plain(text).replace(JOINER, "")


@given(st.text())
def test_nothing_opens_a_block_of_markdown(text):
    kinds = {token.type for token in COMMONMARK.parse(markdown(text))}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}


@given(st.text())
def test_html_holds_no_tag_and_reads_back_as_the_text(text):
    written = html(text)
    assert not re.search("[<>\"']", written)
    assert stdlib_html.unescape(written) == stdlib_html.unescape(stdlib_html.escape(plain(text)))


def test_a_figure_is_not_told_to_fill_in_or_style_anything():
    written = plotly('<span style="background:url(http://x)">%{customdata} $x^2$</span>')
    assert "<" not in written
    assert "%{" not in written
    assert "$x" not in written
