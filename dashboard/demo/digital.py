"""Visits to the website and the app, and their events as Google Analytics exports them (those who agreed to it)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import (
    DAYS,
    LAST_SECOND,
    Flags,
    Floats,
    Ints,
    at,
    day_weights,
    local_day,
    seconds_of_day,
)
from dashboard.demo.orders import APP, STORE, Orders
from dashboard.demo.people import People
from dashboard.demo.story import at_fault, dice

EVENTS = (
    "page_view", "first_visit", "view_item", "search", "add_to_cart", "begin_checkout", "purchase", "error",
    "task_start", "task_finish",
)  # fmt: skip
TASKS = ("", "find_product", "checkout", "track_order", "start_return", "sign_in")
STARTED, FINISHED, CHECKOUT_TASK = (
    EVENTS.index("task_start"),
    EVENTS.index("task_finish"),
    TASKS.index("checkout"),
)
PAGES = (
    "/", "/kitchen", "/living", "/garden", "/clothing", "/children", "/sale", "/search", "/cart", "/checkout",
    "/checkout/payment", "/account/orders", "/returns/new", "/account/sign-in",
    *(f"/p/{number}" for number in range(100, 140)),
)  # fmt: skip
_TASK_AT = ("/", "/search", "/checkout", "/account/orders", "/returns/new", "/account/sign-in")
_TASK_PAGE = np.array([PAGES.index(page) for page in _TASK_AT])
ERRORS = ("", "payment_not_completed", "page_not_found", "time_out")


@dataclass(frozen=True, slots=True)
class Sessions:
    """One entry a visit, in time order. `order`: index of the order made in it, -1 for none."""

    start: Ints
    seconds: Floats
    app: Flags
    device: Ints
    customer: Ints
    visitor: Ints
    order: Ints

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class Happened:
    """Events of all sessions. `place`: how far into the session, 0 to 1."""

    session: Ints
    place: Floats
    name: Ints
    task: Ints
    page: Ints
    error: Ints


def make_sessions(seed: int, scale: float, people: People, orders: Orders) -> Sessions:
    rng = dice(seed, "sessions")
    bought = np.flatnonzero((orders.channel != STORE) & (rng.random(len(orders)) < 0.27))
    bought = bought[orders.at[bought] < LAST_SECOND - 120]
    n = round(384_000 * scale) - len(bought)
    weight = day_weights(rng)
    days = rng.choice(DAYS, n, p=weight / weight.sum())
    known = rng.choice(len(people), n, p=people.rate / people.rate.sum())
    known = np.where((rng.random(n) < 0.45) & (people.since[known] <= days), known, -1)
    customer = np.concatenate([known, orders.customer[bought]])
    app = np.concatenate([rng.random(n) < 0.37, orders.channel[bought] == APP])
    total = len(customer)
    seconds = rng.lognormal(5.3, 0.7, total) + np.where(np.arange(total) >= n, 240, 0)
    started = orders.at[bought] - (seconds[n:] * 0.97).astype(np.int64)
    start = np.concatenate([at(days, seconds_of_day(rng, n, "online")), started])
    seconds = np.minimum(seconds, LAST_SECOND - start)
    stranger = 900_000_000 + rng.integers(0, max(int(total / 2.2), 1), total)
    visitor = np.where(customer >= 0, 100_000_000 + customer * 2 + app, stranger)
    device = np.where(
        app, rng.choice(3, total, p=[0.0, 0.93, 0.07]), rng.choice(3, total, p=[0.45, 0.48, 0.07])
    )
    keep = np.flatnonzero(start >= at(np.array([0]), np.array([0]))[0])
    keep = keep[np.argsort(start[keep], kind="stable")]
    order = np.concatenate([np.full(n, -1), bought])
    return Sessions(*(column[keep] for column in (start, seconds, app, device, customer, visitor, order)))


def make_events(seed: int, sessions: Sessions) -> Happened:
    """What happens in each visit. While the app's payment is broken most of its checkouts end in an error."""
    rng, n = dice(seed, "events"), len(sessions)
    bought, known = sessions.order >= 0, sessions.customer >= 0
    broken = sessions.app & at_fault(local_day(sessions.start))
    bounced = ~bought & (rng.random(n) < np.where(sessions.app, 0.25, 0.44))
    stays = ~bounced

    def some(share: float | Floats) -> Flags:
        return np.asarray(stays & (rng.random(n) < share))

    cart = bought | some(np.where(broken, 0.16, 0.12))
    pays = bought | (cart & (rng.random(n) < np.where(broken, 0.78, 0.24)))
    refused = pays & (rng.random(n) < np.where(broken, np.where(bought, 0.3, 0.8), 0.05))
    search, track, back, enters = some(0.17), known & some(0.10), known & some(0.025), known & some(0.2)
    clumsy = np.where(sessions.device == 2, 0.08, np.where((sessions.device == 1) & ~sessions.app, 0.04, 0.0))
    made = _Pile(rng)
    made.add("page_view", np.ones(n, dtype=np.int64), (0, 0), page=rng.integers(0, 7, n))
    made.add("first_visit", ~known & (rng.random(n) < 0.2), (0, 0.001))
    made.add(
        "page_view", np.where(bounced, 0, rng.geometric(0.47, n)), (0.02, 0.9), page=rng.integers(0, 7, n)
    )
    made.add(
        "view_item",
        stays * (rng.poisson(0.9, n) + bought),
        (0.2, 0.62),
        page=rng.integers(14, len(PAGES), n),
    )
    made.add("search", search, (0.1, 0.12), page=np.full(n, 7))
    made.add("add_to_cart", cart * (1 + rng.poisson(0.4, n)), (0.62, 0.69), page=np.full(n, 8))
    made.add("begin_checkout", pays, (0.70, 0.71), page=np.full(n, 9))
    made.add("error", refused, (0.85, 0.94), page=np.full(n, 10), error=1)
    made.add("error", some(0.012), (0.2, 0.9), page=rng.integers(0, 7, n), error=2)
    made.add("purchase", bought, (0.97, 0.971), page=np.full(n, 10))
    solved = {1: search & (rng.random(n) < 0.82 - clumsy), 2: bought, 3: track & (rng.random(n) < 0.94 - clumsy),
              4: back & (rng.random(n) < 0.74 - clumsy), 5: enters & (rng.random(n) < 0.965 - clumsy)}  # fmt: skip
    spans = {1: (0.1, 0.28), 2: (0.705, 0.975), 3: (0.3, 0.42), 4: (0.3, 0.6), 5: (0.03, 0.09)}
    for task, begun in ((1, search), (2, pays), (3, track), (4, back), (5, enters)):
        first, last = spans[task]
        made.add("task_start", begun, (first, first), task=task)
        made.add("task_finish", solved[task], (last - 0.02, last + 0.02), task=task)
    return made.sorted()


class _Pile:
    """Gathers events by kind, to be put in order at the end."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.parts: list[tuple[Any, ...]] = []

    def add(self, name: str, counts: Ints | Flags, span: tuple[float, float], *, page: Ints | None = None,
            task: int = 0, error: int = 0) -> None:  # fmt: skip
        session = np.repeat(np.arange(len(counts)), counts.astype(np.int64))
        m = len(session)
        pages = _TASK_PAGE[np.full(m, task)] if page is None else page[session]
        place = self.rng.uniform(*span, m)
        self.parts.append(
            (session, place, np.full(m, EVENTS.index(name)), np.full(m, task), pages, np.full(m, error))
        )

    def sorted(self) -> Happened:
        columns = [np.concatenate(column) for column in zip(*self.parts, strict=True)]
        order = np.argsort(columns[0] + columns[1] * 0.999, kind="stable")
        return Happened(*(column[order] for column in columns))
