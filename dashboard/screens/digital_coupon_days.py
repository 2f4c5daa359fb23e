"""How long people take to use a coupon: the share that came back by each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from dashboard.figures.steps import Steps, steps
from dashboard.insight.campaigns import Campaign, lead, returned
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.digital_shapes import COUPON_DAYS
from dashboard.metrics.shape import ask
from dashboard.metrics.survival import Curve
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, card, chart
from dashboard.screens.digital_choice import Choice, known
from dashboard.screens.filters import whom
from dashboard.screens.text import plotly
from dashboard.screens.visit import Visit

REDEMPTION = CATALOGUE["coupon_redemption"]
OTHERS, ALL = "All others", "All campaigns"
Step = Mapping[str, Any]


def days(found: Sequence[Campaign], chosen: Choice, visit: Visit) -> None:
    """The chosen campaign, else the one that stands out, over all the others."""
    question = ask("digital_redemptions", visit.scope)
    waits = visit.table(question).to_pylist()
    open_to_all = [each.name for each in found if not each.share.refused]
    first = lead(found)
    name = known(chosen.campaign, open_to_all) or (first.name if first else None)
    mine = returned([row for row in waits if row["campaign"] == name]) if name else None
    others = returned([row for row in waits if row["campaign"] != name])
    until = float(visit.company.windows.coupon_days)
    curves = [_rows(name or "", mine, until)] if mine else []
    curves += [_rows(OTHERS if mine else ALL, others, until)] if others else []
    made = Card(
        "digital_coupon_days", _days_title(name, mine or others, until, visit),
        f"Share of coupons redeemed by the day since issue, {whom(visit.scope)}, coupons of every age. Band: 95 % "
        "interval; coupons still open count as long as they were watched.",
        COUPON_DAYS, visit.scope, (visit.scope.now(),), lambda: [row for rows in curves for row in rows],
        more=chosen.carried(), questions=(question,),
        behind=lambda most: ask("digital_coupon_rows", visit.scope, {"campaign": name, "most": most}),
        plot=Plot("step", "day", "redeemed by then", "campaign", "low", "high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        if not curves:
            st.info("It is not known until when redemptions were watched.")
            return
        lines = [
            _steps(rows, visit, quiet=place > 0 and mine is not None) for place, rows in enumerate(curves)
        ]
        drawn = steps(lines, visit.palette, visit.shown(REDEMPTION), until=until, unit="days")
        chart(made, drawn, "figure_digital_coupon_days")


def _days_title(name: str | None, curve: Curve | None, until: float, visit: Visit) -> str:
    if curve is None or not curve.times.size:
        return f"{name}: no coupon came back" if name else "No coupon came back"
    share = 1 - curve.survival
    within = np.searchsorted(curve.times, until, side="right")
    if not within:
        return f"{name}: no coupon came back in {until:.0f} days" if name else "No coupon came back in time"
    half = curve.times[int(np.searchsorted(share[:within], share[within - 1] / 2))]
    whose = f"{name}: half" if name else "Half"
    return f"{whose} of those redeemed in {until:.0f} days came back within {half:.0f} days"


def _steps(rows: Sequence[Step], visit: Visit, quiet: bool) -> Steps:
    """The curve of these rows; the first and the last only say where it starts and until when it was watched."""
    shown, name, inner = visit.shown(REDEMPTION), plotly(rows[0]["campaign"]), rows[1:-1]
    hover = [
        f"<b>{name}</b><br>by day {row['day']:g}: {shown(row['redeemed by then'])}, "
        f"95 % {shown(row['low'])} to {shown(row['high'])}<br>{row['open before']:,.0f} still open before"
        for row in inner
    ]
    x, y, low, high = ([row[key] for row in inner] for key in ("day", "redeemed by then", "low", "high"))
    return Steps(name, x, y, low, high, rows[-1]["day"], hover, quiet)


def _rows(name: str, curve: Curve, until: float) -> list[Step]:
    """One row for each day on which coupons came back, from day 0 to where watching or their time ended."""
    y, low, high = 100 * (1 - curve.survival), 100 * (1 - curve.high), 100 * (1 - curve.low)
    low, high = (np.where(np.isfinite(side), side, y) for side in (low, high))
    within = curve.times <= until
    columns = (curve.times, y, low, high, curve.at_risk, curve.events)
    found = [_row(name, *map(float, values)) for values in zip(*(c[within] for c in columns), strict=True)]
    last = found[-1] if found else _row(name, 0.0)
    first = _row(name, 0.0, left=float(curve.at_risk[0]) if curve.at_risk.size else 0.0)
    return [first, *found, {**last, "day": min(float(curve.last), until), "redeemed that day": 0.0}]


def _row(
    name: str, day: float, share: float = 0.0, low: float = 0.0, high: float = 0.0, left: float = 0.0,
    events: float = 0.0,
) -> Step:  # fmt: skip
    return {
        "campaign": name, "day": day, "redeemed by then": share, "low": low, "high": high, "open before": left,
        "redeemed that day": events,
    }  # fmt: skip
