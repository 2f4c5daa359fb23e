"""Which texts have a score for their feeling: by language, with the model that gave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from dashboard.metrics.shape import ask
from dashboard.metrics.voice_shapes import SCORED
from dashboard.screens.card import Card, card
from dashboard.screens.filters import whom
from dashboard.screens.text import html
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit
from dashboard.screens.voice_choice import Choice
from dashboard.screens.voice_net import language_words


def scored(chosen: Choice, visit: Visit) -> None:
    """What the numbers above speak for: texts with a score by language, and the model that gave it."""
    question = ask("voice_scored", visit.scope, {"classes": list(visit.scope.source_class)})
    rows = visit.table(question).to_pylist()
    texts, done = (sum(row[name] for row in rows) for name in ("texts", "scored"))
    if not texts:
        return
    made = Card(
        "voice_scored", f"{count(texts - done)} of {count(texts)} texts have no score",
        f"By language and model, {whom(visit.scope)}. What has no score is in no number about feelings.",
        SCORED, visit.scope, (visit.scope.now(),), lambda: rows, more=chosen.carried(), questions=(question,),
    )  # fmt: skip
    with card(made, visit):
        st.html(_scored_list(rows))


def _scored_list(rows: Sequence[Mapping[str, Any]]) -> str:
    """One line a language: its models, how many they scored, and how many of the rest have nothing to be scored by."""
    languages: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        languages.setdefault(language_words(row["language"]), []).append(row)
    items = []
    for language, own in languages.items():
        texts, scored, bare = (
            sum(int(str(row[name])) for row in own) for name in ("texts", "scored", "without_body")
        )
        models = ", ".join(dict.fromkeys(str(row["model"]) for row in own if row["model"]))
        rest = texts - scored - min(bare, texts - scored)
        said = (
            [f"{count(scored)} scored by {models}" if models else f"{count(scored)} scored"] if scored else []
        )
        said += [f"{count(min(bare, texts - scored))} with a subject line only"] if bare else []
        said += [f"{count(rest)} {'more ' if scored else ''}without a score"] if rest else []
        items.append(f"<li><b>{html(language)}</b> {html(', '.join(said))}</li>")
    return f'<ul class="voice_scored">{"".join(items)}</ul>'
