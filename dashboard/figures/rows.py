"""Rows of a figure that stand under each other: their axis, their height, and what a press leaves as it is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape, unescape
from typing import Any

from dashboard.figures.template import LONGEST_LABEL, SMALL, Palette

ROW, EDGES = 31, 34
WHOLE: dict[str, Any] = {"marker": {"opacity": 1}}


def height_of(rows: int) -> int:
    """Pixels for so many bars, so that a row is as high in every breakdown."""
    return EDGES + ROW * max(rows, 1)


def rows_axis(labels: Sequence[str], palette: Palette) -> dict[str, Any]:
    """One row for each label, from the top."""
    short = [_clipped(label) for label in labels]
    return {
        "range": [len(labels) - 0.5, -0.5], "tickmode": "array", "tickvals": list(range(len(labels))),
        "ticktext": short, "showgrid": False, "tickfont": {"color": palette.ink, "size": SMALL + 1},
    }  # fmt: skip


def _clipped(label: str) -> str:
    """Escaped text, cut between characters and never inside an entity."""
    plain = unescape(label)
    return label if len(plain) <= LONGEST_LABEL else escape(f"{plain[: LONGEST_LABEL - 1]}…")
