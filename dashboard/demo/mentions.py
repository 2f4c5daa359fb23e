"""What is said elsewhere: reviews, posts, news and forums, of the company and its competitors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import (
    DAY,
    DAYS,
    LAST_SECOND,
    Floats,
    Ints,
    at,
    day_weights,
    repeated,
    seconds_of_day,
    stamp,
)  # fmt: skip
from dashboard.demo.moods import csat_score
from dashboard.demo.story import (
    LANGUAGES,
    OWN,
    STORES,
    at_fault,
    dice,
)  # fmt: skip
from dashboard.demo.words import SUBJECTS, comments, tone_of
from dashboard.demo.write import Spoilt, Written, write_sheet

LANGUAGE = np.array(LANGUAGES, dtype=object)
ABOUT_SHOP = "delivery delivery return damaged product product support price store order_change"
_ABOUT_APP = "app app app payment account product"
_ISO = "%Y-%m-%dT%H:%M:%SZ"


def drawn(
    seed: int, name: str, n: int, subjects: str, fault: float
) -> tuple[Generator, Ints, Ints, Ints, Ints, Floats]:
    """Days, moments, languages, subjects and feelings of n texts. `fault`: extra share while the app is broken."""
    rng = dice(seed, name)
    days_known = np.arange(DAYS)
    weight = day_weights(rng) * np.where(at_fault(days_known), 1 + fault, 1)
    days = np.sort(rng.choice(DAYS, n, p=weight / weight.sum()))
    choices = np.array([SUBJECTS.index(s) for s in subjects.split()])
    subject = rng.choice(choices, n)
    language = rng.choice(4, n, p=[0.62, 0.17, 0.14, 0.07])
    angry = at_fault(days) & (rng.random(n) < fault / (1 + fault))
    subject = np.where(
        angry, np.where(rng.random(n) < 0.6, SUBJECTS.index("app"), SUBJECTS.index("payment")), subject
    )
    feeling = rng.normal(0.12, 0.95, n) - np.where(angry, 1.5, 0)
    when = np.sort(at(days, seconds_of_day(rng, n, "online")))
    return rng, days, np.minimum(when, LAST_SECOND), language, subject, feeling


def _heading(text: str) -> str:
    return text.split(". ", 1)[0].split("。", 1)[0].rstrip(".!。")[:60]


def write_trustpilot(folder: Path, seed: int, scale: float) -> Written:
    n = round(6_800 * scale)
    rng, _, when, language, subject, feeling = drawn(seed, "trustpilot", n, ABOUT_SHOP, 0.25)
    said = comments(rng, language, subject, tone_of(feeling))
    replied = rng.random(n) < np.where(feeling < -0.5, 0.72, 0.35)
    reply = np.where(replied, when + rng.lognormal(11.2, 0.9, n), np.nan)
    reply[reply > LAST_SECOND] = np.nan
    columns = {
        "Review ID": [f"tp{seed:02d}{i:08x}" for i in range(n)],
        "Review Created (UTC)": stamp(when, "%Y-%m-%d %H:%M:%S"),
        "Review Consumer User ID": [f"u{v:010x}" for v in rng.integers(1 << 39, 1 << 40, n)],
        "Review Title": list(map(_heading, said)), "Review Content": said,
        "Review Stars": csat_score(feeling),
        "Source Of Review": rng.choice(["Organic", "InvitationApi"], n),
        "Review Language": LANGUAGE[language],
        "Domain URL": "quillmoor.example", "Webshop Name": OWN, "Business Unit ID": "5f00000000", "Tags": "",
        "Company Reply Date (UTC)": stamp(reply, "%Y-%m-%d %H:%M:%S"),
        "Location Name": np.where(subject == SUBJECTS.index("store"), rng.choice(STORES, n), ""),
        "Location ID": "",
    }  # fmt: skip
    wrong = (Spoilt("Review Stars", "0", "under the scale"), Spoilt("Review Created (UTC)", "?", "not a time"),
             Spoilt("", "", "ragged"))  # fmt: skip
    return write_sheet(folder / "trustpilot_reviews.csv", columns, n, spoilt=wrong)


def write_google_play(folder: Path, seed: int, scale: float) -> list[Written]:
    """One file a year, UTF-16; one review in fourteen is edited and stands there again, changed."""
    n = round(5_000 * scale)
    rng, days, when, language, subject, feeling = drawn(seed, "google play", n, _ABOUT_APP, 1.7)
    edited = np.flatnonzero((rng.random(n) < 0.07) & (when < LAST_SECOND - 40 * DAY))
    rows = np.concatenate([np.arange(n), edited])
    updated = np.concatenate([when, when[edited] + rng.integers(DAY, 30 * DAY, len(edited))])
    feeling = np.concatenate([feeling, feeling[edited] + 0.8])
    said = comments(rng, language[rows], subject[rows], tone_of(feeling))
    silent = (np.arange(len(rows)) < n) & (rng.random(len(rows)) < 0.15) & ~np.isin(rows, edited)
    replied = ~silent & (rng.random(len(rows)) < 0.4)
    reply = np.where(replied, updated + rng.lognormal(11.6, 0.8, len(rows)), np.nan)
    reply[reply > LAST_SECOND] = np.nan
    stars = csat_score(feeling)
    serial = rng.integers(0, 1000, len(rows))
    links = np.array([f"https://play.example/reviews/gp{i:07d}" for i in range(n)])
    written = []
    for label, in_year in (("2024-2025", days[rows] < 365), ("2025-2026", days[rows] >= 365)):
        mine = np.flatnonzero(in_year)
        mine = mine[np.argsort(updated[mine], kind="stable")]
        ids, texts = rows[mine], ["" if silent[i] else said[i] for i in mine.tolist()]
        columns = {
            "Package Name": "com.example.quillmoor", "App Version Code": 300 + days[ids] // 30,
            "App Version Name": [f"5.{month}.0" for month in (days[ids] // 30).tolist()],
            "Reviewer Language": LANGUAGE[language[ids]],
            "Device": [f"pixie{v}" for v in serial[mine].tolist()],
            "Review Submit Date and Time": stamp(when[ids], _ISO),
            "Review Submit Millis Since Epoch": when[ids] * 1000 + ids % 1000,
            "Review Last Update Date and Time": stamp(updated[mine], _ISO),
            "Review Last Update Millis Since Epoch": updated[mine] * 1000 + ids % 1000,
            "Star Rating": stars[mine],
            "Review Title": "", "Review Text": texts,
            "Developer Reply Date and Time": stamp(reply[mine], _ISO),
            "Developer Reply Millis Since Epoch": np.floor(reply[mine]) * 1000,
            "Developer Reply Text": np.where(np.isnan(reply[mine]), "", "Thank you for writing to us."),
            "Review Link": np.where(silent[mine], "", links[ids]),
        }  # fmt: skip
        wrong = (
            Spoilt("Star Rating", "6", "over the scale"),
            Spoilt("Review Submit Millis Since Epoch", "x", "not a time"),
        )
        path = folder / f"google_play_reviews_{label}.csv"
        written.append(
            write_sheet(path, columns, len(mine), spoilt=wrong, encoding="utf-16", note="edits repeat")
        )
    return written


def write_app_store(folder: Path, seed: int, scale: float) -> Written:
    n = round(3_600 * scale)
    rng, days, when, language, subject, feeling = drawn(seed, "app store", n, _ABOUT_APP, 1.7)
    said = comments(rng, language, subject, tone_of(feeling))
    columns = {
        "Date": stamp(when, "%Y-%m-%d %H:%M:%S", local=True),
        "Version": [f"5.{month}.0" for month in (days // 30).tolist()],
        "Rating": csat_score(feeling), "Title": list(map(_heading, said)), "Review": said,
        "Author": [f"shopper{v}" for v in rng.integers(0, 1 << 40, n).tolist()],
        "Language": LANGUAGE[language],
    }  # fmt: skip
    wrong = (Spoilt("Rating", "4.5", "a half on a whole scale"), Spoilt("", "", "ragged"))
    twice = int(repeated(when).sum())
    return write_sheet(folder / "app_store_reviews.csv", columns, n, spoilt=wrong, repeated=twice)


def write_posts(folder: Path, seed: int, scale: float) -> Written:
    n = round(8_400 * scale)
    rng, _, when, language, subject, feeling = drawn(seed, "posts", n, f"{ABOUT_SHOP} app payment", 0.9)
    said = comments(rng, language, subject, tone_of(feeling - 0.1))
    seen = np.round(rng.lognormal(5.2, 1.1, n))
    columns = {
        "Tweet id": [str(1_850_000_000_000_000_000 + i * 7_919_000_003) for i in range(n)],
        "Tweet permalink": "", "Tweet text": [f"@{OWN} {text}" for text in said],
        "time": stamp(when, "%Y-%m-%d %H:%M +0000"),
        "impressions": seen, "engagements": np.round(seen * 0.04), "retweets": rng.poisson(seen * 0.003),
        "replies": rng.poisson(seen * 0.004), "likes": rng.poisson(seen * 0.015),
    }  # fmt: skip
    wrong = (Spoilt("time", "2 hours ago", "not a time"), Spoilt("", "", "ragged"))
    return write_sheet(folder / "x_posts.csv", columns, n, spoilt=wrong)
