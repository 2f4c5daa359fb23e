"""Coupons from issue to redemption: which campaign works, and how long people take."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.figures.bars import bars as figure
from dashboard.figures.mark import Mark
from dashboard.insight.campaigns import Campaign, compare, lead
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.compile import Question
from dashboard.metrics.digital_shapes import COUPON_WAY
from dashboard.metrics.format import interval
from dashboard.metrics.metric import NOT_STATED
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens.bars import bars
from dashboard.screens.card import Card, Row, card
from dashboard.screens.digital_choice import Choice, choice, known, turn
from dashboard.screens.digital_coupon_days import days
from dashboard.screens.filters import whom
from dashboard.screens.heading import heading
from dashboard.screens.marks import MOST
from dashboard.screens.text import markdown, plotly
from dashboard.screens.visit import Visit

ASKED = 200
REDEMPTION = CATALOGUE["coupon_redemption"]
BRING = "Import coupons with the day they were issued and the day they were redeemed."


def issued(visit: Visit) -> list[Campaign]:
    """The campaigns whose coupons were issued in the period; none when the data cannot tell."""
    if visit.facts.reasons["coupon_redemption"]:
        return []
    return compare(
        visit.table(_question(visit)).to_pylist(), visit.scope.now(), REDEMPTION.minimum_n,
        visit.company.thresholds.anonymity,
    )  # fmt: skip


def _question(visit: Visit) -> Question:
    return ask("digital_coupons", visit.scope, {"most": ASKED})


def coupons(found: Sequence[Campaign], visit: Visit) -> None:
    """The cards of the campaigns, or what is missing for them."""
    heading("coupons_head", "Coupons", 2)
    reason = visit.facts.reasons["coupon_redemption"]
    if reason:
        st.info(markdown(f"{reason} {BRING}"), title="No coupons to show")
        return
    if not found:
        st.info(
            "No coupons were issued in this period with these filters. Choose a longer period to see earlier ones."
        )
        return
    chosen = choice()
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _campaigns(found, _question(visit), chosen, visit)
    with right:
        days(found, chosen, visit)


def title(found: Sequence[Campaign], visit: Visit) -> str:
    """What stands out among the campaigns."""
    shown, first = visit.shown(REDEMPTION), lead(found)
    if first is None:
        judged = [each for each in found if each.share.value is not None]
        if not judged:
            return "These coupons are too young to judge"
        return (
            "No campaign stands out"
            if len(judged) > 1
            else f"{judged[0].name}: {_redeemed(judged[0], visit)}"
        )
    return f"{first.name}: {_redeemed(first, visit)}, others {shown(first.rest.value or 0.0)}"


def _redeemed(campaign: Campaign, visit: Visit) -> str:
    return f"{visit.shown(REDEMPTION)(campaign.share.value or 0.0)} redeemed"


def _campaigns(found: Sequence[Campaign], question: Question, chosen: Choice, visit: Visit) -> None:
    order = sorted(found, key=lambda each: (each.share.value is None, each.share.value or 0.0, -each.issued))
    asked = known(chosen.campaign, [each.name for each in found])
    left = len(found) - MOST
    made = Card(
        "digital_coupons", title(found, visit),
        f"Coupons redeemed in time of those old enough, by campaign, {whom(visit.scope)}. The period selects the day "
        f"of issue. n: old enough to judge; hatched: none is yet. ▼ ▲: differs from all others together more than "
        f"chance would give, corrected for {len(found)} campaigns. Click a bar to follow it."
        f"{f' {left} more in the data.' if left > 0 else ''}",
        COUPON_WAY, visit.scope, (visit.scope.now(),), lambda: rows(order), more=chosen.carried(),
        questions=(question,),
        behind=lambda most: ask("digital_coupon_rows", visit.scope, {"campaign": asked, "most": most}),
        plot=Plot("bar", "campaign", "share", "", "low", "high", "percent"),
    )  # fmt: skip
    with card(made, visit):
        marks = [_mark(each, asked, visit) for each in order[:MOST]]
        bars(
            figure(marks, [None] * len(marks), visit.shown(REDEMPTION)), "figure_digital_coupons",
            f"{made.title}. {made.subtitle}", _follow,
        )  # fmt: skip
        st.caption(markdown(_way(found)))


def _way(found: Sequence[Campaign]) -> str:
    """The whole way in one line."""
    issued, young = (sum(getattr(each, name) for each in found) for name in ("issued", "young"))
    redeemed = sum(each.share.parts.get("redeemed", 0.0) for each in found)
    apart = f"; {young:,} too young to judge, counted in no share" if young else ""
    return f"Issued {issued:,} → old enough {issued - young:,} → redeemed in time {redeemed:,.0f}{apart}."


def _mark(campaign: Campaign, asked: str | None, visit: Visit) -> Mark:
    share, shown = campaign.share, visit.shown(REDEMPTION)
    sign = "" if not campaign.stands else "▼ " if (campaign.apart.delta or 0) < 0 else "▲ "
    name = plotly("Not stated" if campaign.name == NOT_STATED else campaign.name)
    said = [f"<b>{name}</b>"]
    if share.value is not None:
        between = interval(share.low, share.high, "percent", locale=visit.locale)
        said += [f"{shown(share.value)}, 95 % {between}", f"n {share.n:,}"]
        said += [f"others {shown(campaign.rest.value)}"] if campaign.rest.value is not None else []
    elif share.refused:
        said.append(share.refused)
    said.append(f"{campaign.issued:,} issued, {campaign.young:,} too young to judge")
    faint = share.small or (asked is not None and asked != campaign.name)
    return Mark(
        f"{sign}{name}", share.value, share.low, share.high, share.n, "<br>".join(said), campaign.name, faint,
        campaign.young == campaign.issued, "withheld" if share.refused else "too young",
    )  # fmt: skip


def rows(found: Sequence[Campaign]) -> list[Row]:
    """One row a campaign: the way of its coupons, and how it stands against all the others."""
    return [
        {
            "campaign": each.name, "issued": each.issued, "too young": each.young,
            "old enough": each.issued - each.young, "redeemed": each.share.parts.get("redeemed"),
            "share": each.share.value, "low": each.share.low, "high": each.share.high,
            "share of all others": each.rest.value, "difference": each.apart.delta, "difference low": each.apart.low,
            "difference high": each.apart.high, "chance": each.apart.chance,
            "stands out": each.stands, "note": each.share.refused or "",
        }
        for each in found
    ]  # fmt: skip


def _follow(campaign: str) -> None:
    if campaign != NOT_STATED:
        turn("campaign", campaign)
