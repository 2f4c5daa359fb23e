"""The texts behind what the page shows, as statements."""

from __future__ import annotations

from dashboard.metrics.compile import Question
from dashboard.metrics.shape import ask
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import Choice
from dashboard.screens.voice_words import needles


def texts_behind(visit: Visit, most: int, topic: str | None = None) -> Question:
    """The newest texts of the scope, of one topic or of all."""
    everything: dict[str, object] = {"source": None, "language": None, "feeling": None, "needles": []}
    return ask("voice_texts", visit.scope, {
        **everything, "topic": topic, "classes": list(visit.scope.source_class), "most": most, "skipped": 0,
    })  # fmt: skip


def chosen_texts(chosen: Choice, visit: Visit, most: int, skipped: int) -> Question:
    """A sheet of the texts that fit all that is chosen."""
    return ask("voice_texts", visit.scope, {**fits(chosen, visit), "most": most, "skipped": skipped})


def chosen_count(chosen: Choice, visit: Visit) -> Question:
    """How many texts fit all that is chosen."""
    return ask("voice_found", visit.scope, fits(chosen, visit))


def fits(chosen: Choice, visit: Visit) -> dict[str, object]:
    """What is chosen, as bound values."""
    return {
        "source": chosen.source, "language": chosen.language, "feeling": chosen.feeling, "topic": chosen.topic,
        "needles": needles(chosen.find), "classes": list(visit.scope.source_class),
    }  # fmt: skip
