"""Text that someone else wrote, on its way into a file: one line or several, nothing unseen, nothing too long."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    r"\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
CELL = 32_767
"""Characters a cell of a spreadsheet can hold."""
_NARROW, _WIDE = frozenset("iIjl.,:;'|!()[]rtf -·"), frozenset("mwMW@%—")


def clean(text: object, most: int = CELL) -> str:
    """The text without control and direction-changing characters, with plain line ends, cut at `most`."""
    seen = _SURROGATES.sub("\ufffd", _ENDS.sub("\n", str(text)))
    whole = _UNSEEN.sub("", seen)
    return whole if len(whole) <= most else f"{whole[: most - 1]}…"


def line(text: object, most: int = CELL) -> str:
    """The same on one line."""
    return " ".join(clean(text, most).split())


def width(text: str) -> float:
    """How much room a text takes, in letters' heights; a little more than it does in most typefaces."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if east_asian_width(letter) in "WF":
        return 1.02
    if letter in _NARROW:
        return 0.36
    return 0.92 if letter in _WIDE else 0.7 if letter.isupper() else 0.58


def fitted(text: object, room: float) -> str:
    """The text on one line, cut so that it takes no more than `room` letters' heights."""
    whole = line(text)
    if width(whole) <= room:
        return whole
    taken = 1.0
    for place, letter in enumerate(whole):
        taken += _letter(letter)
        if taken > room:
            return f"{whole[:place].rstrip()}…"
    return whole


def wrapped(text: object, room: float, most: int = 2) -> list[str]:
    """The text in at most `most` lines of `room` letters' heights each; what does not fit is cut."""
    lines, words = [""], line(text).split(" ")
    for place, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer) > room:
            if len(lines) == most:
                lines[-1] = " ".join([lines[-1], *words[place:]])
                break
            lines.append(word)
        else:
            lines[-1] = longer
    return [fitted(each, room) for each in lines]
