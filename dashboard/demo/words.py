"""Comments put together from fragments, by language, topic and tone."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import Floats, Ints
from dashboard.demo.story import LANGUAGES, PRODUCTS, STORES

TONES = ("bad", "soso", "good")
SUBJECTS = (
    "delivery", "damaged", "return", "payment", "app", "account", "product", "order_change", "membership",
    "price", "store", "support",
)  # fmt: skip


@cache
def fragments() -> dict[str, Any]:
    """Every fragment, from texts.toml."""
    return tomllib.loads(resources.files("dashboard.demo").joinpath("texts.toml").read_text("utf-8"))


@cache
def named() -> dict[str, list[str]]:
    """Parts of made-up names and long lists of columns, from names.toml."""
    return tomllib.loads(resources.files("dashboard.demo").joinpath("names.toml").read_text("utf-8"))


def tone_of(feeling: Floats) -> Ints:
    """0 bad, 1 so-so, 2 good."""
    return np.digitize(feeling, [-0.55, 0.05])


def comments(rng: Generator, language: Ints, subject: Ints, tone: Ints) -> list[str]:
    """One comment an entry. `subject`: index into SUBJECTS. Two in three have an opening or a closing."""
    n = len(language)
    dice = rng.integers(0, 1 << 30, (4, n))
    days = rng.integers(2, 15, n).tolist()
    said: list[str] = []
    rows = zip(language.tolist(), subject.tolist(), tone.tolist(), days, *dice.tolist(), strict=True)
    for lang, about, feel, wait, body, start, end, slot in rows:
        words, mood = fragments()[LANGUAGES[lang]], TONES[feel]
        core = words[SUBJECTS[about]][mood]
        parts = [core[body % len(core)]]
        if start % 3 == 0:
            parts.insert(0, words[f"open_{mood}"][start // 3 % len(words[f"open_{mood}"])])
        if end % 3 == 0 and LANGUAGES[lang] != "zh":  # fewer different texts: segmenting Chinese is slow
            parts.append(words[f"close_{mood}"][end // 3 % len(words[f"close_{mood}"])])
        text = ("" if LANGUAGES[lang] == "zh" else " ").join(parts)
        if "{" in text:
            item = PRODUCTS[slot % len(PRODUCTS)][0].lower()
            text = text.format(item=item, days=wait, store=STORES[slot % len(STORES)])
        said.append(text)
    return said


def count_fragments() -> int:
    def size(value: Any) -> int:
        return (
            sum(map(size, value.values() if isinstance(value, dict) else value))
            if not isinstance(value, str)
            else 1
        )

    return size(fragments())
