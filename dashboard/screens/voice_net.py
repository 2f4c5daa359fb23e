"""Feelings counted to net sentiment with its interval, for any window and group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.figures.mark import Mark
from dashboard.metrics.format import interval, shown
from dashboard.metrics.intervals import net_share, wilson
from dashboard.metrics.metric import NOT_STATED
from dashboard.screens.filters import spoken
from dashboard.screens.text import plotly
from dashboard.screens.tile import count

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Net:
    """Positive minus negative per hundred scored texts; None when none was scored. `texts`: scored or not."""

    value: float | None
    low: float | None
    high: float | None
    scored: int
    texts: int
    withheld: bool = False


EMPTY = Net(None, None, None, 0, 0)


def nets(rows: Sequence[Row]) -> list[Net]:
    """One for each row of positive, negative, scored and texts."""
    positive, negative, scored = (
        np.array([row[name] for row in rows], dtype=float) for name in ("positive", "negative", "scored")
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        values, (lows, highs) = 100 * (positive - negative) / scored, net_share(positive, negative, scored)
    return [
        Net(float(value), float(low), float(high), round(row["scored"]), round(row["texts"]))
        if row["scored"] else Net(None, None, None, 0, round(row["texts"]))
        for row, value, low, high in zip(rows, values, lows, highs, strict=True)
    ]  # fmt: skip


def withhold(net: Net, least: int) -> Net:
    """The feelings of fewer than `least` texts could be one person's: they are not told as a number."""
    return Net(None, None, None, net.scored, net.texts, True) if 0 < net.texts < least else net


def shares(hits: Sequence[float], of: Sequence[float]) -> list[tuple[float, float, float] | None]:
    """Percent with its Wilson interval; None of nothing."""
    above, below = np.array(hits, dtype=float), np.array(of, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        lows, highs = wilson(above, below)
        values = 100 * above / below
    return [
        (float(value), float(low), float(high)) if n else None
        for value, low, high, n in zip(values, lows, highs, below, strict=True)
    ]  # fmt: skip


def net_mark(
    net: Net, label: str, minimum: int, *, key: str = "", faint: bool = False, partial: bool = False
) -> Mark:
    """`label` is safe for a figure."""
    said = [f"<b>{label}</b>"]
    if net.value is None:
        said.append(_missing(net))
    else:
        said.append(f"{shown(net.value, 'points')}, 95 % {interval(net.low, net.high, 'points')}")
    said.append(f"{count(net.scored)} scored of {count(net.texts)} texts")
    said += [f"under {minimum}: read with care"] if 0 < net.scored < minimum else []
    said += ["not a whole step"] if partial else []
    return Mark(
        label, net.value, net.low, net.high, net.scored, "<br>".join(said), key, faint or net.scored < minimum, partial,
        _instead(net),
    )  # fmt: skip


def _missing(net: Net) -> str:
    if net.withheld:
        return "Withheld: too few texts."
    return "No text was scored." if net.texts else "Nothing was written."


def _instead(net: Net) -> str:
    if net.value is not None or not net.texts:
        return ""
    return "withheld" if net.withheld else "not scored"


def group_of(value: object) -> str:
    """A group of the data, or what stands for none."""
    return NOT_STATED if value is None else str(value)


def label_of(group: str) -> str:
    """A group safe for a figure; languages by their names."""
    return plotly(words_of(group))


def words_of(group: str) -> str:
    """A group in words, not escaped; languages by their names."""
    return "Not stated" if group == NOT_STATED else LANGUAGES.get(group) or spoken(group)


LANGUAGES = {
    "ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "fi": "Finnish", "fr": "French", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def language_words(code: str | None) -> str:
    """'German'; a code without a name stays as it is; not escaped."""
    return "Language not known" if not code else LANGUAGES.get(code, code)
