"""Every metric counted again from raw rows in plain Python; no code is shared with the catalogue.

An oracle takes the rows of its fact that fall in the window (and group) and gives (value, n); None: nothing.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta


def share(rows, hit):
    return (100 * sum(1 for row in rows if hit(row)) / len(rows), len(rows)) if rows else (None, 0)


def nps(rows):
    if not rows:
        return None, 0
    return 100 * sum(bool(r["promoter"]) - bool(r["detractor"]) for r in rows) / len(rows), len(rows)


def net(rows):
    feeling = {"positive": 1, "negative": -1, "neutral": 0}
    return (
        (100 * sum(feeling[r["sentiment_label"]] for r in rows) / len(rows), len(rows)) if rows else (None, 0)
    )


def latest(rows):
    kept = {}
    for row in sorted(rows, key=lambda r: (r["at"], r["answer_id"])):
        kept[row["customer_id"] or row["answer_id"]] = row
    return list(kept.values())


def km(pairs, level):
    """The first time at which no more than `level` still wait; None when it is not reached."""
    left = 1.0
    for time in sorted({t for t, seen in pairs if seen}):
        at_risk = sum(1 for t, _ in pairs if t >= time)
        left *= 1 - sum(1 for t, seen in pairs if t == time and seen) / at_risk
        if left <= level + 1e-12:
            return time
    return None


def wait(seconds, observed, level=0.5):
    def oracle(rows):
        pairs = [(r[seconds], observed(r)) for r in rows if r[seconds] is not None]
        return km(pairs, level), len(pairs)

    return oracle


def area(seconds, observed):
    def oracle(rows):
        pairs = [(r[seconds], r[observed]) for r in rows if r[seconds] is not None]
        if not pairs:
            return None, 0
        times = sorted({t for t, _ in pairs})
        total, left, before = 0.0, 1.0, 0.0
        for time in times:
            total += left * (time - before)
            at_risk = sum(1 for t, _ in pairs if t >= time)
            left *= 1 - sum(1 for t, seen in pairs if t == time and seen) / at_risk
            before = time
        return total, len(pairs)

    return oracle


def geometric(column):
    def oracle(rows):
        logs = [math.log(r[column]) for r in rows if r["mature"] and r["finished"] and r[column]]
        return (math.exp(sum(logs) / len(logs)), len(logs)) if logs else (None, 0)

    return oracle


def only(test, oracle):
    return lambda rows: oracle([row for row in rows if test(row)])


def total(column, counted=None):
    def oracle(rows):
        n = sum(r[counted] for r in rows) if counted else len(rows)
        return (sum(r[column] for r in rows), n) if n else (None, 0)

    return oracle


def ratio(hits, of):
    def oracle(rows):
        n = sum(r[of] for r in rows)
        return (100 * sum(r[hits] for r in rows) / n, n) if n else (None, 0)

    return oracle


def per_customer(rows):
    ordered = defaultdict(bool)
    for row in rows:
        if row["customer_id"]:
            ordered[row["customer_id"]] |= row["ordered"]
    return (100 * sum(ordered.values()) / len(ordered), len(ordered)) if ordered else (None, 0)


def mean(column):
    def oracle(rows):
        kept = [r[column] for r in rows if r[column] is not None]
        return (sum(kept) / len(kept), len(kept)) if kept else (None, 0)

    return oracle


def typical(rows):
    logs = [math.log(r["handle_seconds"]) for r in rows if r["handle_seconds"]]
    return (math.exp(sum(logs) / len(logs)), len(logs)) if logs else (None, 0)


def left_of(spells, start, end, weight=lambda s: 1):
    there = [
        s for s in spells if s["started_on"] < start and (s["ended_on"] is None or s["ended_on"] >= start)
    ]
    gone = [s for s in there if s["ended_on"] is not None and s["ended_on"] < end]
    if not there:
        return None, 0
    return 100 * sum(map(weight, gone)) / sum(map(weight, there)), len(there)


def volume_interval(rows, column, start, end):
    """Daily sums, days without any as zero, and the t interval of their mean times the days."""
    from scipy import stats

    days = [
        sum(r[column] for r in rows if r["day"] == start + timedelta(days=i))
        for i in range((end - start).days)
    ]
    mean_, error = sum(days) / len(days), stats.sem(days)
    reach = stats.t.ppf(0.975, len(days) - 1) * error
    return max(len(days) * (mean_ - reach), 0), len(days) * (mean_ + reach)


own = lambda r: r["own"]  # noqa: E731
review = lambda r: r["own"] and r["kind"] == "review"  # noqa: E731
in_store = lambda r: r["store"] and r["channel"] in ("store", None)  # noqa: E731
mature = lambda r: r["mature"]  # noqa: E731
scored = lambda r: r["sentiment_label"] is not None  # noqa: E731


def kind(name):
    return lambda r: r["kind"] == name


def seen(column):
    return lambda r: r[column]


ORACLES = {
    ("nps", None): ("fact_answer", only(kind("nps"), nps)),
    ("nps", "per_person"): ("fact_answer", only(kind("nps"), lambda rows: nps(latest(rows)))),
    ("csat", None): ("fact_answer", only(kind("csat"), lambda rows: share(rows, seen("satisfied")))),
    ("csat", "per_person"): ("fact_answer", only(kind("csat"), lambda rows: share(latest(rows), seen("satisfied")))),
    ("ces", None): ("fact_answer", only(kind("ces"), lambda rows: share(rows, seen("easy")))),
    ("ces", "per_person"): ("fact_answer", only(kind("ces"), lambda rows: share(latest(rows), seen("easy")))),
    ("response_rate", None): ("fact_invitation", lambda rows: share(rows, seen("answered"))),
    ("first_response_time", None): ("fact_contact", wait("first_reply_s", seen("first_reply_observed"))),
    ("first_response_time", "p90"): ("fact_contact", wait("first_reply_s", seen("first_reply_observed"), 0.1)),
    ("first_response_time", "mean"): ("fact_contact", area("first_reply_s", "first_reply_observed")),
    ("first_response_time", "business"): (
        "fact_contact", wait("first_reply_business_s", seen("first_reply_observed"))),
    ("first_response_time", "with_bots"): (
        "fact_contact", wait("first_reply_any_s", seen("first_reply_any_observed"))),
    ("resolution_time", None): ("fact_contact", wait("resolution_s", seen("resolution_observed"))),
    ("resolution_time", "business"): ("fact_contact", wait("resolution_business_s", seen("resolution_observed"))),
    ("resolution_time", "p90"): ("fact_contact", wait("resolution_s", seen("resolution_observed"), 0.1)),
    ("resolution_time", "mean"): ("fact_contact", area("resolution_s", "resolution_observed")),
    ("first_contact_resolution", None): (
        "fact_contact", only(mature, lambda rows: share(rows, seen("resolved_first_time")))),
    ("abandonment_rate", None): ("fact_contact", only(seen("queued"), lambda rows: share(rows, seen("abandoned")))),
    ("service_level", None): ("fact_contact", only(
        seen("queued"), lambda rows: share(rows, lambda r: not r["abandoned"] and r["queue_seconds"] <= 20))),
    ("handle_time", None): ("fact_contact", mean("handle_seconds")),
    ("handle_time", "typical"): ("fact_contact", typical),
    ("reopen_rate", None): ("fact_contact", None),
    ("bot_containment", None): (
        "fact_contact", only(seen("is_bot"), lambda rows: share(rows, lambda r: not r["handed_over"]))),
    ("contacts", None): ("fact_contact", lambda rows: (len(rows) or None, len(rows))),
    ("net_sentiment", None): ("fact_mention", only(lambda r: own(r) and scored(r), net)),
    ("net_sentiment", "comments"): ("fact_answer", only(scored, net)),
    ("net_sentiment", "contacts"): ("fact_contact", only(scored, net)),
    ("share_of_voice", None): ("fact_mention", lambda rows: share(rows, own)),
    ("review_rating", None): ("fact_mention", only(own, mean("stars"))),
    ("review_rating", "top_two"): ("fact_mention", only(
        lambda r: own(r) and r["stars"], lambda rows: share(rows, lambda r: r["stars"] >= 4))),
    ("review_reply_rate", None): ("fact_mention", only(
        lambda r: review(r) and r["replied"] is not None, lambda rows: share(rows, seen("replied")))),
    ("review_reply_time", None): ("fact_mention", only(review, wait("reply_s", seen("reply_observed")))),
    ("review_reply_time", "p90"): ("fact_mention", only(review, wait("reply_s", seen("reply_observed"), 0.1))),
    ("review_reply_time", "mean"): ("fact_mention", only(review, area("reply_s", "reply_observed"))),
    ("repurchase_rate", None): ("fact_buyer", only(mature, lambda rows: share(rows, seen("repurchased")))),
    ("task_success", None): ("fact_task", only(mature, lambda rows: share(rows, seen("finished")))),
    ("task_abandonment", None): ("fact_task", only(mature, lambda rows: share(rows, lambda r: not r["finished"]))),
    ("task_errors", None): ("fact_task", only(mature, lambda rows: share(rows, seen("has_error")))),
    ("search_no_result", None): ("fact_search", only(
        lambda r: r["found_nothing"] is not None, lambda rows: share(rows, seen("found_nothing")))),
    ("error_rate", None): ("fact_session", lambda rows: share(rows, seen("has_error"))),
    ("time_on_task", None): ("fact_task", geometric("seconds")),
    ("time_on_task", "median"): ("fact_task", only(
        lambda r: mature(r) and r["finished"], wait("seconds", seen("finished")))),
    ("clicks_to_complete", None): ("fact_task", geometric("clicks")),
    ("clicks_to_complete", "median"): ("fact_task", only(
        lambda r: mature(r) and r["finished"], wait("clicks", seen("finished")))),
    ("bounce_rate", None): ("fact_session", lambda rows: share(rows, seen("bounced"))),
    ("conversion_rate", None): ("fact_session", lambda rows: share(rows, seen("ordered"))),
    ("conversion_rate", "per_customer"): ("fact_session", per_customer),
    ("cart_abandonment", None): ("fact_cart", only(mature, lambda rows: share(rows, lambda r: not r["ordered"]))),
    ("coupon_redemption", None): ("fact_coupon", only(mature, lambda rows: share(rows, seen("redeemed")))),
    ("footfall", None): ("fact_visit", total("visits", "visits")),
    ("store_sales", None): ("fact_purchase", only(in_store, total("amount"))),
    ("store_conversion", None): ("fact_visit", ratio("orders", "visits")),
    ("revenue", None): ("fact_purchase", total("amount")),
    ("orders", None): ("fact_purchase", lambda rows: (len(rows) or None, len(rows))),
}  # fmt: skip


def reopened(rows):
    resolved = [r for r in rows if r["resolved"] or r["reopens"] > 0]
    n = len(resolved)
    return (100 * sum(1 for r in resolved if r["reopens"] > 0) / n, n) if n else (None, 0)


ORACLES["reopen_rate", None] = ("fact_contact", reopened)
