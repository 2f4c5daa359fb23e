"""How content a customer is at a moment of the journey, and what score they give."""

from __future__ import annotations

from dataclasses import dataclass, fields
from statistics import NormalDist

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import DAY, DAYS, LAST_SECOND, Flags, Floats, Ints, local_day
from dashboard.demo.contacts import RECOVERY, WAYS, Contacts
from dashboard.demo.orders import APP, STORE, Orders
from dashboard.demo.people import People
from dashboard.demo.story import DELIVERY_FROM, IMPROVED, REGIONS, TOPICS, at_fault
from dashboard.demo.words import SUBJECTS

CHANNELS = ("web", "app", "store", "email")
ALL_CHANNELS = (*CHANNELS, *WAYS)
POINTS = (
    "checkout",
    "point_of_sale",
    "delivery",
    "support_contact",
    "product_page",
    "loyalty_programme",
    "return",
)
CHECKOUT, TILL, DELIVERY, SUPPORT, PRODUCT_PAGE, PLAN, RETURN = range(7)
_BASE = np.array([0.06, 0.10, -0.02, -0.12, 0.05, 0.12, -0.2])
_SUBJECTS_OF = {
    CHECKOUT: "payment payment product price order_change account", TILL: "store store product price",
    DELIVERY: "delivery delivery delivery damaged product", PRODUCT_PAGE: "product product price",
    PLAN: "membership membership price delivery", RETURN: "return",
}  # fmt: skip
FAULT_SHIFT, COAST_BEFORE, COAST_AFTER, FAILED_SHIFT, RECOVERED_SHIFT = -0.62, -0.5, 0.18, -0.8, 0.06
_SPREAD = 0.92
_NPS = (0.022, 0.032, 0.045, 0.065, 0.09, 0.13, 0.185, 0.30, 0.47, 0.70)
_CSAT = (0.045, 0.10, 0.185, 0.56)
_CES = (0.03, 0.065, 0.125, 0.26, 0.54, 0.83)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Each customer's last failed contact (UTC seconds, nan for none) and whether it was made good."""

    since: Floats
    won_back: Flags


@dataclass(frozen=True, slots=True)
class Moments:
    """Points of the journey at which customers are asked. `feeling`: how content, 0 is average."""

    customer: Ints
    at: Ints
    channel: Ints
    point: Ints
    subject: Ints
    feeling: Floats
    contact: Ints

    def __len__(self) -> int:
        return len(self.at)

    def where(self, keep: Flags | Ints) -> Moments:
        return Moments(*(getattr(self, field.name)[keep] for field in fields(self)))


def trouble_of(people: People, contacts: Contacts) -> Trouble:
    since, won_back = np.full(len(people), np.nan), np.zeros(len(people), dtype=bool)
    failed = np.flatnonzero(contacts.failed)
    since[contacts.customer[failed]] = contacts.at[failed]  # the last one stays: contacts are in time order
    won_back[contacts.customer[failed]] = contacts.recovered[failed]
    return Trouble(since, won_back)


def draw_moments(
    rng: Generator,
    people: People,
    orders: Orders,
    contacts: Contacts,
    trouble: Trouble,
    counts: dict[str, int],
) -> Moments:
    """`counts`: how many moments of purchase, delivery, support, browsing and plan."""
    known = orders.customer >= 0
    online = known & (orders.channel != STORE)
    joined = np.append(people.subscribed, DAYS + 9_999)[orders.customer]
    left = np.append(people.left, np.nan)[orders.customer]
    member = known & (orders.day > joined) & ~(orders.day > left)
    weight = np.array([1.0, 1.7, 0.62])[orders.channel] * known
    hours = {"purchase": (0.2, 20), "delivery": (40, 140), "browsing": (-3, -0.5), "plan": (10, 100)}
    parts = []
    for part, chance in (
        ("purchase", weight),
        ("delivery", online * 1.0),
        ("browsing", online * 1.0),
        ("plan", member * 1.0),
    ):
        chosen = rng.choice(len(orders), counts.get(part, 0), p=chance / chance.sum())
        later = (rng.uniform(*hours[part], len(chosen)) * 3_600).astype(np.int64)
        parts.append(_of_orders(rng, orders, chosen, later, part))
    parts.append(_of_contacts(rng, contacts, counts.get("support", 0)))
    both = Moments(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Moments)))
    both = both.where((both.at <= LAST_SECOND) & (both.at > orders.at[0]))
    both = both.where(np.argsort(both.at, kind="stable"))
    both.feeling[:] += _felt(rng, people, trouble, both)
    return both


