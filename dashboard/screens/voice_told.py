"""Texts as people wrote them, as a list in the app's own HTML: every word of it escaped, hits marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dashboard.metrics.format import duration
from dashboard.screens.filters import spoken
from dashboard.screens.text import html, marked
from dashboard.screens.voice_choice import FEELING
from dashboard.screens.voice_words import hits, shown

Row = Mapping[str, Any]
LONGEST, BEFORE = 600, 120
FELT = {"positive": "good", "negative": "bad"}


def told(rows: Sequence[Row], needles: list[str], caption: str) -> str:
    """The list: what was written, and under it where, when and what is known of it."""
    items = "".join(_item(row, needles) for row in rows)
    return f'<ul class="told" aria-label="{html(caption)}">{items}</ul>'


KNOWN = {
    "language": "language", "stars": "stars", "nps": "nps", "csat": "csat", "ces": "ces", "sentiment": "sentiment",
    "sentiment_label": "feeling", "sentiment_model": "told by", "topics": "topics", "waited_s": "seconds waited",
    "row_id": "row_id",
}  # fmt: skip
"""What may be known of a text, and what it is called in a card's data."""


def text_rows(rows: Sequence[Row]) -> list[dict[str, object]]:
    """One row a text, in the order of the list, with all that is known of it; the id last."""
    return [
        {
            "at": row["at"], "text": shown(row["title"], row["body"]), "where": spoken(str(row["place"] or "")),
            "channel": spoken(str(row["channel"] or "")),
            **{name: row[column] for column, name in KNOWN.items() if column in row},
        }
        for row in rows
    ]  # fmt: skip


def _item(row: Row, needles: list[str]) -> str:
    short = excerpt(shown(row["title"], row["body"]), needles)
    lang = row.get("language")
    said = f' lang="{html(lang)}"' if lang else ""
    return f"<li><p{said}>{marked(short, hits(short, needles))}</p><p>{_facts(row)}</p></li>"


def excerpt(text: str, needles: list[str]) -> str:
    """A long text from its beginning, or from before its first hit."""
    if len(text) <= LONGEST:
        return text
    found = hits(text, needles)
    start = max(found[0][0] - BEFORE, 0) if found and found[0][1] > LONGEST else 0
    end = start + LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def _facts(row: Row) -> str:
    """Day, source, channel, feeling with its model, score and topics, apart by dots."""
    label = str(row.get("sentiment_label") or "")
    felt = (
        f'<b class="{FELT.get(label, "even")}">{html(_feeling(row))}</b>' if "sentiment_label" in row else ""
    )
    plainly = [
        day_words(row["at"]),
        spoken(str(row["place"] or "")),
        spoken(str(row["channel"] or "")),
        *_scores(row),
    ]
    plainly += [_waits(row)] if row.get("waited_s") is not None else []
    topics = ", ".join(str(row["topics"]).split("|")) if row.get("topics") else ""
    return " · ".join(part for part in (*(html(p) for p in plainly), felt, html(topics)) if part)


def _feeling(row: Row) -> str:
    label, model = row["sentiment_label"] or "unscored", row.get("sentiment_model")
    word = FEELING.get(label, "Not scored")
    return f"{word} ({model})" if model and label != "unscored" else word


def _scores(row: Row) -> list[str]:
    said = []
    if row.get("stars") is not None:
        said.append(f"{row['stars']:.2g} of 5 stars")
    if row.get("nps") is not None:
        said.append("Promoter" if row["nps"] > 50 else "Detractor" if row["nps"] < -50 else "Passive")
    if row.get("csat") is not None:
        said.append("Satisfied" if row["csat"] > 50 else "Not satisfied")
    return said


def _waits(row: Row) -> str:
    return f"waiting {duration(row['waited_s'])}"


def day_words(at: datetime | None) -> str:
    """'3 Aug 2026'."""
    return f"{at.day} {at:%b %Y}" if at is not None else "No date"
