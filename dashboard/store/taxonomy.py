"""The topics file: words to find topics by. Plain words and phrases, never patterns that a text could stall."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from dashboard.store.calendar import fill
from dashboard.store.folder import SnapshotError

FILE = "topics.toml"
ANY = "any"
MOST_TOPICS, MOST_WORDS, LONGEST = 200, 5_000, 80


@dataclass(frozen=True, slots=True)
class Word:
    """One word of one topic. `language` None: looked for in every text."""

    topic: str
    label: str
    place: int
    language: str | None
    word: str


def read_topics(home: Path) -> tuple[Word, ...]:
    """The words of the company's own topics file, else of the one that is shipped.

    Raises `SnapshotError` with the topic that cannot be read and what is expected.
    """
    own = home / FILE
    try:
        text = own.read_text("utf-8-sig") if own.exists() else _shipped()
        return tuple(_words(tomllib.loads(text)))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise SnapshotError(f"{own} cannot be used: {error}. What viewers see is unchanged.") from error


def _shipped() -> str:
    return files("dashboard.store").joinpath(FILE).read_text("utf-8")


def _words(content: dict[str, Any]) -> Iterator[Word]:
    if len(content) > MOST_TOPICS:
        raise ValueError(f"there are {len(content)} topics; at most {MOST_TOPICS} can be told apart")
    count = 0
    for place, (topic, entry) in enumerate(content.items()):
        if not isinstance(entry, dict):
            raise ValueError(
                f"'{topic}' is not a topic; a topic is written [{topic}] with lists of words below"
            )
        label = str(entry.get("label") or topic.replace("_", " ").capitalize())
        for language, words in entry.items():
            if language == "label":
                continue
            _check(topic, language, words)
            count += len(words)
            yield from (
                Word(topic, label, place, None if language == ANY else language, word) for word in words
            )
    if count > MOST_WORDS:
        raise ValueError(f"there are {count} words; at most {MOST_WORDS} are looked for")


def _check(topic: str, language: str, words: object) -> None:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f"'{language}' of [{topic}] is not a list of words")
    wrong = [word for word in words if not any(map(str.isalnum, word)) or len(word) > LONGEST]
    if wrong:
        raise ValueError(f"'{wrong[0][:40]}' of [{topic}] is not a word of at most {LONGEST} characters")


def write_topics(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Table `topic_word`: one row per word of a topic. `needle`: what is looked for in a folded text."""
    con.execute(
        """create or replace temp table topic_given
        (topic varchar, label varchar, place integer, language varchar, word varchar)"""
    )
    fill(con, "topic_given", [(w.topic, w.label, w.place, w.language, w.word) for w in read_topics(home)])
    con.execute(
        """create or replace temp table topic_word as
        select g.*, case when spaceless(g.word) then trim(folded(g.word))
          when g.word like '%*' then rtrim(folded(g.word)) else folded(g.word) end as needle
        from topic_given g"""
    )
