"""Coupon campaigns set against all the others together, and how their coupons come back day by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.insight.change import Change, difference, stand_out
from dashboard.metrics.answer import Answer
from dashboard.metrics.intervals import wilson
from dashboard.metrics.survival import Curve, kaplan_meier
from dashboard.scope import Window


@dataclass(frozen=True, slots=True)
class Campaign:
    """`young`: issued too recently to judge. `share`: of those old enough; `rest`: of all other campaigns.

    `stands`: it differs from the rest more than chance would give, corrected for the number of campaigns.
    """

    name: str
    issued: int
    young: int
    share: Answer
    rest: Answer
    apart: Change
    stands: bool


def compare(
    rows: Sequence[Mapping[str, Any]], window: Window, least_n: int, least_people: int
) -> list[Campaign]:
    """Campaigns from rows of `digital_coupons`, in their order; shares of under `least_people` are withheld."""
    found = [
        (
            row,
            _share(
                row["redeemed"], row["mature"], window, least_n, row["people"] < least_people, least_people
            ),
        )
        for row in rows
    ]
    rests = [
        _share(row["all_redeemed"] - row["redeemed"], row["all_mature"] - row["mature"], window, least_n)
        for row in rows
    ]
    changes = [difference(share, rest) for (_, share), rest in zip(found, rests, strict=True)]
    judged = [
        change.chance if not share.small and not rest.small else None
        for change, (_, share), rest in zip(changes, found, rests, strict=True)
    ]
    stands = stand_out(judged)
    return [
        Campaign(row["campaign"], row["issued"], row["issued"] - row["mature"], share, rest, change, told)
        for (row, share), rest, change, told in zip(found, rests, changes, stands, strict=True)
    ]


def _share(
    redeemed: float, mature: float, window: Window, least_n: int, hidden: bool = False, least: int = 0
) -> Answer:
    if hidden:
        reason = f"Withheld: fewer than {least} customers."
        return Answer("coupon_redemption", None, window, None, None, None, None, 0, {}, reason, small=True)
    if not mature:
        return Answer("coupon_redemption", None, window, None, None, None, None, 0, {}, small=True)
    low, high = wilson(np.array([float(redeemed)]), np.array([float(mature)]))
    parts = {"redeemed": float(redeemed), "issued": float(mature)}
    return Answer(
        "coupon_redemption", None, window, None, 100 * redeemed / mature, float(low[0]), float(high[0]), int(mature),
        parts, small=mature < least_n,
    )  # fmt: skip


def lead(found: Sequence[Campaign]) -> Campaign | None:
    """The campaign that differs most surely from the others, the poor ones first."""
    telling = [each for each in found if each.stands and each.apart.delta is not None]
    return min(
        telling, key=lambda each: ((each.apart.delta or 0) > 0, each.apart.chance or 0.0), default=None
    )


def returned(rows: Sequence[Mapping[str, Any]]) -> Curve | None:
    """How many coupons are still open by the day since they were issued, from rows of `digital_redemptions`."""
    if not rows:
        return None
    days, n = (np.array([float(row[name]) for row in rows]) for name in ("days", "n"))
    return kaplan_meier(days, np.array([bool(row["observed"]) for row in rows]), n)
