"""Decks: which cards are shown one after the other, with whose words. Each is a small file beside the data.

A slide says where its card stands (page, query of the address, key of the card), not what it showed: next month the
same deck shows the next snapshot. What it showed when it was added is kept beside it, to say what has changed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal

import tomlkit
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from dashboard.reports.keep import key_of, put

FOLDER = "decks"
REPORTED = ("overview", "journey", "retention", "voice", "teams", "digital", "scorecard")
"""The pages that have numbers and cards."""
LONGEST_NAME, LONGEST_HEADLINE, LONGEST_NOTE, LONGEST_QUERY, MOST_SLIDES = 60, 200, 1200, 4000, 100
Kind = Literal["card", "numbers"]
NOT_REPORTED = f"There are no slides of a page called '{{page}}'; there are of {', '.join(REPORTED)}."


class DeckError(ValueError):
    """A deck cannot be read or kept; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Slide:
    """`page`, `query` and `card` say where it stands; `numbers` is a page's sentence and tiles, without a card.

    `headline` empty: the finding, as it is found. `seen`: the finding, snapshot and last day when it was added.
    """

    page: str
    card: str = ""
    query: str = ""
    kind: Kind = "card"
    headline: str = ""
    note: str = ""
    finding: str = ""
    snapshot: str = ""
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """`key` names it in the address and its file."""

    key: str
    title: str
    slides: tuple[Slide, ...] = ()

    def with_slide(self, slide: Slide) -> Deck:
        """The deck with one more slide at its end. Raises `DeckError` when it is full or no slide can show it."""
        if slide.page not in REPORTED:
            raise DeckError(NOT_REPORTED.format(page=slide.page))
        if len(self.slides) >= MOST_SLIDES:
            raise DeckError(f"A deck holds at most {MOST_SLIDES} slides.")
        return replace(self, slides=(*self.slides, slide))

    def moved(self, place: int, by: int) -> Deck:
        """The deck with the slide at `place` moved down (1) or up (-1); as it was at the ends."""
        other = place + by
        if not (0 <= place < len(self.slides) and 0 <= other < len(self.slides)):
            return self
        order = list(self.slides)
        order[place], order[other] = order[other], order[place]
        return replace(self, slides=tuple(order))

    def without(self, place: int) -> Deck:
        """The deck without the slide at `place`."""
        return replace(self, slides=tuple(s for i, s in enumerate(self.slides) if i != place))

    def reworded(self, place: int, headline: str, note: str) -> Deck:
        """The deck with other words on the slide at `place`."""
        changed = [
            replace(s, headline=_cut(headline, LONGEST_HEADLINE), note=note.strip()[:LONGEST_NOTE]) if i == place else s
            for i, s in enumerate(self.slides)
        ]  # fmt: skip
        return replace(self, slides=tuple(changed))


def _reported(page: str) -> str:
    if page not in REPORTED:
        raise ValueError(NOT_REPORTED.format(page=page[:40]))
    return page


class _Slide(BaseModel):
    model_config = ConfigDict(extra="forbid")

    page: Annotated[str, AfterValidator(_reported)]
    card: str = Field(default="", max_length=120)
    query: str = Field(default="", max_length=LONGEST_QUERY)
    kind: Kind = "card"
    headline: str = Field(default="", max_length=LONGEST_HEADLINE)
    note: str = Field(default="", max_length=LONGEST_NOTE)
    finding: str = Field(default="", max_length=400)
    snapshot: str = Field(default="", max_length=64)
    as_of: str = Field(default="", max_length=10)


class _Deck(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str = Field(min_length=1, max_length=LONGEST_NAME)
    slides: list[_Slide] = Field(default_factory=list, max_length=MOST_SLIDES)


def read_deck(path: Path) -> Deck:
    """The deck of a file. Raises `DeckError` that names the file and the mend."""
    try:
        said = _Deck.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise DeckError(f"The deck {path.name} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DeckError(f"The deck {path.name} is not valid TOML: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        why = first["msg"].removeprefix("Value error, ")
        raise DeckError(f"The deck {path.name} cannot be used: {place}: {why}") from None
    return Deck(path.stem, said.title, tuple(Slide(**slide.model_dump()) for slide in said.slides))


def read_decks(home: Path) -> tuple[dict[str, Deck], list[str]]:
    """The decks of `home` by key, and in words which files could not be used."""
    decks: dict[str, Deck] = {}
    notices: list[str] = []
    for path in sorted((home / FOLDER).glob("*.toml")):
        try:
            decks[path.stem] = read_deck(path)
        except DeckError as error:
            notices.append(str(error))
    return decks, notices


def new_deck(home: Path, title: str) -> Deck:
    """An empty deck under this title, kept. Raises `DeckError` when there is one or the name holds nothing."""
    key = key_of(title, LONGEST_NAME)
    if not key:
        raise DeckError("Give the deck a name with at least one letter or digit.")
    if (home / FOLDER / f"{key}.toml").exists():
        raise DeckError("There is a deck of this name already. Choose another.")
    deck = Deck(key, _cut(title, LONGEST_NAME))
    write_deck(home, deck)
    return deck


def write_deck(home: Path, deck: Deck) -> None:
    """Keep a deck as `home`/decks/<key>.toml: all of the file or none of it. Raises `DeckError`."""
    document = tomlkit.document()
    document.add("title", tomlkit.item(deck.title))
    slides = tomlkit.aot()
    for slide in deck.slides:
        slides.append(_item(slide))
    document.add("slides", slides)
    path = home / FOLDER / f"{deck.key}.toml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, tomlkit.dumps(document).encode("utf-8"))
    except OSError as error:
        raise DeckError(
            f"The deck was not kept: {path.parent} cannot be written ({error.strerror})."
        ) from None


def delete_deck(home: Path, key: str) -> None:
    """Take a deck away; nothing happens when there is none."""
    if key_of(key, LONGEST_NAME) == key:
        (home / FOLDER / f"{key}.toml").unlink(missing_ok=True)


def _item(slide: Slide) -> tomlkit.items.Table:
    table = tomlkit.table()
    for name in Slide.__slots__:
        value = str(getattr(slide, name))
        if value and not (name == "kind" and value == "card"):
            table.add(name, tomlkit.string(value, multiline="\n" in value))
    return table


def _cut(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
