"""Order exports (Shopify, the tills), footfall, coupons, costs, targets and benchmarks."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from dashboard.demo.clock import DAY, DAYS, LAST_SECOND, Flags, Ints, at, day, seconds_of_day, stamp_offset
from dashboard.demo.orders import APP, STORE, Orders
from dashboard.demo.people import People
from dashboard.demo.story import (
    POOR_COUPON,
    POOR_REDEMPTION,
    PRODUCTS,
    REGIONS,
    SICK_STORE,
    STORE_FROM,
    STORES,
    WRONG_COUPON_DAY,
    dice,
)  # fmt: skip
from dashboard.demo.words import named
from dashboard.demo.write import Column, Spoilt, Written, write_sheet

_STORE_REGION = np.array(REGIONS, dtype=object)[np.arange(len(STORES)) % len(REGIONS)]
_CAMPAIGNS = (
    ("Winter Lights", day(2024, 12, 2), 0.13), ("Spring Table", day(2025, 3, 10), 0.15),
    ("Garden Days", day(2025, 5, 5), 0.12), ("School Bags", day(2025, 8, 18), 0.14),
    ("Lantern Week", day(2025, 11, 10), 0.17), ("Fresh Start", day(2026, 1, 12), 0.12),
    ("Spring Again", day(2026, 4, 6), 0.14), (POOR_COUPON, WRONG_COUPON_DAY, POOR_REDEMPTION),
    ("Harvest Home", day(2026, 8, 24), 0.13),
)  # fmt: skip


def write_online(folder: Path, seed: int, people: People, orders: Orders) -> list[Written]:
    """Two exports that overlap by a month: in the first the newest orders are not refunded yet.

    An order's own cells stand on its first line only. Addresses were taken out before the export.
    """
    rng = dice(seed, "online")
    online = orders.where((orders.channel != STORE) & (orders.customer >= 0))
    serial = np.arange(len(online))
    phones = rng.random(len(online)) < 0.42
    asked = (rng.random(len(online)), rng.integers(0, len(PRODUCTS), int(online.lines.sum())))
    cut, again = day(2026, 10, 1), day(2026, 9, 1)
    first = _export(
        folder / "shopify_orders_1.csv", people, online, serial, phones, asked, online.day < cut, again
    )
    second = _export(
        folder / "shopify_orders_2.csv", people, online, serial, phones, asked, online.day >= again, DAYS
    )
    return [first, second]


def _export(
    path: Path, people: People, orders: Orders, serial: Ints, phones: Flags, asked: tuple[np.ndarray, Ints],
    kept: Flags, refunds_before: int,
) -> Written:  # fmt: skip
    line = np.repeat(serial, orders.lines)
    product = asked[1][kept[line]]
    line = line[kept[line]]
    rows = len(line)
    top = np.append(True, line[1:] != line[:-1])[:rows]
    refunded = np.where(orders.day < refunds_before, orders.refunded, 0.0)
    state = np.where(
        refunded >= orders.amount, "refunded", np.where(refunded > 0, "partially_refunded", "paid")
    )
    created = stamp_offset(orders.at, "%Y-%m-%d %H:%M:%S", " ").to_numpy(zero_copy_only=False)
    source = np.where(orders.channel == APP, np.where(phones, "iphone", "android"), "web")

    def once(values: np.ndarray) -> np.ndarray:
        return np.where(top, values.astype(object)[line], "")

    def money(values: np.ndarray) -> np.ndarray:
        return once(np.char.mod("%.2f", values))

    filled: dict[str, Column] = {
        "Name": np.char.mod("#%d", 10_000 + line), "Email": once(people.emails[orders.customer]),
        "Financial Status": once(state), "Paid at": once(created),
        "Fulfillment Status": once(np.full(len(orders), "fulfilled")),
        "Accepts Marketing": once(np.full(len(orders), "no")), "Currency": once(np.full(len(orders), "EUR")),
        "Subtotal": money(orders.amount), "Shipping": money(orders.amount * 0), "Total": money(orders.amount),
        "Discount Code": once(np.where(orders.discount > 0, "HELLO", "")),
        "Discount Amount": money(orders.discount),
        "Created at": once(created), "Lineitem quantity": 1 + product % 2,
        "Lineitem name": np.array([name for name, _ in PRODUCTS], dtype=object)[product],
        "Lineitem price": np.char.mod("%.2f", orders.amount[line] / orders.lines[line] / (1 + product % 2)),
        "Lineitem sku": np.char.mod("QM-%03d", product), "Lineitem requires shipping": "true",
        "Lineitem taxable": "true",
        "Lineitem fulfillment status": "fulfilled", "Refunded Amount": money(refunded),
        "Vendor": np.array([category for _, category in PRODUCTS], dtype=object)[product],
        "Id": once(np.char.mod("%d", 5_500_000_000 + serial)), "Source": once(source),
        "Lineitem discount": "0.00",
    }  # fmt: skip
    columns = {name: filled.get(name) for name in named()["shopify_columns"]}
    wrong = (Spoilt("Lineitem quantity", "two", "not a number"), Spoilt("", "", "ragged"))
    return write_sheet(path, columns, rows, spoilt=wrong, note=f"orders: {int(kept.sum())}")


def write_tills(folder: Path, seed: int, people: People, orders: Orders) -> Written:
    tills = orders.where(orders.channel == STORE)
    n = len(tills)
    columns = {
        "order_id": [f"S{700_000 + i}" for i in range(n)], "ordered_at": stamp_offset(tills.at),
        "customer_id": np.where(tills.customer >= 0, people.ids[tills.customer], ""), "channel": "store",
        "touchpoint": "point_of_sale", "store": np.array(STORES, dtype=object)[tills.store],
        "region": _STORE_REGION[tills.store], "amount": np.char.mod("%.2f", tills.amount),
        "discount": np.char.mod("%.2f", tills.discount), "refunded": np.char.mod("%.2f", tills.refunded),
        "currency": "EUR", "items": tills.lines, "status": "paid",
    }  # fmt: skip
    wrong = (Spoilt("ordered_at", "2025-02-30T12:00:00+02:00", "not a day"), Spoilt("amount", "n/a", "not a number"),
             Spoilt("", "", "ragged"))  # fmt: skip
    return write_sheet(folder / "store_purchases.csv", columns, n, spoilt=wrong)


def write_footfall(folder: Path, seed: int, orders: Orders) -> Written:
    """People counted at each store's door a day. One store fills while it sells less."""
    rng = dice(seed, "footfall")
    tills = orders.where(orders.channel == STORE)
    count = int(tills.store.max()) + 1
    sold = np.zeros((count, DAYS))
    np.add.at(sold, (tills.store, tills.day), 1)
    sick, late = STORES.index(SICK_STORE), np.arange(DAYS) >= STORE_FROM
    usual = np.array([row[~late].mean() if code == sick else row.mean() for code, row in enumerate(sold)])
    shape = sold.sum(axis=0) / sold.sum(axis=0).mean()
    expected = usual[:, None] * np.convolve(shape, np.ones(3) / 3, mode="same")[None, :] / 0.22
    expected[sick] *= np.where(late, 1.38, 1.0)
    visits = np.maximum(rng.poisson(expected), sold)
    store, days = np.divmod(np.arange(count * DAYS), DAYS)
    columns = {
        "happened_at": stamp_offset(at(days, np.full(len(days), 20 * 3_600))),
        "store": np.array(STORES, dtype=object)[store],
        "quantity": visits.ravel().astype(np.int64), "region": _STORE_REGION[store],
    }  # fmt: skip
    wrong = (Spoilt("quantity", "closed", "not a number"), Spoilt("happened_at", "30.2.", "not a time"))
    return write_sheet(folder / "store_visits.csv", columns, len(store), spoilt=wrong)


