"""Text that someone else wrote, made harmless for each place it can be shown.

One function per sink. Every string that comes from a file (comments, names, headers, file names, causes, raw
rows) passes through exactly one of them on its way to the screen:

- `markdown`: labels, captions, alerts, tabs, metrics: everything Streamlit reads as Markdown.
- `plotly`: titles, ticks, legends, annotations, text and hover of a figure.
- `html`, `marked`: the app's own HTML, without and with hits of a search.
- `plain`: sinks that show text as it is (st.text, st.code, st.dataframe cells, options of a select box).

What was measured against these sinks is in tests/browser/test_safety.py.
"""

from __future__ import annotations

import html as _html
import re
import string
from collections.abc import Sequence

_JOINER = "\u2060"  # takes no room, is not a space, and stands inside no link, emoji or icon name
_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_PUNCTUATION = re.compile(f"[{re.escape(string.punctuation)}]")
_LINKS = re.compile(r"(http|www|@|mailto|xmpp)", re.IGNORECASE)
_NAMED = re.compile(r":(?=\S)")
_ARROWS = re.compile(r"(?<=[<>~=-])(?=[<>~=-])")


def plain(text: object) -> str:
    """The text on one line, without control and direction-changing characters."""
    seen = _SURROGATES.sub("\ufffd", _BREAKS.sub(" ", str(text)))
    return _UNSEEN.sub("", seen).strip()


def markdown(text: object) -> str:
    """The text as Markdown that shows exactly it: no link, image, icon, colour, formula, list or heading."""
    broken = _ARROWS.sub(_JOINER, _NAMED.sub(":" + _JOINER, plain(text)))
    linkless = _LINKS.sub(lambda found: found[0] + _JOINER, broken)
    return _PUNCTUATION.sub(lambda mark: "\\" + mark[0], linkless)


def plotly(text: object) -> str:
    """The text for a figure: no tag is read as one, no `%{...}` is filled in, no `$...$` is set as a formula."""
    untagged = _html.escape(plain(text), quote=True)
    return untagged.replace("%{", "%" + _JOINER + "{").replace("$", "$" + _JOINER)


def html(text: object) -> str:
    """The text for an element or a quoted attribute of the app's own HTML."""
    return _html.escape(plain(text), quote=True)


def marked(text: object, spans: Sequence[tuple[int, int]]) -> str:
    """The text for an element of the app's own HTML, with parts of it marked: places in `plain(text)`, in order."""
    shown, parts, done = plain(text), [], 0
    for start, end in spans:
        parts += [_html.escape(shown[done:start]), f"<mark>{_html.escape(shown[start:end])}</mark>"]
        done = end
    return "".join([*parts, _html.escape(shown[done:])])
