"""Cubes made from one text: those without some of their filters, what most questions need in a small share of the rows.

`<cube>_place` leaves out who the customers were, `<cube>_people` where and with whom it happened; some know one filter
of people each. A question takes the smallest that knows all its filters; sums of sums are the same sums.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.cubes import VISITORS, smaller_of

CUBES: Mapping[str, tuple[str, str]] = {
    "survey_answer_day": ("touchpoint", "nps_answers promoters passives detractors csat_answers satisfied ces_answers "
        "easy comments comments_positive comments_negative comments_scored"),
    "contact_day": ("", "contacts resolved mature_resolved resolved_first_time reopened ever_resolved queued "
        "abandoned answered_in_target handled handle_sum handle_log_sum handle_log_sumsq bot_contacts bot_contained "
        "bot_contained_mature bot_came_back"),
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
    "text_day": ("source_class place language touchpoint", "texts scored positive negative"),
    "topic_day": ("source_class place topic", "texts scored positive negative nps_n nps_sum nps_sumsq csat_n csat_sum "
        "csat_sumsq ces_n ces_sum ces_sumsq stars_n stars_sum stars_sumsq"),
    "pain_day": ("kind what step previous_day previous_here", "times"),
    "touch_reach": ("step previous_day", "touches"),
    "answer_turn": ("measure next_day step", "n good bad"),
    "answer_pain": ("measure next_day kind what", "n good bad any_n any_good any_bad"),
    "path_step_day": ("unit step", "journeys"),
    "first_reply_day": ("first_reply_read_s first_reply_observed", "n"),
    "resolution_day": ("resolution_read_s resolution_observed", "n"),
}  # fmt: skip
"""Cube to what it also tells apart, and what it sums."""


def rollups() -> Iterator[tuple[str, str]]:
    """The name and the select of each, in the order of their cubes."""
    for name, told in VISITORS.items():
        yield name, _visitors(told)
    for cube, (more, sums) in CUBES.items():
        for name, columns in smaller_of(cube, more.split()).items():
            yield name, _select(cube, columns, sums)


def _select(cube: str, columns: Sequence[str], sums: str) -> str:
    keys = ", ".join(f"c.{name}" for name in ("day", *columns))
    added = ", ".join(f"sum(c.{name}) as {name}" for name in sums.split())
    grain = f"-- one row per {keys.replace('c.', '')}: {cube} added up"
    return f"{grain}\nselect {keys}, {added}\nfrom {cube} c\ngroup by {keys}\n"


def _visitors(columns: tuple[str, ...]) -> str:
    listed = "".join(f"{name}, " for name in columns)
    told = "".join(f"v.{name}, " for name in columns)
    return f"""-- one row per day, {listed}and day on which the same customers were there before: known
-- visitors and, apart, those who ordered; who was there before the first of some days, or never, is new in them
with days as (
  select v.day, {told}v.customer_id, max(v.ordered) as ordered
  from visitor v
  group by v.day, {told}v.customer_id
),
visits as (
  select
    v.day, {told}lag(v.day) over (partition by {told}v.customer_id order by v.day) as previous_day,
    1 as visitors, 0 as buyers
  from days v
  union all
  select v.day, {told}lag(v.day) over (partition by {told}v.customer_id order by v.day), 0, 1
  from days v
  where v.ordered = 1
)
select v.day, {told}v.previous_day, sum(v.visitors) as visitors, sum(v.buyers) as buyers
from visits v
group by v.day, {told}v.previous_day
"""
