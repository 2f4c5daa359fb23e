"""How customers' value is spread: bands of value, how many customers each holds, and how much of the whole."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.cubes import PEOPLE
from dashboard.figures.histogram import Bin, histogram
from dashboard.insight.bands import Band, bands, edges
from dashboard.metrics.catalogue import CATALOGUE
from dashboard.metrics.format import shown
from dashboard.metrics.retention_shapes import VALUE_SPREAD
from dashboard.metrics.shape import ask
from dashboard.reports.exhibit import Plot
from dashboard.screens.card import Card, Row, card, chart
from dashboard.screens.retention_choice import not_followed, of_whom
from dashboard.screens.retention_words import as_of_words, there
from dashboard.screens.text import plotly
from dashboard.screens.tile import count
from dashboard.screens.visit import Visit

PLACES = {"people": PEOPLE}
SHARES = ("Share of customers", "Share of value")


def worth(visit: Visit) -> None:
    """The card of the bands."""
    if not there("outlook_spread", visit):
        st.info(
            "This snapshot holds no value of single customers. Build it again to see how value is spread."
        )
        return
    asked = ask("value_whole", visit.scope, {}, PLACES)
    spread = visit.table(asked).to_pylist()[0]
    least = visit.company.thresholds.anonymity
    hidden = spread["customers"] < max(least, 1)
    lower = [0.0] if hidden else edges(spread["low"], spread["middle"], spread["high"])
    counted = ask("value_bands", visit.scope, {"edges": lower}, PLACES)
    found = [] if hidden else bands(visit.table(counted).to_pylist(), lower, least)
    made = Card(
        "value_spread", title(spread, hidden),
        f"Customers by what they are expected to bring, {of_whom(visit.scope)}, {as_of_words(visit)}, whatever the "
        f"period. Bands of under {least} customers are joined to the next.{not_followed(visit.scope)}",
        VALUE_SPREAD, visit.scope, (visit.scope.now(),), lambda: rows(found, visit), questions=(asked, counted),
        behind=None if hidden else lambda most: ask("value_rows", visit.scope, {"most": most}, PLACES),
        plot=Plot("column", "band", "percent", "share", unit="percent"),
    )  # fmt: skip
    with card(made, visit):
        if hidden:
            st.info(
                f"Withheld: fewer than {least} customers."
                if spread["customers"]
                else "No customer with these filters."
            )
            return
        drawn = histogram(_bins(found, visit), SHARES, visit.palette, lambda x: f"{x:g}%")
        chart(made, drawn, "figure_value_spread")


def title(spread: dict[str, float], hidden: bool = False) -> str:
    """How much the most valuable tenth holds."""
    if hidden or not spread["total"]:
        return "How customers' value is spread"
    share = 100 * spread["first_tenth"] / spread["total"]
    return f"The most valuable tenth of customers holds {share:.0f}% of the value"


def _bins(found: Sequence[Band], visit: Visit) -> list[Bin]:
    return [
        Bin(label := plotly(band_name(band, visit)), band.share_customers, band.share_value,
            f"n {count(band.customers)}",
            f"<b>{label}</b><br>{band.share_customers:.3g}% of customers, n {count(band.customers)}"
            f"<br>{band.share_value:.3g}% of value, {plotly(visit.shown(CATALOGUE['clv'])(band.total))}")
        for band in found
    ]  # fmt: skip


def band_name(band: Band, visit: Visit) -> str:
    """'€100 to €200', plain."""

    def money(value: float) -> str:
        return shown(value, "money", locale=visit.locale, currency=visit.facts.currency).replace(".00", "")

    if band.high is None:
        return f"{money(band.low)} or more"
    return f"{money(band.low)} to {money(band.high)}" if band.low else f"under {money(band.high)}"


def rows(found: Sequence[Band], visit: Visit) -> list[Row]:
    """A row for each bar: the bands by their share of customers, then by their share of value."""
    return [
        {
            "band": band_name(band, visit), "share": share,
            "percent": band.share_customers if share == SHARES[0] else band.share_value,
            "customers": band.customers, "value": band.total, "from": band.low, "below": band.high,
        }
        for share in SHARES
        for band in found
    ]  # fmt: skip
