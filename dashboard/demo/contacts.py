"""Contacts on all channels: waits, backlogs, the bot, repeats, and the recovery programme."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import (
    DAY,
    LAST_SECOND,
    Flags,
    Floats,
    Ints,
    at,
    local_day,
    opening,
    seconds_of_day,
)  # fmt: skip
from dashboard.demo.orders import APP, Orders
from dashboard.demo.people import Agents, People
from dashboard.demo.story import (
    BOT_FROM,
    LATE_TEAM,
    RECOVERY_FROM,
    TEAMS,
    TOPICS,
    at_fault,
    backlog,
    dice,
)  # fmt: skip

WAYS = ("email", "web", "phone", "chat", "sms", "bot")
EMAIL, WEBFORM, PHONE, CHAT, SMS, BOT = range(6)
RECOVERY = len(TOPICS)  # the topic of a call that makes good
_TEAM_OF = np.array([TEAMS.index(t) for t in (
    "Delivery", "Returns", "Returns", "Payments", "Payments", "Care", "Care", "Care", "Members", "Care",
)])  # fmt: skip
_MEDIAN_WAIT = np.array([5_400, 5_400, 0, 95, 700, 0])
_MEDIAN_WORK = np.array([58_000, 52_000, 0, 720, 5_400, 160])


@dataclass(frozen=True, slots=True)
class Contacts:
    """One entry a contact, in time order. Times are UTC seconds, nan when it did not happen (yet).
    `feeling`: how content it left the customer, 0 is average. `failed`: it left them angry."""

    customer: Ints
    at: Ints
    way: Ints
    topic: Ints
    team: Ints
    agent: Ints
    first: Floats
    resolved: Floats
    queue: Floats
    handle: Floats
    abandoned: Flags
    handed: Flags
    reopens: Ints
    feeling: Floats
    failed: Flags
    recovered: Flags

    def __len__(self) -> int:
        return len(self.at)

    def where(self, keep: Flags | Ints) -> Contacts:
        return Contacts(*(getattr(self, field.name)[keep] for field in fields(self)))


def make_contacts(seed: int, scale: float, people: People, agents: Agents, orders: Orders) -> Contacts:
    rng = dice(seed, "contacts")
    customer, when, topic, way = _asked(rng, orders, round(38_800 * scale))
    customer, when, topic, way = _with_repeats(rng, customer, when, topic, way)
    handled = _handled(rng, people, agents, customer, when, topic, way)
    calls = _recovery_calls(rng, agents, handled)
    both = [np.concatenate([getattr(handled, f.name), getattr(calls, f.name)]) for f in fields(Contacts)]
    done = Contacts(*both)
    return done.where(np.argsort(done.at, kind="stable"))


def _asked(rng: Generator, orders: Orders, n: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Most contacts follow an order by some days; the app's fault makes people ask about payment at once."""
    broken = (orders.channel == APP) & at_fault(orders.day)
    weight = np.where(orders.customer < 0, 0.0, np.where(broken, 1.9, 1.0))
    chosen = rng.choice(len(orders), n, p=weight / weight.sum())
    topic = rng.choice(len(TOPICS), n, p=[0.24, 0.11, 0.18, 0.09, 0.06, 0.08, 0.11, 0.08, 0.05])
    angry = broken[chosen] & (rng.random(n) < 0.5)
    topic = np.where(angry, np.where(rng.random(n) < 0.6, 3, 4), topic)
    lag = np.where(angry, rng.exponential(0.3, n), 0.3 + rng.exponential(5, n)) * DAY
    when = orders.at[chosen] + lag.astype(np.int64)
    way = rng.choice(6, n, p=[0.21, 0.15, 0.32, 0.16, 0.05, 0.11])
    staffed = at(local_day(when), seconds_of_day(rng, n, "desk"))
    when = np.where(way == PHONE, opening(staffed, rng), when)
    keep = (when <= LAST_SECOND) & (when > orders.at[chosen])
    return orders.customer[chosen][keep], when[keep], topic[keep], way[keep]


def _with_repeats(
    rng: Generator, customer: Ints, when: Ints, topic: Ints, way: Ints
) -> tuple[Ints, Ints, Ints, Ints]:
    """Some ask again within a week; since the bot hands over less, its customers do so more often."""
    by_bot = way == BOT
    chance = np.where(by_bot, np.where(local_day(when) >= BOT_FROM, 0.33, 0.12), 0.10)
    again = rng.random(len(when)) < chance
    later = opening(when[again] + (rng.uniform(0.15, 6.2, again.sum()) * DAY).astype(np.int64), rng)
    other = rng.choice([PHONE, CHAT], again.sum(), p=[0.6, 0.4])
    kept = later <= LAST_SECOND
    pairs = ((customer, customer[again]), (when, later), (topic, topic[again]), (way, other))
    joined = [np.concatenate([whole, extra[kept]]) for whole, extra in pairs]
    return joined[0], joined[1], joined[2], joined[3]


