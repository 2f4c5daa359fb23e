"""Where the numbers come from: the sources of each class and how fresh they are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st

from dashboard.screens.filters import spoken
from dashboard.screens.text import html
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

CLASSES = {
    "direct": "Direct: what customers told us",
    "indirect": "Indirect: what they told others",
    "inferred": "Inferred: what they did",
}
MISSING = {
    "direct": "No surveys, tickets, calls or chats yet.",
    "indirect": "No reviews, posts or complaints yet.",
    "inferred": "No orders, contracts, visits or events yet.",
}
LATE = timedelta(days=7)
LISTED = 6


def coverage(visit: Visit) -> None:
    """One column per source class. Freshness is against the data's own last day, never against the clock."""
    as_of = visit.facts.vocabulary.as_of
    columns = []
    for name, title in CLASSES.items():
        sources = [row for row in visit.facts.sources if row["source_class"] == name]
        columns.append(f"<div><h3>{title}</h3>{_listing(sources, as_of) or f'<p>{MISSING[name]}</p>'}</div>")
    st.html(f'<div class="coverage"><h2>Where these numbers come from</h2>{"".join(columns)}</div>')


def _listing(sources: list[Mapping[str, Any]], as_of: date) -> str:
    lines = [_line(row, as_of) for row in sources[:LISTED]]
    left = sources[LISTED:]
    lines += [f"and {len(left)} more, {count(sum(row['accepted'] for row in left))} rows"] if left else []
    return f"<ul>{''.join(f'<li>{html(line)}</li>' for line in lines)}</ul>" if lines else ""


def _line(row: Mapping[str, Any], as_of: date) -> str:
    said = [spoken(row["source"]), f"{count(row['accepted'])} rows", freshness(row["last_at"], as_of)]
    said += [f"{count(row['rejected'])} rejected"] if row["rejected"] else []
    return " · ".join(said)


def freshness(last: datetime | None, as_of: date) -> str:
    """How far a source reaches, and that it is late when others reach further."""
    if last is None:
        return "no dates"
    day = last.date()
    words = f"to {day.day} {day:%b %Y}"
    late = (as_of - day).days
    return f"{words}, {late} days behind" if timedelta(days=late) >= LATE else words
