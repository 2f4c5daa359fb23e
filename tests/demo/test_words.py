"""Comments: every language, topic and tone can be said, and the same dice say the same."""

from __future__ import annotations

import numpy as np
import pytest

from dashboard.demo.words import SUBJECTS, comments, count_fragments


def said(language: int, subject: int, tone: int, n: int = 60) -> list[str]:
    return comments(np.random.default_rng(5), np.full(n, language), np.full(n, subject), np.full(n, tone))


@pytest.mark.parametrize("language", range(4))
@pytest.mark.parametrize("subject", range(len(SUBJECTS)))
def test_every_subject_is_spoken_of_in_every_tone(language: int, subject: int) -> None:
    for tone in range(3):
        texts = said(language, subject, tone)
        assert len(set(texts)) > 3
        assert not any("{" in text or "}" in text for text in texts)


def test_there_are_several_hundred_fragments() -> None:
    assert count_fragments() > 400


def test_the_same_dice_say_the_same() -> None:
    assert said(0, 3, 0) == said(0, 3, 0)


def test_chinese_is_written_without_spaces() -> None:
    assert not any(" " in text for text in said(3, SUBJECTS.index("payment"), 0))
