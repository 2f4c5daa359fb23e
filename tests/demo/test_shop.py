"""What is planted in stores and coupons."""

from __future__ import annotations

from tests.demo.raw import Made, between, local, sheet


def test_harbour_lane_fills_while_it_sells_to_fewer(larger: Made) -> None:
    visits = sheet(larger[0], "store_visits.csv")
    visits = visits[visits.quantity.str.isdigit()].assign(
        at=lambda f: local(f.happened_at), n=lambda f: f.quantity.astype(int)
    )
    sales = sheet(larger[0], "store_purchases.csv").assign(at=lambda f: local(f.ordered_at))
    span = {"before": ("2025-06-01", "2025-11-01"), "after": ("2026-06-01", "2026-11-01")}
    here = {key: between(visits[visits.store == "Harbour Lane"], *days).n.sum() for key, days in span.items()}
    sold = {key: len(between(sales[sales.store == "Harbour Lane"], *days)) for key, days in span.items()}
    assert here["after"] > here["before"] * 1.15
    assert sold["after"] / here["after"] < sold["before"] / here["before"] * 0.8


def test_hardly_anyone_redeems_second_summer(larger: Made) -> None:
    frame = sheet(larger[0], "coupons.csv")
    used = (frame.redeemed_at != "").groupby(frame.campaign).mean()
    assert used["Second Summer"] < 0.05
    assert used.drop("Second Summer").min() > 0.08
