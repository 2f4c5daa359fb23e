"""Text of strangers on its way into a file: nothing unseen, nothing too wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.reports.text import clean, fitted, line, width, wrapped


def test_what_is_not_seen_is_gone_and_line_ends_are_plain():
    assert clean("a\u202eb\x00c\r\nd\u2028e\ud800\ufffe") == "abc\nd\ne\ufffd"
    assert line(" a \n b\tc ") == "a b c"
    assert clean("abcdef", 4) == "abc…"


def test_a_chinese_letter_takes_the_room_of_two():
    assert width("净推荐值") == pytest.approx(2 * width("aaaa"), rel=0.2)


@given(st.text(max_size=80), st.floats(2, 40))
def test_what_is_fitted_takes_no_more_room_than_there_is(text, room):
    assert width(fitted(text, room)) <= room


@given(st.lists(st.text("abc defg", max_size=20)).map(" ".join), st.floats(4, 30), st.integers(1, 4))
def test_what_is_wrapped_has_no_more_lines_and_no_wider_ones(text, room, most):
    lines = wrapped(text, room, most)
    assert len(lines) <= most
    assert all(width(each) <= room for each in lines)
    if width(line(text)) <= room:
        assert lines == [line(text)]