def write_coupons(folder: Path, seed: int, scale: float, people: People) -> Written:
    rng = dice(seed, "coupons")
    each = max(40, round(2_600 * scale))
    campaign = np.repeat(np.arange(len(_CAMPAIGNS)), each)
    issued_on = np.array([first for _, first, _ in _CAMPAIGNS])[campaign] + rng.integers(0, 5, len(campaign))
    customer = (rng.random(len(campaign)) * np.searchsorted(people.since, issued_on)).astype(np.int64)
    issued = at(issued_on, seconds_of_day(rng, len(campaign), "desk"))
    used = issued + (rng.exponential(13, len(campaign)).clip(0.05, 55) * DAY).astype(np.int64)
    redeems = (rng.random(len(campaign)) < np.array([rate for *_, rate in _CAMPAIGNS])[campaign]) & (
        used < LAST_SECOND
    )
    columns = {
        "customer_id": people.ids[customer], "coupon": [f"QM{i:06d}" for i in range(len(campaign))],
        "campaign": np.array([name for name, *_ in _CAMPAIGNS], dtype=object)[campaign],
        "issued_at": stamp_offset(issued),
        "redeemed_at": stamp_offset(np.where(redeems, used, np.nan)),
        "channel": rng.choice(["email", "app"], len(campaign)),
    }  # fmt: skip
    wrong = (
        Spoilt("issued_at", "May", "not a time"),
        Spoilt("customer_id", "", "nobody's coupon"),
        Spoilt("", "", "ragged"),
    )
    return write_sheet(folder / "coupons.csv", columns, len(campaign), spoilt=wrong)
