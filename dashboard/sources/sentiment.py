"""The feeling of a text, by a named model for its language: English by VADER, Chinese by SnowNLP.

Other languages are not scored (None) and are counted as such: a wrong score is worse than none. A language that the
source states is believed; otherwise it is identified among the company's languages. Models load at first use.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal

Label = Literal["positive", "negative", "neutral"]
Scored = tuple[str | None, float | None, str | None]
NEUTRAL = 0.05
SHORTEST = 12
"""A text of fewer letters is not enough to identify a language by."""
_SCRIPTS = {"zh": "han", "ja": "kana", "ko": "hangul"}
_NOTHING: Scored = (None, None, None)


def score(texts: Sequence[str | None], languages: Sequence[str | None], known: Sequence[str]) -> list[Scored]:
    """(language, sentiment from -1 to 1, model) of each text; sentiment and model are None where no model knows
    the language. `known`: the company's languages, which identification chooses among."""
    wanted = [_request(text, language) for text, language in zip(texts, languages, strict=True)]
    done = {request: _score(*request, tuple(known)) for request in dict.fromkeys(wanted) if request}
    return [_NOTHING if request is None else done[request] for request in wanted]


def label(sentiment: float | None) -> Label | None:
    """The word for a score: positive from 0.05, negative from -0.05, else neutral; None when unscored."""
    if sentiment is None:
        return None
    if sentiment >= NEUTRAL:
        return "positive"
    return "negative" if sentiment <= -NEUTRAL else "neutral"


def _request(text: str | None, language: str | None) -> tuple[str, str | None] | None:
    text = (text or "").strip()
    return (text, _primary(language)) if any(character.isalpha() for character in text) else None


def _primary(language: str | None) -> str | None:
    """'en-GB', 'EN_us' and 'en' are all 'en'."""
    tag = (language or "").strip().lower().replace("_", "-").split("-")[0]
    return tag if 2 <= len(tag) <= 3 and tag.isalpha() else None


def _score(text: str, stated: str | None, known: tuple[str, ...]) -> Scored:
    language = stated or _identify(text, known)
    model = _MODELS.get(language or "")
    if model is None:
        return language, None, None
    name, load = model
    return language, load()(text), name


def _identify(text: str, known: tuple[str, ...]) -> str | None:
    """The likeliest of the company's languages; None when the script is none of theirs or the text too short."""
    script = _script(text)
    possible = tuple(language for language in known if _SCRIPTS.get(language, "other") == script)
    if len(possible) == 1:
        return possible[0]
    letters = sum(map(str.isalpha, text))
    return _classify(text, possible) if possible and letters >= SHORTEST else None


def _script(text: str) -> str:
    if any("\u3040" <= character <= "\u30ff" for character in text):
        return "kana"
    if any("\uac00" <= character <= "\ud7af" for character in text):
        return "hangul"
    return "han" if any("\u4e00" <= character <= "\u9fff" for character in text) else "other"


def _classify(text: str, possible: tuple[str, ...]) -> str | None:
    identifier = _identifier(possible)
    return None if identifier is None else str(identifier.classify(text)[0])


@cache
def _identifier(possible: tuple[str, ...]) -> Any | None:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    chosen = [language for language in possible if language in identifier.labels]
    if not chosen:
        return None
    identifier.set_languages(chosen)
    return identifier


@cache
def _vader() -> Callable[[str], float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    return lambda text: float(analyser.polarity_scores(text)["compound"])


@cache
def _snownlp() -> Callable[[str], float]:
    from snownlp import SnowNLP

    return lambda text: round(2 * float(SnowNLP(text).sentiments) - 1, 4)


_MODELS: dict[str, tuple[str, Callable[[], Callable[[str], float]]]] = {
    "en": ("vader", _vader), "zh": ("snownlp", _snownlp),
}  # fmt: skip
