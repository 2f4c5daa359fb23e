"""Every cube against its fact, by pandas."""

from __future__ import annotations

import numpy as np
import pandas as pd

D = ["channel", "stage", "segment", "persona", "region", "team"]


def log(values: pd.Series) -> pd.Series:
    return np.log(values.where(values > 0))


def cubes(fact) -> dict[str, tuple[list[str], pd.DataFrame]]:
    """Each cube's keys and parts, from its fact by pandas."""
    contact, session, task, cart = fact("contact"), fact("session"), fact("task"), fact("cart")
    purchase, coupon, buyer, visit = fact("purchase"), fact("coupon"), fact("buyer"), fact("visit")
    task, cart = task[task.mature], cart[cart.mature]
    coupon, buyer = coupon[coupon.mature], buyer[buyer.mature]
    handled, seconds, clicks = log(contact.handle_seconds), log(task.seconds), log(task.clicks)
    one = pd.Series(1, index=contact.index)
    return {
        "contact_day": (["day", *D], contact.assign(
            contacts=one, resolved=contact.resolved, mature_resolved=contact.mature,
            resolved_first_time=contact.resolved_first_time.eq(True), reopened=contact.reopens > 0,
            queued=contact.queued.eq(True), abandoned=contact.queued.eq(True) & contact.abandoned.eq(True),
            answered_in_target=contact.queued.eq(True) & ~contact.abandoned.eq(True) & (contact.queue_seconds <= 20),
            handled=handled.notna(), handle_sum=contact.handle_seconds.where(contact.handle_seconds > 0).fillna(0),
            handle_log_sum=handled.fillna(0), handle_log_sumsq=(handled**2).fillna(0), bot_contacts=contact.is_bot,
            bot_contained=contact.is_bot & ~contact.handed_over.eq(True),
            ever_resolved=contact.resolved | (contact.reopens > 0),
            bot_contained_mature=contact.is_bot & ~contact.handed_over.eq(True) & contact.mature,
            bot_came_back=contact.is_bot & ~contact.handed_over.eq(True) & contact.resolved_first_time.eq(False),
        )),
        "session_day": (["day", *D, "device"], session.assign(sessions=1, with_error=session.has_error)),
        "task_day": (["day", *D, "task", "device"], task.assign(
            mature=1, erred=task.has_error, timed=seconds.notna(), log_seconds_sum=seconds.fillna(0),
            log_seconds_sumsq=(seconds**2).fillna(0),
            clicked=clicks.notna(), log_clicks_sum=clicks.fillna(0), log_clicks_sumsq=(clicks**2).fillna(0),
        )),
        "cart_day": (["day", *D, "device"], cart.assign(carts=1, abandoned=~cart.ordered.astype(bool))),
        "purchase_day": (["day", *D], purchase.assign(
            orders=1, revenue=purchase.amount, revenue_sumsq=purchase.amount**2, discount=purchase.discount.fillna(0),
        )),
        "coupon_day": (["day", *D], coupon.assign(issued=1)),
        "buyer_day": (["day", *D], buyer.assign(mature_buyers=1)),
        "visit_day": (["day", *D], visit),
    }  # fmt: skip


def test_cubes_are_the_sums_of_their_facts(made):
    _, snapshot = made

    def fact(name: str) -> pd.DataFrame:
        frame = snapshot.query(f"select * from fact_{name} where day is not null").to_pandas()
        return frame.assign(
            **{c: frame[c].astype("string").fillna("-") for c in (*D, "device", "task") if c in frame}
        )

    for name, (keys, frame) in cubes(fact).items():
        cube = snapshot.query(f"select * from {name}").to_pandas()
        assert len(cube), name
        parts = [column for column in cube if column not in keys]
        cube[keys[1:]] = cube[keys[1:]].astype("string").fillna("-")
        assert not cube.duplicated(keys).any(), name
        wanted = (
            frame.assign(**{part: frame[part].astype(float) for part in parts})
            .groupby(keys, observed=True)[parts]
            .sum()
        )
        found = cube.set_index(keys)[parts].astype(float).sort_index()
        pd.testing.assert_frame_equal(found, wanted.sort_index(), check_index_type=False, rtol=1e-9)