def _of_orders(rng: Generator, orders: Orders, chosen: Ints, later: Ints, part: str) -> Moments:
    n, channel = len(chosen), orders.channel[chosen]
    at_purchase = np.where(channel == STORE, TILL, CHECKOUT)
    point = {
        "purchase": at_purchase,
        "delivery": np.full(n, DELIVERY),
        "browsing": np.full(n, PRODUCT_PAGE),
    }.get(part, np.full(n, PLAN))
    return Moments(
        orders.customer[chosen], orders.at[chosen] + later, np.full(n, 3) if part == "plan" else channel,
        point, _subjects(rng, point, channel), np.zeros(n), np.full(n, -1),
    )  # fmt: skip


def _subjects(rng: Generator, point: Ints, channel: Ints) -> Ints:
    subject = np.zeros(len(point), dtype=np.int64)
    for code, names in _SUBJECTS_OF.items():
        choices = np.array([SUBJECTS.index(name) for name in names.split()])
        mine = point == code
        subject[mine] = rng.choice(choices, int(mine.sum()))
    in_app = (channel == APP) & (point == CHECKOUT) & (rng.random(len(point)) < 0.3)
    return np.where(in_app, SUBJECTS.index("app"), subject)


def _of_contacts(rng: Generator, contacts: Contacts, n: int) -> Moments:
    possible = np.flatnonzero(~contacts.abandoned & (contacts.topic != RECOVERY))
    chosen = rng.choice(possible, min(n, len(possible)), replace=False)
    topic = contacts.topic[chosen]
    returned = topic == TOPICS.index("return")
    about_agent = rng.random(len(chosen)) < 0.45
    subject = np.where(about_agent, SUBJECTS.index("support"), topic)  # the first subjects are the topics
    return Moments(
        contacts.customer[chosen], contacts.at[chosen] + (rng.uniform(4, 60, len(chosen)) * 3_600).astype(np.int64),
        contacts.way[chosen] + len(CHANNELS), np.where(returned, RETURN, SUPPORT), subject,
        contacts.feeling[chosen] * 0.9, chosen,
    )  # fmt: skip


def _felt(rng: Generator, people: People, trouble: Trouble, moments: Moments) -> Floats:
    """What adds to a moment's feeling: nature, place, season, the planted causes and chance."""
    days = local_day(moments.at)
    own = moments.contact < 0
    felt = _BASE[moments.point] + np.where(
        own, people.mood[moments.customer] * 0.8 + rng.normal(0, 0.82, len(days)), 0
    )
    winter = (days % 365 > 18) & (days % 365 < 70)
    felt -= np.where(winter & (moments.point == DELIVERY), 0.22, np.where(winter, 0.06, 0))
    broken = at_fault(days) & (moments.point == CHECKOUT) & (moments.channel == APP)
    felt += np.where(broken, FAULT_SHIFT, 0)
    blamed = broken & (rng.random(len(days)) < 0.8)
    moments.subject[blamed] = np.where(
        rng.random(blamed.sum()) < 0.6, SUBJECTS.index("payment"), SUBJECTS.index("app")
    )
    coast = (people.region[moments.customer] == REGIONS.index(IMPROVED)) & (moments.point == DELIVERY)
    felt += np.where(coast, np.where(days >= DELIVERY_FROM, COAST_AFTER, COAST_BEFORE), 0)
    after = (moments.at - trouble.since[moments.customer]) / DAY
    hurt = (after > 4) & (after < 240)
    return felt + np.where(
        hurt, np.where(trouble.won_back[moments.customer], RECOVERED_SHIFT, FAILED_SHIFT), 0
    )


def _score(feeling: Floats, shares: tuple[float, ...]) -> Ints:
    return np.searchsorted([NormalDist(0, _SPREAD).inv_cdf(share) for share in shares], feeling)


def nps_score(feeling: Floats) -> Ints:
    """0 to 10."""
    return _score(feeling, _NPS)


def csat_score(feeling: Floats) -> Ints:
    """1 to 5."""
    return _score(feeling, _CSAT) + 1


def ces_score(feeling: Floats) -> Ints:
    """1 to 7."""
    return _score(feeling, _CES) + 1
