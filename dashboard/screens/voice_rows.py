"""The texts behind what the page shows, as statements."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate

from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import Choice
from dashboard.screens.voice_words import needles

Counts = Sequence[tuple[date, int]]
"""Days and how many texts there are on each, the newest first."""


def texts_behind(visit: Visit, most: int, topic: str | None = None) -> Question:
    """The newest texts of the scope, of one topic or of all."""
    everything: dict[str, object] = {"source": None, "language": None, "feeling": None, "needles": []}
    return ask("voice_texts", visit.scope, {
        **everything, "topic": topic, "classes": list(visit.scope.source_class), "most": most, "skipped": 0,
    })  # fmt: skip


def sheet_of(chosen: Choice, visit: Visit, counts: Counts, most: int, skipped: int) -> Question:
    """The newest texts that fit all that is chosen, after those of the sheets before. `counts`: how many fit."""
    asked: dict[str, object] = {**fits(chosen, visit), "most": most, "skipped": skipped}
    return ask("voice_texts", visit.scope, asked | span_of(counts, most, skipped))


def span_of(counts: Counts, most: int, skipped: int = 0) -> dict[str, object]:
    """Of which days alone `most` texts after the newest `skipped` are to be asked, and how many of these to skip."""
    up_to = list(accumulate(texts for _, texts in counts))
    newest, oldest = bisect_right(up_to, skipped), bisect_left(up_to, skipped + most)
    if newest == len(up_to):
        return {}
    return {
        "start": counts[min(oldest, len(up_to) - 1)][0], "end": counts[newest][0] + timedelta(days=1),
        "skipped": skipped - (up_to[newest - 1] if newest else 0),
    }  # fmt: skip


def chosen_counts(chosen: Choice, visit: Visit) -> Question:
    """How many texts fit all that is chosen on each day, of the cubes where they know."""
    counted = not needles(chosen.find) and not (chosen.topic and chosen.language)
    return ask("voice_counted" if counted else "voice_found", visit.scope, fits(chosen, visit))


def fits(chosen: Choice, visit: Visit) -> dict[str, object]:
    """What is chosen, as bound values."""
    return {
        "source": chosen.source, "language": chosen.language, "feeling": chosen.feeling, "topic": chosen.topic,
        "needles": needles(chosen.find), "classes": list(visit.scope.source_class),
    }  # fmt: skip
