"""What is planted in the demo, and the truth file that says so."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

import numpy as np
from numpy.random import Generator

from dashboard.demo.clock import DAYS, END, START, Flags, Floats, Ints, day
from dashboard.demo.write import Written

TRUTH = ".truth.json"
OWN = "Quillmoor"
COMPETITORS = ("Oddbarrow", "Plumvane", "Tarnwick")
REGIONS = ("Capital", "Coast", "Highlands", "Lakes", "Plains")
SEGMENTS = ("Plus", "Regular", "Occasional")
PERSONAS = ("Family planner", "Deal hunter", "Style seeker", "Home maker", "Gift giver")
TEAMS = ("Care", "Delivery", "Returns", "Payments", "Members")
LANGUAGES = ("en", "de", "lt", "zh")
STORES = (
    "Harbour Lane", "Clocktower", "Mill Bridge", "Fern Square", "Old Foundry", "Lark Street",
    "Quay Hall", "Chestnut Row", "Upper Market", "Weir House", "Station Arcade", "Dune Gate",
)  # fmt: skip
TOPICS = (
    "delivery", "damaged", "return", "payment", "app", "account", "product", "order_change", "membership",
)  # fmt: skip

CATEGORIES = {
    "Kitchen": "kettle teapot bread knife, mixing bowl, linen apron",
    "Living": "floor lamp, wool throw, side table, candle set, picture frame",
    "Garden": "watering can, bird house, herb planter, garden gloves, lantern",
    "Clothing": "rain jacket, knit scarf, canvas bag, slippers, cotton shirt",
    "Children": "wooden train, puzzle, story book, bath toy, paint box",
}
PRODUCTS = tuple(
    (f"{name.strip().capitalize()}", category)
    for category, names in CATEGORIES.items()
    for name in names.split(",")
)

FAULT = (day(2026, 8, 17), day(2026, 9, 28))  # first day, and the day after the last
BACKLOG_FROM = day(2026, 6, 1)
RECOVERY_FROM = day(2026, 3, 1)
DELIVERY_FROM = day(2026, 2, 1)
BOT_FROM = day(2026, 5, 1)
CAMPAIGN = (day(2026, 7, 1), day(2026, 8, 1))
STORE_FROM = day(2026, 6, 1)
CHURNING, IMPROVED, LOUD, SICK_STORE, LATE_TEAM = (
    "Deal hunter",
    "Coast",
    "Plumvane",
    "Harbour Lane",
    "Returns",
)
POOR_COUPON = "Second Summer"
WRONG_COUPON_DAY, POOR_REDEMPTION = day(2026, 8, 10), 0.018
EXTRA_MENTIONS = 0.95  # of all mentions of the campaign's month


def dice(seed: int, name: str) -> Generator:
    """The random numbers of one part of the demo: a change in one part leaves the others as they are."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


def at_fault(days: Ints) -> Flags:
    return np.asarray((days >= FAULT[0]) & (days < FAULT[1]))


def backlog(days: Ints) -> Floats:
    """How far the late team's backlog has grown: 0 before it starts, 1 on the last day."""
    return np.clip((days - BACKLOG_FROM) / (DAYS - BACKLOG_FROM), 0, 1)


@dataclass(frozen=True, slots=True)
class Cause:
    """One planted cause. `size`: what was planted and what of it is in the files, as numbers."""

    key: str
    what: str
    where: Mapping[str, str]
    since: str
    until: str
    metrics: tuple[str, ...]
    pages: tuple[str, ...]
    size: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Truth:
    """What the demo holds: its files with their wrong rows, and its planted causes."""

    seed: int
    scale: float
    first_day: str
    last_day: str
    counts: Mapping[str, int]
    files: tuple[Written, ...]
    causes: tuple[Cause, ...]

    def cause(self, key: str) -> Cause:
        return next(cause for cause in self.causes if cause.key == key)


def iso(days: int) -> str:
    return (START + timedelta(days=days)).isoformat()


def tell(folder: Path, truth: Truth) -> None:
    """Writes the truth file. Its name starts with a dot, so that importing the folder leaves it alone."""
    text = json.dumps(asdict(truth), indent=1, ensure_ascii=False, sort_keys=True)
    (folder / TRUTH).write_text(text + "\n", "utf-8")


def planted(sizes: Mapping[str, Mapping[str, float]]) -> tuple[Cause, ...]:
    """The causes, with the sizes the generators measured while they planted them."""
    last = (END - timedelta(days=1)).isoformat()

    def cause(
        key: str, what: str, where: Mapping[str, str], since: int, until: str, metrics: str, pages: str
    ) -> Cause:
        split = (tuple(metrics.split()), tuple(pages.split()))
        return Cause(key, what, where, iso(since), until, *split, sizes.get(key, {}))

    return (
        cause("app_checkout_fault", "Payments in the app failed for six weeks.",
              {"channel": "app", "stage": "Purchase", "task": "checkout"}, FAULT[0], iso(FAULT[1] - 1),
              "nps csat task_success error_rate cart_abandonment review_rating net_sentiment",
              "Overview Digital Voice Journey"),
        cause("returns_backlog", "The Returns team answers later and later; contacts stay open.",
              {"team": LATE_TEAM}, BACKLOG_FROM, last,
              "first_response_time resolution_time csat", "Overview Teams"),
        cause("recovery_programme", "Customers called back after a failed contact are happier and buy again.",
              {"topic": "recovery_call", "channel": "phone"}, RECOVERY_FROM, last,
              "nps repurchase_rate", "Scorecard"),
        cause("first_renewal_churn", "This persona leaves at its first renewal, after twelve months.",
              {"persona": CHURNING, "contract": "annual"}, 0, last, "churn_rate retention_rate", "Retention"),
        cause("coast_delivery", "Delivery in this region became easier.",
              {"region": IMPROVED, "touchpoint": "delivery"}, DELIVERY_FROM, last, "ces csat",
              "Overview Journey"),
        cause("competitor_campaign", "A competitor's campaign makes it the most talked about for a month.",
              {"brand": LOUD}, CAMPAIGN[0], iso(CAMPAIGN[1] - 1), "share_of_voice", "Voice"),
        cause("harbour_lane", "More people enter this store and fewer of them buy.",
              {"store": SICK_STORE}, STORE_FROM, last, "footfall store_conversion", "Digital"),
        cause("second_summer", "A coupon campaign that hardly anyone redeems.",
              {"campaign": POOR_COUPON}, WRONG_COUPON_DAY, iso(WRONG_COUPON_DAY), "coupon_redemption", "Digital"),
        cause("bot_containment", "The bot hands over less, and its customers come back more.",
              {"channel": "bot"}, BOT_FROM, last, "bot_containment first_contact_resolution", "Teams"),
    )  # fmt: skip
