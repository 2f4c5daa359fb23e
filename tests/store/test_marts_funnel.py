"""Touches of customers and of visits, for funnels: which there are, and that an independent chain counts the same."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from dashboard.company import Company, Stage
from dashboard.insight.funnel import Step, Way, walk
from dashboard.insight.funnel_counts import counted
from dashboard.insight.funnel_read import read_touches
from dashboard.metrics.shape import ask
from dashboard.scope import Scope

AT = datetime(2026, 3, 2, 10)
COMPANY = Company(
    name="Acme", brands={"own": ["Acme"]},
    journey=(Stage(name="Buy", touchpoints=("cart", "order")), Stage(name="Help", touchpoints=("support_contact",))),
)  # fmt: skip


def event(number: int, minutes: int, **more) -> dict:
    return {
        "event_id": str(number),
        "happened_at": AT + timedelta(minutes=minutes),
        "session_id": "v",
        **more,
    }


def test_a_touch_is_one_of_its_customer_and_one_of_its_visit(built, rows_of):
    snapshot = built(
        COMPANY,
        event=[
            event(
                1, 0, name="add_to_cart", touchpoint="cart", customer_id="ann", channel="web", device="mobile"
            ),
            event(2, 1, name="page_view"),  # no step of a journey
            event(3, 2, name="signed_up"),  # of nobody known: the visit's alone, by its name
            event(4, 3, name="store_visit", channel="store", touchpoint="cart"),  # no visit to web or app
        ],
        purchase=[{"order_id": "o", "ordered_at": AT, "customer_id": "ann"}],
        contact=[{"contact_id": "c", "opened_at": AT, "customer_id": "ann"}],
        mention=[
            {
                "mention_id": "m",
                "published_at": AT,
                "customer_id": "ann",
                "touchpoint": "review",
                "brand": "Other",
            }
        ],
        survey_answer=[{"answer_id": "a", "answered_at": AT, "customer_id": "ann"}],  # of no touchpoint
    )
    rows = rows_of(snapshot, "funnel_touch", "step")
    assert {(row["unit"], row["id"], row["step"], row["stage"], row["source_class"]) for row in rows} == {
        ("customer", "ann", "cart", "Buy", "inferred"), ("session", "v", "cart", "Buy", "inferred"),
        ("session", "v", "signed_up", None, "inferred"), ("customer", "ann", "order", "Buy", "inferred"),
        ("customer", "ann", "support_contact", "Help", "direct"),
    }  # fmt: skip
    assert {row["device"] for row in rows if row["step"] == "cart"} == {"mobile"}


def test_two_visits_of_one_name_from_two_sources_are_two(built, rows_of):
    events = [event(1, 0, name="a", _source="One"), event(2, 1, name="a", _source="Two")]
    assert len({row["who"] for row in rows_of(built(event=events), "funnel_touch", "who")}) == 2


CHAIN = """-- the same funnel as a self-join chain: one CTE per step, times only (Section 2.3 of the speed notes)
with first as (
  select who, min("at") as t0 from funnel_touch
  where unit = $unit and step = $one and day >= $start and day < $end group by who
),
second as (
  select f.who, f.t0, min(t."at") as t1 from first f
  join funnel_touch t on t.who = f.who and t.step = $two and t."at" >= f.t0 and t."at" <= f.t0 + to_days($days::int)
  group by all
),
third as (
  select s.who, s.t0, min(t."at") as t2 from second s
  join funnel_touch t on t.who = s.who and t.step = $three and t."at" >= s.t1 and t."at" <= s.t0 + to_days($days::int)
  group by all
)
select (select count(*) from first), (select count(*) from second), (select count(*) from third)"""


@pytest.mark.parametrize("unit", ["customer", "session"])
@pytest.mark.parametrize("days", [1, 30])
def test_the_walk_counts_what_a_chain_of_joins_counts(made, unit, days):
    _, snapshot = made
    steps = snapshot.query(
        "select step from funnel_touch where unit = $unit group by step order by count(*) desc, step limit 4",
        {"unit": unit},
    ).column("step").to_pylist()  # fmt: skip
    start, end = date(2020, 1, 1), date(2030, 1, 1)
    asked = ask(
        "funnel_points", Scope(start, end),
        {"unit": unit, "last": end + timedelta(days + 1), "points": steps, "every": False},
        {},
    )  # fmt: skip
    touches = read_touches(snapshot.query(asked.sql, asked.params), steps)
    for one, two, three in [(0, 1, 2), (2, 0, 1), (1, 3, 0)]:
        if max(one, two, three) >= len(steps):
            continue
        chosen = [steps[one], steps[two], steps[three]]
        params = dict(zip(("one", "two", "three"), chosen, strict=True))
        joined = snapshot.query(CHAIN, {"unit": unit, "start": start, "end": end, "days": days, **params})
        walks = walk(touches, [Step("touchpoint", value) for value in chosen], Way(days=days), 2**62)
        assert [level.of_first.hits for level in counted(walks).levels] == list(
            joined.to_pylist()[0].values()
        )
