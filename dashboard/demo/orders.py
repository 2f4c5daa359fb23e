"""Orders on web, in the app and in stores: who buys what, when, for how much."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import DAYS, Flags, Floats, Ints, at, day_weights, seconds_of_day
from dashboard.demo.people import People
from dashboard.demo.story import SICK_STORE, STORE_FROM, STORES, at_fault, dice

WEB, APP, STORE = 0, 1, 2
CHANNELS = ("web", "app", "store")


@dataclass(frozen=True, slots=True)
class Orders:
    """One entry an order, in time order. `customer`: -1 when the till did not know. `at`: UTC seconds.
    `store`: -1 online. `amount`: what was paid, discounts taken off, refunds not. `lines`: how many lines."""

    customer: Ints
    at: Ints
    day: Ints
    channel: Ints
    store: Ints
    lines: Ints
    amount: Floats
    discount: Floats
    refunded: Floats

    def __len__(self) -> int:
        return len(self.at)

    def where(self, keep: Flags | Ints) -> Orders:
        return Orders(*(getattr(self, field.name)[keep] for field in fields(self)))


def make_orders(seed: int, scale: float, people: People) -> Orders:
    """Orders before anything went wrong with any customer; a twelfth more than asked for, as some are not made."""
    rng = dice(seed, "orders")
    busy = np.concatenate([[0.0], np.cumsum(day_weights(rng))])
    customer, days = _who_and_when(rng, people, busy, round(131_000 * scale))
    n = len(customer)
    app_love = rng.beta(1.6, 2.4, len(people))[customer]
    shop_love = rng.beta(1.7, 2.5, len(people))[customer]
    channel = np.where(rng.random(n) < shop_love, STORE, np.where(rng.random(n) < app_love + 0.05, APP, WEB))
    keep = ~((channel == APP) & at_fault(days) & (rng.random(n) < 0.25))
    home = rng.choice(_stores(len(people)), len(people))
    store = np.where(channel == STORE, home[customer], -1)
    sick = (store == STORES.index(SICK_STORE)) & (days >= STORE_FROM)
    keep &= ~(sick & (rng.random(n) < 0.2))
    customer, days, channel, store = customer[keep], days[keep], channel[keep], store[keep]
    when = _moments(rng, days, channel)
    order = np.argsort(when, kind="stable")
    made = _priced(rng, people, customer, when, days, channel, store)
    return made.where(order)


def _stores(people: int) -> int:
    """Small demos have fewer stores, so that each still has customers."""
    return int(np.clip(round(12 * (people / 24_000) ** 0.5), 3, 12))


def _who_and_when(rng: Generator, people: People, busy: Floats, wanted: int) -> tuple[Ints, Ints]:
    """Each customer orders at their own rate while they are one, on busy days more than on quiet ones."""
    first = np.maximum(people.since, 0)
    last = np.clip(people.gone, first + 1, DAYS)
    plain = people.rate * (busy[last] - busy[first])
    counts = rng.poisson(plain * wanted / plain.sum())
    customer = np.repeat(np.arange(len(people)), counts)
    low, high = busy[first][customer], busy[last][customer]
    days = np.searchsorted(busy, low + rng.random(len(customer)) * (high - low), side="right") - 1
    return customer, np.clip(days, 0, DAYS - 1)


def _moments(rng: Generator, days: Ints, channel: Ints) -> Ints:
    n = len(days)
    return at(
        days, np.where(channel == STORE, seconds_of_day(rng, n, "store"), seconds_of_day(rng, n, "online"))
    )


def _priced(
    rng: Generator, people: People, customer: Ints, when: Ints, days: Ints, channel: Ints, store: Ints
) -> Orders:
    n = len(customer)
    lines = np.minimum(rng.geometric(0.62, n), 6)
    gross = people.spend[customer] * rng.lognormal(0, 0.4, n) * lines**0.6
    discount = np.where(rng.random(n) < 0.12, gross * rng.choice([0.1, 0.15, 0.2], n), 0.0)
    amount = np.round(gross - discount, 2)
    refunded = np.where(rng.random(n) < 0.05, amount * rng.choice([1.0, 0.5], n), 0.0)
    unknown = (channel == STORE) & (rng.random(n) < 0.18)
    return Orders(
        customer=np.where(unknown, -1, customer), at=when, day=days, channel=channel, store=store,
        lines=lines, amount=amount,
        discount=np.round(discount, 2).astype(np.float64), refunded=np.round(refunded, 2).astype(np.float64),
    )  # fmt: skip


def thinned(seed: int, orders: Orders, unhappy_from: Floats, won_back: Flags) -> Orders:
    """The orders that are made after all: half the customers of a failed contact stay away for 150 days.

    `unhappy_from`: UTC seconds of each customer's last failed contact, nan for none. `won_back`: it was made good.
    """
    rng = dice(seed, "thinned")
    leaves = rng.random(len(unhappy_from)) < np.where(won_back, 0.06, 0.52)
    wavers = rng.random(len(orders)) < np.where(won_back, 0.06, 0.30)[orders.customer]
    since = np.where(orders.customer >= 0, unhappy_from[orders.customer], np.nan)
    after = (orders.at - since) / 86_400
    hurt = (after > 0) & (after < 150)
    return orders.where(~(hurt & (leaves[orders.customer] | wavers)))