def _handled(
    rng: Generator, people: People, agents: Agents, customer: Ints, when: Ints, topic: Ints, way: Ints
) -> Contacts:
    n = len(when)
    days, team = local_day(when), _TEAM_OF[topic]
    late = np.where(team == TEAMS.index(LATE_TEAM), backlog(days), 0.0)
    agent = _agents_for(rng, agents, team)
    handed = (way == BOT) & (rng.random(n) < np.where(days >= BOT_FROM, 0.34, 0.56))
    alone = (way == BOT) & ~handed
    queue = np.where(way == PHONE, rng.gamma(0.75, 42, n) * (1 + late * 1.5), np.nan)
    abandoned = (way == PHONE) & (rng.random(n) < np.clip(queue / 900, 0, 0.6))
    first = _first_replies(rng, when, way, late, queue, handed)
    first[abandoned | alone] = np.nan
    talk = np.where(way == PHONE, rng.lognormal(5.75, 0.55, n), rng.lognormal(6.2, 0.5, n))
    handle = np.where(((way == PHONE) | (way == CHAT)) & ~abandoned, talk, np.nan)
    stuck = rng.random(n) < np.where(way <= WEBFORM, 0.025 + 0.24 * late, 0.02)
    resolved = _resolutions(rng, np.where(alone, when, first), way, late, handle)
    resolved[stuck] = np.nan
    reopens = np.where(rng.random(n) < 0.06 + 0.1 * late, rng.integers(1, 3, n), 0)
    feeling = people.mood[customer] * 0.5 + agents.skill[agent] + rng.normal(0, 0.85, n)
    feeling -= 1.15 * late + 0.45 * stuck + 0.35 * (reopens > 0) + 0.25 * handed
    feeling -= 0.5 * (at_fault(days) & (topic == TOPICS.index("app")))
    return Contacts(
        customer=customer, at=when, way=way, topic=topic, team=team, agent=np.where(abandoned | alone, -1, agent),
        first=first, resolved=resolved, queue=queue, handle=handle, abandoned=abandoned, handed=handed,
        reopens=reopens, feeling=feeling, failed=(feeling < -1.12) & ~abandoned, recovered=np.zeros(n, dtype=bool),
    )  # fmt: skip


def _first_replies(
    rng: Generator, when: Ints, way: Ints, late: Floats, queue: Floats, handed: Flags
) -> Floats:
    """When a person first answers; the written ways wait for opening hours, and longer while work piles up."""
    wait = _MEDIAN_WAIT[way] * rng.lognormal(0, 0.8, len(way)) * (1 + 5.5 * late)
    wait = np.where(way == PHONE, queue, np.where(handed, rng.lognormal(5.3, 0.7, len(way)), wait))
    first = when + np.maximum(wait, 1)
    first = np.where(way <= WEBFORM, opening(first.astype(np.int64), rng), first).astype(np.float64)
    return np.where(first > LAST_SECOND, np.nan, first)


def _resolutions(rng: Generator, begun: Floats, way: Ints, late: Floats, handle: Floats) -> Floats:
    """When the matter is closed, from when work on it began (nan: not yet)."""
    work = _MEDIAN_WORK[way] * rng.lognormal(0, 0.9, len(way)) * (1 + 5 * late)
    done = begun + np.where(way == PHONE, handle, work)
    whole = np.nan_to_num(done).astype(np.int64)
    done = np.where((way <= WEBFORM) & ~np.isnan(done), opening(whole, rng), done)
    return np.where(done > LAST_SECOND, np.nan, done)


def _agents_for(rng: Generator, agents: Agents, team: Ints) -> Ints:
    """An agent of each team, some busier than others."""
    chosen = np.zeros(len(team), dtype=np.int64)
    for code in range(len(TEAMS)):
        staff = np.flatnonzero((agents.team == code) & ~agents.bot)
        load = rng.gamma(6, 1, len(staff))
        mine = team == code
        chosen[mine] = rng.choice(staff, int(mine.sum()), p=load / load.sum())
    return chosen


def _recovery_calls(rng: Generator, agents: Agents, contacts: Contacts) -> Contacts:
    """Since the programme began, under half of the failed contacts get a call within four days.

    Who is called is drawn by lot, so the difference it makes is the programme's. Marks `contacts.recovered`.
    """
    due = contacts.failed & (local_day(contacts.at) >= RECOVERY_FROM)
    called = due & (rng.random(len(contacts)) < 0.46)
    when = opening(contacts.at + (rng.uniform(1, 4, len(contacts)) * DAY).astype(np.int64), rng)
    called &= when < LAST_SECOND - 3_600
    contacts.recovered[:] = called
    base, when = contacts.where(called), when[called]
    n = len(when)
    talk = rng.lognormal(6.0, 0.4, n)
    start = when.astype(np.float64) + 1
    return Contacts(
        customer=base.customer, at=when, way=np.full(n, PHONE), topic=np.full(n, RECOVERY),
        team=_TEAM_OF[np.full(n, RECOVERY)], agent=_agents_for(rng, agents, np.zeros(n, dtype=np.int64)),
        first=start, resolved=start + talk, queue=np.full(n, np.nan), handle=talk,
        abandoned=np.zeros(n, dtype=bool), handed=np.zeros(n, dtype=bool), reopens=np.zeros(n, dtype=np.int64),
        feeling=rng.normal(0.4, 0.7, n), failed=np.zeros(n, dtype=bool), recovered=np.zeros(n, dtype=bool),
    )  # fmt: skip
