"""How large each planted cause came out: numbers measured on what was generated, for the truth file."""

from __future__ import annotations

import numpy as np

from dashboard.demo.clock import DAYS, Flags, Ints, local_day
from dashboard.demo.contacts import BOT, RECOVERY, Contacts
from dashboard.demo.digital import CHECKOUT_TASK, FINISHED, STARTED, Happened, Sessions
from dashboard.demo.moods import (
    CHECKOUT,
    COAST_AFTER,
    COAST_BEFORE,
    DELIVERY,
    FAULT_SHIFT,
    Moments,
    Trouble,
    nps_score,
)  # fmt: skip
from dashboard.demo.orders import APP, STORE, Orders
from dashboard.demo.people import People
from dashboard.demo.story import (
    BACKLOG_FROM,
    BOT_FROM,
    CHURNING,
    DELIVERY_FROM,
    EXTRA_MENTIONS,
    IMPROVED,
    LATE_TEAM,
    PERSONAS,
    POOR_REDEMPTION,
    RECOVERY_FROM,
    REGIONS,
    SICK_STORE,
    STORE_FROM,
    STORES,
    TEAMS,
    at_fault,
)  # fmt: skip

_WINDOW = 90
Sizes = dict[str, float]


def measure_sizes(
    people: People,
    orders: Orders,
    contacts: Contacts,
    moments: Moments,
    trouble: Trouble,
    sessions: Sessions,
    events: Happened,
) -> dict[str, Sizes]:
    """By cause: what the files hold, rounded. A number that nothing was seen for is left out."""
    found = {
        "app_checkout_fault": _fault(moments) | _checkout(sessions, events),
        "returns_backlog": _backlog(contacts),
        "recovery_programme": _recovery(moments, trouble)
        | _called(contacts)
        | _bought_again(orders, trouble),
        "first_renewal_churn": _renewals(people),
        "coast_delivery": _coast(people, moments),
        "competitor_campaign": {"share_of_all_mentions_added": EXTRA_MENTIONS},
        "harbour_lane": _store(orders),
        "second_summer": {"redeemed_planted": 100 * POOR_REDEMPTION, "redeemed_elsewhere_at_least": 12.0},
        "bot_containment": _bot(contacts),
    }
    return {
        key: {name: round(v, 3) for name, v in sizes.items() if np.isfinite(v)}
        for key, sizes in found.items()
    }


def _mean(values: np.ndarray, where: Flags) -> float:
    return float(values[where].mean()) if where.any() else float("nan")


def _nps(moments: Moments, where: Flags) -> float:
    score = nps_score(moments.feeling)
    return 100 * (_mean(score >= 9, where) - _mean(score <= 6, where))


def _fault(moments: Moments) -> Sizes:
    days = local_day(moments.at)
    now, before = days >= DAYS - _WINDOW, (days >= DAYS - 2 * _WINDOW) & (days < DAYS - _WINDOW)
    there = (moments.channel == APP) & (moments.point == CHECKOUT)
    return {
        "nps_last_90_days": _nps(moments, now), "nps_90_days_before": _nps(moments, before),
        "nps_app_purchase_last_90_days": _nps(moments, now & there),
        "nps_app_purchase_90_days_before": _nps(moments, before & there),
        "nps_elsewhere_last_90_days": _nps(moments, now & ~there),
        "nps_elsewhere_90_days_before": _nps(moments, before & ~there),
        "shift_in_standard_deviations": FAULT_SHIFT,
    }  # fmt: skip


def _checkout(sessions: Sessions, events: Happened) -> Sizes:
    broken = (sessions.app & at_fault(local_day(sessions.start)))[events.session]
    app = sessions.app[events.session]

    def success(where: Flags) -> float:
        mine = where & (events.task == CHECKOUT_TASK)
        begun = int((mine & (events.name == STARTED)).sum())
        return 100 * int((mine & (events.name == FINISHED)).sum()) / begun if begun else float("nan")

    return {"task_success_in_fault": success(broken), "task_success_app_otherwise": success(app & ~broken)}


