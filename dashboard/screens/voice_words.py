"""A search in people's words: what it looks for in folded texts, and where its hits stand in a text.

A text is folded (in the mart, and here in the same way) to small letters without accents, with one space for
everything between words and one at each end. What is looked for is always a plain part of that, never a pattern.
"""

from __future__ import annotations

import re
import unicodedata

from dashboard.screens.text import plain

LONGEST, MOST = 200, 12
Span = tuple[int, int]
_TERMS = re.compile(r'"([^"]*)"?|([^\s"]+)')


def needles(find: str) -> list[str]:
    """What must all be in a folded text: each word as the beginning of a word, words in quotes as whole words, in
    a row."""
    found: list[str] = []
    for quoted, word in _TERMS.findall(find[:LONGEST]):
        folded = fold(quoted or word)
        if not folded.strip():
            continue
        needle = folded.strip() if _spaceless(folded) else folded if quoted else folded.rstrip()
        found += [needle] if needle not in found else []
    return found[:MOST]


def fold(text: str) -> str:
    """The text as it is searched."""
    return _folded(text)[0]


def hits(text: str, looked_for: list[str]) -> list[Span]:
    """Where in `text` (as it is shown, see `text.plain`) the needles stand: (from, to), in order, not overlapping."""
    folded, places = _folded(text)
    spans: list[Span] = []
    for needle in looked_for:
        bare = needle.strip()
        at = folded.find(needle)
        while at >= 0:
            first = at + (len(needle) - len(needle.lstrip()))
            spans.append((places[first], places[first + len(bare) - 1] + 1))
            at = folded.find(needle, at + len(bare))
    return _joined(sorted(spans))


def shown(title: str | None, body: str | None) -> str:
    """What a reader sees of a text: its title too, unless the text begins with it."""
    head, rest = plain(title or ""), plain(body or "")
    if not head or rest.startswith(head.rstrip(".!?。…")):
        return rest or head
    return f"{head} · {rest}" if rest else head


def _folded(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place it comes from."""
    out, places = [" "], [0]
    for place, character in enumerate(text):
        for letter in _bare(character):
            word = unicodedata.category(letter)[0] in "LN"
            if word or out[-1] != " ":
                out.append(letter if word else " ")
                places.append(place)
    if out[-1] != " " or len(out) == 1:
        out.append(" ")
        places.append(max(len(text) - 1, 0))
    return "".join(out), places


def _bare(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    kept = "".join(part for part in parts if unicodedata.category(part) != "Mn")
    return unicodedata.normalize("NFC", kept).lower()


def _spaceless(text: str) -> bool:
    """Whether the words of this script are written without spaces between them."""
    return any("\u3040" <= letter <= "\u30ff" or "\u3400" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0e7f"
               for letter in text)  # fmt: skip


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
