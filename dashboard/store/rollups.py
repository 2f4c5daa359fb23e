"""Cubes without some of their filters: what most questions need, in a small share of the rows.

`<cube>_place` leaves out who the customers were, `<cube>_people` where and with whom it happened. A question takes
the smallest that knows all its filters; sums of sums are the same sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

PLACE = "channel stage team"
PEOPLE = "segment persona region"
_SCORES = (
    "nps_n nps_sum nps_sumsq csat_n csat_sum csat_sumsq ces_n ces_sum ces_sumsq stars_n stars_sum stars_sumsq"
)

CUBES: Mapping[str, tuple[str, str]] = {
    "survey_answer_day": ("", "nps_answers promoters passives detractors csat_answers satisfied ces_answers easy "
        "comments comments_positive comments_negative comments_scored"),
    "contact_day": ("", "contacts resolved mature_resolved resolved_first_time reopened queued abandoned "
        "answered_in_target handled handle_sum handle_log_sum handle_log_sumsq bot_contacts bot_contained"),
    "session_day": ("device", "sessions bounced with_error ordered"),
    "task_day": ("task device", "mature finished erred timed log_seconds_sum log_seconds_sumsq clicked log_clicks_sum "
        "log_clicks_sumsq"),
    "cart_day": ("device", "carts abandoned"),
    "purchase_day": ("", "orders revenue revenue_sumsq discount"),
    "buyer_day": ("", "mature_buyers repurchased"),
    "search_day": ("device", "searches found_nothing"),
    "invitation_day": ("", "invitations answered"),
    "coupon_day": ("", "issued redeemed"),
    "mention_day": ("site language own", "mentions reviews repliable replied rated stars_sum stars_sumsq top2 scored "
        "positive negative unscored"),
    "backlog_day": ("", "opened closed asked answered"),
    "touchpoint_day": ("step source_class kind", "touches judged good bad"),
    "text_day": ("source_class place language touchpoint",
        f"texts scored positive negative without_body {_SCORES}"),
    "topic_day": ("source_class place topic", f"texts scored positive negative {_SCORES}"),
}  # fmt: skip
"""Cube to what it also tells apart, and what it sums."""


def rollups() -> Iterator[tuple[str, str]]:
    """The name and the select of each, in the order of their cubes; people are told apart by nothing more."""
    for cube, (more, sums) in CUBES.items():
        yield f"{cube}_place", _select(cube, f"{PLACE} {more}", sums)
        yield f"{cube}_people", _select(cube, PEOPLE, sums)


def _select(cube: str, dimensions: str, sums: str) -> str:
    keys = ", ".join(f"c.{name}" for name in ("day", *dimensions.split()))
    added = ", ".join(f"sum(c.{name}) as {name}" for name in sums.split())
    grain = f"-- one row per {keys.replace('c.', '')}: {cube} added up"
    return f"{grain}\nselect {keys}, {added}\nfrom {cube} c\ngroup by {keys}\n"
