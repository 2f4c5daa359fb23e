from __future__ import annotations

import subprocess
import sys

import pytest

from dashboard.sources.sentiment import label, score

KNOWN = ("en", "de", "lt", "zh")


def test_english_is_scored_by_vader_and_chinese_by_snownlp():
    good, bad = (
        "I love this shop, the service was great and friendly",
        "This is a terrible shop, I hate waiting for ever",
    )
    scored = score([good, bad, "非常好用，很满意", "物流太慢了，客服态度很差"], [None] * 4, KNOWN)
    assert [(language, model) for language, _, model in scored] == [("en", "vader")] * 2 + [
        ("zh", "snownlp")
    ] * 2
    assert [label(feeling) for _, feeling, _ in scored] == ["positive", "negative", "positive", "negative"]
    assert all(-1 <= feeling <= 1 for _, feeling, _ in scored)


def test_other_languages_are_identified_but_not_scored():
    texts = [
        "Die Lieferung kam sehr spät und niemand hat geantwortet",
        "Labai geras aptarnavimas, ačiū jums už pagalbą",
    ]
    assert score(texts, [None, None], KNOWN) == [("de", None, None), ("lt", None, None)]


def test_a_stated_language_is_believed_whatever_its_spelling():
    assert score(["great"], ["en-GB"], ())[0][::2] == ("en", "vader")
    assert score(["great"], ["EN_us"], ())[0][::2] == ("en", "vader")
    assert score(["great"], ["de"], ("en",)) == [("de", None, None)]
    assert score(["太差了"], ["zh-s"], ())[0][::2] == ("zh", "snownlp")


def test_a_short_text_is_not_enough_to_tell_between_languages():
    assert score(["ok"], [None], KNOWN) == [(None, None, None)]
    assert score(["ok"], [None], ("en", "zh"))[0][0] == "en"


def test_a_script_that_is_none_of_the_companys_languages_is_left_alone():
    assert score(["很差", "とても良い"], [None, None], ("en",)) == [(None, None, None)] * 2


@pytest.mark.parametrize("text", [None, "", "  ", "123 !!!", "👍"])
def test_texts_without_letters_have_no_language_and_no_feeling(text):
    assert score([text], ["en"], ("en",)) == [(None, None, None)]


def test_every_text_keeps_its_place_and_equal_texts_their_score():
    texts = ["good", None, "bad", "good"]
    scored = score(texts, ["en"] * 4, ("en",))
    assert len(scored) == 4
    assert scored[0] == scored[3] != scored[2]


@pytest.mark.parametrize(("feeling", "expected"), [
    (0.05, "positive"), (0.049, "neutral"), (0.0, "neutral"), (-0.049, "neutral"), (-0.05, "negative"), (None, None),
])  # fmt: skip
def test_labels_begin_at_five_hundredths(feeling, expected):
    assert label(feeling) == expected


def test_no_model_is_loaded_before_it_is_needed():
    code = (
        "import sys, dashboard.sources.sentiment\n"
        "assert not {'vaderSentiment', 'snownlp', 'py3langid'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
