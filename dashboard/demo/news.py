"""News and forums in the plain format, of the company and of its competitors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from dashboard.demo.clock import LAST_SECOND, Flags, Ints, stamp_offset
from dashboard.demo.mentions import ABOUT_SHOP, LANGUAGE, drawn
from dashboard.demo.story import CAMPAIGN, COMPETITORS, EXTRA_MENTIONS, LOUD, OWN
from dashboard.demo.words import TONES, comments, fragments, tone_of
from dashboard.demo.write import Spoilt, Written, write_sheet


def write_elsewhere(folder: Path, seed: int, scale: float) -> Written:
    """News and forums in the plain format, with competitors; one of them is loud for a month."""
    n = round(10_500 * scale)
    rng, days, when, language, subject, feeling = drawn(seed, "elsewhere", n, ABOUT_SHOP, 0.3)
    brands = (OWN, *COMPETITORS)
    brand = rng.choice(4, n, p=[0.46, 0.21, 0.19, 0.14])
    loud = (days >= CAMPAIGN[0]) & (days < CAMPAIGN[1])
    extra = rng.choice(np.flatnonzero(loud), int(loud.sum() * EXTRA_MENTIONS))
    rows = np.sort(np.concatenate([np.arange(n), extra]))
    added = np.concatenate([[False], rows[1:] == rows[:-1]])
    brand = np.where(added, brands.index(LOUD), brand[rows])
    feeling = np.where(added, 0.6, feeling[rows])
    news = rng.random(len(rows)) < 0.3
    said = comments(rng, language[rows], subject[rows], tone_of(feeling))
    titles = _titles(rng, brand, tone_of(feeling), added, brands)
    columns = {
        "mention_id": [f"el{i:06d}" for i in range(len(rows))],
        "published_at": stamp_offset(np.minimum(when[rows] + added * rng.integers(0, 9_000, len(rows)), LAST_SECOND)),
        "kind": np.where(news, "news", "forum"), "site": np.where(news, "town_courier", "shop_talk"),
        "brand": np.array(brands, dtype=object)[brand], "title": np.where(news | added, titles, ""),
        "body": [f"{brands[b]}: {text}" if not is_news else title for b, text, is_news, title in zip(
            brand.tolist(), said, news.tolist(), titles.tolist(), strict=True)],
        "language": np.where(news, "en", LANGUAGE[language[rows]]),
        "channel": np.where(news, "news", "forum"),
        "touchpoint": np.where(news, "news", "social_post"),
        "reach": np.round(rng.lognormal(6, 1, len(rows))),
    }  # fmt: skip
    wrong = (
        Spoilt("published_at", "last week", "not a time"),
        Spoilt("reach", "many", "not a number"),
        Spoilt("", "", "ragged"),
    )
    return write_sheet(folder / "mentions_elsewhere.csv", columns, len(rows), spoilt=wrong)


def _titles(
    rng: Generator, brand: Ints, tone: Ints, advert: Flags, brands: tuple[str, ...]
) -> NDArray[np.object_]:
    public, pick = fragments()["public"], rng.integers(0, 1 << 20, len(brand)).tolist()
    made = []
    for code, feel, loud, chance in zip(brand.tolist(), tone.tolist(), advert.tolist(), pick, strict=True):
        lines = public["advert"] if loud else public[f"news_{TONES[feel]}"]
        made.append(lines[chance % len(lines)].format(brand=brands[code]))
    return np.array(made, dtype=object)
