"""The tables of a snapshot that metrics are asked of, and what each can be filtered and split by."""

from __future__ import annotations

from dataclasses import replace

from dashboard import cubes
from dashboard.cubes import PEOPLE, smaller_of
from dashboard.metrics.metric import Relation
from dashboard.scope import DIMENSIONS


def _daily(name: str, *more: str) -> Relation:
    """A cube by day, and the smaller ones made of it: without the people, and of the people alone."""
    return Relation(name, "day and filter", (*DIMENSIONS, *more), smaller=smaller_of(name, more))


ANSWERS = _daily("survey_answer_day", "touchpoint")
INVITATIONS = _daily("invitation_day")
CONTACTS = _daily("contact_day")
MENTIONS = _daily("mention_day", "site", "language", "own")
SESSIONS = _daily("session_day", "device")
TASKS = _daily("task_day", "task", "device")
CARTS = _daily("cart_day", "device")
PURCHASES = _daily("purchase_day")
COUPONS = _daily("coupon_day")
VISITS = Relation("visit_day", "day and filter", DIMENSIONS)
BUYERS = _daily("buyer_day")
SEARCHES = _daily("search_day", "device")

AGENTS = Relation("agent_day", "day and filter", (*DIMENSIONS, "agent_id", "topic"))

STORE_VISITS = Relation("fact_visit", "store and day", (*DIMENSIONS, "store"))
STORE_PURCHASES = Relation("fact_purchase", "day and filter", (*DIMENSIONS, "store"))

FACT_ANSWER = Relation("fact_answer", "answer", (*DIMENSIONS, "touchpoint", "survey", "topic", "agent_id"))
FACT_CONTACT = Relation("fact_contact", "contact", (*DIMENSIONS, "touchpoint", "topic", "agent_id"))
FIRST_REPLIES, RESOLUTIONS = (
    replace(FACT_CONTACT, smaller={**smaller_of(cube), cube: ("team",)})
    for cube in ("first_reply_day", "resolution_day")
)
FACT_MENTION = Relation("fact_mention", "mention", (*DIMENSIONS, "touchpoint", "site", "language", "topic"))
FACT_TASK = Relation("fact_task", "task", (*DIMENSIONS, "task", "device"))
FACT_SESSION = Relation("fact_session", "session", (*DIMENSIONS, "device"))
VISITORS = replace(FACT_SESSION, smaller=cubes.VISITORS, several=("channel", "device"))

LATEST_ANSWER = Relation(
    "fact_answer",
    "person (the latest answer)",
    FACT_ANSWER.dimensions,
    latest=("coalesce(r.customer_id, r.answer_id)", "r.at desc, r.answer_id desc"),
)

SPELLS = Relation(
    "spell_day",
    "day and customer group",
    PEOPLE,
    keys=("day", "started_on"),
    joined="r.day < w.end_day and (r.started_on is null or r.started_on >= w.first_day)",
    bounds="day < $latest",
    rows="""(
    select rule, greatest(day, $earliest - 1) as day, null::date as started_on, segment, persona, region, begun, ended,
      begun_value, ended_value, begun_squares, ended_squares
    from spell_day
    union all
    select rule, ended_on, started_on, segment, persona, region, -1, -1, -monthly_value, -monthly_value,
      -monthly_value ** 2, -monthly_value ** 2
    from spell
    where started_on >= $earliest and ended_on - started_on < (select max(end_day - first_day) from windows)
  )""",
)
"""Running sums tell who was there when a window began; who came and went inside one is taken out of those who left."""

VALUES = Relation(
    "customer_value",
    "month-end and customer group",
    PEOPLE,
    keys=("as_of", "next_as_of"),
    joined="r.as_of < w.end_day and r.as_of >= w.end_day - 31 and (r.next_as_of is null or r.next_as_of >= w.end_day)",
    bounds="as_of >= $earliest - 31 and as_of < $latest",
)

CONTACTS_AND_ORDERS = Relation(
    "contact_day and purchase_day",
    "day and customer group",
    PEOPLE,
    rows="""(
    select day, segment, persona, region, contacts, 0 as orders from contact_day_people
    union all
    select day, segment, persona, region, 0 as contacts, orders from purchase_day_people
  )""",
)
