"""What can be chosen on the page Voice besides the scope. All of it comes from the address and is checked here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.metric import Unit
from dashboard.screens.options import chosen, options, put, put_here
from dashboard.screens.text import plain
from dashboard.screens.voice_words import LONGEST

NAME = "voice"
KEYS = ("feelings", "score", "topic", "feeling", "language", "source", "find", "sheet", "reviews", "brands")
FEELINGS = {"source": "Source", "channel": "Channel", "language": "Language", "touchpoint": "Touchpoint"}
SCORES: Mapping[str, tuple[str, Unit]] = {
    **{key: (CATALOGUE[key].label, "points") for key in ("nps", "csat", "ces")}, "stars": ("Stars", "count"),
}  # fmt: skip
FEELING = {"negative": "Negative", "neutral": "Neutral", "positive": "Positive", "unscored": "Not scored"}
REVIEWS = {"site": "Site", "location": "Location", "app_version": "App version"}
BRANDS = {"comparable": "Where competitors are named", "all": "All mentions"}
FARTHEST = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """None or empty: everything. `topic`, `language` and `source` are asked of the data as they are, bound as values:
    what it does not have finds nothing."""

    feelings: str
    score: str | None
    topic: str | None
    feeling: str | None
    language: str | None
    source: str | None
    find: str
    sheet: int
    reviews: str | None
    brands: str

    def carried(self) -> dict[str, str]:
        """What a link to a card says of these choices."""
        said = {
            "feelings": "" if self.feelings == "source" else self.feelings, "score": self.score, "topic": self.topic,
            "feeling": self.feeling, "language": self.language, "source": self.source, "find": self.find,
            "reviews": self.reviews, "brands": "" if self.brands == "comparable" else self.brands,
        }  # fmt: skip
        return {key: value for key, value in said.items() if value}


def follow() -> None:
    """Let the address and the session agree, once a run."""
    options(NAME, KEYS)


def choice() -> Choice:
    """What is chosen, without what cannot be."""
    said = {key: values[-1] for key, values in chosen(NAME).items() if values}

    def one(key: str, known: Mapping[str, object]) -> str | None:
        value = said.get(key, "")
        return value if value in known else None

    sheet = said.get("sheet", "")
    number = int(sheet) if sheet.isascii() and sheet.isdigit() and len(sheet) < 6 else 1
    return Choice(
        one("feelings", FEELINGS) or "source", one("score", SCORES), said.get("topic"), one("feeling", FEELING),
        said.get("language"), said.get("source"), plain(said.get("find", ""))[:LONGEST],
        min(max(number, 1), FARTHEST), one("reviews", REVIEWS), one("brands", BRANDS) or "comparable",
    )  # fmt: skip


def turn(**values: str) -> None:
    """Choose values, or take them back when they were all chosen; the whole page follows, from the first sheet."""
    before = chosen(NAME)
    same = all(before.get(key) == [value] for key, value in values.items())
    put(NAME, sheet=[], **{key: [] if same else [value] for key, value in values.items()})


def here(**values: str | None) -> None:
    """Choose values inside a section that draws all that follows from them."""
    put_here(NAME, KEYS, **{key: [value] if value else [] for key, value in values.items()})


def pick(key: str, value: str) -> None:
    """Choose a value of a section; only the section runs again."""
    here(**{key: value})