def _backlog(contacts: Contacts) -> Sizes:
    days = local_day(contacts.at)
    mine, desk = contacts.team == TEAMS.index(LATE_TEAM), contacts.way <= 1
    waits = contacts.first - contacts.at
    late, early = days >= DAYS - _WINDOW, days < BACKLOG_FROM

    def median(where: Flags) -> float:
        seen = waits[where & mine & desk & ~np.isnan(waits)]
        return float(np.median(seen)) / 3600 if len(seen) else float("nan")

    return {"email_reply_hours_before": median(early), "email_reply_hours_last_90_days": median(late)}


def _recovery(moments: Moments, trouble: Trouble) -> Sizes:
    since = trouble.since[moments.customer]
    after = (moments.at > since) & (local_day(np.nan_to_num(since).astype(np.int64)) >= RECOVERY_FROM)
    won = trouble.won_back[moments.customer]
    return {"nps_recovered": _nps(moments, after & won), "nps_unrecovered": _nps(moments, after & ~won)}


def _called(contacts: Contacts) -> Sizes:
    return {
        "calls": float((contacts.topic == RECOVERY).sum()),
        "failed_contacts": float(contacts.failed.sum()),
    }


def _bought_again(orders: Orders, trouble: Trouble) -> Sizes:
    """Share with an order within 90 days of a failed contact that is at least that old."""
    failed_on = np.where(
        np.isnan(trouble.since), -1, local_day(np.nan_to_num(trouble.since).astype(np.int64))
    )
    due = (failed_on >= RECOVERY_FROM) & (failed_on < DAYS - _WINDOW)
    after = (orders.at - trouble.since[orders.customer]) / 86_400
    again = np.zeros(len(due), dtype=bool)
    again[orders.customer[(orders.customer >= 0) & (after > 0) & (after <= _WINDOW)]] = True
    return {"bought_again_recovered": 100 * _mean(again, due & trouble.won_back),
            "bought_again_unrecovered": 100 * _mean(again, due & ~trouble.won_back)}  # fmt: skip


def _renewals(people: People) -> Sizes:
    yearly = (np.arange(len(people)) % 2 == 0) & (people.subscribed < DAYS - 380)
    churning = people.persona == PERSONAS.index(CHURNING)
    tenure = people.left - people.subscribed
    gone = (tenure >= 360) & (tenure <= 380)
    return {
        "left_at_first_renewal": 100 * _mean(gone, yearly & churning),
        "others_left": 100 * _mean(gone, yearly & ~churning),
    }


def _coast(people: People, moments: Moments) -> Sizes:
    mine = (people.region[moments.customer] == REGIONS.index(IMPROVED)) & (moments.point == DELIVERY)
    late = local_day(moments.at) >= DELIVERY_FROM
    return {"delivery_nps_before": _nps(moments, mine & ~late),
    "delivery_nps_after": _nps(moments, mine & late),
            "shift_in_standard_deviations": COAST_AFTER - COAST_BEFORE}  # fmt: skip


def _store(orders: Orders) -> Sizes:
    mine = (orders.channel == STORE) & (orders.store == STORES.index(SICK_STORE))
    late = orders.day >= STORE_FROM

    def a_day(where: Flags, days: int) -> float:
        return float((mine & where).sum()) / days

    return {"orders_a_day_before": a_day(~late, STORE_FROM),
    "orders_a_day_after": a_day(late, DAYS - STORE_FROM),
            "footfall_factor": 1.38, "orders_factor": 0.8}  # fmt: skip


def _bot(contacts: Contacts) -> Sizes:
    bot, late = contacts.way == BOT, local_day(contacts.at) >= BOT_FROM
    again = _asked_again(contacts)
    return {
        "contained_before": 100 * _mean(~contacts.handed, bot & ~late),
        "contained_after": 100 * _mean(~contacts.handed, bot & late),
        "asked_again_before": 100 * _mean(again, bot & ~late),
        "asked_again_after": 100 * _mean(again, bot & late),
    }  # fmt: skip


def _asked_again(contacts: Contacts) -> Flags:
    """Whether the same customer came back on the same topic within seven days."""
    order = np.lexsort((contacts.at, contacts.topic, contacts.customer))
    same = np.zeros(len(order), dtype=bool)
    here, following = order[:-1], order[1:]
    close: Ints = contacts.at[following] - contacts.at[here]
    pair = (contacts.customer[here] == contacts.customer[following]) & (
        contacts.topic[here] == contacts.topic[following]
    )
    same[here] = pair & (close <= 7 * 86_400)
    return same
