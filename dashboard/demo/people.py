"""The made-up customers, their delivery plans, and the people who answer them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from dashboard.demo.clock import DAYS, Flags, Floats, Ints, day, iso_days
from dashboard.demo.story import CHURNING, LANGUAGES, PERSONAS, REGIONS, SEGMENTS, TEAMS, dice
from dashboard.demo.words import named
from dashboard.demo.write import Spoilt, Written, write_sheet

Texts = NDArray[np.object_]

_DOMAINS = np.array(["example.com", "example.org", "example.net"], dtype=object)
_WAYS = np.array(["advert", "search", "social", "referral", "store", "newsletter"], dtype=object)
_WAY_COST = np.array([14.0, 9.0, 11.0, 5.0, 3.5, 2.0])
_REASONS = np.array(
    ["price", "not_used", "delivery_problems", "found_another", "moved", "payment_failed"], dtype=object
)


@dataclass(frozen=True, slots=True)
class People:
    """One entry a customer. Days count from the demo's first day. `mood`: how content by nature (0 is average).
    `rate`: how often they order, against the average. `gone`: the day from which they order no more."""

    ids: Texts
    names: Texts
    emails: Texts
    since: Ints
    gone: Ints
    segment: Ints
    persona: Ints
    region: Ints
    language: Ints
    mood: Floats
    rate: Floats
    spend: Floats
    subscribed: Ints
    left: Floats

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Agents:
    """Those who answer. `skill`: how much happier than average they leave people. The bots come last."""

    names: Texts
    emails: Texts
    team: Ints
    skill: Floats
    bot: Flags


def _names(rng: Generator, n: int) -> Texts:
    made = named()
    parts = (rng.choice(made[part], n) for part in ("first", "front", "back"))
    return np.array(
        [f"{first} {front}{back}" for first, front, back in zip(*parts, strict=True)], dtype=object
    )


def make_people(seed: int, scale: float) -> People:
    rng = dice(seed, "people")
    n = max(300, round(24_000 * scale))
    early = rng.random(n) < 0.55
    since = np.where(early, -rng.integers(1, 2_000, n), (DAYS - 5) * rng.random(n) ** 0.85).astype(np.int64)
    since = np.sort(since)
    segment = rng.choice(3, n, p=[0.28, 0.42, 0.30])
    persona = rng.choice(5, n, p=[0.26, 0.22, 0.18, 0.20, 0.14])
    names = _names(rng, n)
    where = _DOMAINS[rng.integers(0, 3, n)]
    emails = [
        f"{name.replace(' ', '.').lower()}.{i}@{at}"
        for i, (name, at) in enumerate(zip(names, where, strict=True))
    ]
    subscribed, left = _plans(rng, since, segment, persona)
    region = rng.choice(5, n, p=[0.28, 0.22, 0.16, 0.16, 0.18])
    return People(
        ids=np.array([f"Q{100_000 + i}" for i in range(n)], dtype=object),
        names=names,
        emails=np.array(emails, dtype=object),
        since=since,
        gone=(np.maximum(since, 0) + rng.exponential(1_500, n)).astype(np.int64),
        segment=segment,
        persona=persona,
        region=region,
        language=rng.choice(4, n, p=[0.70, 0.13, 0.11, 0.06]),
        mood=rng.normal(0, 0.45, n) + np.array([0.15, 0.0, -0.1])[segment],
        rate=rng.gamma(1.1, 1, n) * np.array([1.9, 1.0, 0.45])[segment],
        spend=38 * rng.lognormal(0, 0.45, n) * np.array([1.15, 0.85, 1.1, 1.2, 0.9])[persona],
        subscribed=subscribed,
        left=left,
    )  # fmt: skip


def _plans(rng: Generator, since: Ints, segment: Ints, persona: Ints) -> tuple[Ints, Floats]:
    """Day each joined the delivery plan (far in the future: never) and the day each left it (nan: still in).

    Even customers pay by the year and leave at renewals, odd ones by the month.
    """
    n = len(since)
    joins = rng.random(n) < np.array([0.92, 0.22, 0.06])[segment]
    opened = np.maximum(since, day(2023, 3, 1))
    start = opened + (rng.random(n) ** 1.5 * np.maximum(DAYS - opened, 1)).astype(np.int64)
    churning = persona == PERSONAS.index(CHURNING)
    first = rng.random(n) < np.where(churning, 0.62, 0.10)
    later = rng.geometric(0.15, n) + 1
    yearly = np.where(first, 1, later) * 365 + rng.integers(0, 9, n)
    yearly = np.minimum(yearly, rng.exponential(30 * 220, n).astype(np.int64) + 20)
    monthly = rng.geometric(0.024, n) * 30 + rng.integers(0, 3, n)
    left = start + np.where(np.arange(n) % 2 == 0, yearly, monthly).astype(float)
    return np.where(joins, start, DAYS + 9_999), np.where(joins & (left < DAYS), left, np.nan)


def make_agents(seed: int) -> Agents:
    rng = dice(seed, "agents")
    sizes = (16, 11, 12, 9, 8)
    n = sum(sizes)
    names: list[str] = list(dict.fromkeys(_names(rng, 3 * n)))[:n]
    team = np.repeat(np.arange(len(TEAMS)), sizes)
    skill = np.append(rng.normal(0, 0.22, n), [-0.15])
    names.append("Pim Bot")
    emails = [f"{name.replace(' ', '.').lower()}@example.com" for name in names]
    both = (np.array(names, dtype=object), np.array(emails, dtype=object))
    return Agents(*both, np.append(team, 0), skill, np.arange(n + 1) == n)


def write_people(folder: Path, seed: int, people: People, agents: Agents) -> list[Written]:
    rng = dice(seed, "people files")
    n = len(people)
    way = rng.choice(6, n, p=[0.24, 0.26, 0.14, 0.12, 0.16, 0.08])
    cost = _WAY_COST[way] * rng.lognormal(0, 0.3, n)
    language = np.array(LANGUAGES, dtype=object)[people.language]
    customers = {
        "customer_id": people.ids, "name": people.names, "email": people.emails,
        "phone": [f"+44 7700 900{i % 1000:03d}" for i in range(n)], "since": iso_days(people.since),
        "segment": np.array(SEGMENTS, dtype=object)[people.segment],
        "persona": np.array(PERSONAS, dtype=object)[people.persona],
        "region": np.array(REGIONS, dtype=object)[people.region],
        "country": np.array(["GB", "DE", "LT", "CN"], dtype=object)[people.language], "language": language,
        "birth_year": rng.integers(1945, 2008, n),
        "gender": rng.choice(["female", "male", ""], n, p=[0.5, 0.42, 0.08]),
        "acquisition_channel": _WAYS[way], "acquisition_cost": np.round(cost, 2),
    }  # fmt: skip
    wrong = (
        Spoilt("since", "31/31/2025", "not a day"),
        Spoilt("", "", "ragged"),
        Spoilt("birth_year", "?", "not a number"),
    )
    staff = len(agents.names)
    desk = {
        "agent_id": agents.emails, "name": agents.names, "team": np.array(TEAMS, dtype=object)[agents.team],
        "role": np.where(agents.bot, "bot", np.where(np.arange(staff) % 9 == 0, "lead", "agent")),
        "is_bot": np.where(agents.bot, "yes", "no"),
    }  # fmt: skip
    return [
        write_sheet(folder / "customers.csv", customers, n, spoilt=wrong),
        write_sheet(folder / "agents.csv", desk, staff),
        _write_plans(folder, rng, people),
    ]


def _write_plans(folder: Path, rng: Generator, people: People) -> Written:
    who = np.flatnonzero(people.subscribed < DAYS)
    yearly = who % 2 == 0
    left = people.left[who]
    churning = people.persona[who] == PERSONAS.index(CHURNING)
    reason = np.where(
        churning & (rng.random(len(who)) < 0.7), "price", _REASONS[rng.integers(0, 6, len(who))]
    )
    columns = {
        "subscription_id": [f"P{people.ids[i][1:]}" for i in who], "customer_id": people.ids[who],
        "started_on": iso_days(people.subscribed[who]), "ended_on": iso_days(left),
        "plan": "Quill Delivery", "contract": np.where(yearly, "annual", "monthly"),
        "monthly_amount": np.where(yearly, "6.99", "8.99"), "reason": np.where(np.isnan(left), "", reason),
        "channel": np.where(rng.random(len(who)) < 0.55, "web", "app"),
        "region": np.array(REGIONS, dtype=object)[people.region[who]],
    }  # fmt: skip
    wrong = (
        Spoilt("ended_on", "2020-01-01", "ended before it started"),
        Spoilt("started_on", "soon", "not a day"),
        Spoilt("monthly_amount", "free", "not a number"),
    )
    return write_sheet(folder / "subscriptions.csv", columns, len(who), spoilt=wrong)
